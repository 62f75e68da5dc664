"""One value by the type of its field."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.model.value import ValueProblemError, parse_value

if TYPE_CHECKING:
    from atmpcmp.model.library import Library


@pytest.mark.parametrize(
    ("path", "raw", "value"),
    [
        ("product.gmo", True, True),
        ("product.administrations", 0, 0),
        ("quality.vector_copy_number", 4.5, Fraction(9, 2)),
        ("jurisdictions.*.economics.discount_costs", "3.50 %", Fraction(7, 2)),
        ("product.vector.kind", "aav", "aav"),
        ("indication.codes", "ORPHA:70", "ORPHA:70"),
        ("product.name", " X ", "X"),
        ("justifications[].topic", "randomisation", "randomisation"),
        ("studies[].territories", "CDA-AMC", "CADTH"),
        ("studies[].territories", "NO", "NO"),
    ],
)
def test_read(library: Library, path: str, raw: Any, value: Any) -> None:
    assert parse_value(library.vocabulary.fields[path], raw, library.vocabulary) == value


@pytest.mark.parametrize(
    ("path", "raw", "says"),
    [
        ("product.gmo", None, "nothing"),
        ("product.name", None, "a text"),
        ("product.name", True, "put quotes around it"),
        ("product.vector.kind", None, "one of its values"),
        ("indication.codes", 70, "put quotes around it"),
        ("dossier.date", True, "a date such as"),
        ("follow_up.planned", True, "number and a unit (years)"),
        ("jurisdictions.*.price.list", True, "… per patient"),
        ("product.administrations", True, "a whole number"),
        ("quality.vector_copy_number", True, "a number"),
        ("jurisdictions.*.economics.discount_costs", True, "3.5 %"),
        ("jurisdictions.*.economics.discount_costs", "much", "3.5 %"),
        ("jurisdictions.*.economics.discount_costs", "1" * 100 + " %", "has no %"),
        ("justifications[].topic", "randomization", "did you mean randomisation?"),
        ("product.name", "x" * 10, ""),
        ("product.vector.kind", "y" * 200, "yyy…"),
    ],
)
def test_refused(library: Library, path: str, raw: Any, says: str) -> None:
    if not says:
        parse_value(library.vocabulary.fields[path], raw, library.vocabulary)
        return
    with pytest.raises(ValueProblemError) as refused:
        parse_value(library.vocabulary.fields[path], raw, library.vocabulary)
    assert says in f"{refused.value} ({refused.value.hint})"


def test_a_body_without_a_scale_has_no_values(library: Library) -> None:
    with pytest.raises(ValueProblemError, match="has none"):
        parse_value(library.vocabulary.fields["jurisdictions.*.claim.benefit"], "important", library.vocabulary, "NICE")
