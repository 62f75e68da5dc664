"""What was decided on products like the one at hand, the most alike first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.engine.similarity import Similarity, similarity
from atmpcmp.model.traits import traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.decision import Decision, Point
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.rule import Rule


class Precedent(NamedTuple):
    """One decision on another product.

    Attributes:
        decided: the product.
        decision: on it.
        similarity: to the product at hand; None where none is at hand.
    """

    decided: DecidedProduct
    decision: Decision
    similarity: Similarity | None

    @property
    def name(self) -> str:
        """How a rule's practice calls it: `zolgensma/NICE/2021-07-07`."""
        return f"{self.decided.product}/{self.decision.column}/{self.decision.date}"

    def points_on(self, topic: str) -> tuple[tuple[str, Point], ...]:
        """What was criticised and accepted on a topic, each with the word for it."""
        said = (("criticised", self.decision.critiques), ("accepted", self.decision.accepted))
        return tuple((word, point) for word, points in said for point in points if point.topic == topic)


def ranked_precedents(dossier: Dossier, products: Iterable[DecidedProduct]) -> tuple[Precedent, ...]:
    """All decisions on other products, those that are alike in the most features first and of one product the newest first.

    Args:
        dossier: the product at hand; its own decisions are left out.
        products: on which was decided.
    """
    mine = traits_of(dossier)
    found = []
    for decided in products:
        if not decided.is_of(dossier):
            alike = [similarity(mine, decided.traits, other_indication=other_indication) for other_indication in (False, True)]
            found += [Precedent(decided, decision, alike[decision.other_indication]) for decision in decided.decisions]
    return tuple(sorted(found, key=_rank))


def _rank(precedent: Precedent) -> tuple[int, float, str, int, str]:
    alike = precedent.similarity
    count, share = (len(alike.alike), alike.share) if alike is not None else (0, 0.0)
    return -count, -share, precedent.decided.product, -precedent.decision.day.toordinal(), precedent.name


def dated_precedents(products: Iterable[DecidedProduct]) -> tuple[Precedent, ...]:
    """All decisions with no product at hand to compare them with, the newest first."""
    found = [Precedent(decided, decision, None) for decided in products for decision in decided.decisions]
    return tuple(sorted(found, key=lambda one: (-one.decision.day.toordinal(), one.name)))


def precedents_of_rule(rule: Rule, precedents: Sequence[Precedent], known_on: date | None = None) -> tuple[Precedent, ...]:
    """The precedents of one rule: those that it names itself, then what the same body said of its topic on comparable products.

    Args:
        rule: the rule.
        precedents: in their order.
        known_on: leave out what was decided later.
    """
    known = [one for one in precedents if known_on is None or one.decision.day <= known_on]
    named = {practice.decision for practice in rule.practice if practice.decision is not None}
    own = [one for one in known if one.name in named] if named else []
    return (*own, *(one for one in known if one not in own and _is_on(rule, one)))


def precedents_of_gap(verdict: Verdict, precedents: Sequence[Precedent]) -> tuple[Precedent, ...]:
    """The precedents of the rule behind a verdict; where a day was asked for, only those known on that day."""
    asked = verdict.judged_on.day if verdict.judged_on.reason == "asked" else None
    return precedents_of_rule(verdict.rule, precedents, asked)


def _is_on(rule: Rule, precedent: Precedent) -> bool:
    decision = precedent.decision
    by_same_body = decision.jurisdiction == rule.jurisdiction and (rule.member is None or decision.member in (None, rule.member))
    is_comparable = precedent.similarity is None or precedent.similarity.is_comparable
    return by_same_body and is_comparable and bool(precedent.points_on(rule.topic))
