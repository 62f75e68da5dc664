"""The back-test on a made-up body: what is found, what is missed and why, and a baseline that never looks at the product itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from atmpcmp.engine.backtest import REASONS, NothingToScoreError, backtest
from atmpcmp.model.decided_product import DecidedProduct

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.backtest import BacktestResult
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.library import Library


@pytest.fixture
def result(decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> BacktestResult:
    one = make_decided(
        "one",
        make_decision("threshold", "potency", "paediatric", "long-term-follow-up", "trial-design", "registry", "discount-rate", "potency"),
        make_decision("long-term-follow-up", other_indication=True),
        make_decision(critiques_coverage="none"),
    )
    other = make_decided("other", make_decision("registry"), make_decision("registry", "durability", other_indication=True), make_decision("threshold"))
    return backtest(decided_library, [one, other])


def test_every_critique_is_found_or_missed_for_a_reason(result: BacktestResult) -> None:
    record = result.records[0]
    assert record.as_of == date(2020, 6, 1)
    assert record.gap == ("long-term-follow-up",)
    assert record.unknown == ("trial-design",)
    assert dict(record.missed) == {
        "potency": "rule not applicable",
        "paediatric": "rule met",
        "trial-design": "rule unknown",
        "registry": "no rule yet",
        "discount-rate": "no requirement",
        "threshold": "no rule",
    }
    assert set(dict(record.missed).values()) == set(REASONS)
    assert len(record.named) == 7
    assert record.not_named == ()
    assert result.records[1].not_named == ("long-term-follow-up",)
    assert result.why_missed == {"no rule": 2, "no rule yet": 2, "no requirement": 1, "rule unknown": 1, "rule met": 1, "rule not applicable": 1}


def test_figures(result: BacktestResult) -> None:
    assert result.recall.all == (1, 9)
    assert result.recall_with_unknown.all == (2, 9)
    assert result.recall.by_product == {"one": (1, 7), "other": (0, 2)}
    assert result.recall.by_topic["registry"] == (0, 2)
    assert list(result.recall.by_jurisdiction) == ["DEMO"]
    # registry is of the group of long-term-follow-up, paediatric of that of trial-design
    assert result.recall_by_group.all == (3, 9)
    assert result.recall_by_group_with_unknown.all == (5, 9)


def test_the_baseline_names_as_many_topics_from_other_products(result: BacktestResult) -> None:
    assert [record.baseline for record in result.records] == [("registry",), ("long-term-follow-up",), ("long-term-follow-up",)]
    assert result.records[0].baseline_with_unknown == ("registry", "durability")
    assert result.baseline.all == (1, 9)
    assert result.baseline_by_group.all.found >= result.baseline.all.found
    assert result.baseline_by_group_with_unknown.all.found >= result.baseline_with_unknown.all.found


def test_what_is_not_scored_is_counted(result: BacktestResult) -> None:
    assert result.left_out == {"another indication": 2, "no critiques known": 1}


def test_a_product_under_another_folder_is_no_other_product(
    decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]
) -> None:
    one = make_decided("one", make_decision("registry"))
    same = make_decided("one", make_decision("durability"))
    again = DecidedProduct("one-in-children", same.dossier, same.decisions)
    assert all(record.baseline == () for record in backtest(decided_library, [one, again]).records)


def test_nothing_to_score_is_no_result(decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> None:
    with pytest.raises(NothingToScoreError):
        backtest(decided_library, [make_decided("one", make_decision(critiques_coverage="none"))])


def test_a_day_before_every_rule_misses_everything(
    decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]
) -> None:
    (record,) = backtest(decided_library, [make_decided("one", make_decision("registry", "threshold", date="1990"))]).records
    assert (record.gap, record.unknown) == ((), ())
    assert dict(record.missed) == {"registry": "no rule yet", "threshold": "no rule"}


def test_a_member_is_judged_by_its_own_rules(library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> None:
    found = backtest(library, [make_decided("one", make_decision("durability", jurisdiction="FINOSE", member="NO"))])
    assert list(found.recall.by_jurisdiction) == ["FINOSE"]
