"""Ctrl-C during work that can stop after a piece: the first one asks it to, the second one ends it."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class Interruption:
    """Whether the user has asked to stop."""

    def __init__(self) -> None:
        """Not yet."""
        self.is_asked = False


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Let a first Ctrl-C be asked about instead of ending the work in the middle of a line."""
    asked = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = signal.getsignal(signal.SIGINT)

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_asked and callable(before):
            before(number, frame)
        asked.is_asked = True

    if before is signal.SIG_IGN:
        yield asked
        return
    signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
