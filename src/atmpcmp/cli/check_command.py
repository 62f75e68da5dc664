"""`atmpcmp check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from atmpcmp.cli.fail_on import FailOn
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
)

FORMATS = {".json": "json", ".md": "markdown", ".csv": "csv", ".txt": "plain"}


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
    show_all: Annotated[
        bool, typer.Option("--all", help="Show every verdict and every question; of many dossiers each in full, and each member of a joint body apart.")
    ] = False,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", metavar="N", min=0, help="Judge several dossiers in N processes at once; 0 for as many as there are processors."),
    ] = 1,
    color: ColorOption = Color.AUTO,
) -> None:
    """Judge dossiers against the rules of every jurisdiction."""
    from atmpcmp.cli.check_run import run
    from atmpcmp.cli.check_work import CheckWork

    day = day_of(as_of)
    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    names = jurisdictions_of(against)
    work = CheckWork(
        rules=tuple(rules or ()),
        columns=library.selected(names) if names is not None else library.columns,
        topics=tuple(topics_of(topic or [], library)),
        as_of=day,
        today=date.today(),
        form=chosen,
        fail_on=fail_on,
        is_portfolio=len(dossiers) > 1,
        is_short=len(dossiers) > 1 and _is_short(len(dossiers), show_all=show_all),
        show_all=show_all,
        terminal=terminal_of(color, output) if chosen == "table" else None,
    )
    raise typer.Exit(run(work, library, dossiers, jobs, output))


def _is_short(dossiers: int, *, show_all: bool) -> bool:
    from atmpcmp.reports.portfolio_words import is_short

    return is_short(dossiers, show_all=show_all)
