"""Lists of what is in the library, in every format."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from atmpcmp.reports.clean_text import clean, clean_cell, clean_markdown, json_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.reports.terminal import Terminal

Row = dict[str, Any]
# Columns of running text share what the others leave.
_WORDY = {"title": 3, "name": 3, "indication": 3, "values": 3, "members": 1, "aliases": 1, "jurisdictions": 2}


def render(what: str, rows: Sequence[Row], shown: Sequence[str], form: str, terminal: Terminal | None = None) -> str:
    """A list in one format.

    Args:
        what: what is listed (`rules`), which names the JSON format `atmpcmp-rules-1` too.
        rows: all keys of every row, as JSON has them.
        shown: the keys that tables show, for want of room.
        form: table, plain, json, markdown or csv.
        terminal: for tables.
    """
    match form:
        case "json":
            return json_safe(json.dumps({"format": f"atmpcmp-{what}-1", what: rows}, ensure_ascii=False, indent=1)) + "\n"
        case "csv":
            return _csv(rows)
        case "markdown":
            head = "| " + " | ".join(shown) + " |\n" + "|---" * len(shown) + "|\n"
            return head + "".join("| " + " | ".join(clean_markdown(_flat(row[key])) for key in shown) + " |\n" for row in rows)
        case "plain":
            return "".join("  ".join(clean(_flat(row[key])) or "-" for key in shown) + "\n" for row in rows)
        case _:
            return _table(rows, shown, terminal)


def _csv(rows: Sequence[Row]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([clean_cell(_flat(value)) for value in row.values()])
    return stream.getvalue()


def _table(rows: Sequence[Row], shown: Sequence[str], terminal: Terminal | None) -> str:
    from rich import box
    from rich.table import Table

    from atmpcmp.reports.terminal import Terminal as Screen
    from atmpcmp.reports.terminal import text

    screen = terminal or Screen()
    table = Table(
        box=box.SIMPLE_HEAD if screen.unicode else None,
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="bold",
    )
    for index, key in enumerate(shown):
        table.add_column(key.replace("_", " "), overflow="fold", no_wrap=index == 0, ratio=_WORDY.get(key))
    table.expand = any(key in _WORDY for key in shown)
    for row in rows:
        table.add_row(*(text(_flat(row[key])) for key in shown))
    return screen.render([table, text(f"{len(rows)} in all", "dim")])


def _flat(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_flat(inner)}" for key, inner in value.items() if inner is not None)
    if isinstance(value, list | tuple):
        return ", ".join(_flat(inner) for inner in value)
    return str(value)
