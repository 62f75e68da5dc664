"""What a dossier makes of the differences of two sides: topics on which it is accepted here and not there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atmpcmp.engine.difference import Judged
from atmpcmp.engine.in_force import JudgingDay
from atmpcmp.engine.sentence import names_of, verdicts_by_rule
from atmpcmp.engine.verdict import Judge, Status
from atmpcmp.model.rule import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.difference import Ruling, TopicDifference
    from atmpcmp.engine.side import Side
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

# What a product makes of one side, by the verdicts of its rules.
_NO, _OPEN, _YES, _SILENT = "not accepted", "undecided", "accepted", "nothing asked"
_RANKS = {frozenset({_NO, _YES}): 1, frozenset({_NO, _SILENT}): 2, frozenset({_NO, _OPEN}): 3}
_REFUSING, _ACCEPTING = (Status.GAP, Status.CLOSED), (Status.MET, Status.OPEN)


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
        standing = _standing(here), _standing(there)
        rank = _RANKS.get(frozenset(standing))
        if rank is None:
            why = _why_left_out(standing)
            left_out[why] = left_out.get(why, 0) + 1
            continue
        judged = Judged(here, there, rank, _sentence(names_of(left, right), here, there))
        kept.append(((rank, _weight((*here, *there))), replace(topic, judged=judged)))
    kept.sort(key=lambda ranked: ranked[0])
    return tuple(topic for _, topic in kept), left_out


def _verdicts(rulings: Sequence[Ruling], judge: Judge, dossier: Dossier, side: Side) -> tuple[Verdict, ...]:
    day = JudgingDay(side.as_of, "asked" if side.is_dated else "today")
    return tuple(judge.verdict(ruling.rule, ruling.entry, dossier, day) for ruling in rulings if ruling.rule.kind != "stance")


def _standing(verdicts: Sequence[Verdict]) -> str:
    """Requirements decide; routes do where there are no requirements that apply."""
    counted = [verdict for verdict in verdicts if verdict.rule.kind == "requirement" and verdict.status is not Status.NOT_APPLICABLE]
    statuses = {verdict.status for verdict in counted or [verdict for verdict in verdicts if verdict.rule.kind == "route"]}
    if not statuses:
        return _SILENT
    if Status.GAP in statuses:
        return _NO
    if statuses & {Status.UNKNOWN, Status.REVIEW} and not statuses & {Status.OPEN}:
        return _OPEN
    return _NO if statuses == {Status.CLOSED} else _YES


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
        deciding = [verdict for verdict in verdicts if verdict.status in {_NO: _REFUSING, _YES: _ACCEPTING}.get(standing, (Status.UNKNOWN, Status.REVIEW))]
        verb = {_NO: "does not accept it", _YES: "accepts it", _OPEN: "cannot tell"}[standing]
        said.append(f"{name} {verb} by {verdicts_by_rule(deciding)}")
    return "; ".join(said) + "."
