"""`atmpcmp diff`."""

from __future__ import annotations

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
    library_of,
    terminal_of,
    topics_of,
    write,
)

if TYPE_CHECKING:
    from atmpcmp.engine.difference import DiffResult
    from atmpcmp.model.library import Library

FORMATS = {".json": "json", ".md": "markdown", ".csv": "csv", ".txt": "plain"}


def command(
    left: Annotated[str, typer.Argument(metavar="LEFT", help="A jurisdiction, alias or member (EMA, FINOSE:NO), on a day as NICE@2021-12-31.")],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="The one to compare it with, or the same on another day.")],
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Only this topic or topic group, with all its rules; may be given several times."),
    ] = None,
    as_of: AsOf = None,
    dossier: Annotated[
        Path | None,
        typer.Option("--dossier", metavar="FILE", help="Only topics that make a difference to this product, the widest difference first."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="table, plain, json, markdown or csv; table on a terminal, plain elsewhere."),
    ] = None,
    output: Output = None,
    rules: Rules = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show the rules of both sides with their texts and sources.")] = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Compare two jurisdictions, or one on two days, topic by topic."""
    from atmpcmp.engine.diff import diff

    day = day_of(as_of)
    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    topics = topics_of(topic or [], library)
    read = None
    if dossier is not None:
        from atmpcmp.reading.dossier_file import read_dossier

        read = read_dossier(dossier, library.vocabulary)
    result = diff(library, left, right, as_of=day, topics=topics, dossier=read)
    write(
        _render(result, library, chosen, color, output, show_all=show_all or bool(topics)),
        output,
        read=[*([dossier] if dossier is not None else []), *(rules or [])],
    )


def _render(result: DiffResult, library: Library, chosen: str, color: Color, output: Path | None, *, show_all: bool) -> str:
    match chosen:
        case "json":
            from atmpcmp.reports import diff_json

            return diff_json.render(result, library)
        case "csv":
            from atmpcmp.reports import diff_csv

            return diff_csv.render(result, library)
        case "markdown":
            from atmpcmp.reports import diff_markdown

            return diff_markdown.render(result, library)
        case "plain":
            from atmpcmp.reports import diff_plain

            return diff_plain.render(result, library, show_all=show_all)
        case _:
            from atmpcmp.reports import diff_table

            return diff_table.render(result, library, terminal_of(color, output), show_all=show_all)
