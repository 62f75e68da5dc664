"""The library in compiled form: read from YAML once, then from JSON as long as no file has changed."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from atmpcmp.model.library import Library
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.collector import collector_paused
from atmpcmp.reading.data_folders import library_files, shown
from atmpcmp.reading.file_content import read_bytes
from atmpcmp.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def load_library(folders: Iterable[Path] = ()) -> Library:
    """The bundled library, with users' folders.

    Raises:
        InvalidInputError: with every problem, where any file of it does not load.
    """
    folders = list(folders)
    files = library_files(folders)
    cached = _cache_file(files)
    if cached is not None and (library := _from_cache(cached)) is not None:
        return library
    from atmpcmp.reading.library_folders import read_library

    read = read_library(folders)
    if read.problems:
        raise InvalidInputError(read.problems)
    if cached is not None:
        _to_cache(read.library, cached)
    return read.library


def _cache_file(files: Sequence[Path]) -> Path | None:
    """Where the compiled form of exactly these files is kept; None where nothing can be kept."""
    digest = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    try:
        # What reads the files counts as they do: in a checkout it changes without a new version.
        for source in sorted(path for room in ("model", "reading") for path in (Path(__file__).parent.parent / room).glob("*.py")):
            about = source.stat()
            digest.update(f"{source.name} {about.st_size} {about.st_mtime_ns}".encode())
        for path in files:
            content = read_bytes(path, str(path))
            digest.update(f"\0{shown(path)}\0{len(content)}\0".encode())
            digest.update(content)
    except (OSError, InvalidInputError):
        # Reading the library says what is wrong with it: a pipe or a device in a user's folder has no end.
        return None
    folder = _cache_folder()
    return folder / f"library-{digest.hexdigest()[:32]}.json" if folder is not None else None


def _cache_folder() -> Path | None:
    if (chosen := os.environ.get("ATMPCMP_CACHE_DIR")) is not None:
        return Path(chosen) if chosen else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):
        return Path(base or Path.home() / ".cache") / "atmpcmp"
    return None


def _from_cache(path: Path) -> Library | None:
    """The library from its compiled form; None where there is none, or it is damaged or tampered with."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    checksum, _, body = content.partition(b"\n")
    if checksum.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        return None
    with suppress(ValueError), collector_paused():
        return Library.model_validate_json(body)
    return None


def _to_cache(library: Library, path: Path) -> None:
    """Keep the compiled form, as a whole or not at all; a cache that cannot be written is no error."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        body = library.model_dump_json(exclude_defaults=True, by_alias=True).encode()
        import tempfile

        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".library-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _forget_older(path)


def _forget_older(kept: Path) -> None:
    others = sorted(kept.parent.glob("library-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[8:]:
        if path != kept:
            path.unlink(missing_ok=True)
