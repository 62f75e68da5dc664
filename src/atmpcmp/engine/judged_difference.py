"""What a dossier makes of the differences of two sides: topics on which it is accepted here and not there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atmpcmp.engine.difference import Judged
from atmpcmp.engine.in_force import JudgingDay
from atmpcmp.engine.rule_titles import sentence_of, verdicts_by_rule
from atmpcmp.engine.sentence import names_of
from atmpcmp.engine.verdict import Judge, Status
from atmpcmp.model.rule import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.difference import Ruling, TopicDifference
    from atmpcmp.engine.side import Side
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

# What one side makes of a product on a topic, by its requirements.
_NO, _OPEN, _YES, _SILENT = "not accepted", "undecided", "accepted", "nothing asked"
_RANKS = {frozenset({_NO, _YES}): 1, frozenset({_NO, _OPEN}): 2, frozenset({_NO, _SILENT}): 3}
_RANK_OF_ROUTES = 4
_DECIDING = {_NO: (Status.GAP,), _YES: (Status.MET,), _OPEN: (Status.UNKNOWN, Status.REVIEW)}
_VERBS = {_NO: "does not accept it", _YES: "accepts it", _OPEN: "cannot tell"}


def judged_topics(
    topics: Sequence[TopicDifference], library: Library, left: Side, right: Side, dossier: Dossier, judge: Judge | None = None
) -> tuple[tuple[TopicDifference, ...], dict[str, int]]:
    """The topics that make a difference to a product, the widest difference first, and how many were left out, by why.

    Args:
        topics: all topics on which a side has a rule.
        library: the rules.
        left: one side.
        right: the other.
        dossier: the product.
        judge: one that has compiled conditions already.
    """
    judge = judge or Judge(library)
    kept: list[tuple[tuple[int, int], TopicDifference]] = []
    left_out: dict[str, int] = {}
    for topic in topics:
        here, there = (_verdicts(rulings, judge, dossier, side) for rulings, side in ((topic.left, left), (topic.right, right)))
        standings = _standing(here), _standing(there)
        rank = _RANKS.get(frozenset(standings)) or (_RANK_OF_ROUTES if _routes_differ(here, there) else None)
        if rank is None:
            why = _why_left_out(standings)
            left_out[why] = left_out.get(why, 0) + 1
            continue
        say = _sentence_of_routes if rank == _RANK_OF_ROUTES else _sentence
        judged = Judged(here, there, rank, say(names_of(left, right), here, there))
        kept.append(((rank, _weight((*here, *there))), replace(topic, judged=judged)))
    kept.sort(key=lambda ranked: ranked[0])
    return tuple(topic for _, topic in kept), left_out


def _verdicts(rulings: Sequence[Ruling], judge: Judge, dossier: Dossier, side: Side) -> tuple[Verdict, ...]:
    day = JudgingDay(side.as_of, "asked" if side.is_dated else "today")
    return tuple(judge.verdict(ruling.rule, ruling.entry, dossier, day) for ruling in rulings if ruling.rule.kind != "stance")


def _standing(verdicts: Sequence[Verdict]) -> str:
    statuses = {verdict.status for verdict in verdicts if verdict.rule.kind == "requirement"} - {Status.NOT_APPLICABLE}
    if Status.GAP in statuses:
        return _NO
    return _OPEN if statuses & {Status.UNKNOWN, Status.REVIEW} else _YES if statuses else _SILENT


def _routes(verdicts: Sequence[Verdict], status: Status) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.rule.kind == "route" and verdict.status is status]


def _routes_differ(here: Sequence[Verdict], there: Sequence[Verdict]) -> bool:
    """Whether one side opens a route and the other has only closed ones."""
    opened = [bool(_routes(verdicts, Status.OPEN)) for verdicts in (here, there)]
    shut = [
        bool(_routes(verdicts, Status.CLOSED)) and not any(_routes(verdicts, status) for status in (Status.OPEN, Status.UNKNOWN, Status.REVIEW))
        for verdicts in (here, there)
    ]
    return (opened[0] and shut[1]) or (opened[1] and shut[0])


def _why_left_out(standing: tuple[str, str]) -> str:
    if standing == (_NO, _NO):
        return "a gap on both sides"
    if _OPEN in standing:
        return "not decided by what is stated"
    return "no gap on either side"


def _weight(verdicts: Sequence[Verdict]) -> int:
    """The firmest level of what is refused; routes come last."""
    levels = [verdict.level for verdict in verdicts if verdict.status is Status.GAP and verdict.level is not None]
    return min((LEVELS.index(level) for level in levels), default=len(LEVELS))


def _sentence(names: tuple[str, str], here: Sequence[Verdict], there: Sequence[Verdict]) -> str:
    said = []
    for name, verdicts in zip(names, (here, there), strict=True):
        standing = _standing(verdicts)
        if standing == _SILENT:
            said.append(f"{name} asks nothing of this product here")
            continue
        deciding = [verdict for verdict in verdicts if verdict.rule.kind == "requirement" and verdict.status in _DECIDING[standing]]
        said.append(f"{name} {_VERBS[standing]} by {verdicts_by_rule(deciding)}")
    return sentence_of(said)


def _sentence_of_routes(names: tuple[str, str], here: Sequence[Verdict], there: Sequence[Verdict]) -> str:
    said = []
    for name, verdicts in zip(names, (here, there), strict=True):
        opened = _routes(verdicts, Status.OPEN)
        said.append(f"{name} {'opens' if opened else 'keeps closed'} {verdicts_by_rule(opened or _routes(verdicts, Status.CLOSED))}")
    return sentence_of(said)
