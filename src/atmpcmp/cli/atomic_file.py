"""Files that are written as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def replace(path: Path, content: str) -> None:
    """Write beside the file, then put it in its place; what was there stays until then.

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
        path.write_text(content, encoding="utf-8", errors="replace")
        return
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".part")
    try:
        # A name that is no text is all that cannot be encoded, and no reason to write nothing.
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.write(content)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path.resolve())
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
