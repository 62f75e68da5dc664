"""The result of `matrix` as Markdown, for documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports.clean_text import clean_markdown as safe
from atmpcmp.reports.matrix_words import HARMONISATION, SAME_MEANS, by_pair, divergence, essence, heading, left_out_sentence, share, source, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.matrix import MatrixResult
    from atmpcmp.model.library import Library


def render(result: MatrixResult, library: Library) -> str:
    """The table, the harmonisation summary, and the source of every cell."""
    return "\n".join(_lines(result, library)) + "\n"


def _lines(result: MatrixResult, library: Library) -> Iterator[str]:
    columns = [side.column for side in result.columns]
    yield f"# {heading(result)}"
    if result.without_rules:
        yield from ("", f"{safe(left_out_sentence(result))}.")
    yield from ("", "| topic | " + " | ".join(map(safe, columns)) + " |", "|---" * (len(columns) + 1) + "|")
    for row in result.rows:
        title = safe(library.topics.topics[row.topic].title)
        cells = [f"{safe(essence(cell))} ({safe(standing(cell))})" if (cell := row.cells.get(column)) else "" for column in columns]
        yield f"| **{title}** ({divergence(row)}) | " + " | ".join(cells) + " |"
    groups = [group for group in library.topics.groups if any(agreement.group == group for agreement in result.agreements)]
    yield from (
        "",
        f"## {HARMONISATION}",
        "",
        f"{SAME_MEANS.capitalize()}.",
        "",
        "| pair | all | " + " | ".join(groups) + " |",
        "|---" * (len(groups) + 2) + "|",
    )
    for (left, right), by_group in by_pair(result.agreements, columns).items():
        shares = [share([by_group[group]]) if group in by_group else "" for group in groups]
        yield f"| {safe(left)}, {safe(right)} | {share(list(by_group.values()))} | " + " | ".join(shares) + " |"
    yield from ("", "## Sources", "")
    for row in result.rows:
        for column, cell in row.cells.items():
            yield f"- {safe(library.topics.topics[row.topic].title)}, {safe(column)}: {cell.rulings[0].rule.id}, {safe(source(cell, library))}"
