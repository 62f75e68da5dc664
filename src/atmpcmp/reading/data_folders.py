"""Where rules stand: the bundled data, and users' folders beside them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from atmpcmp.model.problem import InvalidInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

VOCABULARY_FILE = "vocabulary.yaml"
TOPICS_FILE = "topics.yaml"
JURISDICTION_FILE = "jurisdiction.yaml"
DOCUMENTS_FILE = "documents.yaml"
DOSSIER_FILE = "dossier.yaml"
DECISIONS_FILE = "decisions.yaml"


@cache
def bundled_data() -> Path:
    """The folder of the bundled data: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent.parent / "data"


def shown(path: Path) -> str:
    """A file's name for people: from the folder they are in, where it lies below that; of the bundled data from `data/` on."""
    return shown_names([path])[0][1]


def shown_names(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """The path of each file, and its name for people."""
    here = os.getcwd()  # noqa: PTH109  a hundred files, and paths as objects take longer than reading them
    tops = [(os.path.join(top, ""), prefix) for top, prefix in ((here, ""), (str(bundled_data()), "data/"))]  # noqa: PTH118
    found = []
    for path in map(str, paths):
        whole = os.path.join(here, path)  # noqa: PTH118
        name = next((prefix + whole[len(top) :].replace(os.sep, "/") for top, prefix in tops if whole.startswith(top)), whole)
        found.append((path, name))
    return found


def library_files(folders: Iterable[Path]) -> list[Path]:
    """Every file that a library is read from: the bundled data, then users' folders in their order."""
    data = bundled_data()
    files = [data / VOCABULARY_FILE, data / TOPICS_FILE]
    for folder in jurisdiction_folders(folders):
        files += [path for name in (JURISDICTION_FILE, DOCUMENTS_FILE) if (path := folder / name).exists()]
        files += rule_files(folder)
    return files


def product_files() -> list[Path]:
    """The dossiers of the bundled products and the decisions on them, product by product."""
    top = bundled_data() / "products"
    inside = [(name, set(_entries(top / name)[0])) for name in _entries(top)[1]]
    return [top / name / file for name, files in inside for file in (DECISIONS_FILE, DOSSIER_FILE) if file in files]


def jurisdiction_folders(folders: Iterable[Path]) -> list[Path]:
    """The jurisdictions' folders: all bundled ones, then those of users' folders.

    A user's folder is one jurisdiction's folder, or holds several (beside each other or under `jurisdictions`).

    Raises:
        InvalidInputError: where a user's folder does not exist or holds no rule file.
    """
    found = sorted(path for path in (bundled_data() / "jurisdictions").iterdir() if path.is_dir())
    problems = []
    for folder in folders:
        inside = _jurisdictions_in(folder)
        if not inside:
            what = "there is no such folder" if not folder.exists() else "this is no folder" if not folder.is_dir() else "this folder holds no rule files"
            hint = "a folder of rules holds jurisdiction.yaml, documents.yaml and files of rules such as clinical.yaml" if folder.is_dir() else ""
            problems.append(Problem(str(folder), 0, 0, what, hint, "no-rules"))
        found += inside
    if problems:
        raise InvalidInputError(problems)
    return found


def _jurisdictions_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    nested = folder / "jurisdictions"
    if nested.is_dir():
        return _jurisdictions_in(nested)
    if any(folder.glob("*.yaml")):
        return [folder]
    return [path for path in sorted(folder.iterdir()) if path.is_dir() and any(path.glob("*.yaml"))]


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a jurisdiction's folder, joint ones before those of its members."""
    special = {JURISDICTION_FILE, DOCUMENTS_FILE}
    own, below = _entries(folder)
    of_members = [folder / inner / name for inner in below for name in _entries(folder / inner)[0]]
    return [folder / name for name in own if name not in special] + of_members


def _entries(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the YAML files in a folder, and of everything else there that may be a folder."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return [], []
    return [name for name in names if name.endswith(".yaml")], [name for name in names if not name.endswith(".yaml")]
