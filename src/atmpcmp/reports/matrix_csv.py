"""The result of `matrix` as one row a topic and one column a jurisdiction, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from atmpcmp.reports.clean_text import clean_cell
from atmpcmp.reports.matrix_words import essence, standing

if TYPE_CHECKING:
    from atmpcmp.engine.matrix import MatrixResult
    from atmpcmp.model.library import Library


def render(result: MatrixResult, library: Library) -> str:
    """A header and one row for each topic; each cell with level, date and the rules that it rests on."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    columns = [side.column for side in result.columns]
    writer.writerow(["topic", "group", "title", "differing_pairs", "comparable_pairs", *columns])
    for row in result.rows:
        cells = [
            f"{essence(cell)} ({standing(cell)}; {', '.join(ruling.rule.id for ruling in cell.rulings)})" if (cell := row.cells.get(column)) else ""
            for column in columns
        ]
        title = library.topics.topics[row.topic].title
        writer.writerow([clean_cell(said) for said in (row.topic, row.group, title, str(row.differing), str(row.comparable), *cells)])
    return stream.getvalue()
