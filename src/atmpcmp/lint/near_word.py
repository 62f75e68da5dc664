"""A misspelt word with exactly one near right word is mended without asking."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from atmpcmp.lint.finding import Edit

if TYPE_CHECKING:
    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import Subject

_ONE_NEAR = re.compile(r"did you mean (\S+)\?")
_WORD = re.compile(r"[\w.+/-]+")


def with_near_word(subject: Subject, found: Found) -> Found:
    """The finding with a fix, where its help names exactly one word and the text has a word at that place."""
    near = _ONE_NEAR.fullmatch(found.help)
    file = subject.files.get(found.file)
    if near is None or file is None or not found.line:
        return found
    line = file.lines[found.line - 1]
    start = found.column - 1
    if start < len(line) and line[start] in "\"'":
        start += 1
    word = _WORD.match(line, start)
    if word is None or (f"“{word[0]}”" not in found.message and f" {word[0]}" not in found.message):
        return found
    return replace(found, fix=(Edit(found.line, word.start() + 1, found.line, word.end() + 1, near[1]),))
