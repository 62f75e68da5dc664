"""`atmpcmp check`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmpcmp.cli import EXIT_FINDINGS, EXIT_OK
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
    from collections.abc import Sequence

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

FORMATS = {".json": "json", ".md": "markdown", ".csv": "csv", ".txt": "plain"}


class FailOn(StrEnum):
    """From which findings on the exit code is 1."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    UNKNOWN = "unknown"
    NEVER = "never"


def command(
    dossiers: Annotated[list[Path], typer.Argument(metavar="DOSSIER...", help="Dossier files.")],
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="EMA,NICE", help="Only these jurisdictions (ids, aliases, or members as FINOSE:NO)."),
    ] = None,
    as_of: AsOf = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Only rules on this topic or topic group; may be given several times."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, plain, json, markdown or csv; table on a terminal, plain elsewhere.",
        ),
    ] = None,
    output: Output = None,
    fail_on: Annotated[
        FailOn,
        typer.Option("--fail-on", help="Exit with 1 on gaps of this level and above; unknown counts silent must rules too."),
    ] = FailOn.MUST,
    rules: Rules = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show every verdict and every question.")] = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Judge dossiers against the rules of every jurisdiction."""
    from atmpcmp.engine.check import check
    from atmpcmp.engine.verdict import Judge

    day = day_of(as_of)
    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    names = [name for part in against for name in part.split(",") if name.strip()] if against is not None else None
    if against is not None and not names:
        raise ValueError("--against names no jurisdiction")
    topics = topics_of(topic or [], library)
    columns = library.selected(names) if names is not None else None
    judge = Judge(library)
    read = _read(dossiers, library)
    results = [check(library, dossier, against=columns, as_of=day, topics=topics, judge=judge) for dossier in read]
    content = _render(results, library, chosen, day or date.today(), color, output, show_all=show_all)
    write(content, output, read=[*dossiers, *(rules or [])])
    raise typer.Exit(EXIT_FINDINGS if any(_fails(result, fail_on) for result in results) else EXIT_OK)


def _read(paths: Sequence[Path], library: Library) -> list[Dossier]:
    """All dossiers; every problem of every file is reported at once."""
    from atmpcmp.model.problem import InvalidInputError, Problem
    from atmpcmp.reading.dossier_file import read_dossier

    problems: list[Problem] = []
    dossiers = []
    for path in paths:
        try:
            dossiers.append(read_dossier(path, library.vocabulary))
        except InvalidInputError as error:
            problems += error.problems
    if problems:
        raise InvalidInputError(problems)
    return dossiers


def _render(
    results: Sequence[CheckResult],
    library: Library,
    chosen: str,
    day: date,
    color: Color,
    output: Path | None,
    *,
    show_all: bool,
) -> str:
    match chosen:
        case "json":
            from atmpcmp.reports import check_json

            return check_json.render(results, library, day)
        case "csv":
            from atmpcmp.reports import check_csv

            return check_csv.render(results, library)
        case "markdown":
            from atmpcmp.reports import check_markdown

            return check_markdown.render(results, library, decided=_decided(results, library), show_all=show_all)
        case "plain":
            from atmpcmp.reports import check_plain

            return check_plain.render(results, library, decided=_decided(results, library), show_all=show_all)
        case _:
            from atmpcmp.reports import check_table

            return check_table.render(results, library, terminal_of(color, output), decided=_decided(results, library), show_all=show_all)


def _decided(results: Sequence[CheckResult], library: Library) -> tuple[DecidedProduct, ...]:
    """The products whose decisions are precedents; none where there is no gap to show them under."""
    from atmpcmp.engine.verdict import Status
    from atmpcmp.reading.decided_products import read_decided_products

    return read_decided_products(library) if any(result.with_status(Status.GAP, levels=("must", "should")) for result in results) else ()


def _fails(result: CheckResult, fail_on: FailOn) -> bool:
    """Whether a result holds a finding at or above the threshold."""
    from atmpcmp.engine.verdict import Status
    from atmpcmp.model.rule import LEVELS

    if fail_on is FailOn.NEVER:
        return False
    levels = LEVELS if fail_on is FailOn.UNKNOWN else LEVELS[: LEVELS.index(fail_on.value) + 1]
    if result.with_status(Status.GAP, levels=levels):
        return True
    return fail_on is FailOn.UNKNOWN and bool(result.with_status(Status.UNKNOWN, Status.REVIEW))
