"""Files that are written as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Replacement:
    """A file that is being written, and where it will be put.

    Attributes:
        stream: to write to.
        path: where it goes once it is whole; another one keeps what is there and puts this beside it.
    """

    def __init__(self, stream: TextIO, path: Path) -> None:
        """Write to a stream on behalf of a path."""
        self.stream = stream
        self.path = path


def replace(path: Path, content: str) -> None:
    """Write beside the file, then put it in its place; what was there stays until then.

    Raises:
        ValueError: where the place is a directory or its folder does not exist.
        OSError: where it cannot be written.
    """
    with replacement(path) as written:
        written.stream.write(content)


@contextmanager
def replacement(path: Path) -> Iterator[Replacement]:
    """Write beside the file piece by piece; it takes its place at the end, and on an error nothing has changed.

    Raises:
        ValueError: where the place is a directory or its folder does not exist.
        OSError: where it cannot be written.
    """
    if path.is_dir():
        raise ValueError(f"{path} is a directory; name a file to write to")
    folder = path.resolve().parent
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder}")
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", errors="replace") as stream:
            yield Replacement(stream, path)
        return
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".part")
    try:
        # A name that is no text is all that cannot be encoded, and no reason to write nothing.
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
            written = Replacement(stream, path)
            yield written
        place = written.path
        mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(place.resolve())
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def overwritten(path: Path, read: Iterable[Path]) -> Path | None:
    """What would be lost by writing there: a file that the work reads, by whatever name, or one in a folder that it reads.

    Args:
        path: where is to be written.
        read: files and folders.
    """
    if not path.is_file():
        return None
    for source in read:
        if source.is_dir():
            if path.suffix.lower() in (".yaml", ".yml") and path.resolve().is_relative_to(source.resolve()):
                return path
        elif source.exists() and source.samefile(path):
            return source
    return None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
