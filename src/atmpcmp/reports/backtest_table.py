"""The result of `backtest` for a terminal: the figures first, then why critiques were missed, then each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from atmpcmp.reports.backtest_words import (
    BREAKDOWN_COLUMNS,
    BREAKDOWNS,
    CAVEAT,
    breakdown,
    heading,
    interval,
    lift,
    missed_rows,
    predicted_sentence,
    record_lines,
    record_name,
    share,
    summary,
)
from atmpcmp.reports.terminal import spaced, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from atmpcmp.engine.backtest import BacktestResult
    from atmpcmp.reports.terminal import Terminal

_STYLES = {"named": "bold", "found": "green", "gaps not named": "dim"}


def render(result: BacktestResult, terminal: Terminal) -> str:
    """The whole result for one terminal."""
    return terminal.render(_report(result, terminal))


def _report(result: BacktestResult, terminal: Terminal) -> Iterator[RenderableType]:
    yield text(heading(result), "bold")
    yield text(predicted_sentence(result))
    yield text(CAVEAT, "dim")
    rows = [(line.name, share(line.recall), interval(line.recall), share(line.baseline), lift(line)) for line in summary(result)]
    yield from _section("Recall", ("found by", "recall", "interval", "baseline", "lift"), rows, terminal)
    for by in BREAKDOWNS:
        yield from _section(f"Recall {by}, exact topic", BREAKDOWN_COLUMNS, breakdown(result, by), terminal)
    yield from _section("Why critiques were missed", ("reason", "critiques", "meaning"), missed_rows(result), terminal)
    yield from (Text(), text("Decisions", "bold"))
    for record in result.records:
        yield Text()
        yield spaced(text(record_name(record), "bold"), text(record.decision.indication, "dim"))
        for label, said in record_lines(record):
            yield Text(f"  {label}: ", "dim") + text(said, _STYLES.get(label, "yellow"))


def _section(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], terminal: Terminal) -> Iterator[RenderableType]:
    yield from (Text(), text(title, "bold"))
    table = Table(
        box=box.SIMPLE_HEAD if terminal.unicode else None,
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="bold",
    )
    for index, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=index == 0)
    for row in rows:
        table.add_row(*map(text, row))
    yield table
