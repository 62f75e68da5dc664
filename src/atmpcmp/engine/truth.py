"""Three truth values and strong Kleene logic: what is not stated stays unknown until the rest decides."""

from __future__ import annotations

from enum import IntEnum


class Truth(IntEnum):
    """Ordered so that `all` is the least and `any` the greatest of its parts."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def word(self) -> str:
        """`yes`, `no` or `unknown`."""
        return self.name.lower()

    def negated(self) -> Truth:
        """Yes and no change places; unknown stays."""
        return _NEGATED[self]


_NEGATED = {Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN, Truth.YES: Truth.NO}
NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
