"""A portfolio as lines of plain words: no width, no colour, no signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.portfolio import asked_columns, folded, shared_gaps
from atmpcmp.reports.clean_text import clean
from atmpcmp.reports.portfolio_words import (
    SHARED_SHOWN,
    day_sentence,
    heading,
    left_out,
    needs,
    needs_heading,
    plural,
    row_labels,
    shared_sentence,
    standing_words,
    total_sentence,
    unfinished_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.portfolio import Portfolio
    from atmpcmp.model.library import Library


def render_head(portfolio: Portfolio, library: Library, *, show_all: bool = False) -> str:
    """What stands above the dossiers: the grid, and what several of them lack."""
    return "".join(f"{clean(line)}\n" for line in _head(portfolio, library, show_all=show_all))


def render_dossier(result: CheckResult, library: Library) -> str:
    """One dossier in a few lines."""
    name = f"{result.dossier.product}, {result.dossier.text('indication.disease')}: {result.dossier.file}"
    return "".join([f"{clean(name)}\n", *(f"  {label}: {clean(words)}\n" for label, words in needs(result, library)), "\n"])


def render_tail(portfolio: Portfolio) -> str:
    """What stands below the dossiers."""
    return "".join(f"{clean(line)}\n" for line in (total_sentence(portfolio), unfinished_sentence(portfolio)) if line)


def _head(portfolio: Portfolio, library: Library, *, show_all: bool) -> Iterator[str]:
    shown = portfolio if show_all else folded(portfolio)
    asked = asked_columns(shown)
    yield heading(portfolio)
    yield day_sentence(portfolio)
    if said := unfinished_sentence(portfolio):
        yield said
    yield ""
    yield "Products by jurisdiction: gaps of level must, gaps of level should, and open (not stated, or for a person to judge; of any level)"
    for label, row in zip(row_labels(shown), shown.rows, strict=True):
        standings = dict(zip(shown.columns, row.standings, strict=True))
        cells = [f"{column} {standing_words(standing)}" for column in asked if (standing := standings[column]) is not None and any(standing)]
        yield f"{label}: in all {standing_words(row.total)}; " + "; ".join(cells)
    yield from left_out(portfolio, shown, asked)
    found = shared_gaps(portfolio)
    yield ""
    yield f"Gaps that several dossiers share: {plural(len(found), 'topic')}"
    for gap in found if show_all else found[:SHARED_SHOWN]:
        yield f"{library.topics.topics[gap.topic].title}: {shared_sentence(gap)}"
    if not show_all and len(found) > SHARED_SHOWN:
        yield f"{len(found) - SHARED_SHOWN} more topics (--all shows them)"
    yield ""
    yield needs_heading(portfolio, show_all=show_all)
    yield ""
