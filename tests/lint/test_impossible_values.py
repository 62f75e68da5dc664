"""What no value can be is told with the value itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .demo_folder import demo, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("jurisdictions: {DEMO: {economics: {discount_costs: 21 %}}}\n", "21 % is a rate that nobody discounts at"),
        ("jurisdictions: {DEMO: {economics: {discount_costs: 20 %}}}\n", ""),
        ("indication: {age_to: 121 years}\n", "121 years is older than anybody"),
        ("indication: {age_to: 120 years}\n", ""),
        ("studies: [{id: a, endpoints: [{return_rate: 101 %}]}]\n", "101 % is more than all"),
        ("studies: [{id: a, endpoints: [{return_rate: 100 %}]}]\n", ""),
    ],
)
def test_a_value_that_cannot_be(tmp_path: Path, text: str, says: str) -> None:
    path = demo(tmp_path).parents[2] / "products" / "x" / "dossier.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("product: {name: X}\n" + text, encoding="utf-8")
    found = [one.found.message for one in run(path).findings if any(words in one.found.message for words in ("nobody", "anybody", "than all"))]
    assert len(found) == bool(says)
    assert not says or says in found[0]
