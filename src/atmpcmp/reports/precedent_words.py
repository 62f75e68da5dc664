"""The sentences about precedents that all reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.precedents import precedents_of_gap
from atmpcmp.reports.check_words import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.precedents import Precedent
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.decision import DecisionSource

_SHOWN = 2


def precedent_sentence(precedent: Precedent, topic: str = "") -> str:
    """Product, body, date, outcome, what it said of a topic where one is given, and the source."""
    decision = precedent.decision
    said = [f"{word.capitalize()}: {point.states}" for word, point in precedent.points_on(topic)]
    about = f" ({decision.indication})" if decision.other_indication else ""
    parts = [f"{precedent.decided.name}{about}, {decision.column}, {decision.date}: {decision.outcome}", *said, f"Source: {cited(decision.source)}"]
    return ". ".join(part.removesuffix(".") for part in parts)


def cited(source: DecisionSource) -> str:
    """Title, locator, address and how well it was read."""
    parts = [source.title, *(part for part in (source.locator, source.url) if part)]
    return ", ".join(parts) + f" ({CONFIDENCE[source.confidence]})"


def gap_precedent_sentences(verdict: Verdict, precedents: Sequence[Precedent]) -> list[str]:
    """The first precedents of the rule behind a gap, and how many more there are."""
    found = precedents_of_gap(verdict, precedents)
    sentences = [precedent_sentence(one, verdict.rule.topic) for one in found[:_SHOWN]]
    more = len(found) - len(sentences)
    return [*sentences, f"{more} more on this topic (atmpcmp precedents lists them)"] if more else sentences
