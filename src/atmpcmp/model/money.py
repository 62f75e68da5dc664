"""Amounts of money with their currency and what they are for; currencies are never converted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_SHAPE = re.compile(r"(\d+(?:\.\d+)?)\s*(thousand|million|billion)?\s+([A-Z]{3})(?:\s+(per\s+\S.*))?")
_SCALE = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_MAX_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217)."""

    text: str
    amount: Fraction
    currency: str


def parse_money(text: str, basis: str | None) -> Money:
    """Read `1.9 million EUR` or `45000 EUR per QALY`.

    Args:
        text: what is written.
        basis: what the amounts of the field are for (`per QALY`); may be left out in the text, another one is refused.

    Raises:
        ValueError: with a sentence for the user.
    """
    shape = _SHAPE.fullmatch(text.strip()) if len(text) <= _MAX_LENGTH else None
    if shape is None:
        tail = f" {basis}" if basis else ""
        raise ValueError(f"“{text[:_MAX_LENGTH]}” is no amount of money; write amount and currency, such as 1.9 million EUR{tail}")
    if shape[4] and " ".join(shape[4].split()) != basis:
        raise ValueError(f"“{text}” is an amount {shape[4]}; this field is {basis or 'a plain amount'}")
    return Money(text.strip(), Fraction(shape[1]) * _SCALE[shape[2]], shape[3])
