"""`atmpcmp backtest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmpcmp.cli.options import Color, ColorOption, Output, Rules, format_of, library_of, terminal_of, write

if TYPE_CHECKING:
    from atmpcmp.engine.backtest import BacktestResult

FORMATS = {".json": "json", ".md": "markdown", ".txt": "plain"}


def command(
    decisions: Annotated[
        list[Path] | None,
        typer.Option("--decisions", metavar="FILE", help="Also score the decisions in this file, of bundled products; may be given several times."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="table, plain, json or markdown; table on a terminal, plain elsewhere."),
    ] = None,
    output: Output = None,
    rules: Rules = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Test the rules by what authorities criticised."""
    from atmpcmp.engine.backtest import backtest
    from atmpcmp.reading.decided_products import read_decided_products

    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    result = backtest(library, read_decided_products(library, decisions or []))
    write(_render(result, chosen, color, output), output, read=[*(decisions or []), *(rules or [])])


def _render(result: BacktestResult, chosen: str, color: Color, output: Path | None) -> str:
    match chosen:
        case "json":
            from atmpcmp.reports import backtest_json

            return backtest_json.render(result)
        case "markdown":
            from atmpcmp.reports import backtest_markdown

            return backtest_markdown.render(result)
        case "plain":
            from atmpcmp.reports import backtest_plain

            return backtest_plain.render(result)
        case _:
            from atmpcmp.reports import backtest_table

            return backtest_table.render(result, terminal_of(color, output))
