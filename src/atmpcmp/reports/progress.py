"""A bar with the time left, on work that takes longer than a second, where somebody sees it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress_bar(words: str, total: int, *, is_long: bool) -> Iterator[Callable[[], None] | None]:
    """Give a function that counts one piece of work; None where the work is short or nobody would see the bar.

    Args:
        words: what is done, in front of the bar.
        total: how many pieces there are.
        is_long: whether the work is expected to take longer than a second.
    """
    if not is_long or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # What is written to stdout meanwhile is the report, and goes to stdout.
    with Progress(*columns, transient=True, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task(words, total=total)
        yield lambda: bar.advance(task)
