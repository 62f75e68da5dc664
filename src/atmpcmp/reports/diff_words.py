"""The sentences that all reports of `diff` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.clause_sentences import clause_sentences
from atmpcmp.engine.difference import DifferenceKind
from atmpcmp.engine.sentence import names_of
from atmpcmp.engine.verdict import Status
from atmpcmp.model.rule import UNDATED
from atmpcmp.reports.check_words import citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.difference import DiffResult, Measure, Ruling, TopicDifference
    from atmpcmp.model.library import Library

STRICTER_MEANS = "stricter: asks more, more firmly or of more products; of a route: opens it to fewer"
CLAUSES_SHOWN = 3
_DECISIVE = (Status.GAP, Status.UNKNOWN, Status.REVIEW, Status.MET, Status.OPEN, Status.CLOSED, Status.NOT_APPLICABLE)
_BRIEF = (Status.MET, Status.OPEN, Status.CLOSED)
_SHORT = 160


def heading(result: DiffResult) -> str:
    """`EMA against FDA, both as of 2026-06-30`."""
    left, right = result.left, result.right
    if left.as_of == right.as_of:
        return f"{left.column} against {right.column}, both as of {left.as_of.isoformat()}"
    return f"{left.column} as of {left.as_of.isoformat()} against {right.column} as of {right.as_of.isoformat()}"


def kind_label(kind: DifferenceKind, result: DiffResult) -> str:
    """A kind in two words, with the name of the side that it is about."""
    left, right = names_of(result.left, result.right)
    if result.left.column == result.right.column:
        left, right = result.left.as_of.isoformat(), result.right.as_of.isoformat()
    return {
        DifferenceKind.STRICTER_LEFT: f"{left} stricter",
        DifferenceKind.STRICTER_RIGHT: f"{right} stricter",
        DifferenceKind.ONLY_LEFT: f"only {left}",
        DifferenceKind.ONLY_RIGHT: f"only {right}",
        DifferenceKind.NOT_COMPARABLE: "not comparable",
    }.get(kind, kind.word)


def counts_sentence(result: DiffResult) -> str:
    """How many topics of each kind there are."""
    said = ", ".join(f"{count} {kind_label(kind, result)}" for kind, count in result.counts.items() if count)
    count = len(result.topics)
    return f"{count} {'topic' if count == 1 else 'topics'}: {said}" if count else "no topic makes a difference to this product"


def undated_sentence(result: DiffResult) -> str:
    """For a day in the past, how many rules count although it is not known since when they hold; nothing where none does."""
    lefts = [ruling for topic in result.topics for ruling in topic.left]
    rights = [ruling for topic in result.topics for ruling in topic.right]
    said = []
    for side, rulings in ((result.left, lefts), (result.right, rights)):
        count = sum(ruling.entry.since == UNDATED for ruling in rulings)
        if count and side.as_of < result.today:
            said.append(f"{count} of {side.column} on {side.as_of.isoformat()}")
    return f"Undated rules count on every day: {', '.join(said)}" if said else ""


def left_out_sentence(result: DiffResult) -> str:
    """What a dossier left out, and why; nothing without one."""
    said = ", ".join(f"{count} with {why}" if why.startswith(("a ", "no ")) else f"{count} {why}" for why, count in result.left_out.items())
    count = sum(result.left_out.values())
    return f"{count} {'topic' if count == 1 else 'topics'} left out: {said}" if said else ""


def sides(result: DiffResult) -> tuple[str, str]:
    """The names of the sides."""
    return names_of(result.left, result.right)


def standing(ruling: Ruling) -> str:
    """`must, in force from 2020-01-30`, or that it is announced."""
    what = ruling.level or ruling.rule.kind
    since = UNDATED if ruling.entry.since == UNDATED else f"from {ruling.entry.since}"
    if ruling.is_announced:
        return f"{what}, announced {since}" + (": an end" if ruling.entry.ended else "")
    return f"{what}, {since}"


def source(ruling: Ruling, library: Library) -> str:
    """The citation of a ruling."""
    return citation(ruling.entry.source, ruling.entry.confidence, ruling.rule.jurisdiction, library)


def rulings_of(topic: TopicDifference, result: DiffResult) -> Iterator[tuple[str, Ruling]]:
    """Every rule of a topic with the name of its side: left ones first, announced ones after those in force."""
    left, right = sides(result)
    for name, rulings in ((left, (*topic.left, *topic.announced_left)), (right, (*topic.right, *topic.announced_right))):
        for ruling in rulings:
            yield name, ruling


def trace(topic: TopicDifference) -> str:
    """The ids of the rules on both sides, left before right."""
    sides_of_topic = ((*topic.left, *topic.announced_left), (*topic.right, *topic.announced_right))
    ids = (", ".join(dict.fromkeys(ruling.rule.id for ruling in rulings)) or "none" for rulings in sides_of_topic)
    return " | ".join(ids)


def measure_sentence(measure: Measure, result: DiffResult) -> str:
    """`duration: EMA 5 years, FDA 15 years (FDA stricter)`."""
    left, right = sides(result)
    stricter = {"stricter": f" ({left} stricter)", "looser": f" ({right} stricter)", "same": " (equal)"}.get(str(measure.relation), "")
    of_rule = f" of {', '.join(measure.left_rules)}" if measure.left_rules == measure.right_rules else ""
    return f"{measure.field}{of_rule}: {left} {measure.left}, {right} {measure.right}{stricter}"


def clause_lines(topic: TopicDifference, result: DiffResult, *, show_all: bool = False) -> Iterator[tuple[str, str, list[str]]]:
    """What a dossier says where rules of a topic are decided or open: the side, the verdict with its rule, and the clauses.

    Args:
        topic: one topic that a dossier was judged on.
        result: for the names of the sides.
        show_all: every clause, and those of rules that are met or do not apply too.
    """
    if topic.judged is None:
        return
    for name, verdicts in zip(sides(result), (topic.judged.left, topic.judged.right), strict=True):
        for verdict in sorted(verdicts, key=lambda verdict: _DECISIVE.index(verdict.status)):
            label = f"{verdict.status} {verdict.level or verdict.rule.kind} {verdict.rule.id}"
            said = clause_sentences(verdict.deciding, verdict.rule.body) + [f"for a person: {asked}" for asked in verdict.questions]
            said = list(dict.fromkeys(said)) or [verdict.why]
            if show_all:
                yield name, label, said
            elif verdict.status in _BRIEF:
                yield name, label, [f"{verdict.rule.title}: {verdict.why}" if len(verdict.why) <= _SHORT else verdict.rule.title]
            elif verdict.status is not Status.NOT_APPLICABLE:
                more = len(said) - CLAUSES_SHOWN
                yield name, label, said[:CLAUSES_SHOWN] + ([f"and {more} more"] if more > 0 else [])
