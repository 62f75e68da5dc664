"""What `atmpcmp new` prints lints clean once it is filled in, and its mistakes are told where it is not."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from atmpcmp.reports import scaffold

from .demo_folder import TODAY, demo, run

if TYPE_CHECKING:
    from pathlib import Path

    from atmpcmp.model.library import Library

FILLED = {
    "name": "follow-up-too-short",
    "topic": "long-term-follow-up",
    "level": "must",
    "title": "Fifteen years of follow-up",
    "applies_when": "{is: {product.gmo: true}}",
    "states": "Patients are followed for at least 15 years.",
    "met_when": "{at_least: {follow_up.planned: 15 years}}",
    "source": "{document: demo-guide, locator: section 3}",
    "confidence": "primary",
    "closes_with": "Extend the plan to 15 years.",
    "met": "[{product: {gmo: true}, follow_up: {planned: 15 years}}]",
    "gap": "[{product: {gmo: true}, follow_up: {planned: 5 years}}]",
    "not-applicable": "[{product: {gmo: false}}]",
}


def _fill(text: str, values: dict[str, str]) -> str:
    lines = []
    for line in text.split("\n"):
        key = re.match(r"\s*([a-z_-]+):", line)
        value = values.get(key[1]) if key is not None and not line.startswith("#") else None
        lines.append(line if key is None or value is None else f"{line[: key.end()]} {value}")
    return "\n".join(lines)


def test_a_rule_lints_clean_once_filled_in(tmp_path: Path) -> None:
    path = demo(tmp_path, _fill(scaffold.rule("DEMO-001", TODAY), FILLED))
    assert [str(finding.found) for finding in run(path, select="all").findings] == []


def test_a_rule_left_empty_says_what_is_missing(tmp_path: Path) -> None:
    path = demo(tmp_path, scaffold.rule("DEMO-001", TODAY))
    found = run(path, select="").findings
    assert found
    assert all(finding.found.line for finding in found)


def test_a_jurisdiction_lints_clean_once_filled_in(tmp_path: Path) -> None:
    text = _fill(scaffold.jurisdiction("AIFA", TODAY), {"name": "Agenzia Italiana del Farmaco", "kind": "payer", "territory": "IT", "coverage": "A start."})
    path = tmp_path / "aifa" / "jurisdiction.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert [str(finding.found) for finding in run(path, select="all").findings] == []


def test_the_next_id_is_free(library: Library) -> None:
    taken = next(rule.id for rule in library.rules if rule.jurisdiction == "NICE")
    assert scaffold.free_rule_id(library, "nice") not in library.rules_by_id
    assert scaffold.free_rule_id(library, "IQWiG").startswith("G-BA-")
    assert scaffold.free_rule_id(library, "DEMO-001") == "DEMO-001"
    with pytest.raises(ValueError, match="is taken"):
        scaffold.free_rule_id(library, taken)
    with pytest.raises(ValueError, match="did you mean NICE"):
        scaffold.free_rule_id(library, "NISE")


@pytest.mark.parametrize("name", ["", "a b", "A\nB", "1A", "A" * 40])
def test_what_is_no_id(name: str) -> None:
    with pytest.raises(ValueError, match="no id of a jurisdiction"):
        scaffold.checked_jurisdiction_id(name)


def test_a_day_stands_in_both() -> None:
    assert "2026-02-03" in scaffold.rule("DEMO-001", date(2026, 2, 3))
    assert "2026-02-03" in scaffold.jurisdiction("DEMO", date(2026, 2, 3))
