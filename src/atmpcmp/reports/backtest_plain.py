"""The result of `backtest` as lines of plain words."""

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
    missed_rows,
    predicted_sentence,
    record_lines,
    record_name,
    share,
    summary,
)
from atmpcmp.reports.clean_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.backtest import BacktestResult


def render(result: BacktestResult) -> str:
    """The figures, then each decision."""
    return "\n".join(" " * (len(line) - len(line.lstrip(" "))) + clean(line) for line in _lines(result)) + "\n"


def _lines(result: BacktestResult) -> Iterator[str]:
    yield from (heading(result), predicted_sentence(result), CAVEAT, "", "Recall")
    for line in summary(result):
        yield f"  {line.name}: {share(line.recall)}, interval {interval(line.recall)}; baseline {share(line.baseline)}, {lift(line)}"
    for by in BREAKDOWNS:
        yield from ("", f"Recall {by}, exact topic")
        for name, *figures in breakdown(result, by):
            yield f"  {name}: " + "; ".join(f"{column} {figure}" for column, figure in zip(BREAKDOWN_COLUMNS[1:], figures, strict=True))
    yield from ("", "Why critiques were missed")
    for why, count, meaning in missed_rows(result):
        yield f"  {why}: {count}, {meaning}"
    yield from ("", "Decisions")
    for record in result.records:
        yield f"  {record_name(record)}: {record.decision.indication}"
        for label, said in record_lines(record):
            yield f"    {label}: {said}"
