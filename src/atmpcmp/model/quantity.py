"""Amounts with a unit: durations, ages and frequencies in a population, compared exactly whatever unit they are written in."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

# A month is the twelfth of a year of 365.25 days, as the vocabulary says.
_MONTH_IN_DAYS = Fraction(487, 16)
_DURATION = {
    "minute": Fraction(1, 24 * 60),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": _MONTH_IN_DAYS,
    "year": 12 * _MONTH_IN_DAYS,
}
_NUMBER = r"(\d+(?:\.\d+)?)"
_DURATION_SHAPE = re.compile(_NUMBER + r"\s+([a-z]+)")
_FREQUENCY_SHAPE = re.compile(_NUMBER + r"\s+per\s+(\d+|million|thousand|hundred)(?:\s+people)?")
_WORDS = {"million": 10**6, "thousand": 1000, "hundred": 100}
LIFELONG = "lifelong"
MAX_DIGITS = 30
"""More digits than any amount of this field needs; longer ones are refused rather than computed with."""

DURATION = "duration"
FREQUENCY = "frequency in a population"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in the base unit of its dimension (days, or cases per person); `lifelong` is longer than any number."""

    text: str
    dimension: str
    amount: Fraction | float

    @property
    def is_lifelong(self) -> bool:
        """Whether this is the duration `lifelong`."""
        return self.amount == math.inf


def dimension_of(unit: str) -> str:
    """The dimension that a unit of the vocabulary belongs to (`years`, `per 10000 people`)."""
    return FREQUENCY if unit.startswith("per ") else DURATION


def parse_quantity(text: str, unit: str) -> Quantity:
    """Read an amount such as `18 months`, `lifelong` or `1 per 50000 people`.

    Args:
        text: what is written.
        unit: the usual unit of the field; any unit of the same dimension is read.

    Raises:
        ValueError: with a sentence for the user (unknown unit, no unit, another dimension).
    """
    wanted = dimension_of(unit)
    text = text.strip()
    if len(text) > 2 * MAX_DIGITS:
        raise ValueError(f"too long for an amount; write a number and a unit, such as {_example(unit)}")
    if text == LIFELONG:
        if wanted != DURATION:
            raise ValueError(f"lifelong is a duration, and this field wants an amount {unit}")
        return Quantity(text, DURATION, math.inf)
    if frequency := _FREQUENCY_SHAPE.fullmatch(text):
        found = FREQUENCY
        base = _WORDS.get(frequency[2]) or int(frequency[2])
        if base == 0:
            raise ValueError("a frequency per 0 people has no meaning")
        amount = Fraction(frequency[1]) / base
    elif duration := _DURATION_SHAPE.fullmatch(text):
        found = DURATION
        name = duration[2].removesuffix("s")
        if name not in _DURATION:
            raise ValueError(f"unknown unit “{duration[2]}”; write a number and a unit, such as {_example(unit)}")
        amount = Fraction(duration[1]) * _DURATION[name]
    else:
        raise ValueError(f"unknown unit or no unit in “{text}”; write a number and a unit, such as {_example(unit)}")
    if found != wanted:
        raise ValueError(f"“{text}” is a {found}, and this field wants a unit of the same dimension as “{unit}”")
    return Quantity(text, found, amount)


def calendar_shift(text: str) -> tuple[int, int]:
    """Read a duration that is counted in the calendar: whole months (or years), or whole days (or weeks).

    Returns:
        Months and days, one of which is 0.

    Raises:
        ValueError: where the text is no whole number of days, weeks, months or years.
    """
    shape = _DURATION_SHAPE.fullmatch(text.strip())
    per_unit = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}
    if shape is None or "." in shape[1] or len(shape[1]) > 6 or shape[2].removesuffix("s") not in per_unit:
        raise ValueError(f"“{text}” is no whole number of days, weeks, months or years")
    months, days = per_unit[shape[2].removesuffix("s")]
    return int(shape[1]) * months, int(shape[1]) * days


def _example(unit: str) -> str:
    return f"5 {unit}" if unit.startswith("per ") else f"15 {unit}"
