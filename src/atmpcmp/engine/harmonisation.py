"""How far two bodies agree: the share of comparable topics that are the same, for each topic group."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from atmpcmp.engine.difference import DifferenceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two columns on one topic group.

    Attributes:
        left: one column.
        right: the other.
        group: the topic group.
        same: topics on which they ask the same.
        comparable: topics on which both have something that can be compared; the denominator.
    """

    left: str
    right: str
    group: str
    same: int
    comparable: int


def harmonisation(
    columns: Sequence[str], topics: Iterable[tuple[str, str]], kind_between: Callable[[str, str, str], DifferenceKind | None]
) -> tuple[Agreement, ...]:
    """The agreement of every pair of columns on every group that has a comparable topic.

    Args:
        columns: the columns in their order.
        topics: ids of topics with their groups.
        kind_between: how two columns stand on a topic; None where one of them has no rule.
    """
    by_group: dict[str, list[str]] = {}
    for topic, group in topics:
        by_group.setdefault(group, []).append(topic)
    found = []
    for left, right in combinations(columns, 2):
        for group, members in by_group.items():
            kinds = [kind for kind in (kind_between(topic, left, right) for topic in members) if kind is not None and kind.is_comparable]
            if kinds:
                found.append(Agreement(left, right, group, sum(kind is DifferenceKind.SAME for kind in kinds), len(kinds)))
    return tuple(found)
