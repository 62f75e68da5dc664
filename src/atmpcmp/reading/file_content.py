"""What a file holds, as long as it is a file that ends: no pipe, no device, nothing beyond a bound."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from atmpcmp.model.problem import InvalidInputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 8 * 1024 * 1024


def read_bytes(path: Path, file: str) -> bytes:
    """The content of one regular file of bounded size, whatever it is; raises InvalidInputError."""

    def refuse(message: str) -> InvalidInputError:
        return InvalidInputError([Problem(file, 0, 0, message, code="unreadable-file")])

    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise refuse("this is a directory, not a file")
        if not stat.S_ISREG(about.st_mode):
            raise refuse("this is no regular file")
        if about.st_size > MAX_BYTES:
            raise refuse(f"the file has {about.st_size:,} bytes; at most {MAX_BYTES:,} are read")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise refuse("there is no such file") from None
    except (OSError, ValueError) as error:
        raise refuse(f"the file cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(content) > MAX_BYTES:
        raise refuse(f"the file grew beyond {MAX_BYTES:,} bytes while it was read")
    return content
