"""The library: read from YAML once, then from its compiled form as long as no file has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reading import compiled_library
from atmpcmp.reading.collector import collector_paused
from atmpcmp.reading.compiled_file import digest_of, keep_compiled, read_compiled
from atmpcmp.reading.data_folders import library_files, shown_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from atmpcmp.model.library import Library

_KIND = "library"


def load_library(folders: Iterable[Path] = ()) -> Library:
    """The bundled library, with users' folders.

    Raises:
        InvalidInputError: with every problem, where any file of it does not load.
    """
    folders = list(folders)
    digest = digest_of(shown_names(library_files(folders)))
    if (library := _from_compiled(digest)) is not None:
        return library
    from atmpcmp.model.problem import InvalidInputError
    from atmpcmp.reading.library_folders import read_library

    read = read_library(folders)
    if read.problems:
        raise InvalidInputError(read.problems)
    keep_compiled(_KIND, digest, compiled_library.written(read.library))
    return read.library


def _from_compiled(digest: str) -> Library | None:
    body = read_compiled(_KIND, digest)
    if body is None:
        return None
    try:
        with collector_paused():
            return compiled_library.read(body)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        # A checksum that fits is no proof: whoever forges the rest can forge it as well.
        return None
