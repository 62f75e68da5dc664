"""`atmpcmp list`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

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
    from atmpcmp.model.library import Library

FORMATS = {".json": "json", ".md": "markdown", ".csv": "csv", ".txt": "plain"}


class What(StrEnum):
    """What can be listed."""

    JURISDICTIONS = "jurisdictions"
    RULES = "rules"
    TOPICS = "topics"
    DOCUMENTS = "documents"
    PRODUCTS = "products"
    FIELDS = "fields"


def command(
    what: Annotated[What, typer.Argument(help="What to list.")],
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="EMA,NICE", help="Of rules and documents: only these jurisdictions."),
    ] = None,
    topic: Annotated[list[str] | None, typer.Option("--topic", metavar="TOPIC", help="Of rules: only this topic or topic group.")] = None,
    as_of: AsOf = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table, plain, json, markdown or csv.")] = None,
    output: Output = None,
    rules: Rules = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """List what is in the library."""
    from atmpcmp.reports import listing

    day = day_of(as_of) or date.today()
    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    names = jurisdictions_of(against)
    columns = library.selected(names) if names is not None else library.columns
    rows, shown = _rows(what, library, columns, topics_of(topic or [], library), day)
    write(
        listing.render(what.value, rows, shown, chosen, terminal_of(color, output) if chosen == "table" else None),
        output,
        read=rules or [],
    )


def _rows(what: What, library: Library, columns: tuple[str, ...], topics: list[str], day: date) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    from atmpcmp.reports import library_rows

    jurisdictions = {column.partition(":")[0] for column in columns}
    match what:
        case What.RULES:
            chosen = [rule for rule in library.rules if rule.column in columns and (not topics or rule.topic in topics)]
            return library_rows.rule_rows(library, chosen, day), library_rows.RULES_SHOWN
        case What.JURISDICTIONS:
            rows = [row for row in library_rows.jurisdiction_rows(library) if row["jurisdiction"] in jurisdictions]
            return rows, library_rows.JURISDICTIONS_SHOWN
        case What.TOPICS:
            return [row for row in library_rows.topic_rows(library) if not topics or row["topic"] in topics], library_rows.TOPICS_SHOWN
        case What.DOCUMENTS:
            return [row for row in library_rows.document_rows(library) if row["jurisdiction"] in jurisdictions], library_rows.DOCUMENTS_SHOWN
        case What.FIELDS:
            from atmpcmp.engine.readers import readers

            return library_rows.field_rows(library, readers(library)), library_rows.FIELDS_SHOWN
        case What.PRODUCTS:
            return _products(library), library_rows.PRODUCTS_SHOWN


def _products(library: Library) -> list[dict[str, Any]]:
    from atmpcmp.reading.data_folders import bundled_data, shown
    from atmpcmp.reading.dossier_file import read_dossier

    rows = []
    for path in sorted((bundled_data() / "products").glob("*/dossier.yaml")):
        dossier = read_dossier(path, library.vocabulary)
        rows.append(
            {
                "product": path.parent.name,
                "name": dossier.text("product.name"),
                "indication": dossier.text("indication.disease"),
                "file": shown(path),
            }
        )
    return rows
