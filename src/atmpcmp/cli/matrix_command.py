"""`atmpcmp matrix`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmpcmp.cli.options import (
    AsOf,
    Color,
    ColorOption,
    Output,
    Rules,
    day_of,
    format_of,
    jurisdictions_of,
    library_of,
    terminal_of,
    topics_of,
    write,
)

if TYPE_CHECKING:
    from atmpcmp.engine.matrix import MatrixResult
    from atmpcmp.model.library import Library

FORMATS = {".json": "json", ".md": "markdown", ".csv": "csv", ".txt": "plain"}


class Sort(StrEnum):
    """Which topics come first."""

    DIVERGENCE = "divergence"
    TOPIC = "topic"


def command(
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="EMA,NICE", help="Only these jurisdictions (ids, aliases, or members as FINOSE:NO)."),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Only this topic or topic group; may be given several times."),
    ] = None,
    as_of: AsOf = None,
    sort: Annotated[Sort, typer.Option("--sort", help="The most divided topics first, or the order of the vocabulary.")] = Sort.DIVERGENCE,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="table, plain, json, markdown or csv; table on a terminal, plain elsewhere."),
    ] = None,
    output: Output = None,
    rules: Rules = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Put all jurisdictions side by side."""
    from atmpcmp.engine.matrix import matrix

    day = day_of(as_of)
    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    names = jurisdictions_of(against)
    result = matrix(library, against=names, topics=topics_of(topic or [], library), as_of=day, order=sort.value)
    write(_render(result, library, chosen, color, output), output, read=rules or [])


def _render(result: MatrixResult, library: Library, chosen: str, color: Color, output: Path | None) -> str:
    match chosen:
        case "json":
            from atmpcmp.reports import matrix_json

            return matrix_json.render(result, library)
        case "csv":
            from atmpcmp.reports import matrix_csv

            return matrix_csv.render(result, library)
        case "markdown":
            from atmpcmp.reports import matrix_markdown

            return matrix_markdown.render(result, library)
        case "plain":
            from atmpcmp.reports import matrix_plain

            return matrix_plain.render(result, library)
        case _:
            from atmpcmp.reports import matrix_table

            return matrix_table.render(result, library, terminal_of(color, output))
