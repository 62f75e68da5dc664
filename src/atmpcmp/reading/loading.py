"""What programs call: a library and a dossier by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atmpcmp.reading import library_cache
from atmpcmp.reading.dossier_file import read_dossier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library


def load_library(folders: Iterable[str | PathLike[str]] = ()) -> Library:
    """The bundled rules, with those of further folders.

    Args:
        folders: of a user's own jurisdictions or overlays, as `--rules` takes them.

    Raises:
        InvalidInputError: with every problem, where any file does not load.
    """
    return library_cache.load_library([Path(folder) for folder in folders])


def load_dossier(path: str | PathLike[str], library: Library) -> Dossier:
    """A dossier, typed by the vocabulary of a library.

    Args:
        path: the YAML file.
        library: whose fields, bodies and topics it may use.

    Raises:
        InvalidInputError: with every mistake of the file.
    """
    return read_dossier(Path(path), library.vocabulary)
