"""One value against another, type by type: where the order or the currency leaves it open, it is unknown, never no."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from atmpcmp.engine.comparison_of_values import at_least, at_most, equal, includes, one_of
from atmpcmp.engine.condition_prose import field_words, listed
from atmpcmp.engine.truth import NO, UNKNOWN, YES, Truth
from atmpcmp.model.money import parse_money
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import parse_quantity


def _money(text: str) -> Any:
    return parse_money(text, None)


def _years(text: str) -> Any:
    return parse_quantity(text, "years")


@pytest.mark.parametrize(
    ("found", "wanted", "is_equal", "is_least", "is_most"),
    [
        (_money("1 million EUR"), _money("1000000 EUR"), YES, YES, YES),
        (_money("2 EUR"), _money("1 EUR"), NO, YES, NO),
        (_money("1 EUR"), _money("2 EUR"), NO, NO, YES),
        (_money("1 EUR"), _money("1 GBP"), UNKNOWN, UNKNOWN, UNKNOWN),
        (_years("12 months"), _years("1 year"), YES, YES, YES),
        (_years("lifelong"), _years("100 years"), NO, YES, NO),
        (Fraction(1), Fraction(2), NO, NO, YES),
        (2, 2, YES, YES, YES),
    ],
)
def test_amounts(found: Any, wanted: Any, is_equal: Truth, is_least: Truth, is_most: Truth) -> None:
    assert equal(found, wanted, is_constant=True) is is_equal
    assert at_least(found, wanted, is_constant=True) is is_least
    assert at_most(found, wanted, is_constant=True) is is_most


@pytest.mark.parametrize(
    ("found", "wanted", "is_constant", "is_equal", "is_least", "is_most"),
    [
        ("2020-05-18", "2020-05-18", True, YES, YES, YES),
        ("2020-05-18", "2020", True, YES, YES, YES),
        ("2020", "2020-05-18", True, UNKNOWN, UNKNOWN, UNKNOWN),
        ("2020", "2020", False, UNKNOWN, UNKNOWN, UNKNOWN),
        ("2021", "2020", False, NO, YES, NO),
        ("2019", "2020", False, NO, NO, YES),
    ],
)
def test_dates(found: str, wanted: str, is_constant: bool, is_equal: Truth, is_least: Truth, is_most: Truth) -> None:
    one, other = PartialDate.parse(found), PartialDate.parse(wanted)
    assert equal(one, other, is_constant=is_constant) is is_equal
    assert at_least(one, other, is_constant=is_constant) is is_least
    assert at_most(one, other, is_constant=is_constant) is is_most


def test_of_several() -> None:
    assert one_of(("a", "b"), ("b", "c"), is_constant=True) is YES
    assert one_of("a", ("b", "c"), is_constant=True) is NO
    assert one_of((), ("b",), is_constant=True) is NO
    assert one_of(_money("1 EUR"), (_money("1 GBP"), _money("2 EUR")), is_constant=True) is UNKNOWN
    assert includes(("a", "b"), ("a", "b"), is_constant=True) is YES
    assert includes(("a",), ("a", "b"), is_constant=True) is NO


def test_words_of_a_field() -> None:
    assert field_words("here.price") == "price"
    assert field_words("product.kind") == "product kind"
    assert field_words("here.submission.kind") == "submission kind"
    assert field_words("study.best_evidence") == "best evidence"
    assert (listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")) == ("", "a", "a and b", "a, b or c")
