"""Fixes mend what is mechanical, keep comments, and leave a file that reads the same but for what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atmpcmp.lint.finding import Edit
from atmpcmp.lint.fixing import applied, difference, mended
from atmpcmp.lint.selection import selected

from .demo_folder import RULE, TODAY, demo, run

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    pytest.param("topic: long-term-follow-up", "topic: long-term-folow-up", id="topic"),
    pytest.param("follow_up.planned: 15 years}}\n      source", "follow_up.planed: 15 years}}\n      source", id="field"),
    pytest.param("follow_up: {planned: 5", "folow_up: {planned: 5", id="field of an example"),
    pytest.param("document: demo-guide,", "document: demo-giude,", id="document"),
    pytest.param("  title:", "  titel:", id="key"),
    pytest.param("at_least:", "at_leest:", id="word"),
    pytest.param("kind: requirement", "kind: requirment", id="value of a key"),
    pytest.param('locator: "5.10"', "locator: 5.10", id="text like a number"),
]


def _fixed(path: Path, select: str = "all") -> str:
    changes = mended([path], selected([select], []), TODAY)
    for change in changes:
        path.write_text(change.after, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("right", "wrong"), CASES)
def test_one_near_word_is_mended(tmp_path: Path, right: str, wrong: str) -> None:
    whole = RULE.replace("locator: section 3", 'locator: "5.10"') if "locator" in right else RULE
    assert right in whole
    path = demo(tmp_path, whole.replace(right, wrong, 1))
    assert _fixed(path) == whole


def test_several_near_words_are_left_to_a_person(tmp_path: Path) -> None:
    text = RULE.replace("topic: long-term-follow-up", "topic: follow-up")
    path = demo(tmp_path, text)
    assert _fixed(path) == text


COMMENTED = """\
# Demo rules.

DEMO-001:
  # the name comes first
  name: follow-up-too-short
  topic: long-term-follow-up  # compared under this
  kind: requirement
  level: must
  title: Fifteen years of follow-up
  history:
    # since the guide
    2024-01-15:
      states: Patients are followed for at least 15 years.
      met_when: {at_least: {follow_up.planned: 15 years}}
      source: {document: demo-guide, locator: section 3}
      confidence: primary

    # before it
    2006-11:
      states: Patients are followed for at least 5 years.
      met_when: {at_least: {follow_up.planned: 5 years}}
      source: {document: demo-guide-of-old, locator: section 3}
      confidence: primary
  still_valid_on: 2026-06-30
  closes_with: Extend the plan to 15 years.

# the next rule
DEMO-002:
  name: other
"""


def test_keys_are_put_in_order_with_their_comments(tmp_path: Path) -> None:
    lines = COMMENTED.split("\n")
    name = lines.index("  # the name comes first")
    moved = [*lines[:name], *lines[name + 2 : name + 4], *lines[name : name + 2], *lines[name + 4 :]]
    path = demo(tmp_path, "\n".join(moved))
    assert _fixed(path, "key-order") == COMMENTED


def test_a_history_is_put_in_order_with_its_comments(tmp_path: Path) -> None:
    first = COMMENTED[COMMENTED.index("    # since the guide") : COMMENTED.index("\n    # before it")]
    second = COMMENTED[COMMENTED.index("    # before it") : COMMENTED.index("  still_valid_on")]
    path = demo(tmp_path, COMMENTED.replace(f"{first}\n{second}", f"{second}{first}"))
    fixed = _fixed(path, "history-order")
    assert fixed.index("# since the guide") < fixed.index("2024-01-15") < fixed.index("# before it") < fixed.index("2006-11")
    assert "history-order" not in {finding.name for finding in run(path, select="dates").findings}


def test_an_undated_entry_is_put_last(tmp_path: Path) -> None:
    first = COMMENTED[COMMENTED.index("    # since the guide") : COMMENTED.index("\n    # before it")]
    text = COMMENTED.replace("2024-01-15", "undated")
    assert first.replace("2024-01-15", "undated") in text
    path = demo(tmp_path, text)
    fixed = _fixed(path, "dates")
    assert fixed.index("2006-11") < fixed.index("undated")


def test_flow_mappings_are_left_as_they_are(tmp_path: Path) -> None:
    entry = "{states: S., values: {scale: [a]}, source: {document: demo-guide, locator: 1}, confidence: primary}"
    text = f"DEMO-002: {{topic: trial-design, name: a, kind: stance, title: T, history: {{2024: {entry}}}}}\n"
    path = demo(tmp_path, text)
    assert _fixed(path) == text


def test_words_of_yaml_1_1(tmp_path: Path) -> None:
    path = tmp_path / "dossier.yaml"
    path.write_text("product: {gmo: NO}  # a comment\nstudies:\n- {id: A, territories: [NO, SE]}\n", encoding="utf-8")
    assert _fixed(path) == 'product: {gmo: false}  # a comment\nstudies:\n- {id: A, territories: ["NO", SE]}\n'


def test_an_unused_suppression_is_removed(tmp_path: Path) -> None:
    path = demo(
        tmp_path, RULE.replace("section 3}", "section 3}  # lint: ignore[locator-shape] reason").replace("  level", "  # lint: ignore[AC103] reason\n  level")
    )
    assert _fixed(path) == RULE


def test_overlapping_fixes_wait_for_the_next_run() -> None:
    first, second = (Edit(1, 1, 1, 4, "x"),), (Edit(1, 3, 1, 6, "y"),)
    assert applied("abcdef", [first, second]) == ("xdef", 1)
    assert applied("abc\ndef", [(Edit(1, 1, 1, 2, "A"), Edit(2, 1, 2, 2, "D"))]) == ("Abc\nDef", 1)
    assert applied("abc", [(Edit(1, 1, 2, 1, ""),)]) == ("", 1)


def test_mending_twice_changes_nothing_more(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("long-term-follow-up", "long-term-folow-up").replace("demo-guide", "demo-giude"))
    _fixed(path)
    assert mended([path], selected(["all"], []), TODAY) == []


def test_a_difference_shows_both_texts(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("demo-guide", "demo-giude"))
    (change,) = mended([path], selected(["all"], []), TODAY)
    lines = difference(change)
    assert lines[0] == f"--- {path}"
    assert any(line.startswith("-") and "demo-giude" in line for line in lines)
    assert any(line.startswith("+") and "demo-guide" in line for line in lines)
    assert change.fixes == 1
