"""`atmpcmp new`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from atmpcmp.cli.options import Output, Rules, library_as_read, library_of, write


class What(StrEnum):
    """What can be started."""

    DOSSIER = "dossier"
    RULE = "rule"
    JURISDICTION = "jurisdiction"


def command(
    what: Annotated[What, typer.Argument(help="What to start.")],
    name: Annotated[str, typer.Option("--id", metavar="ID", help="Of a rule (EMA-200; EMA alone takes its next number) or of a jurisdiction (AIFA).")] = "",
    full: Annotated[bool, typer.Option("--full", help="Of a dossier: every field, not only the core ones.")] = False,
    output: Output = None,
    rules: Rules = None,
) -> None:
    """Print a commented scaffold to start from."""
    from atmpcmp.reports import scaffold

    today = date.today()
    if what is What.DOSSIER:
        content = scaffold.dossier(library_of(rules), today, full=full)
    elif what is What.RULE:
        content = scaffold.rule(scaffold.free_rule_id(library_as_read(rules), name or "EMA"), today)
    else:
        content = scaffold.jurisdiction(scaffold.checked_jurisdiction_id(name or "AIFA"), today)
    write(content, output, read=rules or [])
