"""Files that are written as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
        path.write_text(content, encoding="utf-8")
        return
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path.resolve())
    except BaseException:
        Path(temporary).unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
