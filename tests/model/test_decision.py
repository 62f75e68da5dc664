"""What a decision says of itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from atmpcmp.model.decision import Decision


def _decision(**changes: Any) -> Decision:
    written = {
        "jurisdiction": "FINOSE", "indication": "x", "date": "2021", "kind": "hta", "outcome": "No.", "critiques_coverage": "partial",
        "critiques": ({"topic": "durability", "states": "a"}, {"topic": "registry", "states": "b"}, {"topic": "durability", "states": "c"}),
        "source": {"title": "T", "confidence": "primary"},
    }  # fmt: skip
    return Decision.model_validate(written | changes)


def test_a_member_has_a_column_of_its_own() -> None:
    assert _decision().column == "FINOSE"
    assert _decision(member="NO").column == "FINOSE:NO"


@pytest.mark.parametrize(("written", "day"), [("2021", date(2021, 12, 31)), ("2021-02", date(2021, 2, 28)), ("2021-02-03", date(2021, 2, 3))])
def test_of_a_month_or_year_the_last_day_counts(written: str, day: date) -> None:
    assert _decision(date=written).day == day


def test_a_topic_is_named_once() -> None:
    assert _decision().named == ("durability", "registry")


@pytest.mark.parametrize("changes", [{"critiques": ()}, {"critiques_coverage": "none"}, {"other_indication": True}])
def test_what_cannot_test_a_prediction_is_not_scored(changes: dict[str, Any]) -> None:
    assert _decision().is_scored
    assert not _decision(**changes).is_scored
