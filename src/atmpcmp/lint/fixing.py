"""Findings mended without a person: edits of lines, so that comments and layout stay."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atmpcmp.lint.line_breaks import starts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from atmpcmp.lint.code import Code
    from atmpcmp.lint.finding import Edit

_UNBOUNDED = 10**6


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after.

    Attributes:
        file: as people know it.
        path: where it is.
        before: its text.
        after: its text, mended.
        fixes: how many findings were mended.
    """

    file: str
    path: Path
    before: str
    after: str
    fixes: int


def mended(paths: Sequence[Path], codes: tuple[Code, ...], today: date) -> list[Change]:
    """What would mend the findings that carry a fix; files are not written. Two fixes of one place: the first counts, the other waits for the next run."""
    from atmpcmp.lint.run import lint

    result = lint(paths, codes, today, max_per_file=_UNBOUNDED)
    changes = []
    for file, text in result.texts.items():
        fixes = [finding.found.fix for finding in result.findings if finding.found.file == file and finding.found.fix]
        if fixes:
            after, count = applied(text, fixes)
            changes.append(Change(file, result.paths[file], text, after, count))
    return changes


def applied(text: str, fixes: Iterable[tuple[Edit, ...]]) -> tuple[str, int]:
    """The text with the edits of each fix made, as a whole or not at all where it overlaps with one before it, and how many were made."""
    starts = starts_of(text)

    def offset(line: int, column: int) -> int:
        return min(starts[min(line - 1, len(starts) - 1)] + column - 1, len(text))

    taken: list[tuple[int, int, str]] = []
    count = 0
    for fix in fixes:
        spans = [(offset(edit.line, edit.column), offset(edit.end_line, edit.end_column), edit.text) for edit in fix]
        if any(start < other_end and other_start < end for start, end, _ in spans for other_start, other_end, _ in taken):
            continue
        taken += spans
        count += 1
    for start, end, replacement in sorted(taken, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text, count


def difference(change: Change) -> list[str]:
    """The lines of a unified diff of one file."""
    before, after = change.before.split("\n"), change.after.split("\n")
    return list(difflib.unified_diff(before, after, change.file, change.file, lineterm=""))
