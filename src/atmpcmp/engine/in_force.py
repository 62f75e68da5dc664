"""Which entry of a rule counts on which day, and which day a dossier is judged on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.rule import UNDATED

if TYPE_CHECKING:
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.rule import Entry, Rule


class JudgingDay(NamedTuple):
    """A day and where it comes from: asked for, the filing day stated for the body, or today."""

    day: date
    reason: Literal["asked", "filing", "today"]


@lru_cache(maxsize=4096)
def first_day(since: str) -> date:
    """The first day on which an entry holds; of one that is undated the first day there is."""
    return date.min if since == UNDATED else PartialDate.parse(since).first


def entry_in_force(rule: Rule, day: date) -> Entry | None:
    """The entry that counts on a day; None before the first one and after an end."""
    for entry in rule.history:
        if first_day(entry.since) <= day:
            return None if entry.ended else entry
    return None


def announced(rule: Rule, day: date) -> tuple[Entry, ...]:
    """Entries that come into force after a day, the next one last."""
    return tuple(entry for entry in rule.history if first_day(entry.since) > day)


def judging_day(dossier: Dossier, body: str, as_of: date | None, today: date) -> JudgingDay:
    """The day on which rules of a body are judged: the one asked for, else the filing day stated for it, else today.

    Of a filing day that is known only by month or year, the last day counts.
    """
    if as_of is not None:
        return JudgingDay(as_of, "asked")
    filing = dossier.filing_day(body)
    return JudgingDay(filing.last, "filing") if filing is not None else JudgingDay(today, "today")
