"""The sentences that all reports of `matrix` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports.check_words import citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.harmonisation import Agreement
    from atmpcmp.engine.matrix import Cell, MatrixResult, Row
    from atmpcmp.model.library import Library

HARMONISATION = "Harmonisation: topics that are the same / comparable topics, by pair and topic group"
SAME_MEANS = "the same: every rule has its counterpart and asks no more and no less; many topics have several rules, so the shares are low"


def heading(result: MatrixResult) -> str:
    """How many topics and columns, on which day."""
    count = len(result.rows)
    return f"{count} {'topic' if count == 1 else 'topics'} by {len(result.columns)} jurisdictions and members, as of {result.as_of.isoformat()}"


def left_out_sentence(result: MatrixResult) -> str:
    """Columns asked for that have no rule; nothing where all have."""
    return f"No rule in force on what was asked: {', '.join(result.without_rules)}" if result.without_rules else ""


def essence(cell: Cell) -> str:
    """The essential value, marked where it is unconfirmed."""
    return cell.text + (" (unconfirmed)" if cell.is_unconfirmed else "")


def standing(cell: Cell) -> str:
    """`must, 2022-02-01, +2 rules, 1 announced`."""
    more, ahead = len(cell.rulings) - 1, len(cell.announced)
    parts = [cell.standing, cell.since]
    if more:
        parts.append(f"+{more} {'rule' if more == 1 else 'rules'}")
    if ahead:
        parts.append(f"{ahead} announced")
    return ", ".join(parts)


def divergence(row: Row) -> str:
    """`12 of 15 pairs differ`."""
    return f"{row.differing} of {row.comparable} pairs differ" if row.comparable else "nothing to compare"


def source(cell: Cell, library: Library) -> str:
    """The citation of the rule that a cell is from."""
    lead = cell.rulings[0]
    return citation(lead.entry.source, lead.entry.confidence, lead.rule.jurisdiction, library)


def by_pair(agreements: Sequence[Agreement], columns: Sequence[str]) -> dict[tuple[str, str], dict[str, Agreement]]:
    """Agreements by pair of columns and group, for these columns only."""
    pairs: dict[tuple[str, str], dict[str, Agreement]] = {}
    for agreement in agreements:
        if agreement.left in columns and agreement.right in columns:
            pairs.setdefault((agreement.left, agreement.right), {})[agreement.group] = agreement
    return pairs


def share(agreements: Sequence[Agreement]) -> str:
    """`3/10`, over several groups."""
    return f"{sum(agreement.same for agreement in agreements)}/{sum(agreement.comparable for agreement in agreements)}"
