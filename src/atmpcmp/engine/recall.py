"""Recall: how many of the critiques that were named had been found, with the interval that such a count leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_Z = 1.959963984540054


class Recall(NamedTuple):
    """A count of what was found among what was named."""

    found: int
    named: int

    @property
    def share(self) -> float | None:
        """The recall; None where nothing was named."""
        return self.found / self.named if self.named else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval of 95 %; None where nothing was named."""
        share = self.share
        if share is None:
            return None
        spread = _Z * _Z / self.named
        middle = (share + spread / 2) / (1 + spread)
        half = _Z / (1 + spread) * sqrt(share * (1 - share) / self.named + spread / (4 * self.named))
        return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


class Scored(NamedTuple):
    """One critique: who named it on which product, its topic, and whether it had been found."""

    jurisdiction: str
    product: str
    topic: str
    is_found: bool


@dataclass(frozen=True)
class RecallTable:
    """Recall over all critiques, and by jurisdiction, product and topic."""

    all: Recall
    by_jurisdiction: dict[str, Recall]
    by_product: dict[str, Recall]
    by_topic: dict[str, Recall]


def recall_table(scored: Sequence[Scored], jurisdictions: Sequence[str], topics: Sequence[str]) -> RecallTable:
    """Count critiques.

    Args:
        scored: all of them.
        jurisdictions: the order of the jurisdictions; those without a critique are left out.
        topics: the order of the topics, likewise.
    """
    return RecallTable(
        _recall(scored),
        _by(scored, jurisdictions, lambda one: one.jurisdiction),
        _by(scored, list(dict.fromkeys(one.product for one in scored)), lambda one: one.product),
        _by(scored, topics, lambda one: one.topic),
    )


def _by(scored: Sequence[Scored], names: Sequence[str], name_of: Callable[[Scored], str]) -> dict[str, Recall]:
    parts = {name: [one for one in scored if name_of(one) == name] for name in names}
    return {name: _recall(part) for name, part in parts.items() if part}


def _recall(scored: Iterable[Scored]) -> Recall:
    found = [one.is_found for one in scored]
    return Recall(sum(found), len(found))
