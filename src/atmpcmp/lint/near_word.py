"""A misspelt word that can only have been meant for one right word is mended without asking."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from atmpcmp.lint.finding import Edit

if TYPE_CHECKING:
    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import Subject

_NEAR = re.compile(r"did you mean (.+)\?")
_QUOTED = re.compile(r"'([^']+)'")
_WORD = re.compile(r"[\w.+/-]+")
_ALIKE, _APART = 0.8, 0.08


def with_near_word(subject: Subject, found: Found) -> Found:
    """The finding with a fix, where the text has a word at that place and its help names one that is far nearer than all others."""
    file = subject.files.get(found.file)
    if file is None or not found.line:
        return found
    line = file.lines[found.line - 1]
    start = found.column - 1
    if start < len(line) and line[start] in "\"'":
        start += 1
    word = _WORD.match(line, start)
    right = _nearest(word[0], found.help) if word is not None else ""
    if word is None or not right or word[0] not in found.message:
        return found
    return replace(found, fix=(Edit(found.line, word.start() + 1, found.line, word.end() + 1, right),))


def _nearest(word: str, said: str) -> str:
    """The one word that a help names and that can be meant; nothing where two can, or none is near."""
    near = _NEAR.search(said)
    candidates = near[1].split(" or ") if near is not None else _QUOTED.findall(said)
    ranked = sorted(((SequenceMatcher(None, word, candidate).ratio(), candidate) for candidate in candidates), reverse=True)
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _APART):
        return ""
    return ranked[0][1]
