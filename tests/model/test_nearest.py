"""The nearest known names."""

from __future__ import annotations

import pytest

from atmpcmp.model.nearest import did_you_mean, nearest


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("zolgensna", ["lyfgenia", "zynteglo", "zolgensma"], ["zolgensma"]),
        ("zynteglo-lyfgenia", ["zynteglo", "lyfgenia"], ["zynteglo", "lyfgenia"]),
        ("desing", ["blinding", "design"], ["design"]),
        ("ema", ["EMA", "FDA"], ["EMA"]),
        ("nothing alike", ["EMA"], []),
        ("", ["EMA"], []),
    ],
)
def test_what_is_far_less_alike_than_the_first_is_not_near(name: str, known: list[str], found: list[str]) -> None:
    assert nearest(name, known) == found


def test_a_hint_names_them_and_is_empty_without_any() -> None:
    assert did_you_mean("NICEE", ["NICE"]) == "did you mean NICE?"
    assert did_you_mean("xyz", ["NICE"]) == ""
