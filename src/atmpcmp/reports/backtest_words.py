"""The sentences and rows that all reports of `backtest` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.engine.backtest import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atmpcmp.engine.backtest import BacktestRecord, BacktestResult
    from atmpcmp.engine.recall import Recall, RecallTable

CAVEAT = (
    "The record of critiques is incomplete, so only recall is scored: a gap that nobody is known to have named is not wrong by itself. "
    "The baseline names as many topics as the tool did, the commonest critiques of the other products. "
    "Intervals are of 95 %; a topic counts as found where it is a gap itself, a group where any topic of it is."
)
BREAKDOWN_COLUMNS = ("", "gaps", "interval", "baseline", "gaps and unknowns", "its baseline")
BREAKDOWNS = ("by jurisdiction", "by product", "by topic")


class Line(NamedTuple):
    """One line of the summary: what counts as found, the recall, and that of the baseline with as many topics."""

    name: str
    recall: Recall
    baseline: Recall


def heading(result: BacktestResult) -> str:
    """What was scored and what was left out."""
    critiques = result.recall.all.named
    scored = f"{_counted(len(result.records), 'decision')} with {_counted(critiques, 'critique')} (topics criticised, each once in a decision)"
    left_out = ", ".join(f"{number} for {reason}" for reason, number in result.left_out.items())
    return f"{scored}, each judged by the rules of its day" + (f"; left out: {left_out}" if left_out else "")


def predicted_sentence(result: BacktestResult) -> str:
    """How many topics the tool named in all; a tool that names more finds more."""
    decisions = len(result.records)
    gaps = sum(len(record.gap) for record in result.records)
    unknown = sum(len(record.unknown) for record in result.records)
    not_named = sum(len(record.not_named) for record in result.records)
    return (
        f"Topics with a gap: {gaps} ({gaps / decisions:.1f} a decision), {not_named} of them not among the known critiques; "
        f"topics without a gap that wait for what is not stated: {unknown} ({unknown / decisions:.1f} a decision)"
    )


def summary(result: BacktestResult) -> list[Line]:
    """The four figures: gaps alone and with unknowns, for the exact topic and for its group."""
    return [
        Line("gaps, topic", result.recall.all, result.baseline.all),
        Line("gaps and unknowns, topic", result.recall_with_unknown.all, result.baseline_with_unknown.all),
        Line("gaps, group", result.recall_by_group.all, result.baseline_by_group.all),
        Line("gaps and unknowns, group", result.recall_by_group_with_unknown.all, result.baseline_by_group_with_unknown.all),
    ]


def breakdown(result: BacktestResult, by: str) -> list[tuple[str, ...]]:
    """Rows of one of the BREAKDOWNS, in the columns of BREAKDOWN_COLUMNS; exact topics."""
    tables = [result.recall, result.baseline, result.recall_with_unknown, result.baseline_with_unknown]
    gaps, baseline, unknown, baseline_unknown = [part(table, by) for table in tables]
    return [(name, share(found), interval(found), count(baseline[name]), count(unknown[name]), count(baseline_unknown[name])) for name, found in gaps.items()]


def part(table: RecallTable, by: str) -> dict[str, Recall]:
    """One breakdown of a table."""
    return {"by jurisdiction": table.by_jurisdiction, "by product": table.by_product, "by topic": table.by_topic}[by]


def count(recall: Recall) -> str:
    """`9/109`."""
    return f"{recall.found}/{recall.named}"


def share(recall: Recall) -> str:
    """`9/109 (8 %)`."""
    return count(recall) + (f" ({recall.share:.0%})".replace("%", " %") if recall.share is not None else "")


def interval(recall: Recall) -> str:
    """`4-15 %`."""
    return f"{100 * recall.interval[0]:.0f}-{100 * recall.interval[1]:.0f} %" if recall.interval is not None else ""


def lift(line: Line) -> str:
    """The difference from the baseline in percentage points."""
    mine, theirs = line.recall.share, line.baseline.share
    return f"{round(100 * (mine - theirs)):+d} points" if mine is not None and theirs is not None else ""


def missed_rows(result: BacktestResult) -> list[tuple[str, str, str]]:
    """Why critiques were missed: the reason, how often, and what it means."""
    return [(why, str(count), REASONS[why]) for why, count in result.why_missed.items()]


def record_name(record: BacktestRecord) -> str:
    """`kymriah, NICE, 2019-03-13`."""
    return f"{record.product}, {record.decision.column}, {record.decision.date}"


def record_lines(record: BacktestRecord) -> Iterator[tuple[str, str]]:
    """What was named, predicted and missed, labelled; empty lines are left out."""
    found = [topic for topic in record.named if topic in record.gap]
    by_reason: dict[str, list[str]] = {}
    for missed in record.missed:
        by_reason.setdefault(missed.why, []).append(missed.topic)
    yield "named", listed(record.named)
    if found:
        yield "found", listed(found)
    for why, topics in by_reason.items():
        yield f"missed, {why}", listed(topics)
    if record.not_named:
        yield "gaps not named", listed(record.not_named)


def listed(topics: Sequence[str]) -> str:
    """Topics in a row."""
    return ", ".join(topics)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")
