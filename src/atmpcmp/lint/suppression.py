"""Findings silenced in place: `# lint: ignore[code-name] the reason`, on the line or the line above; `ignore-file` speaks of the whole file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atmpcmp.lint.line_breaks import lines_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_COMMENT = re.compile(r"(?:^|\s)#\s*lint:\s*ignore(-file)?\s*(?:\[([^\]]*)\])?\s*:?\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment.

    Attributes:
        line: where it stands.
        column: of its `#`.
        names: of the codes that it silences, as written.
        reason: why.
        covers: the lines that it speaks of.
    """

    line: int
    column: int
    names: tuple[str, ...]
    reason: str
    covers: Container[int]


def suppressions(text: str) -> list[Suppression]:
    """All suppressions of a file.

    A comment with nothing before it speaks of the next line that holds something; one that follows something speaks of its own line.
    """
    if "lint:" not in text:
        return []
    return list(_suppressions(lines_of(text)))


def _suppressions(lines: list[str]) -> Iterator[Suppression]:
    for number, line in enumerate(lines, 1):
        if "lint:" not in line or (comment := _COMMENT.search(line)) is None:
            continue
        column = line.index("#", comment.start()) + 1
        names = tuple(name.strip() for name in (comment[2] or "").split(",") if name.strip())
        is_alone = not line[: column - 1].strip()
        covers: Container[int] = (number, _next_with_content(lines, number)) if is_alone else (number,)
        if comment[1]:
            covers = range(len(lines) + 1)
        yield Suppression(number, column, names, comment[3].strip(), covers)


def _next_with_content(lines: list[str], after: int) -> int:
    for number in range(after + 1, len(lines) + 1):
        line = lines[number - 1].strip()
        if line and not line.startswith("#"):
            return number
    return after
