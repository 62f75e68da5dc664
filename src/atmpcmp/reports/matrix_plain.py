"""The result of `matrix` as lines of plain words: each topic with one line a jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports.clean_text import clean
from atmpcmp.reports.matrix_words import HARMONISATION, SAME_MEANS, by_pair, divergence, essence, heading, left_out_sentence, share, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.matrix import MatrixResult
    from atmpcmp.model.library import Library


def render(result: MatrixResult, library: Library) -> str:
    """All topics, then the harmonisation summary."""
    return "\n".join(_lines(result, library)) + "\n"


def _lines(result: MatrixResult, library: Library) -> Iterator[str]:
    yield heading(result)
    if result.without_rules:
        yield clean(left_out_sentence(result))
    for row in result.rows:
        yield from ("", clean(f"{row.topic}, {library.topics.topics[row.topic].title} ({divergence(row)})"))
        for column, cell in row.cells.items():
            yield "  " + clean(f"{column}: {essence(cell)} ({standing(cell)}; {cell.rulings[0].rule.id})")
    yield from ("", HARMONISATION, SAME_MEANS)
    for (left, right), groups in by_pair(result.agreements, [side.column for side in result.columns]).items():
        said = "; ".join(f"{group} {share([agreement])}" for group, agreement in groups.items())
        yield "  " + clean(f"{left} and {right}: {share(list(groups.values()))} in all; {said}")
