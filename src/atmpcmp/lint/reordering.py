"""The entries of a mapping in another order, with the comments that stand above each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.lint.finding import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.lint.subject import LintedFile
    from atmpcmp.reading.yaml_text import Mapping


def reordered(file: LintedFile, node: Mapping, order: Sequence[str]) -> tuple[Edit, ...]:
    """The edit that puts the keys of a block mapping into an order; nothing where they do not stand one a line.

    Args:
        file: that holds the mapping.
        node: the mapping.
        order: all its keys.
    """
    lines = file.lines
    starts = {key: line - 1 for key, (line, _) in node.keys.items()}
    columns = {column for _, column in node.keys.values()}
    column = min(columns) - 1
    if len(columns) != 1 or len(set(starts.values())) != len(starts) or any(lines[line][:column].strip(" ") for line in starts.values()):
        return ()
    firsts = {key: _with_comments(lines, start) for key, start in starts.items()}
    last = max(starts.values()) + 1
    while last < len(lines) and (not lines[last].strip() or _indent(lines[last]) > column):
        last += 1
    end = last
    while not lines[end - 1].strip() or (lines[end - 1].lstrip().startswith("#") and _indent(lines[end - 1]) <= column):
        end -= 1
    bounds = sorted(firsts.values())
    ends = dict(zip(bounds, [*bounds[1:], end], strict=True))
    blocks = {key: lines[first : ends[first]] for key, first in firsts.items()}
    first = bounds[0]
    text = "\n".join(line for key in order for line in blocks[key])
    return (Edit(first + 1, 1, end, len(lines[end - 1]) + 1, text),)


def _with_comments(lines: list[str], start: int) -> int:
    """Where a key begins, with the comments right above it at its own depth."""
    while start > 0 and lines[start - 1].lstrip().startswith("#") and _indent(lines[start - 1]) == _indent(lines[start]):
        start -= 1
    return start


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
