"""Silence never decides: tried on every bundled example, and shown to be noticed where a condition were to break it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from atmpcmp.engine.evaluation import compiled
from atmpcmp.engine.outcome import Leaf
from atmpcmp.engine.truth import NO

from .demo_folder import RULE, demo, named, run

if TYPE_CHECKING:
    import pytest


def test_no_bundled_rule_decides_by_silence() -> None:
    assert [str(finding.found) for finding in run(select="silence-decides").findings] == []


def test_a_condition_that_takes_silence_for_an_answer_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(condition: Any, scope: Any) -> Any:
        judge = compiled(condition, scope)

        def judged(statements: Any, record: Any) -> Any:
            outcome = judge(statements, record)
            return outcome if statements else Leaf(NO, "", "", "", None, 1)

        return judged

    monkeypatch.setattr("atmpcmp.engine.verdict.compiled", hasty)
    found = named(run(demo(tmp_path, RULE), select=""), "silence-decides")
    assert {finding.found.message for finding in found} == {
        "without follow_up.planned the verdict turns to gap; it may only become unknown",
        "DEMO-001 is gap for a dossier that states nothing",
    }


RECORDS = RULE.replace("met_when: {at_least: {follow_up.planned: 15 years}}", "met_when: {some: {of: studies, meets: {is: {design: single-arm}}}}").replace(
    "met: [{follow_up: {planned: 15 years}}]", "met: [{studies: [{id: A, design: single-arm}, {id: B}]}]"
)


def test_fields_of_records_are_taken_away_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(condition: Any, scope: Any) -> Any:
        judge = compiled(condition, scope)

        def judged(statements: Any, record: Any) -> Any:
            studies = statements["studies"].value if "studies" in statements else ()
            silent = studies and not any("design" in study.statements for study in studies)
            return Leaf(NO, "", "", "", None, 1) if silent else judge(statements, record)

        return judged

    monkeypatch.setattr("atmpcmp.engine.verdict.compiled", hasty)
    found = named(run(demo(tmp_path, RECORDS), select=""), "silence-decides")
    assert "without studies.A.design the verdict turns to gap; it may only become unknown" in {finding.found.message for finding in found}
