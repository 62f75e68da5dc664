"""How alike two products and their evidence are, feature by feature, and why in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.model.dossier import Record
from atmpcmp.model.vocabulary import JURISDICTIONS, NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atmpcmp.model.dossier import Dossier

CLASS, DESIGN = "class", "design of the pivotal study"
# What a product is, in whichever indication.
_OF_PRODUCT = {
    CLASS: "product.atmp_class",
    "gene transfer": "product.gene_transfer",
    "vector": "product.vector.kind",
    "editing": "product.editing",
    "source of the cells": "product.cells.source",
    "type of the cells": "product.cells.type",
    "target": "product.cells.car_target",
}
# What is treated.
_OF_INDICATION = {
    "area": "indication.area",
    "severity": "indication.severity",
    "genetic cause": "indication.genetic_cause",
}
# How it was studied.
_OF_PIVOTAL_STUDY = {
    DESIGN: "design",
    "control of the pivotal study": "control.kind",
}
_ORPHAN = "orphan designation"
_YES, _NO = "yes", "no"
_ABSENT = frozenset({NONE, _NO})


class Similarity(NamedTuple):
    """In what two products are alike and in what they differ; what only one of them states is left out.

    Attributes:
        alike: features with the values that both have.
        different: features with the values of the first and of the second.
    """

    alike: dict[str, str]
    different: dict[str, tuple[str, str]]

    @property
    def share(self) -> float:
        """The share of features that are alike among those that can be compared."""
        compared = len(self.alike) + len(self.different)
        return len(self.alike) / compared if compared else 0.0

    @property
    def is_comparable(self) -> bool:
        """Whether class or study design are the same."""
        return CLASS in self.alike or DESIGN in self.alike

    @property
    def reason(self) -> str:
        """The reason in one sentence."""
        compared = len(self.alike) + len(self.different)
        if not compared:
            return "nothing to compare: the dossier states none of what products are compared by"
        same = ", ".join(name if value == _YES else f"{name} ({value})" for name, value in self.alike.items())
        other = ", ".join(f"{name} ({mine}, there {theirs})" for name, (mine, theirs) in self.different.items())
        parts = [f"alike in {len(self.alike)} of {compared}" + (f": {same}" if same else "")]
        return "; ".join([*parts, f"different: {other}"] if other else parts)


def similarity(dossier: Dossier, other: Dossier, *, other_indication: bool = False) -> Similarity:
    """Compare two dossiers.

    Args:
        dossier: the one at hand.
        other: that of the product on which was decided.
        other_indication: whether the decision is on another indication than `other` is about: then only the products are compared.
    """
    mine, theirs = _features(dossier, of_product_only=other_indication), _features(other, of_product_only=other_indication)
    alike: dict[str, str] = {}
    different: dict[str, tuple[str, str]] = {}
    for name, values in mine.items():
        if name not in theirs or (values | theirs[name]) <= _ABSENT:
            continue
        shared = (values & theirs[name]) - _ABSENT
        if shared:
            alike[name] = " and ".join(sorted(shared))
        else:
            different[name] = (" and ".join(sorted(values)), " and ".join(sorted(theirs[name])))
    return Similarity(alike, different)


def _features(dossier: Dossier, *, of_product_only: bool) -> dict[str, frozenset[str]]:
    """The features that a dossier states."""
    found = _stated(dossier, _OF_PRODUCT)
    if of_product_only:
        return found
    found |= _stated(dossier, _OF_INDICATION)
    pivotal = [study for study in _records(dossier, "studies") if "role" in study.statements and study.statements["role"].value == "pivotal"]
    for name, path in _OF_PIVOTAL_STUDY.items():
        if values := frozenset(str(study.statements[path].value) for study in pivotal if path in study.statements):
            found[name] = values
    if any(_is_orphan(one) for body in dossier.bodies for one in _records(dossier, f"{JURISDICTIONS}.{body}.designations")):
        found[_ORPHAN] = frozenset({_YES})
    return found


def _stated(dossier: Dossier, paths: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset({_word(dossier.statements[path].value)}) for name, path in paths.items() if path in dossier.statements}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    return NONE if value is None else str(value)


def _records(dossier: Dossier, path: str) -> tuple[Record, ...]:
    statement = dossier.statements.get(path)
    value = statement.value if statement is not None else None
    return tuple(one for one in value if isinstance(one, Record)) if isinstance(value, tuple) else ()


def _is_orphan(designation: Record) -> bool:
    name, status = designation.statements.get("name"), designation.statements.get("status")
    return name is not None and name.value == "orphan" and (status is None or status.value in ("granted", "maintained"))
