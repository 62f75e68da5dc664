"""What products are compared by: the few things a dossier states of product, indication and pivotal study."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.model.dossier import Record
from atmpcmp.model.vocabulary import JURISDICTIONS, NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atmpcmp.model.dossier import Dossier

CLASS, DESIGN, ORPHAN = "class", "design of the pivotal study", "orphan designation"
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
YES, NO = "yes", "no"

Features = dict[str, frozenset[str]]


class Traits(NamedTuple):
    """A product as others see it.

    Attributes:
        name: of the product, as the dossier has it.
        disease: that is treated.
        of_product: features that hold in whichever indication.
        of_indication: features of the indication and of how the product was studied in it.
    """

    name: str
    disease: str
    of_product: Features
    of_indication: Features


def traits_of(dossier: Dossier) -> Traits:
    """The traits that a dossier states."""
    found = _stated(dossier, _OF_INDICATION)
    pivotal = [study for study in _records(dossier, "studies") if "role" in study.statements and study.statements["role"].value == "pivotal"]
    for name, path in _OF_PIVOTAL_STUDY.items():
        if values := frozenset(str(study.statements[path].value) for study in pivotal if path in study.statements):
            found[name] = values
    if any(_is_orphan(one) for body in dossier.bodies for one in _records(dossier, f"{JURISDICTIONS}.{body}.designations")):
        found[ORPHAN] = frozenset({YES})
    return Traits(dossier.text("product.name"), dossier.text("indication.disease"), _stated(dossier, _OF_PRODUCT), found)


def _stated(dossier: Dossier, paths: Mapping[str, str]) -> Features:
    return {name: frozenset({_word(dossier.statements[path].value)}) for name, path in paths.items() if path in dossier.statements}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return NONE if value is None else str(value)


def _records(dossier: Dossier, path: str) -> tuple[Record, ...]:
    statement = dossier.statements.get(path)
    value = statement.value if statement is not None else None
    return tuple(one for one in value if isinstance(one, Record)) if isinstance(value, tuple) else ()


def _is_orphan(designation: Record) -> bool:
    name, status = designation.statements.get("name"), designation.statements.get("status")
    return name is not None and name.value == "orphan" and (status is None or status.value in ("granted", "maintained"))
