"""All jurisdictions side by side: one row a topic, one column a jurisdiction or member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from atmpcmp.engine.condition_prose import field_words
from atmpcmp.engine.diff import NothingToCompareError
from atmpcmp.engine.difference import DifferenceKind, Ruling
from atmpcmp.engine.harmonisation import Agreement, harmonisation
from atmpcmp.engine.measures import shown
from atmpcmp.engine.pairing import measures_beyond, outcome, pairs_of
from atmpcmp.engine.side import NothingInForceError, Side, announced_rulings, rules_of, rulings
from atmpcmp.model.rule import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atmpcmp.model.library import Library

Order = Literal["divergence", "topic"]
_VALUES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column has on one topic.

    Attributes:
        column: the jurisdiction or member.
        text: the essential value or stance in a few words.
        standing: the level of the rule that this is from; route or stance where it has none.
        since: the day, month or year from which it holds, or `undated`.
        is_unconfirmed: whether it is from memory only.
        values: all comparable values of that rule.
        rulings: all rules in force, that one first.
        announced: what is announced and not yet in force.
    """

    column: str
    text: str
    standing: str
    since: str
    is_unconfirmed: bool
    values: dict[str, Any]
    rulings: tuple[Ruling, ...]
    announced: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One topic across all columns.

    Attributes:
        topic: its id.
        group: its group.
        cells: by column; columns without a rule are left out.
        differing: pairs of columns that differ here.
        comparable: pairs of columns of which both have something that can be compared.
    """

    topic: str
    group: str
    cells: dict[str, Cell]
    differing: int
    comparable: int


@dataclass(frozen=True, slots=True)
class MatrixResult:
    """All topics by all columns.

    Attributes:
        as_of: the day.
        columns: the sides in the order of the library.
        rows: the most divided topic first, or in the order of the vocabulary.
        agreements: how far each pair of columns agrees on each topic group.
        without_rules: columns asked for that have no rule in force on that day.
    """

    as_of: date
    columns: tuple[Side, ...]
    rows: tuple[Row, ...]
    agreements: tuple[Agreement, ...]
    without_rules: tuple[str, ...]


def matrix(
    library: Library,
    *,
    against: Iterable[str] | None = None,
    topics: Iterable[str] = (),
    as_of: date | None = None,
    order: Order = "divergence",
    today: date | None = None,
) -> MatrixResult:
    """Put jurisdictions side by side.

    Args:
        library: the rules.
        against: jurisdictions (with their members), aliases, or members as `FINOSE:NO`; all where None.
        topics: only these topics; all where empty.
        as_of: the day; today where None.
        order: the most divided topics first, or the order of the vocabulary.
        today: the day that counts as today.

    Raises:
        UnknownNameError: for a jurisdiction that the library does not hold, with the nearest right one.
        NothingToCompareError: where fewer than two of them have a rule in force on what was asked.
    """
    today = today or date.today()
    day = as_of or today
    chosen = library.selected(against) if against is not None else library.columns
    wanted = frozenset(topics)
    in_force: dict[str, dict[str, list[Ruling]]] = {}
    coming: dict[str, dict[str, list[Ruling]]] = {}
    sides = []
    for column in chosen:
        jurisdiction, _, member = column.partition(":")
        side = Side(jurisdiction, member or None, day, is_dated=as_of is not None)
        found, ahead = _of_side(side, library, today, wanted)
        if found:
            sides.append(side)
            in_force[column], coming[column] = found, ahead
    columns = [side.column for side in sides]
    if len(columns) < 2:
        named = ", ".join(chosen) if against is not None else "all"
        few = f"there {'is' if len(columns) == 1 else 'are'} {len(columns)} of {named}"
        raise NothingToCompareError(f"a matrix needs two columns with a rule in force on {day.isoformat()} on what was asked; {few}")
    kinds = _kinds(columns, in_force, library)
    rows = [
        Row(
            topic.id,
            topic.group,
            {column: _cell(column, in_force[column][topic.id], coming[column].get(topic.id, ())) for column in columns if topic.id in in_force[column]},
            sum(kind.is_comparable and kind is not DifferenceKind.SAME for kind in kinds.get(topic.id, {}).values()),
            sum(kind.is_comparable for kind in kinds.get(topic.id, {}).values()),
        )
        for topic in library.topics.topics.values()
        if any(topic.id in in_force[column] for column in columns)
    ]
    agreements = harmonisation(columns, [(row.topic, row.group) for row in rows], lambda topic, one, other: kinds.get(topic, {}).get((one, other)))
    if order == "divergence":
        rows.sort(key=lambda row: (-row.differing, row.comparable, -len(row.cells)))
    without = tuple(column for column in chosen if column not in columns)
    return MatrixResult(day, tuple(sides), tuple(rows), agreements, without)


def _of_side(side: Side, library: Library, today: date, wanted: frozenset[str]) -> tuple[dict[str, list[Ruling]], dict[str, list[Ruling]]]:
    """What a side has on each topic: in force, and announced; nothing where it has no rule on that day."""
    try:
        rules = rules_of(side, library)
    except NothingInForceError:
        return {}, {}
    found: tuple[dict[str, list[Ruling]], dict[str, list[Ruling]]] = ({}, {})
    for by_topic, some in zip(found, (rulings(rules, side.as_of), announced_rulings(rules, side.as_of, today)), strict=True):
        for ruling in some:
            if not wanted or ruling.rule.topic in wanted:
                by_topic.setdefault(ruling.rule.topic, []).append(ruling)
    return found


def _kinds(columns: list[str], in_force: dict[str, dict[str, list[Ruling]]], library: Library) -> dict[str, dict[tuple[str, str], DifferenceKind]]:
    """How every pair of columns stands on every topic that both have rules on."""
    kinds: dict[str, dict[tuple[str, str], DifferenceKind]] = {}
    for left, right in combinations(columns, 2):
        for topic in in_force[left].keys() & in_force[right].keys():
            ones, others = in_force[left][topic], in_force[right][topic]
            pairs = pairs_of(ones, others, library)
            kinds.setdefault(topic, {})[left, right] = outcome(ones, others, pairs, measures_beyond(ones, others, pairs, library))
    return kinds


def _cell(column: str, found: Iterable[Ruling], announced: Iterable[Ruling]) -> Cell:
    by_weight = sorted(found, key=_weight)
    lead = by_weight[0]
    said = [f"{field_words(key)} {shown(value)}" for key, value in lead.entry.values.items()]
    more = len(said) - _VALUES_SHOWN
    text = "; ".join(said[:_VALUES_SHOWN]) + (f"; {more} more" if more > 0 else "") if said else lead.rule.title
    return Cell(
        column,
        text,
        lead.level or lead.rule.kind,
        lead.entry.since,
        lead.entry.confidence == "recalled",
        lead.entry.values,
        tuple(by_weight),
        tuple(announced),
    )


def _weight(ruling: Ruling) -> tuple[bool, int, str]:
    """Rules with comparable values first, then the firmest."""
    standing = LEVELS.index(ruling.level) if ruling.level is not None else len(LEVELS) + (ruling.rule.kind == "stance")
    return not ruling.entry.values, standing, ruling.rule.id
