"""The result of `matrix` for a terminal: as many columns as fit, and what was left out said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from atmpcmp.reports.matrix_words import HARMONISATION, SAME_MEANS, by_pair, divergence, essence, heading, left_out_sentence, share, standing
from atmpcmp.reports.terminal import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from atmpcmp.engine.matrix import Cell, MatrixResult
    from atmpcmp.model.library import Library
    from atmpcmp.reports.terminal import Terminal

_TOPIC_WIDTH = 17
_CELL_WIDTH = 18
_SPACE = 2


def render(result: MatrixResult, library: Library, terminal: Terminal) -> str:
    """The matrix and its harmonisation summary.

    Args:
        result: of `matrix`.
        library: for titles.
        terminal: where it will be read; its width decides how many columns are shown.
    """
    return terminal.render(_report(result, library, terminal))


def columns_shown(result: MatrixResult, width: int) -> list[str]:
    """The columns that fit: bodies before members, those with rules on the most topics first, then shown in the order of the library."""
    columns = [side.column for side in result.columns]
    room = max(2, (width - _TOPIC_WIDTH) // (_CELL_WIDTH + _SPACE))
    filled = {column: sum(column in row.cells for row in result.rows) for column in columns}
    chosen = sorted(columns, key=lambda column: (":" in column, -filled[column]))[:room]
    return [column for column in columns if column in chosen]


def _report(result: MatrixResult, library: Library, terminal: Terminal) -> Iterator[RenderableType]:
    shown = columns_shown(result, terminal.shown_width)
    hidden = [side.column for side in result.columns if side.column not in shown]
    rows = [row for row in result.rows if any(column in row.cells for column in shown)]
    yield text(heading(result), "bold")
    if result.without_rules:
        yield text(left_out_sentence(result), "dim")
    if hidden:
        yield text(f"For want of room without {', '.join(hidden)}; --against picks columns, --format csv has all", "yellow")
    yield Text()
    table = Table(
        box=box.SIMPLE_HEAD if terminal.unicode else box.ASCII2,
        show_edge=False,
        pad_edge=False,
        padding=(0, _SPACE, 0, 0),
        header_style="bold",
        show_lines=False,
    )
    table.add_column("topic", width=_TOPIC_WIDTH, overflow="fold")
    for column in shown:
        table.add_column(column, ratio=1, overflow="fold")
    table.expand = True
    for row in rows:
        title = text(library.topics.topics[row.topic].title, "bold").append("\n").append_text(text(divergence(row), "dim"))
        table.add_row(title, *(_cell(row.cells.get(column), terminal) for column in shown), end_section=False)
        table.add_row()
    yield table
    missing = len(result.rows) - len(rows)
    if missing:
        yield text(f"{missing} more {'topic' if missing == 1 else 'topics'} on which only columns that are not shown have rules", "dim")
    yield from (Text(), text(HARMONISATION, "bold"), text(SAME_MEANS, "dim"))
    yield _harmonisation(result, library, shown, terminal)


def _cell(cell: Cell | None, terminal: Terminal) -> Text:
    if cell is None:
        return Text(terminal.symbol("·", "."), style="dim")
    return text(essence(cell)).append("\n").append_text(text(standing(cell), "dim"))


def _harmonisation(result: MatrixResult, library: Library, shown: list[str], terminal: Terminal) -> Table:
    pairs = by_pair(result.agreements, shown)
    groups = [group for group in library.topics.groups if any(group in by_group for by_group in pairs.values())]
    table = Table(box=box.SIMPLE_HEAD if terminal.unicode else None, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("pair", overflow="fold", min_width=12)
    table.add_column("all", justify="right", no_wrap=True)
    for group in groups:
        table.add_column(group, justify="right", overflow="fold")
    for (left, right), by_group in pairs.items():
        shares = (text(share([by_group[group]])) if group in by_group else text(terminal.symbol("·", "."), "dim") for group in groups)
        table.add_row(text(f"{left}, {right}"), text(share(list(by_group.values())), "bold"), *shares)
    return table
