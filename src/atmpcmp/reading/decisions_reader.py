"""Files of decisions with the dossiers of the products that they are about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atmpcmp.model.decided_product import DecidedProduct
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.reading.data_folders import DOSSIER_FILE, bundled_data, product_files, shown
from atmpcmp.reading.decision_records import as_decisions
from atmpcmp.reading.decisions_file import read_decisions
from atmpcmp.reading.dossier_file import read_dossier
from atmpcmp.reading.yaml_text import Sequence, place, read_yaml

if TYPE_CHECKING:
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.library import Library


class DecisionsReader:
    """Gathers decisions by dossier."""

    def __init__(self, library: Library) -> None:
        """Read what names the bodies and topics of a library."""
        self.library = library
        self.problems: list[Problem] = []
        self.by_dossier: dict[Path, tuple[str, dict[Decision, None]]] = {}

    def file(self, path: Path, name: str) -> None:
        """Add the decisions of one file."""
        try:
            node, problems = read_yaml(path, name)
        except InvalidInputError as error:
            self.problems += error.problems
            return
        self.problems += problems
        if isinstance(node, Sequence):
            node = as_decisions(node, self.library)
        for index, decision in read_decisions(node, name, self.library, self.problems):
            product, dossier = _dossier_of(decision, path)
            if dossier is None:
                at = ("decisions", index, "product")
                hint = did_you_mean(product, _bundled_products()) or f"put a {DOSSIER_FILE} beside this file"
                self.problems.append(Problem(name, *place(node, at), f"there is no dossier of “{product}”", hint, "no-dossier", f"decisions.{index}.product"))
                continue
            self.by_dossier.setdefault(dossier, (product, {}))[1][decision] = None

    def products(self) -> tuple[DecidedProduct, ...]:
        """What was gathered."""
        found = []
        for path, (product, decisions) in self.by_dossier.items():
            try:
                found.append(DecidedProduct(product, read_dossier(path, self.library.vocabulary, shown(path)), tuple(decisions)))
            except InvalidInputError as error:
                self.problems += error.problems
        if self.problems:
            raise InvalidInputError(self.problems)
        return tuple(found)


def _bundled_products() -> list[str]:
    return [path.parent.name for path in product_files() if path.name == DOSSIER_FILE]


def _dossier_of(decision: Decision, path: Path) -> tuple[str, Path | None]:
    """The product of a decision and its dossier: beside the file where the file is in the product's folder, else the bundled one."""
    folder = path.resolve().parent
    product = decision.product or folder.name
    beside = folder / DOSSIER_FILE
    if product == folder.name and beside.is_file():
        return product, beside
    bundled = bundled_data() / "products" / product / DOSSIER_FILE
    return product, bundled if product in _bundled_products() else None
