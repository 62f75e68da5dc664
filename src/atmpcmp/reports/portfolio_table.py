"""A portfolio for a terminal: a grid of products and jurisdictions, what several products lack, and what each needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from atmpcmp.engine.portfolio import asked_columns, folded, shared_gaps
from atmpcmp.reports.clean_text import clean
from atmpcmp.reports.labelled_text import labelled
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
from atmpcmp.reports.terminal import spaced, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.portfolio import Portfolio, Standing
    from atmpcmp.model.library import Library
    from atmpcmp.reports.terminal import Terminal

_WIDE = 120
_LABELS = (16, 28)
_GAPS = (2, 1)
_TOTAL = "in all"


def render_head(portfolio: Portfolio, library: Library, terminal: Terminal, *, show_all: bool = False) -> str:
    """What stands above the dossiers: the grid, and what several of them lack."""
    return terminal.render(_head(portfolio, library, terminal, show_all=show_all))


def render_dossier(result: CheckResult, library: Library, terminal: Terminal) -> str:
    """One dossier in a few lines."""
    styles = {"must": "red", "should": "", "state": "yellow", "routes": "green"}
    rows = [(label, words, styles[label] if label != "must" or "no gap" not in words else "dim") for label, words in needs(result, library)]
    about = spaced(text(result.dossier.product, "bold"), text(result.dossier.text("indication.disease")), text(result.dossier.file, "dim"))
    return terminal.render([about, labelled(rows, terminal.shown_width), Text()])


def render_tail(portfolio: Portfolio, terminal: Terminal) -> str:
    """What stands below the dossiers."""
    said = unfinished_sentence(portfolio)
    return terminal.render([text(total_sentence(portfolio), "bold"), *([text(said, "bold red")] if said else [])])


def _head(portfolio: Portfolio, library: Library, terminal: Terminal, *, show_all: bool) -> Iterator[RenderableType]:
    shown = portfolio if show_all else folded(portfolio)
    asked = asked_columns(shown)
    yield text(heading(portfolio), "bold")
    yield text(day_sentence(portfolio), "dim")
    if said := unfinished_sentence(portfolio):
        yield text(said, "bold red")
    yield Text()
    parts = _bands(shown, asked, terminal)
    for number, band in enumerate(parts, 1):
        if number > 1:
            yield Text()
        yield from band
    yield Text()
    yield text(_legend(terminal), "dim")
    if len(parts) > 1:
        yield text(f"The grid is in {len(parts)} parts, as {terminal.shown_width} columns are too few for one", "dim")
    for said in left_out(portfolio, shown, asked):
        yield text(said, "dim")
    yield from _shared(portfolio, library, terminal, show_all=show_all)
    yield Text()
    yield Text(needs_heading(portfolio, show_all=show_all), style="bold underline" if terminal.color else "bold")
    yield Text()


def _legend(terminal: Terminal) -> str:
    must, should, is_open, met = _signs(terminal)
    nothing = _nothing(terminal)
    return (
        f"{must} gap, must   {should} gap, should   {is_open} not stated, or for a person to judge (of any level)   "
        f"{met} all that is asked is met   {nothing} nothing is asked of it"
    )


def _signs(terminal: Terminal) -> tuple[str, str, str, str]:
    return terminal.symbol("✗", "x"), "~", "?", terminal.symbol("✓", "+")


def _nothing(terminal: Terminal) -> str:
    return terminal.symbol("·", ".")


def _bands(portfolio: Portfolio, asked: Sequence[str], terminal: Terminal) -> list[list[Text]]:
    """The grid as lines, in as many parts as the width makes necessary; every part names the products again."""
    most = _LABELS[terminal.shown_width >= _WIDE]
    labels = [_shortened(clean(label), most, terminal) for label in row_labels(portfolio)]
    width = max(map(len, labels), default=0)
    cells = {_TOTAL: [_cell(row.total, terminal) for row in portfolio.rows]}
    for column in asked:
        index = portfolio.columns.index(column)
        cells[column] = [_cell(row.standings[index], terminal) for row in portfolio.rows]
    widths = {name: max(len(part) for part in (*_head_parts(name), *(cell.plain for cell in column))) for name, column in cells.items()}
    parts, gap = _parted(widths, terminal.shown_width - width)
    return [[*_column_heads(names, widths, width, gap), *_rows(labels, names, cells, widths, width, gap)] for names in parts]


def _parted(widths: dict[str, int], room: int) -> tuple[list[list[str]], int]:
    """The columns in as few parts as the room makes necessary, about as many in each, and the blanks between two columns: one only where that saves a part."""
    gap = min(_GAPS, key=lambda gap: len(_filled(widths, room, gap)))
    parts = _filled(widths, room, gap)
    while room > 0 and len(narrower := _filled(widths, room - 1, gap)) == len(parts):
        parts, room = narrower, room - 1
    return parts, gap


def _filled(widths: dict[str, int], room: int, gap: int) -> list[list[str]]:
    """The columns in parts, each as full as the room allows."""
    parts: list[list[str]] = [[]]
    left = room
    for name, needed in widths.items():
        left -= needed + gap
        if left < 0 and parts[-1]:
            parts.append([])
            left = room - needed - gap
        parts[-1].append(name)
    return parts


def _head_parts(name: str) -> tuple[str, str]:
    """A long name in two lines: `Health-` over `Canada`, `FINOSE` over `:NO`."""
    if ":" in name:
        jurisdiction, _, member = name.partition(":")
        return jurisdiction, f":{member}"
    first, dash, second = name.partition("-")
    return (first + dash, second) if len(name) > 8 and dash else ("", name)


def _column_heads(names: Sequence[str], widths: dict[str, int], width: int, gap: int) -> Iterator[Text]:
    for line in (0, 1):
        if line or any(_head_parts(name)[0] for name in names):
            yield _line(" " * width, gap, [(Text(_head_parts(name)[line], style="bold"), widths[name]) for name in names])


def _rows(labels: Sequence[str], names: Sequence[str], cells: dict[str, list[Text]], widths: dict[str, int], width: int, gap: int) -> Iterator[Text]:
    for index, label in enumerate(labels):
        yield _line(f"{label:<{width}}", gap, [(cells[name][index], widths[name]) for name in names])


def _line(label: str, gap: int, cells: Sequence[tuple[Text, int]]) -> Text:
    """A label and cells, each padded to its width."""
    line = Text(label, style="", no_wrap=True, overflow="ignore")
    line.stylize("bold", 0, len(label))
    for cell, width in cells:
        line.append(" " * gap)
        line.append_text(cell)
        line.append(" " * (width - len(cell)))
    return line


def _cell(found: Standing | None, terminal: Terminal) -> Text:
    cell = Text()
    if found is None or not any(found):
        return Text(_nothing(terminal), style="dim")
    must, should, is_open, met = _signs(terminal)
    for sign, count, style in ((must, found.must, "bold red"), (should, found.should, "magenta"), (is_open, found.open, "yellow")):
        if count:
            cell.append(f"{sign}{count}", style=style)
    return cell or Text(met, style="green")


def _shortened(label: str, most: int, terminal: Terminal) -> str:
    """A label that fits; of a path the end, which tells files apart."""
    if len(label) <= most:
        return label
    mark = terminal.symbol("…", "~")
    return mark + label[1 - most :] if "/" in label else label[: most - 1] + mark


def _shared(portfolio: Portfolio, library: Library, terminal: Terminal, *, show_all: bool) -> Iterator[RenderableType]:
    found = shared_gaps(portfolio)
    yield Text()
    yield Text(f"Gaps that several dossiers share ({plural(len(found), 'topic')})", style="bold underline" if terminal.color else "bold")
    if not found:
        yield Text("none among what is stated", style="dim")
    for gap in found if show_all else found[:SHARED_SHOWN]:
        yield text(library.topics.topics[gap.topic].title, "bold")
        yield labelled([("", shared_sentence(gap), "")], terminal.shown_width)
    if not show_all and len(found) > SHARED_SHOWN:
        yield text(f"{len(found) - SHARED_SHOWN} more topics (--all shows them)", "dim")
