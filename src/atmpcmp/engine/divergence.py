"""Topics on which the same dossier is judged differently by two jurisdictions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atmpcmp.engine.rule_titles import sentence_of, verdicts_by_rule
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
        verdicts: what this rests on: the met ones of who accepts it, the gaps of who does not.
    """

    topic: str
    met: tuple[str, ...]
    gap: tuple[str, ...]
    unknown: tuple[str, ...]
    verdicts: tuple[Verdict, ...]

    def by_rule(self, columns: Iterable[str]) -> str:
        """`EMA under “A” (EMA-044), FDA under “B” (FDA-031)`: columns with the rules by which they judge so."""
        by_column = {column: [verdict for verdict in self.verdicts if verdict.rule.column == column] for column in columns}
        return ", ".join(f"{column} under {verdicts_by_rule(verdicts)}" for column, verdicts in by_column.items())

    @property
    def sentence(self) -> str:
        """Who accepts by which rule, who does not by which, and who cannot tell."""
        clauses = [f"accepted by {self.by_rule(self.met)}", f"a gap for {self.by_rule(self.gap)}"]
        if self.unknown:
            clauses.append(f"{', '.join(self.unknown)} cannot tell")
        return sentence_of(clauses)


def divergences(verdicts: Iterable[Verdict]) -> tuple[Divergence, ...]:
    """The topics that somebody finds met and somebody else a gap, by rules of level must and should; the most divided first."""
    asked: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.level in _DECIDES and verdict.status is not Status.NOT_APPLICABLE:
            asked.setdefault(verdict.rule.topic, []).append(verdict)
    found = []
    for topic, on_topic in asked.items():
        by_column: dict[str, set[Status]] = {}
        for verdict in on_topic:
            by_column.setdefault(verdict.rule.column, set()).add(verdict.status)
        gap = tuple(column for column, seen in by_column.items() if Status.GAP in seen)
        unknown = tuple(column for column, seen in by_column.items() if column not in gap and seen & {Status.UNKNOWN, Status.REVIEW})
        met = tuple(column for column in by_column if column not in gap and column not in unknown)
        if met and gap:
            deciding = tuple(verdict for verdict in on_topic if verdict.status is (Status.GAP if verdict.rule.column in gap else Status.MET))
            found.append(Divergence(topic, met, gap, unknown, deciding))
    return tuple(sorted(found, key=lambda divergence: -min(len(divergence.met), len(divergence.gap))))
