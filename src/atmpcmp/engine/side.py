"""One side of a comparison: a jurisdiction or member, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from atmpcmp.engine.difference import Ruling
from atmpcmp.engine.in_force import announced, entry_in_force, first_day
from atmpcmp.model.library import UnknownNameError
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.rule import UNDATED

if TYPE_CHECKING:
    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Rule


class NothingInForceError(ValueError):
    """A side has no rules, or none yet, on the day asked for."""


@dataclass(frozen=True, slots=True)
class Side:
    """A jurisdiction or one member of a joint body, on a day.

    Attributes:
        jurisdiction: its id.
        member: the member; None of a jurisdiction as a whole.
        as_of: the day.
        is_dated: whether that day was asked for with this side (`NICE@2021-12-31`).
    """

    jurisdiction: str
    member: str | None
    as_of: date
    is_dated: bool = False

    @property
    def column(self) -> str:
        """`FINOSE`, or `FINOSE:NO` for a member."""
        return f"{self.jurisdiction}:{self.member}" if self.member else self.jurisdiction

    @property
    def body(self) -> str:
        """The name under which a dossier has its entry."""
        return self.member or self.jurisdiction


def side_of(text: str, library: Library, day: date) -> Side:
    """Read `NICE`, `NICE@2021-12-31`, `BeNeLuxA:NL` or `NL`.

    Args:
        text: a jurisdiction, an alias or a member, with a day behind @ where it is not the usual one.
        library: what there is.
        day: the usual day.

    Raises:
        UnknownNameError: for a name that the library does not hold, with the nearest right one.
        ValueError: for a day that is not in the calendar, or a member that several joint bodies have.
    """
    name, at, written = text.strip().partition("@")
    column = _column(name.strip(), library)
    jurisdiction, _, member = column.partition(":")
    as_of = _day(written.strip(), text) if at else day
    return Side(jurisdiction, member or None, as_of, bool(at))


def _column(name: str, library: Library) -> str:
    if not name:
        raise UnknownNameError("a side is empty; name a jurisdiction such as EMA, or NICE@2021-12-31")
    found = library.selected([name])
    whole = [column for column in found if ":" not in column]
    if len(whole) == 1:
        return whole[0]
    if len(found) > 1:
        raise ValueError(f"“{name}” is a member of several joint bodies; say which: {', '.join(found)}")
    return found[0]


def _day(written: str, text: str) -> date:
    try:
        found = PartialDate.parse(written)
    except ValueError as error:
        raise ValueError(f"{text}: {error}") from None
    if not found.is_one_day:
        raise ValueError(f"{text}: write the whole day, such as {found.last.isoformat()}, the last of {written}")
    return found.first


def rules_of(side: Side, library: Library) -> tuple[Rule, ...]:
    """All rules of a side; of a joint body the joint ones, of a member its own.

    Raises:
        NothingInForceError: where there is none, or none was in force yet on its day.
    """
    rules = library.rules_by_column.get(side.column, ())
    if not rules:
        with_rules = [column for column in library.rules_by_column if column.startswith(f"{side.jurisdiction}:")]
        known = f"; {', '.join(with_rules)} have rules" if with_rules else ""
        raise NothingInForceError(f"the library has no rules of {side.column} itself{known}")
    dated = [first_day(entry.since) for rule in rules for entry in rule.history if entry.since != UNDATED and not entry.ended]
    is_too_early = bool(dated) and side.as_of < min(dated)
    if is_too_early or not any(entry_in_force(rule, side.as_of) for rule in rules):
        known = f"; the earliest dated one holds from {min(dated).isoformat()}" if dated else ""
        raise NothingInForceError(f"no rule of {side.column} is known to be in force on {side.as_of.isoformat()}{known}")
    return rules


def rulings(rules: tuple[Rule, ...], day: date) -> tuple[Ruling, ...]:
    """The rules that are in force on a day, each with the entry that counts."""
    found = ((rule, entry_in_force(rule, day)) for rule in rules)
    return tuple(Ruling(rule, entry) for rule, entry in found if entry is not None)


def announced_rulings(rules: tuple[Rule, ...], day: date, today: date) -> tuple[Ruling, ...]:
    """What is known today and not in force yet, neither today nor on the day of the side.

    What came into force between a day in the past and today is left out: whether it had been announced by then is not known.
    """
    return tuple(Ruling(rule, entry, is_announced=True) for rule in rules for entry in announced(rule, max(day, today)))
