"""The rules against history: on the day of a decision, would the gaps of the dossier have named what the authority then criticised?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.engine.check import NothingToCheckError, check
from atmpcmp.engine.in_force import entry_in_force
from atmpcmp.engine.recall import RecallTable, Scored, recall_table
from atmpcmp.engine.verdict import Judge, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.library import Library

NO_RULE, NO_RULE_YET, NO_REQUIREMENT = "no rule", "no rule yet", "no requirement"
RULE_UNKNOWN, RULE_MET, NOT_APPLICABLE = "rule unknown", "rule met", "rule not applicable"
REASONS = {
    NO_RULE: "the library has no rule of that body on the topic",
    NO_RULE_YET: "the rules on the topic were not in force on that day",
    NO_REQUIREMENT: "only routes or stances on the topic, nothing that a dossier can fail",
    RULE_UNKNOWN: "the dossier does not state what the rule asks",
    RULE_MET: "the dossier meets what the rules ask",
    NOT_APPLICABLE: "the rules are not meant for such a product or stage",
}


class Missed(NamedTuple):
    """A topic that was criticised and is no gap, and why it is none."""

    topic: str
    why: str


@dataclass(frozen=True)
class BacktestRecord:
    """One decision and what the rules of its day say of the dossier; topics in the order of the vocabulary.

    Attributes:
        product: the name of its folder.
        decision: with its critiques.
        as_of: the day of the decision.
        named: topics criticised.
        gap: topics with a gap.
        unknown: topics without a gap on which a rule waits for what is not stated.
        missed: topics criticised that are no gap.
        baseline: as many topics as there are gaps, the commonest critiques of other products.
        baseline_with_unknown: the same, as many as gaps and unknowns.
    """

    product: str
    decision: Decision
    as_of: date
    named: tuple[str, ...]
    gap: tuple[str, ...]
    unknown: tuple[str, ...]
    missed: tuple[Missed, ...]
    baseline: tuple[str, ...]
    baseline_with_unknown: tuple[str, ...]

    @property
    def not_named(self) -> tuple[str, ...]:
        """Gaps on topics that were not criticised as far as is known; the record of critiques is incomplete, so these are not wrong by themselves."""
        return tuple(topic for topic in self.gap if topic not in self.named)


@dataclass(frozen=True)
class BacktestResult:
    """All records and what they add up to.

    Attributes:
        records: one for each scored decision, by product and day.
        left_out: decisions that are not scored, by the reason.
        recall: of gaps, by exact topic.
        recall_with_unknown: of gaps and unknowns.
        recall_by_group: of gaps; found where any topic of the same group is a gap.
        recall_by_group_with_unknown: of gaps and unknowns.
        baseline: of the commonest critiques of other products, as many topics as gaps.
        baseline_with_unknown: as many topics as gaps and unknowns.
        baseline_by_group: the baseline, found where any topic of the same group is among its topics.
        baseline_by_group_with_unknown: as many topics as gaps and unknowns.
    """

    records: tuple[BacktestRecord, ...]
    left_out: dict[str, int]
    recall: RecallTable
    recall_with_unknown: RecallTable
    recall_by_group: RecallTable
    recall_by_group_with_unknown: RecallTable
    baseline: RecallTable
    baseline_with_unknown: RecallTable
    baseline_by_group: RecallTable
    baseline_by_group_with_unknown: RecallTable

    @property
    def why_missed(self) -> dict[str, int]:
        """How many critiques were missed for which reason."""
        counted = Counter(missed.why for record in self.records for missed in record.missed)
        return {why: counted[why] for why in REASONS if counted[why]}


class NothingToScoreError(ValueError):
    """No decision with critiques: no figure can come of it."""


def backtest(library: Library, products: Sequence[DecidedProduct], judge: Judge | None = None) -> BacktestResult:
    """Compare the gaps of each dossier, as of the day of each decision, with what was criticised.

    Args:
        library: the rules.
        products: dossiers with the decisions on them.
        judge: one that has compiled conditions already.

    Raises:
        NothingToScoreError: where no decision has critiques.
    """
    judge = judge or Judge(library)
    records = tuple(
        _record(decided, decision, products, judge)
        for decided in products
        for decision in sorted(decided.decisions, key=lambda one: (one.day, one.column, one.indication))
        if decision.is_scored
    )
    if not records:
        raise NothingToScoreError("nothing to score: no decision names critiques in the indication of its dossier")
    group = {topic.id: topic.group for topic in library.topics.topics.values()}

    def table(predicted: Callable[[BacktestRecord], Iterable[str]], *, by_group: bool = False) -> RecallTable:
        scored = []
        for record in records:
            found = {group[topic] if by_group else topic for topic in predicted(record)}
            is_found = ((topic, (group[topic] if by_group else topic) in found) for topic in record.named)
            scored += [Scored(record.decision.jurisdiction, record.product, topic, hit) for topic, hit in is_found]
        return recall_table(scored, list(library.jurisdictions), list(library.topics.topics))

    def gap(record: BacktestRecord) -> Iterable[str]:
        return record.gap

    def gap_or_unknown(record: BacktestRecord) -> Iterable[str]:
        return (*record.gap, *record.unknown)

    def trivial(record: BacktestRecord) -> Iterable[str]:
        return record.baseline

    def trivial_with_unknown(record: BacktestRecord) -> Iterable[str]:
        return record.baseline_with_unknown

    return BacktestResult(
        records,
        _left_out(products),
        recall=table(gap),
        recall_with_unknown=table(gap_or_unknown),
        recall_by_group=table(gap, by_group=True),
        recall_by_group_with_unknown=table(gap_or_unknown, by_group=True),
        baseline=table(trivial),
        baseline_with_unknown=table(trivial_with_unknown),
        baseline_by_group=table(trivial, by_group=True),
        baseline_by_group_with_unknown=table(trivial_with_unknown, by_group=True),
    )


def _left_out(products: Sequence[DecidedProduct]) -> dict[str, int]:
    decisions = [decision for decided in products for decision in decided.decisions]
    counted = {
        "another indication": sum(decision.other_indication for decision in decisions),
        "no critiques known": sum(not decision.other_indication and not decision.is_scored for decision in decisions),
    }
    return {reason: count for reason, count in counted.items() if count}


def _record(decided: DecidedProduct, decision: Decision, products: Sequence[DecidedProduct], judge: Judge) -> BacktestRecord:
    library = judge.library
    try:
        verdicts = check(library, decided.dossier, against=[decision.column], as_of=decision.day, judge=judge).verdicts
    except NothingToCheckError:
        verdicts = ()
    order = list(library.topics.topics)
    named = tuple(sorted(decision.named, key=order.index))
    gaps = {verdict.rule.topic for verdict in verdicts if verdict.status is Status.GAP}
    gap = tuple(topic for topic in order if topic in gaps)
    open_ones = {verdict.rule.topic for verdict in verdicts if verdict.status in (Status.UNKNOWN, Status.REVIEW)} - gaps
    unknown = tuple(topic for topic in order if topic in open_ones)
    commonest = _commonest_of_others(decided, products, order)
    return BacktestRecord(
        decided.product,
        decision,
        decision.day,
        named,
        gap,
        unknown,
        tuple(Missed(topic, _why_missed(topic, decision, verdicts, library)) for topic in named if topic not in gaps),
        commonest[: len(gap)],
        commonest[: len(gap) + len(unknown)],
    )


def _commonest_of_others(decided: DecidedProduct, products: Sequence[DecidedProduct], order: list[str]) -> tuple[str, ...]:
    """Topics by how many decisions on other products criticised them, whichever indication and body; of equals the first of the vocabulary."""
    counted = Counter(topic for other in products if not other.is_of(decided.dossier) for decision in other.decisions for topic in decision.named)
    return tuple(sorted(counted, key=lambda topic: (-counted[topic], order.index(topic))))


def _why_missed(topic: str, decision: Decision, verdicts: Sequence[Verdict], library: Library) -> str:
    statuses = {verdict.status for verdict in verdicts if verdict.rule.topic == topic}
    if statuses & {Status.UNKNOWN, Status.REVIEW}:
        return RULE_UNKNOWN
    if Status.MET in statuses:
        return RULE_MET
    if statuses:
        return NOT_APPLICABLE
    columns = library.selected([decision.column])
    rules = [rule for column in columns for rule in library.rules_by_column.get(column, ()) if rule.topic == topic]
    if any(entry_in_force(rule, decision.day) is not None for rule in rules):
        return NO_REQUIREMENT
    return NO_RULE_YET if rules else NO_RULE
