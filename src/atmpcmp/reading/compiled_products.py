"""The compiled form of products on which was decided: what precedents need of each; its dossier is read when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from atmpcmp.model.decided_product import DecidedProduct
from atmpcmp.model.decision import Decision, DecisionSource, Point
from atmpcmp.model.traits import Features, Traits
from atmpcmp.reading.data_folders import DOSSIER_FILE, bundled_data, shown
from atmpcmp.reading.rows import many, reader_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

_points = many(reader_of(Point))
_decisions = many(reader_of(Decision, critiques=_points, accepted=_points, conditions=tuple, source=reader_of(DecisionSource)))


def written(products: Iterable[DecidedProduct]) -> bytes:
    """Products as JSON."""
    import json

    return json.dumps([_row(one) for one in products], separators=(",", ":")).encode()


def _row(one: DecidedProduct) -> list[Any]:
    name, disease, *features = one.traits
    named = [{feature: sorted(values) for feature, values in found.items()} for found in features]
    return [one.product, name, disease, *named, [row_of(decision) for decision in one.decisions]]


def read(body: bytes, library: Library) -> tuple[DecidedProduct, ...]:
    """The products of their JSON.

    Args:
        body: what `written` gave.
        library: for the fields of their dossiers.

    Raises:
        ValueError, TypeError, KeyError, IndexError, AttributeError: where it is something else.
    """
    return tuple([_product(row, library) for row in from_json(body)])


def _product(row: list[Any], library: Library) -> DecidedProduct:
    product, name, disease, of_product, of_indication, decisions = row
    traits = Traits(name, disease, _features(of_product), _features(of_indication))
    return DecidedProduct(product, partial(_dossier, product, library), _decisions(decisions), traits)


def _features(found: dict[str, list[str]]) -> Features:
    return {feature: frozenset(values) for feature, values in found.items()}


def _dossier(product: str, library: Library) -> Dossier:
    from atmpcmp.reading.dossier_file import read_dossier

    path = bundled_data() / "products" / product / DOSSIER_FILE
    return read_dossier(path, library.vocabulary, shown(path))
