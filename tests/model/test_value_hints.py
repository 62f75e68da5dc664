"""What is said of a value that its field cannot take: the sentence, the right thing and the code, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.model.quantity import calendar_shift
from atmpcmp.model.value import ValueProblemError, parse_value

if TYPE_CHECKING:
    from atmpcmp.model.library import Library


def _refusal(library: Library, path: str, raw: Any) -> tuple[str, str, str]:
    with pytest.raises(ValueProblemError) as refused:
        parse_value(library.vocabulary.fields[path], raw, library.vocabulary)
    return str(refused.value), refused.value.hint, refused.value.code


@pytest.mark.parametrize(
    ("raw", "hint", "code"),
    [
        ("yes", "write true", "yaml-1-1-word"),
        ("no", "write false", "yaml-1-1-word"),
        ("on", "write true", "yaml-1-1-word"),
        ("off", "write false", "yaml-1-1-word"),
        ("y", "write true", "yaml-1-1-word"),
        ("N", "write false", "yaml-1-1-word"),
        ("none", "write false", "wrong-type"),
        ("maybe", "", "wrong-type"),
        (1, "", "wrong-type"),
    ],
)
def test_of_a_yes_or_no(library: Library, raw: Any, hint: str, code: str) -> None:
    said, *rest = _refusal(library, "product.gmo", raw)
    assert said == f"product.gmo is true or false, not “{raw}”"
    assert rest == [hint, code]


@pytest.mark.parametrize(
    ("path", "raw", "refusal"),
    [
        ("product.name", True, ("product.name wants a text, not true", "put quotes around it", "wrong-type")),
        ("product.name", 7, ("product.name wants a text, not the number 7", "put quotes around it", "wrong-type")),
        ("product.name", " ", ("product.name: product.name is empty", "", "wrong-value")),
        ("indication.codes", False, ("indication.codes wants a code such as ORPHA:70, not false", "put quotes around it", "wrong-type")),
        ("indication.codes", "70", ("indication.codes: “70” is no code with its register in front, such as ORPHA:70", "", "wrong-value")),
        ("product.vector.kind", True, ("product.vector.kind wants one of its values, not true", "put quotes around it", "wrong-type")),
        ("follow_up.planned", None, ("follow_up.planned wants a number and a unit (years), not nothing", "", "wrong-type")),
        ("product.administrations", -1, ("product.administrations is a whole number, 0 or more, not “-1”", "", "wrong-type")),
        ("product.administrations", "x" * 61, (f"product.administrations is a whole number, 0 or more, not “{'x' * 60}…”", "", "wrong-type")),
        ("product.administrations", "x" * 60, (f"product.administrations is a whole number, 0 or more, not “{'x' * 60}”", "", "wrong-type")),
        ("quality.vector_copy_number", "few", ("quality.vector_copy_number is a plain number, not “few”", "", "wrong-type")),
        ("studies[].territories", "qqqqqq", ("“qqqqqq” is no jurisdiction, member or territory", "", "unknown-value")),
    ],
)
def test_of_other_types(library: Library, path: str, raw: Any, refusal: tuple[str, str, str]) -> None:
    assert _refusal(library, path, raw) == refusal


def test_a_shift_has_six_digits_at_most() -> None:
    assert calendar_shift("999999 days") == (0, 999_999)
    with pytest.raises(ValueError, match="no whole number"):
        calendar_shift("1000000 days")
