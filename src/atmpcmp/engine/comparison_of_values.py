"""One stated value against a wanted one, by type: equal, at least, at most; unknown where units of money or partial dates leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.truth import NO, UNKNOWN, YES, Truth
from atmpcmp.model.money import Money
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def equal(found: Any, wanted: Any, *, is_constant: bool) -> Truth:
    """Whether a stated value is the wanted one.

    Args:
        found: the stated value; its type is that of the field.
        wanted: a value of the same type.
        is_constant: a partial date in a rule means the whole span; a partial date in a dossier is one day of it that is not known.
    """
    if isinstance(found, PartialDate):
        return _same_day(found, wanted, is_constant=is_constant)
    if isinstance(found, Quantity):
        return _truth(found.amount == wanted.amount)
    if isinstance(found, Money):
        return _truth(found.amount == wanted.amount) if found.currency == wanted.currency else UNKNOWN
    return _truth(found == wanted)


def at_least(found: Any, wanted: Any, *, is_constant: bool) -> Truth:
    """Whether a stated value is the wanted one or more (of dates: that day or later)."""
    if isinstance(found, PartialDate):
        if found.first >= (wanted.first if is_constant else wanted.last):
            return YES
        return NO if found.last < wanted.first else UNKNOWN
    return _ordered(found, wanted, more=True)


def at_most(found: Any, wanted: Any, *, is_constant: bool) -> Truth:
    """Whether a stated value is the wanted one or less (of dates: that day or earlier)."""
    if isinstance(found, PartialDate):
        if found.last <= (wanted.last if is_constant else wanted.first):
            return YES
        return NO if found.first > wanted.last else UNKNOWN
    return _ordered(found, wanted, more=False)


def one_of(found: Any, wanted: Iterable[Any], *, is_constant: bool) -> Truth:
    """Whether a stated value, or any value of a stated list, is one of those wanted."""
    values = found if isinstance(found, tuple) else (found,)
    return max((equal(value, choice, is_constant=is_constant) for value in values for choice in wanted), default=NO)


def includes(found: tuple[Any, ...], wanted: Iterable[Any], *, is_constant: bool) -> Truth:
    """Whether a stated list has all of those wanted."""
    return min(
        (max((equal(value, choice, is_constant=is_constant) for value in found), default=NO) for choice in wanted),
        default=YES,
    )


def _same_day(found: PartialDate, wanted: PartialDate, *, is_constant: bool) -> Truth:
    if found.last < wanted.first or found.first > wanted.last:
        return NO
    if is_constant:
        return YES if wanted.first <= found.first and found.last <= wanted.last else UNKNOWN
    return YES if found.is_one_day and wanted.is_one_day else UNKNOWN


def _ordered(found: Any, wanted: Any, *, more: bool) -> Truth:
    if isinstance(found, Money):
        if found.currency != wanted.currency:
            return UNKNOWN
        found, wanted = found.amount, wanted.amount
    elif isinstance(found, Quantity):
        found, wanted = found.amount, wanted.amount
    return _truth(found >= wanted if more else found <= wanted)


def _truth(holds: bool) -> Truth:
    return YES if holds else NO
