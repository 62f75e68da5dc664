"""What an authority decided on a product, and the points of its evidence that it named."""

from __future__ import annotations

from datetime import date as date_of_calendar
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from atmpcmp.model.jurisdiction import Confidence
from atmpcmp.model.partial_date import PartialDate


class Point(BaseModel):
    """One point of the evidence that an authority criticised or accepted, under the topic of comparison it belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    topic: str
    states: str


class DecisionSource(BaseModel):
    """Where the decision can be read, and how well it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    title: str
    url: str | None = None
    locator: str | None = None
    read_at: str | None = None
    confidence: Confidence


class Decision(BaseModel):
    """One decision of one authority on the product in one indication.

    Attributes:
        product: on which it was decided; the folder's name where it is not given.
        jurisdiction: who decided.
        member: of a joint body, whose decision it is.
        indication: in which it was decided.
        other_indication: whether the dossier of the product is about another indication or way of administration, so that the decision is no test of it.
        date: of the decision, as precisely as is known.
        kind: what was decided on; `advisory-committee` is a panel before a decision, `economic` a report without a rating of benefit.
        outcome: what was decided, in our own words.
        critiques: what the authority missed or doubted.
        critiques_coverage: `summary` where its own summary of reasons was read, `partial` where only some were, `none` where no text was found.
        accepted: what it accepted, by topic.
        conditions: that it attached.
        source: where it can be read.
        note: what a reader should know.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    product: str | None = None
    jurisdiction: str
    member: str | None = None
    indication: str
    other_indication: bool = False
    date: str
    kind: Literal["regulatory", "advisory-committee", "hta", "economic"]
    outcome: str
    critiques: tuple[Point, ...] = ()
    critiques_coverage: Literal["summary", "partial", "none"] = "none"
    accepted: tuple[Point, ...] = ()
    conditions: tuple[str, ...] = ()
    source: DecisionSource
    note: str | None = None

    @property
    def column(self) -> str:
        """The name under which verdicts are counted: `FINOSE`, or `FINOSE:NO` for a member's decision."""
        return f"{self.jurisdiction}:{self.member}" if self.member else self.jurisdiction

    @cached_property
    def day(self) -> date_of_calendar:
        """The day of the decision; the last one where only month or year is known."""
        return PartialDate.parse(self.date).last

    @property
    def is_scored(self) -> bool:
        """Whether critiques are known well enough to test a prediction by them."""
        return bool(self.critiques) and self.critiques_coverage != "none" and not self.other_indication

    @property
    def named(self) -> tuple[str, ...]:
        """The topics criticised, each once."""
        return tuple(dict.fromkeys(point.topic for point in self.critiques))
