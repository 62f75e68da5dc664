"""Labels with paragraphs beside them; laid out here since a table of so many rows takes longer than judging."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.text import Text

from atmpcmp.reports.clean_text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS = 10
INDENT = 2
_NARROWEST = 20


def labelled(rows: Sequence[tuple[str, str, str]], width: int) -> Text:
    """Lines for labels, words and styles, wrapped to a width; a label that stands above is not repeated."""
    block = Text(no_wrap=True, overflow="ignore")
    shown = ""
    for label, words, style in rows:
        for line in wrap(clean(words), max(width - INDENT - LABELS, _NARROWEST), break_on_hyphens=False) or [""]:
            block.append(" " * INDENT + f"{'' if label == shown else label:<{LABELS}}", "dim")
            block.append(line + "\n", style)
            shown = label
    block.right_crop(1)
    return block
