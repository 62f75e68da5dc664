"""The result of `backtest` as Markdown, for documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports.backtest_words import (
    BREAKDOWN_COLUMNS,
    BREAKDOWNS,
    CAVEAT,
    breakdown,
    heading,
    interval,
    lift,
    listed,
    missed_rows,
    predicted_sentence,
    record_name,
    share,
    summary,
)
from atmpcmp.reports.clean_text import clean_markdown as safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atmpcmp.engine.backtest import BacktestResult


def render(result: BacktestResult) -> str:
    """The figures, then each decision in a row of its own."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: BacktestResult) -> Iterator[str]:
    yield from ("# Back-test", "", f"{safe(heading(result))}. {safe(predicted_sentence(result))}. {safe(CAVEAT)}")
    rows = [(line.name, share(line.recall), interval(line.recall), share(line.baseline), lift(line)) for line in summary(result)]
    yield from _section("Recall", ("found by", "recall", "interval", "baseline", "lift"), rows)
    for by in BREAKDOWNS:
        yield from _section(f"Recall {by}, exact topic", BREAKDOWN_COLUMNS, breakdown(result, by))
    yield from _section("Why critiques were missed", ("reason", "critiques", "meaning"), missed_rows(result))
    decisions = [
        (
            record_name(record),
            record.decision.indication,
            listed([topic for topic in record.named if topic in record.gap]),
            listed([f"{missed.topic} ({missed.why})" for missed in record.missed]),
            listed(record.not_named),
        )
        for record in result.records
    ]
    yield from _section("Decisions", ("decision", "indication", "found", "missed", "gaps not named"), decisions)


def _section(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"## {safe(title)}", "", "| " + " | ".join(map(safe, columns)) + " |", "|---" * len(columns) + "|")
    for row in rows:
        yield "| " + " | ".join(map(safe, row)) + " |"
