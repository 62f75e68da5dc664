"""Topics on which the same dossier is judged differently by two jurisdictions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atmpcmp.engine.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atmpcmp.engine.verdict import Verdict

_DECIDES = ("must", "should")


@dataclass(frozen=True, slots=True)
class Divergence:
    """One topic: who accepts this evidence, who does not, and who cannot tell.

    Attributes:
        topic: the topic.
        met: columns whose every decided rule on the topic is met.
        gap: columns with a gap.
        unknown: columns for which a silent field or a person decides.
    """

    topic: str
    met: tuple[str, ...]
    gap: tuple[str, ...]
    unknown: tuple[str, ...]


def divergences(verdicts: Iterable[Verdict]) -> tuple[Divergence, ...]:
    """The topics that somebody finds met and somebody else a gap, by rules of level must and should; the most divided first."""
    statuses: dict[str, dict[str, set[Status]]] = {}
    for verdict in verdicts:
        if verdict.level in _DECIDES and verdict.status is not Status.NOT_APPLICABLE:
            statuses.setdefault(verdict.rule.topic, {}).setdefault(verdict.rule.column, set()).add(verdict.status)
    found = []
    for topic, by_column in statuses.items():
        gap = tuple(column for column, seen in by_column.items() if Status.GAP in seen)
        unknown = tuple(column for column, seen in by_column.items() if column not in gap and seen & {Status.UNKNOWN, Status.REVIEW})
        met = tuple(column for column in by_column if column not in gap and column not in unknown)
        if met and gap:
            found.append(Divergence(topic, met, gap, unknown))
    return tuple(sorted(found, key=lambda divergence: -min(len(divergence.met), len(divergence.gap))))
