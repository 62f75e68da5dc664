"""Standard output that nobody opened: a report that has nowhere to go is a failure, not a success."""

from __future__ import annotations

import errno
import io


class ClosedStream(io.TextIOBase):
    """A stream that refuses what is written to it."""

    def __init__(self, name: str) -> None:
        """Keep the name for the message."""
        self.name = name

    def write(self, _text: str, /) -> int:
        """Refuse."""
        raise OSError(errno.EBADF, "it is closed", self.name)
