"""Dates, quantities and money: what is read, what is refused, and the laws that hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmpcmp.model.money import parse_money
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import calendar_shift, parse_quantity


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-05-18", date(2020, 5, 18), date(2020, 5, 18)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_date_is_a_span(text: str, first: date, last: date) -> None:
    read = PartialDate.parse(text)
    assert (read.first, read.last, read.is_one_day) == (first, last, first == last)


@pytest.mark.parametrize("text", ["2020-13", "2020-02-30", "2020-00-01", "18.05.2020", "2020-5-18", "", "0000", "20205", "2020-05-18T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|calendar"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("start", "months", "moved"),
    [("2026-05-31", -3, date(2026, 2, 28)), ("2024-01-31", 1, date(2024, 2, 29)), ("2026-12-01", -3, date(2026, 9, 1)), ("2026-01-15", 24, date(2028, 1, 15))],
)
def test_months_are_counted_in_the_calendar(start: str, months: int, moved: date) -> None:
    assert PartialDate.parse(start).moved(months=months).first == moved


def test_a_date_never_moves_out_of_the_calendar() -> None:
    assert PartialDate.parse("9999-12-31").moved(days=100000).last == date.max
    assert PartialDate.parse("0001").moved(days=-100000).first == date.min
    assert PartialDate.parse("9999").moved(months=12000).last.year == 9999
    assert PartialDate.parse("0001").moved(months=-12000).first.year == 1


@pytest.mark.parametrize(
    ("text", "unit", "same_as"),
    [
        ("15 years", "years", "180 months"),
        ("1 year", "months", "12 months"),
        ("2 weeks", "days", "14 days"),
        ("1 per 50000 people", "per 10000 people", "0.2 per 10000 people"),
        ("20 per million people", "per 10000 people", "1 per 50000"),
        ("1 hour", "minutes", "60 minutes"),
    ],
)
def test_units_of_one_dimension_compare_exactly(text: str, unit: str, same_as: str) -> None:
    assert parse_quantity(text, unit).amount == parse_quantity(same_as, unit).amount


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("15", "years", "no unit"),
        ("15 kg", "years", "unknown unit"),
        ("five years", "years", "unit"),
        ("5 years", "per 10000 people", "same dimension"),
        ("3 per 10000 people", "years", "same dimension"),
        ("3 per 0 people", "per 10000 people", "no meaning"),
        ("lifelong", "per 10000 people", "duration"),
        ("-3 years", "years", "unit"),
        ("1" * 80 + " years", "years", "too long"),
    ],
)
def test_a_wrong_quantity_says_why(text: str, unit: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_quantity(text, unit)


@given(st.integers(0, 10**6), st.sampled_from(["days", "weeks", "months", "years"]))
def test_lifelong_is_longer_than_any_number(amount: int, unit: str) -> None:
    lifelong = parse_quantity("lifelong", "years")
    assert lifelong.is_lifelong
    assert lifelong.amount > parse_quantity(f"{amount} {unit}", "years").amount


@pytest.mark.parametrize(("text", "shift"), [("3 months", (3, 0)), ("2 years", (24, 0)), ("2 weeks", (0, 14)), ("5 days", (0, 5))])
def test_a_shift_is_whole_months_or_days(text: str, shift: tuple[int, int]) -> None:
    assert calendar_shift(text) == shift


@pytest.mark.parametrize("text", ["1.5 years", "3 minutes", "soon", "99999999 days"])
def test_no_other_shift_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        calendar_shift(text)


@pytest.mark.parametrize(
    ("text", "basis", "amount", "currency"),
    [
        ("1.9 million EUR", None, 1_900_000, "EUR"),
        ("45000 EUR per QALY", "per QALY", 45_000, "EUR"),
        ("30 thousand GBP", "per QALY", 30_000, "GBP"),
        ("0 EUR", "per year", 0, "EUR"),
        ("2 billion JPY", None, 2_000_000_000, "JPY"),
    ],
)
def test_money_is_amount_and_currency(text: str, basis: str | None, amount: int, currency: str) -> None:
    read = parse_money(text, basis)
    assert (read.amount, read.currency) == (Fraction(amount), currency)


@pytest.mark.parametrize(
    ("text", "basis", "says"),
    [
        ("45000", None, "amount and currency"),
        ("EUR 45000", None, "amount and currency"),
        ("3 EUR per year", "per QALY", "per QALY"),
        ("3 EUR per year", None, "plain amount"),
        ("9" * 90 + " EUR", None, "amount"),
    ],
)
def test_wrong_money_says_why(text: str, basis: str | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_money(text, basis)
