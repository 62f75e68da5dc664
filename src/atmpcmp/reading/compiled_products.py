"""The compiled form of products on which was decided: what precedents need of each; its dossier is read when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from atmpcmp.model.decided_product import DecidedProduct
from atmpcmp.model.decision import Decision
from atmpcmp.model.traits import Traits
from atmpcmp.reading.data_folders import DOSSIER_FILE, bundled_data, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library


class _Product(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    product: str
    traits: Traits
    decisions: tuple[Decision, ...]


class _Products(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    products: tuple[_Product, ...]


def written(products: Iterable[DecidedProduct]) -> bytes:
    """Products as JSON."""
    rows = tuple(_Product(product=one.product, traits=one.traits, decisions=one.decisions) for one in products)
    return _Products(products=rows).model_dump_json(exclude_defaults=True).encode()


def read(body: bytes, library: Library) -> tuple[DecidedProduct, ...]:
    """The products of their JSON.

    Args:
        body: what `written` gave.
        library: for the fields of their dossiers.

    Raises:
        ValueError: where it is something else.
    """
    rows = _Products.model_validate_json(body).products
    return tuple(DecidedProduct(row.product, partial(_dossier, row.product, library), row.decisions, row.traits) for row in rows)


def _dossier(product: str, library: Library) -> Dossier:
    from atmpcmp.reading.dossier_file import read_dossier

    path = bundled_data() / "products" / product / DOSSIER_FILE
    return read_dossier(path, library.vocabulary, shown(path))
