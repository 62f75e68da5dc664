"""Renderables to text for a terminal of a given width, in colour or without."""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from atmpcmp.reports.clean_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

MIN_WIDTH = 40
MAX_WIDTH = 200
_NO_TEXT, _WRAPS, _FITS = 0, 1, 2


class Terminal(NamedTuple):
    """Where a report is going to be read.

    Attributes:
        width: in columns.
        color: whether colours and styles are shown.
        unicode: whether the encoding has more than ASCII.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True

    @property
    def shown_width(self) -> int:
        """The width that is used: not too narrow for a table, not too wide for a line of text."""
        return min(max(self.width, MIN_WIDTH), MAX_WIDTH)

    def render(self, parts: Iterable[RenderableType]) -> str:
        """Print parts one under the other and give the text."""
        stream = io.StringIO()
        console = Console(
            file=stream,
            width=self.shown_width,
            force_terminal=self.color,
            no_color=not self.color,
            color_system="standard" if self.color else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )
        for kind, run in groupby(parts, key=self._kind):
            # Printing has a price of its own, so lines of text go out together, and those that need not be wrapped are not asked for it.
            together = [part for part in run if isinstance(part, Text)] if kind != _NO_TEXT else []
            if kind == _FITS and not self.color:
                stream.write("".join([f"{part.plain}\n" for part in together]))
            elif kind == _FITS:
                console.print(Text("\n", no_wrap=True, overflow="ignore").join(together))
            elif kind == _WRAPS:
                console.print(Text("\n").join(together))
            else:
                for part in run:
                    console.print(part)
        lines = [line.rstrip() for line in stream.getvalue().split("\n")]
        return "\n".join(lines)

    def _kind(self, part: RenderableType) -> int:
        """Text that fits as it is, text that has to be wrapped, or something else."""
        if not isinstance(part, Text):
            return _NO_TEXT
        return _FITS if all(_is_within(line, self.shown_width) for line in part.plain.split("\n")) else _WRAPS

    def symbol(self, drawn: str, plain: str) -> str:
        """A sign, or its ASCII stand-in where the encoding has nothing better."""
        return drawn if self.unicode else plain


def _is_within(line: str, width: int) -> bool:
    return len(line) <= width and "\t" not in line and (line.isascii() or cell_len(line) <= width)


def text(words: str, style: str = "") -> Text:
    """Text from a file, never markup nor control sequences."""
    return Text(clean(words), style=style)


def spaced(*parts: Text) -> Text:
    """Parts in one line, those that are empty left out."""
    return Text("  ").join([part for part in parts if part])
