"""A portfolio as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.portfolio import asked_columns, folded, shared_gaps
from atmpcmp.reports.clean_text import clean_markdown as safe
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
    total_sentence,
    unfinished_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.portfolio import Portfolio, Standing
    from atmpcmp.model.library import Library


def render_head(portfolio: Portfolio, library: Library, *, show_all: bool = False) -> str:
    """What stands above the dossiers: the grid, and what several of them lack."""
    return "".join(f"{line}\n" for line in _head(portfolio, library, show_all=show_all))


def render_dossier(result: CheckResult, library: Library) -> str:
    """One dossier in a few lines."""
    disease = safe(result.dossier.text("indication.disease"))
    lines = [f"## {safe(result.dossier.product)}", "", f"{disease}{'. ' if disease else ''}`{result.dossier.file.replace('`', '')}`.", ""]
    return "".join(f"{line}\n" for line in [*lines, *(f"- **{label}**: {safe(words)}" for label, words in needs(result, library)), ""])


def render_tail(portfolio: Portfolio) -> str:
    """What stands below the dossiers."""
    return "".join(f"**{safe(line)}**\n" for line in (total_sentence(portfolio), unfinished_sentence(portfolio)) if line)


def _head(portfolio: Portfolio, library: Library, *, show_all: bool) -> Iterator[str]:
    shown = portfolio if show_all else folded(portfolio)
    asked = asked_columns(shown)
    yield from (f"# {safe(heading(portfolio))}", "", f"{safe(day_sentence(portfolio))}.")
    if said := unfinished_sentence(portfolio):
        yield from ("", f"**{safe(said)}.**")
    yield from ("", f"| | in all | {' | '.join(asked)} |", "|---" * (len(asked) + 2) + "|")
    for label, row in zip(row_labels(shown), shown.rows, strict=True):
        columns = dict(zip(shown.columns, row.standings, strict=True))
        yield f"| **{safe(label)}** | {_cell(row.total)} | " + " | ".join(_cell(columns[column]) for column in asked) + " |"
    yield from ("", "In each cell: gaps of level must / gaps of level should / open (not stated, or for a person to judge; of any level).")
    yield from (f"{safe(said)}." for said in left_out(portfolio, shown, asked))
    found = shared_gaps(portfolio)
    yield from ("", f"## Gaps that several dossiers share ({plural(len(found), 'topic')})", "")
    for gap in found if show_all else found[:SHARED_SHOWN]:
        yield f"- **{safe(library.topics.topics[gap.topic].title)}**: {safe(shared_sentence(gap))}"
    if not show_all and len(found) > SHARED_SHOWN:
        yield f"- {len(found) - SHARED_SHOWN} more topics (--all shows them)"
    yield from ("", f"*{safe(needs_heading(portfolio, show_all=show_all))}*", "")


def _cell(found: Standing | None) -> str:
    if found is None or not any(found):
        return "·"
    missing = (found.must, found.should, found.open)
    return " / ".join(map(str, missing)) if any(missing) else "met"
