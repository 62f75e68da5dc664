"""A dossier against every jurisdiction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from atmpcmp.engine.divergence import Divergence, divergences
from atmpcmp.engine.in_force import entry_in_force, judging_day
from atmpcmp.engine.verdict import REQUIREMENT_STATUSES, Judge, Status, Verdict
from atmpcmp.model.rule import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from atmpcmp.engine.in_force import JudgingDay
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Entry, Rule


@dataclass(frozen=True)
class CheckResult:
    """What came of one dossier.

    Attributes:
        dossier: the dossier.
        columns: the jurisdictions and members that it was judged against, each with the day.
        verdicts: of requirements, in the order of the library.
        routes: of routes.
    """

    dossier: Dossier
    columns: dict[str, JudgingDay]
    verdicts: tuple[Verdict, ...]
    routes: tuple[Verdict, ...]

    @cached_property
    def divergences(self) -> tuple[Divergence, ...]:
        """Topics on which this dossier is judged differently."""
        return divergences(self.verdicts)

    @cached_property
    def by_column(self) -> dict[str, tuple[Verdict, ...]]:
        """Verdicts of requirements by jurisdiction or member."""
        found: dict[str, list[Verdict]] = {column: [] for column in self.columns}
        for verdict in self.verdicts:
            found[verdict.rule.column].append(verdict)
        return {column: tuple(verdicts) for column, verdicts in found.items()}

    @cached_property
    def summary(self) -> dict[str, dict[str, dict[str, int]]]:
        """Counts by column, level and status."""
        counts: dict[str, dict[str, dict[str, int]]] = {
            column: {level: {str(status): 0 for status in REQUIREMENT_STATUSES} for level in LEVELS} for column in self.columns
        }
        for verdict in self.verdicts:
            if verdict.level is not None:
                counts[verdict.rule.column][verdict.level][str(verdict.status)] += 1
        return counts

    def with_status(self, *statuses: Status, levels: Sequence[str] = LEVELS) -> tuple[Verdict, ...]:
        """Verdicts of requirements with one of these statuses and levels."""
        return tuple(verdict for verdict in self.verdicts if verdict.status in statuses and verdict.level in levels)


class NothingToCheckError(ValueError):
    """No rule is in force for what was asked; never a green result."""


def check(
    library: Library,
    dossier: Dossier,
    *,
    against: Iterable[str] | None = None,
    as_of: date | None = None,
    topics: Iterable[str] = (),
    today: date | None = None,
    judge: Judge | None = None,
) -> CheckResult:
    """Judge one dossier.

    Args:
        library: the rules.
        dossier: what the company states.
        against: jurisdictions, aliases, or members as `FINOSE:NO`; all where None.
        as_of: the day; by default the filing day that the dossier states for each body, else today.
        topics: only rules on these topics; all where empty.
        today: the day that counts as today.
        judge: one that has compiled conditions already, for many dossiers.

    Raises:
        UnknownNameError: for a jurisdiction that the library does not hold.
        NothingToCheckError: where no rule is in force.
    """
    judge = judge or Judge(library)
    wanted = frozenset(topics)
    columns = library.selected(against) if against is not None else library.columns
    verdicts: list[Verdict] = []
    routes: list[Verdict] = []
    days = _judging_days(library, dossier, columns, as_of, today or date.today())
    for rule, entry in _in_force(library, days, wanted):
        verdict = judge.verdict(rule, entry, dossier, days[rule.column])
        (routes if rule.kind == "route" else verdicts).append(verdict)
    if not verdicts and not routes:
        raise NothingToCheckError(_nothing(columns))
    return CheckResult(dossier, days, tuple(verdicts), tuple(routes))


def refuse_nothing_to_check(
    library: Library,
    dossier: Dossier,
    *,
    against: Iterable[str] | None = None,
    as_of: date | None = None,
    topics: Iterable[str] = (),
    today: date | None = None,
) -> None:
    """Refuse what `check` would refuse, without judging: of many dossiers the last one is to be refused before the first one is reported.

    Raises:
        UnknownNameError: for a jurisdiction that the library does not hold.
        NothingToCheckError: where no rule is in force.
    """
    columns = library.selected(against) if against is not None else library.columns
    days = _judging_days(library, dossier, columns, as_of, today or date.today())
    if next(_in_force(library, days, frozenset(topics)), None) is None:
        raise NothingToCheckError(_nothing(columns))


def _nothing(columns: Iterable[str]) -> str:
    return f"nothing to check: no rule of {', '.join(columns)} is in force for what was asked"


def _judging_days(library: Library, dossier: Dossier, columns: Iterable[str], as_of: date | None, today: date) -> dict[str, JudgingDay]:
    """The day for each column that has rules."""
    return {column: judging_day(dossier, rules[0].body, as_of, today) for column in columns if (rules := library.rules_by_column.get(column, ()))}


def _in_force(library: Library, days: dict[str, JudgingDay], topics: frozenset[str]) -> Iterator[tuple[Rule, Entry]]:
    """The rules that a dossier can meet or not, with the entry that counts on the day of their column."""
    for column, judged_on in days.items():
        for rule in library.rules_by_column[column]:
            if rule.kind == "stance" or (topics and rule.topic not in topics):
                continue
            entry = entry_in_force(rule, judged_on.day)
            if entry is not None:
                yield rule, entry
