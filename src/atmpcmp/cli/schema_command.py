"""`atmpcmp schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from atmpcmp.cli.options import Output, Rules, library_as_read, write


class What(StrEnum):
    """Which kind of file the schema is of, or which output by the name in its `format`."""

    JURISDICTION = "jurisdiction"
    DOCUMENTS = "documents"
    RULES = "rules"
    TOPICS = "topics"
    DOSSIER = "dossier"
    DECISIONS = "decisions"
    CHECK_OUTPUT = "atmpcmp-check-1"
    DIFF_OUTPUT = "atmpcmp-diff-1"
    MATRIX_OUTPUT = "atmpcmp-matrix-1"
    PRECEDENTS_OUTPUT = "atmpcmp-precedents-1"
    BACKTEST_OUTPUT = "atmpcmp-backtest-1"
    LINT_OUTPUT = "atmpcmp-lint-1"
    EXPLAIN_OUTPUT = "atmpcmp-explain-1"
    RULES_OUTPUT = "atmpcmp-rules-1"
    JURISDICTIONS_OUTPUT = "atmpcmp-jurisdictions-1"
    TOPICS_OUTPUT = "atmpcmp-topics-1"
    DOCUMENTS_OUTPUT = "atmpcmp-documents-1"
    PRODUCTS_OUTPUT = "atmpcmp-products-1"
    FIELDS_OUTPUT = "atmpcmp-fields-1"


def command(
    what: Annotated[What, typer.Argument(help="The kind of file, for editors; or the format of a JSON output, for programs that read it.")],
    output: Output = None,
    rules: Rules = None,
) -> None:
    """Print a JSON Schema, for completion and checks in editors, or of a JSON output."""
    from atmpcmp.reports import json_schema, output_schema

    wanted = next((name for name in output_schema.OUTPUTS if name == what.value), None)
    if wanted is not None:
        write(output_schema.render(wanted), output)
        return
    kind = next(name for name in json_schema.KINDS if name == what.value)
    write(json_schema.render(kind, library_as_read(rules)), output, read=rules or [])
