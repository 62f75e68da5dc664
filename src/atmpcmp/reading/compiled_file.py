"""Compiled forms on disk: JSON with its checksum, under a name that tells what it was compiled from.

They lie in the wheel, for the bundled data as they were when it was built, and in the user's cache for everything else.
A file is written as a whole or not at all, so that two processes can do it at once; one that is damaged, cut short or from elsewhere counts as missing. No
folder, no permission and no space are no errors: then everything is read from its source again.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from atmpcmp.reading.file_content import MAX_BYTES
from atmpcmp.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT = 8
_CHECKSUM = 64
_SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "compiled")  # noqa: PTH118, PTH120


def digest_of(files: Iterable[tuple[str, str]], *more: str) -> str:
    """What tells these files and this version apart from all others; nothing where a file cannot be read.

    Args:
        files: each with its path and the name that messages call it by, since that is compiled too.
        more: what else the compiled form depends on.
    """
    digest = hashlib.sha256("\0".join((__version__, _sources(), *more)).encode())
    try:
        for path, shown_as in files:
            about = os.stat(path)  # noqa: PTH116
            if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_BYTES:
                # Reading the library says what is wrong with it: a pipe or a device in a user's folder has no end.
                return ""
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  a hundred files, and paths as objects take longer than reading them
                content = stream.read(MAX_BYTES + 1)
            digest.update(f"\0{shown_as}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
            digest.update(content)
    except OSError:
        return ""
    return digest.hexdigest()[:32]


def _sources() -> str:
    """What reads the files counts as they do: in a checkout it changes without a new version, installed from a wheel it does not."""
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    if os.path.isdir(_SHIPPED):  # noqa: PTH112
        return ""
    found = []
    for room in ("model", "reading"):
        with suppress(OSError), os.scandir(os.path.join(package, room)) as entries:  # noqa: PTH118
            found += [f"{entry.name} {about.st_size} {about.st_mtime_ns}" for entry in entries if entry.name.endswith(".py") and (about := entry.stat())]
    return "\n".join(sorted(found))


def read_compiled(kind: str, digest: str) -> bytes | None:
    """What was shipped or kept; None where there is none, or it is damaged or tampered with."""
    if not digest:
        return None
    for folder in (_SHIPPED, _folder()):
        if folder is not None and (body := _read(_path(folder, kind, digest))) is not None:
            return body
    return None


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            content = stream.read()
    except OSError:
        return None
    checksum, body = content[:_CHECKSUM], content[_CHECKSUM + 1 :]
    return body if checksum == hashlib.sha256(body).hexdigest().encode() else None


def keep_compiled(kind: str, digest: str, body: bytes) -> None:
    """Keep it for the next time, where that is possible."""
    folder = _folder()
    if folder is None or not digest:
        return
    with suppress(OSError):
        import tempfile

        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{kind}-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            os.replace(temporary, _path(folder, kind, digest))  # noqa: PTH105
        except BaseException:
            os.unlink(temporary)  # noqa: PTH108
            raise
        _forget_older(folder, kind, digest)


def _path(folder: str, kind: str, digest: str) -> str:
    return os.path.join(folder, f"{kind}-{digest}.json")  # noqa: PTH118


def _folder() -> str | None:
    if (chosen := os.environ.get("ATMPCMP_CACHE_DIR")) is not None:
        return chosen or None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base:
        return os.path.join(base, "atmpcmp")  # noqa: PTH118
    home = os.path.expanduser("~")  # noqa: PTH111
    return os.path.join(home, ".cache", "atmpcmp") if home != "~" else None  # noqa: PTH118


def _forget_older(folder: str, kind: str, digest: str) -> None:
    """Keep the newest few; another process may be forgetting too."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f"{kind}-") and entry.name.endswith(".json"):
                with suppress(OSError):
                    found.append((entry.stat().st_mtime, entry.path))
    for _, path in sorted(found, reverse=True)[_KEPT:]:
        if path != _path(folder, kind, digest):
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108
