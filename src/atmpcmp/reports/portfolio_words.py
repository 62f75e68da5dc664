"""The sentences that all reports on a portfolio share.

A lead of thirty products looks for three things: where each product stands with whom (the grid), which evidence several products lack at once, so that one
effort serves them all, and what each product needs next. So each dossier is told in a few lines once there are more than a few of them; the report that one
dossier gets by itself is some two hundred lines long and would bury the grid. Rows keep the order in which the dossiers were given: ranked by gaps, a
dossier that states little would look better than one that states the truth.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from atmpcmp.engine.silence import silence
from atmpcmp.engine.verdict import Status
from atmpcmp.reports.check_words import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.portfolio import Portfolio, SharedGap, Standing
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.library import Library

DETAILED_UP_TO = 3
SHARED_SHOWN = 10
_NAMED = 6
_GAPS_SHOWN = 5
_TOPICS_SHOWN = 6
_QUESTIONS_SHOWN = 3


def is_short(dossiers: int, *, show_all: bool) -> bool:
    """Whether each dossier of so many is told in a few lines."""
    return dossiers > DETAILED_UP_TO and not show_all


def plural(count: int, one: str, several: str = "") -> str:
    """`1 gap`, `2 gaps`."""
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def heading(portfolio: Portfolio) -> str:
    """How many dossiers against how many."""
    joint = dict.fromkeys(column.partition(":")[0] for column in portfolio.columns)
    return f"Portfolio: {plural(len(portfolio.rows), 'dossier')} against {plural(len(joint), 'jurisdiction')}"


def day_sentence(portfolio: Portfolio) -> str:
    """By which days it was judged."""
    if portfolio.as_of is not None:
        return f"Judged as of {portfolio.as_of.isoformat()}, as asked"
    return f"Judged as of the filing day that each dossier states for a body, else as of today, {portfolio.today.isoformat()}"


def row_labels(portfolio: Portfolio) -> list[str]:
    """What each row is called: the product, and where several dossiers are of one product the file."""
    times = Counter(row.product for row in portfolio.rows)
    return [row.product if times[row.product] == 1 else row.file for row in portfolio.rows]


def standing_words(found: Standing) -> str:
    """`1 must, 2 should, 9 open`: what is missing, in words."""
    counts = ((found.must, "must"), (found.should, "should"), (found.open, "open"))
    return ", ".join(f"{count} {word}" for count, word in counts if count) or ("all met" if found.met else "nothing asked")


def left_out(portfolio: Portfolio, shown: Portfolio, asked: Sequence[str]) -> list[str]:
    """What the grid leaves out, and how to see it.

    Args:
        portfolio: with all columns.
        shown: the same as the grid counts it.
        asked: the columns of the grid that ask something.
    """
    said = []
    if joint := dict.fromkeys(column.partition(":")[0] for column in portfolio.columns if column not in shown.columns):
        said.append(f"Members of {' and '.join(joint)} are counted with them; --all shows them apart")
    if silent := [column for column in shown.columns if column not in asked]:
        said.append(f"Left out, as they ask nothing of these products: {', '.join(silent)}")
    return said


def shared_sentence(gap: SharedGap) -> str:
    """`3 dossiers (a, b, c); asked by EMA, NICE`."""
    products = [row.product for row in gap.rows]
    return f"{plural(len(products), 'dossier')} ({_some(products, _NAMED)}); asked by {', '.join(gap.columns)}"


def _some(names: Iterable[str], most: int) -> str:
    """The first names, and how many more there are."""
    names = list(names)
    more = len(names) - most
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:most])} and {more} more"


def needs(result: CheckResult, library: Library) -> list[tuple[str, str]]:
    """What one dossier of many needs, in labelled lines: its must-gaps with what closes them, its should-gaps by topic, what to state next, open routes."""
    must = result.with_status(Status.GAP, levels=("must",))
    lines = [("must", _must(verdict)) for verdict in must[:_GAPS_SHOWN]]
    if len(must) > _GAPS_SHOWN:
        lines.append(("must", f"and {plural(len(must) - _GAPS_SHOWN, 'more must-gap')}: {_asking(must[_GAPS_SHOWN:])}"))
    if not must:
        lines.append(("must", "no gap among what is stated"))
    if should := result.with_status(Status.GAP, levels=("should",)):
        lines.append(("should", f"{plural(len(should), 'gap')}: {_by_topic(should, library)}"))
    questions = silence(result, library).questions
    if questions:
        first = "; ".join(f"{question.field} (decides {plural(question.decides, 'rule')})" for question in questions[:_QUESTIONS_SHOWN])
        lines.append(("state", f"{first}; {plural(len(questions), 'question')} in all"))
    if routes := [verdict for verdict in result.routes if verdict.status is Status.OPEN]:
        lines.append(("routes", f"{len(routes)} open: {_by_column(routes)}"))
    return lines


def _must(verdict: Verdict) -> str:
    rule = verdict.rule
    closes = f" Closes with: {rule.closes_with}" if rule.closes_with else ""
    return f"{rule.column}: {rule.title} ({rule.id}{_doubt(verdict)}). {verdict.why}.{closes}"


def _doubt(verdict: Verdict) -> str:
    return f"; {CONFIDENCE['recalled']}" if verdict.entry.confidence == "recalled" else ""


def _rule_id(verdict: Verdict) -> str:
    return f"{verdict.rule.id} unconfirmed" if verdict.entry.confidence == "recalled" else verdict.rule.id


def _asking(verdicts: Iterable[Verdict]) -> str:
    return ", ".join(dict.fromkeys(verdict.rule.column for verdict in verdicts))


def _by_column(verdicts: Iterable[Verdict]) -> str:
    columns: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        columns.setdefault(verdict.rule.column, []).append(verdict)
    doubtful = {column: sum(verdict.entry.confidence == "recalled" for verdict in found) for column, found in columns.items()}
    return ", ".join(f"{column} {len(found)}" + (f" ({doubtful[column]} unconfirmed)" if doubtful[column] else "") for column, found in columns.items())


def _by_topic(verdicts: Iterable[Verdict], library: Library) -> str:
    topics: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        topics.setdefault(verdict.rule.topic, []).append(verdict)
    ranked = sorted(topics.items(), key=lambda item: -len(item[1]))
    said = [f"{library.topics.topics[topic].title} ({', '.join(_rule_id(verdict) for verdict in found)})" for topic, found in ranked]
    return _some(said, _TOPICS_SHOWN)


def needs_heading(portfolio: Portfolio, *, show_all: bool) -> str:
    """What stands under the grid."""
    if not is_short(len(portfolio.rows) + len(portfolio.unfinished), show_all=show_all):
        return "Each dossier in full"
    return "What each needs, in short (--all shows every dossier in full; so does a check of that dossier alone)"


def total_sentence(portfolio: Portfolio) -> str:
    """Over all dossiers, with what was not judged."""
    total = portfolio.total
    return f"Total of {plural(len(portfolio.rows), 'dossier')}: must: {plural(total.must, 'gap')}; should: {plural(total.should, 'gap')}; open: {total.open}"


def unfinished_sentence(portfolio: Portfolio) -> str:
    """What an interruption left undone, or nothing."""
    if not portfolio.unfinished:
        return ""
    judged, every = len(portfolio.rows), len(portfolio.rows) + len(portfolio.unfinished)
    return f"INTERRUPTED: {judged} of {every} dossiers were judged; not judged: {_some(portfolio.unfinished, _NAMED)}"
