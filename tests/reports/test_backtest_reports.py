"""The reports of `backtest`: the same figures in every format, with what they are not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from atmpcmp.engine.backtest import backtest
from atmpcmp.reports import backtest_json, backtest_markdown, backtest_plain, backtest_table
from atmpcmp.reports.backtest_words import CAVEAT
from atmpcmp.reports.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.backtest import BacktestResult
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.library import Library


@pytest.fixture
def result(decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> BacktestResult:
    one = make_decided("one", make_decision("long-term-follow-up", "trial-design", "threshold"), make_decision("registry", other_indication=True))
    return backtest(decided_library, [one, make_decided("other", make_decision("registry", indication="evil\x1b[31m | y"))])


def test_json(result: BacktestResult) -> None:
    found = json.loads(backtest_json.render(result))
    assert found["format"] == "atmpcmp-backtest-1"
    assert {"records", "recall", "recall_with_unknown", "recall_by_group", "baseline"} <= set(found)
    record = found["records"][0]
    assert {key: record[key] for key in ("product", "indication", "jurisdiction", "member", "as_of", "named", "gap", "unknown", "missed")} == {
        "product": "one",
        "indication": "x",
        "jurisdiction": "DEMO",
        "member": None,
        "as_of": "2020-06-01",
        "named": ["trial-design", "long-term-follow-up", "threshold"],
        "gap": ["long-term-follow-up"],
        "unknown": ["trial-design"],
        "missed": [{"topic": "trial-design", "why": "rule unknown"}, {"topic": "threshold", "why": "no rule"}],
    }
    assert found["recall"]["all"] == {"found": 1, "named": 4, "recall": 0.25, "interval": [0.0456, 0.6994]}
    assert found["recall"]["by_jurisdiction"] == {"DEMO": found["recall"]["all"]}
    assert found["recall_with_unknown"]["all"]["found"] == 2
    assert found["why_missed"] == {"no rule": 1, "no rule yet": 1, "rule unknown": 1}
    assert found["left_out"] == {"another indication": 1}


def test_json_without_a_count_has_no_recall(result: BacktestResult) -> None:
    from atmpcmp.engine.recall import Recall

    assert backtest_json._recall(Recall(0, 0)) == {"found": 0, "named": 0, "recall": None, "interval": None}
    assert result.records


def test_plain(result: BacktestResult) -> None:
    said = backtest_plain.render(result)
    assert said.startswith("2 decisions with 4 critiques (topics criticised, each once in a decision), each judged by the rules of its day; left out: 1 for")
    assert CAVEAT in said
    assert "  gaps, topic: 1/4 (25 %), interval 5-70 %; baseline 0/4 (0 %), +25 points\n" in said
    assert "  no rule: 1, the library has no rule of that body on the topic\n" in said
    assert "    found: long-term-follow-up\n    missed, rule unknown: trial-design\n" in said
    assert "    gaps not named: long-term-follow-up\n" in said
    assert "\x1b" not in said


def test_markdown(result: BacktestResult) -> None:
    said = backtest_markdown.render(result)
    assert "| gaps, topic | 1/4 (25 %) | 5-70 % | 0/4 (0 %) | +25 points |" in said
    assert "\x1b" not in said
    rows = [line for line in said.splitlines() if line.startswith("| other, DEMO")]
    assert len(rows) == 1
    assert rows[0].replace("\\|", "").count("|") == 6


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_table(result: BacktestResult, width: int, unicode: bool) -> None:
    said = backtest_table.render(result, Terminal(width, color=False, unicode=unicode))
    assert all(len(line) <= width for line in said.splitlines())
    assert "1/4 (25 %)" in said
    assert "long-term-follow-up" in said
    assert "missed, no rule: threshold" in said


def test_one_decision_and_nothing_missed(decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> None:
    said = backtest_plain.render(backtest(decided_library, [make_decided("one", make_decision("long-term-follow-up"))]))
    assert said.startswith("1 decision with 1 critique (topics criticised, each once in a decision), each judged by the rules of its day\n")
