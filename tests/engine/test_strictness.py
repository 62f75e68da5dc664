"""Which of two conditions asks more: every row of the table, read both ways."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atmpcmp.engine.strictness import Strictness, key_of, ordered, strictness, together
from atmpcmp.model.condition import Test
from atmpcmp.model.money import parse_money
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import parse_quantity
from atmpcmp.model.scope import Scope
from atmpcmp.reading.condition_tree import read_condition
from atmpcmp.reading.yaml_text import Mapping, Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from atmpcmp.model.condition import Condition
    from atmpcmp.model.library import Library
    from atmpcmp.model.problem import Problem

TABLE = Path(__file__).parent.parent / "data" / "strictness.yaml"


def _rows() -> list[Mapping]:
    node, problems = read_yaml(TABLE)
    assert not problems
    assert isinstance(node, Mapping)
    rows = node.entries["rows"]
    assert isinstance(rows, Sequence)
    return [row for row in rows.items if isinstance(row, Mapping)]


def _condition(row: Mapping, side: str, scope: Scope) -> Condition | None:
    node = row.entries[side]
    if isinstance(node, Scalar):
        return None
    problems: list[Problem] = []
    condition = read_condition(node, scope, "table", problems)
    assert not problems, problems
    return condition


@pytest.mark.parametrize("row", [pytest.param(row, id=f"line-{row.line}") for row in _rows()])
def test_row(row: Mapping, diff_library: Library) -> None:
    scope = Scope(diff_library.vocabulary, "HAS", "FR")
    left, right = (_condition(row, side, scope) for side in ("left", "right"))
    expected = Strictness(row.entries["is"].text)  # type: ignore[union-attr]
    assert strictness(left, scope, right, scope) is expected
    assert strictness(right, scope, left, scope) is expected.mirrored
    for one in (left, right):
        assert strictness(one, scope, one, scope) is Strictness.SAME


def test_scales_of_two_bodies_are_not_one(diff_library: Library) -> None:
    """A grade of one body says nothing of a grade of another, even under the same name."""
    field = diff_library.vocabulary.fields["jurisdictions.*.claim.added_benefit"]
    one, other = list(field.values_by_body)[:2]
    here, there = Scope(diff_library.vocabulary, one), Scope(diff_library.vocabulary, other)
    grade = field.values_by_body[one][0]
    assert field.values_by_body[one] != field.values_by_body[other]
    asked = Test(word="is", path="here.claim.added_benefit", wanted=(grade,))
    assert strictness(asked, here, asked, there) is Strictness.UNLIKE
    assert strictness(asked, here, asked, here) is Strictness.SAME


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((), "same"),
        (("same", "same"), "same"),
        (("same", "stricter", "stricter"), "stricter"),
        (("looser", "same"), "looser"),
        (("stricter", "looser"), "unlike"),
        (("stricter", "unlike"), "unlike"),
    ],
)
def test_together(parts: tuple[str, ...], whole: str) -> None:
    assert together(*map(Strictness, parts)) is Strictness(whole)


def test_amounts_are_set_in_order_only_where_they_are_of_one_kind() -> None:
    five, sixty = parse_quantity("5 years", "years"), parse_quantity("60 months", "years")
    assert ordered(five, sixty) == 0
    assert ordered(parse_money("3 EUR", None), parse_money("2 EUR", None)) == 1
    assert ordered(parse_money("3 EUR", None), parse_money("2 GBP", None)) is None
    assert ordered(PartialDate.parse("2020"), PartialDate.parse("2020-12-31")) == -1
    assert ordered(PartialDate.parse("2020"), PartialDate.parse("2020-12-31"), from_first=False) == 0
    assert ordered(2, 3) == -1
    assert ordered(True, False) is None
    assert ordered("a", "b") is None
    assert ordered(five, parse_quantity("1 per 100 people", "per 10000 people")) is None


def test_values_are_the_same_however_they_are_written() -> None:
    assert key_of(parse_quantity("5 years", "years")) == key_of(parse_quantity("60 months", "years"))
    assert key_of(parse_money("1.5 million EUR", None)) == key_of(parse_money("1500 thousand EUR", None))
    assert key_of(PartialDate.parse("2020")) != key_of(PartialDate.parse("2020-01-01"))
    assert key_of(True) != key_of(1)
    assert key_of("a") == "a"
