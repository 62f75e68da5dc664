"""`atmpcmp precedents`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmpcmp.cli.options import AsOf, Color, ColorOption, Output, Rules, day_of, format_of, jurisdictions_of, library_of, terminal_of, topics_of, write

FORMATS = {".json": "json", ".md": "markdown", ".txt": "plain"}


def command(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="A dossier file.")],
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="EMA,NICE", help="Only decisions of these jurisdictions (ids, aliases, or members as FINOSE:NO)."),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Only decisions that criticised or accepted something on this topic or topic group."),
    ] = None,
    as_of: AsOf = None,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="table, plain, json or markdown; table on a terminal, plain elsewhere."),
    ] = None,
    output: Output = None,
    rules: Rules = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Rank what was decided on similar products."""
    from atmpcmp.engine.precedents import ranked_precedents
    from atmpcmp.reading.decided_products import read_decided_products
    from atmpcmp.reading.dossier_file import read_dossier
    from atmpcmp.reports import precedent_listing

    day = day_of(as_of)
    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    names = jurisdictions_of(against)
    columns = library.selected(names) if names is not None else library.columns
    topics = topics_of(topic or [], library)
    read = read_dossier(dossier, library.vocabulary)
    found = [
        one
        for one in ranked_precedents(read, read_decided_products(library))
        if one.decision.column in columns and (day is None or one.decision.day <= day) and (not topics or any(one.points_on(wanted) for wanted in topics))
    ]
    write(precedent_listing.render(read, found, chosen, terminal_of(color, output) if chosen == "table" else None), output, read=[dossier, *(rules or [])])
