"""`atmpcmp schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from atmpcmp.cli.options import Output, Rules, library_as_read, write


class What(StrEnum):
    """Which kind of file the schema is of."""

    JURISDICTION = "jurisdiction"
    DOCUMENTS = "documents"
    RULES = "rules"
    TOPICS = "topics"
    DOSSIER = "dossier"
    DECISIONS = "decisions"


def command(
    what: Annotated[What, typer.Argument(help="The kind of file.")],
    output: Output = None,
    rules: Rules = None,
) -> None:
    """Print a JSON Schema, for completion and checks in editors."""
    from atmpcmp.reports.json_schema import render

    write(render(what.value, library_as_read(rules)), output, read=rules or [])
