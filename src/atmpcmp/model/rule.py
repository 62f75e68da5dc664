"""A rule: one thing that one jurisdiction asks for, accepts or does, with its dated history."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from atmpcmp.model.condition import Condition
from atmpcmp.model.jurisdiction import Confidence, Source
from atmpcmp.model.read_later import ReadLater

UNDATED = "undated"
Kind = Literal["requirement", "route", "stance"]
Level = Literal["must", "should", "may"]
LEVELS: tuple[Level, ...] = ("must", "should", "may")


class Practice(BaseModel):
    """A precedent or a base rate: shown under a gap, never judged."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    states: str | None = None
    decision: str | None = None
    source: Source | None = None
    confidence: Confidence | None = None


class Entry(ReadLater):
    """What the rule says from one day on.

    Attributes:
        since: the day, month or year as written, or `undated`.
        ended: whether the rule is no longer in force from then on.
        states: one or two sentences in our own words.
        condition: `met_when` of a requirement, `open_when` of a route; None where a route is open to all, and in a stance.
        applies_when: for which products, where it differs from the rule's own.
        level: where it differs from the rule's own.
        values: comparable values, as written, by the keys that the topic declares.
        source: the place in the document.
        confidence: how well the source was read.
        line: in the rule file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    since: str
    ended: bool = False
    states: str
    condition: Condition | None = None
    applies_when: Condition | None = None
    level: Level | None = None
    values: dict[str, Any] = Field(default={})
    source: Source
    confidence: Confidence
    line: int = 0


class Rule(ReadLater):
    """One rule of one jurisdiction (and, in a joint body, of one member).

    Attributes:
        binding: of a route: whether a product that it is open to has to take it, so that it is a burden and no offer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    id: str
    jurisdiction: str
    member: str | None = None
    name: str
    topic: str
    kind: Kind
    level: Level | None = None
    binding: bool = False
    title: str
    applies_when: Condition | None = None
    history: tuple[Entry, ...]
    still_valid_on: str | None = None
    closes_with: str | None = None
    practice: tuple[Practice, ...] = ()
    note: str | None = None
    replaced_by: str | None = None
    file: str = ""
    line: int = 0

    @property
    def body(self) -> str:
        """The entry under `jurisdictions` that `here` reads: the member's where the rule names one."""
        return self.member or self.jurisdiction

    @property
    def column(self) -> str:
        """The name under which verdicts are counted: `FINOSE`, or `FINOSE:NO` for a member's rule."""
        return f"{self.jurisdiction}:{self.member}" if self.member else self.jurisdiction

    def scope(self, entry: Entry) -> Condition | None:
        """For which products an entry holds."""
        return entry.applies_when or self.applies_when

    def level_of(self, entry: Entry) -> Level | None:
        """The level of an entry."""
        return entry.level or self.level
