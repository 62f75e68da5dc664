"""Many dossiers at once: how each stands with each decision-maker, and what several of them lack."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.engine.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from atmpcmp.engine.check import CheckResult

_DECIDES = ("must", "should")


class Standing(NamedTuple):
    """How one dossier stands with one decision-maker, in counts of requirements.

    Attributes:
        must: gaps of level must.
        should: gaps of level should.
        open: of any level, not stated or for a person to judge.
        met: of level must and should.
    """

    must: int = 0
    should: int = 0
    open: int = 0
    met: int = 0

    def plus(self, other: Standing) -> Standing:
        """Both together."""
        return standing(self.must + other.must, self.should + other.should, self.open + other.open, self.met + other.met)


@lru_cache(maxsize=65536)
def standing(must: int, should: int, is_open: int, met: int) -> Standing:
    """The one standing with these counts: of thousands of dossiers most stand alike."""
    return Standing(must, should, is_open, met)


@lru_cache(maxsize=65536)
def _gap_place(topic: str, column: str) -> tuple[str, str]:
    return topic, column


class PortfolioRow(NamedTuple):
    """What a portfolio keeps of one dossier: little, since there may be thousands.

    Attributes:
        product: the name of the folder for bundled products, else the file's name.
        file: as the user named it.
        standings: for each column of the portfolio; None where nothing is asked.
        gaps: topics with the columns that have a gap of level must or should there.
    """

    product: str
    file: str
    standings: tuple[Standing | None, ...]
    gaps: tuple[tuple[str, str], ...]

    @property
    def total(self) -> Standing:
        """Over all columns."""
        return _sum(self.standings)


class SharedGap(NamedTuple):
    """A topic on which several dossiers have a gap: their rows with the columns that ask."""

    topic: str
    rows: tuple[PortfolioRow, ...]
    columns: tuple[str, ...]


class Portfolio(NamedTuple):
    """Several dossiers against the same decision-makers.

    Attributes:
        columns: jurisdictions and members, in the order of the library.
        rows: one for each dossier, in the order in which they were given.
        as_of: the day asked for; None where each dossier's own filing days count.
        today: the day that counts as today.
        unfinished: files that were not judged since the work was interrupted.
    """

    columns: tuple[str, ...]
    rows: tuple[PortfolioRow, ...]
    as_of: date | None
    today: date
    unfinished: tuple[str, ...] = ()

    @property
    def total(self) -> Standing:
        """Over all dossiers and columns."""
        return _sum(row.total for row in self.rows)


def portfolio_row(result: CheckResult, columns: Sequence[str]) -> PortfolioRow:
    """What a portfolio keeps of one result.

    Args:
        result: of one dossier.
        columns: of the portfolio.
    """
    counts: dict[str, list[int]] = {}
    gaps: dict[tuple[str, str], None] = {}
    for verdict in result.verdicts:
        rule, level = verdict.rule, verdict.level
        count = counts.setdefault(rule.column, [0, 0, 0, 0])
        if verdict.status in (Status.UNKNOWN, Status.REVIEW):
            count[2] += 1
        elif level in _DECIDES:
            if verdict.status is Status.GAP:
                count[_DECIDES.index(level)] += 1
                gaps[_gap_place(rule.topic, rule.column)] = None
            elif verdict.status is Status.MET:
                count[3] += 1
    standings = tuple(standing(*counts[column]) if column in counts else None for column in columns)
    return PortfolioRow(result.dossier.product, result.dossier.file, standings, tuple(gaps))


def folded(portfolio: Portfolio) -> Portfolio:
    """The same with members counted with their joint body, where that is a column too."""
    joint = [column.partition(":")[0] if column.partition(":")[0] in portfolio.columns else column for column in portfolio.columns]
    columns = tuple(dict.fromkeys(joint))
    rows = tuple(row._replace(standings=tuple(_together(row, joint, column) for column in columns)) for row in portfolio.rows)
    return portfolio._replace(columns=columns, rows=rows)


def _together(row: PortfolioRow, joint: Sequence[str], column: str) -> Standing | None:
    own = [found for found, name in zip(row.standings, joint, strict=True) if name == column and found is not None]
    return _sum(own) if own else None


def _sum(standings: Iterable[Standing | None]) -> Standing:
    found = [one for one in standings if one is not None]
    return Standing(*(sum(counts) for counts in zip(*found, strict=True))) if found else Standing()


def asked_columns(portfolio: Portfolio) -> tuple[str, ...]:
    """The columns that ask something of at least one dossier."""
    return tuple(column for index, column in enumerate(portfolio.columns) if any(any(row.standings[index] or ()) for row in portfolio.rows))


def shared_gaps(portfolio: Portfolio) -> tuple[SharedGap, ...]:
    """The topics on which at least two dossiers have a gap, those of most dossiers first."""
    by_topic: dict[str, dict[int, set[str]]] = {}
    for index, row in enumerate(portfolio.rows):
        for topic, column in row.gaps:
            by_topic.setdefault(topic, {}).setdefault(index, set()).add(column)
    found = []
    for topic, by_row in by_topic.items():
        if len(by_row) > 1:
            asking = set().union(*by_row.values())
            columns = tuple(column for column in portfolio.columns if column in asking)
            found.append(SharedGap(topic, tuple(portfolio.rows[index] for index in by_row), columns))
    return tuple(sorted(found, key=lambda gap: (-len(gap.rows), -len(gap.columns), gap.topic)))
