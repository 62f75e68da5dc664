"""Lines are those of YAML, so that a fix lands where its finding is, whatever ends a line before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from atmpcmp.lint.fixing import mended
from atmpcmp.lint.line_breaks import lines_of, starts_of
from atmpcmp.lint.selection import selected

from .demo_folder import RULE, TODAY, demo, named, run


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029b"])
def test_each_break_ends_a_line(text: str) -> None:
    assert lines_of(text) == ["a", "b"]
    assert starts_of(text) == [0, 2, 4]


def test_a_pair_is_one_break_and_stays_with_its_line() -> None:
    assert lines_of("a\r\nb\r") == ["a\r", "b", ""]
    assert starts_of("a\r\nb\r") == [0, 3, 5, 6]


@pytest.mark.parametrize("end", ["\u2028# more", "\x85# more", "\u2029# more", "\r# more", "\r"], ids=ascii)
def test_a_fix_lands_where_its_finding_is(tmp_path: Path, end: str) -> None:
    wrong = RULE.replace("  level: must", f"  # before{end}\n  level: must").replace("topic: long-term-follow-up", "topic: long-term-folow-up")
    path = demo(tmp_path, wrong)
    (finding,) = named(run(path), "unknown-topic")
    assert finding.found.line == 3
    (change,) = [change for change in mended([path], selected(["strict"], []), TODAY) if change.path == path]
    assert "topic: long-term-follow-up" in change.after
    below = RULE.replace("level: must", "levle: must").replace("  name:", f"  # before{end}\n  name:")
    path = demo(tmp_path, below)
    assert named(run(path), "unknown-key")
    for change in mended([path], selected(["strict"], []), TODAY):
        assert change.after.replace("level: must", "levle: must") == below or "level" in change.after


def test_ten_thousand_mistakes_take_seconds(tmp_path: Path) -> None:
    import time

    path = demo(tmp_path, RULE + "".join(f"x{index}: 1\n" for index in range(10_000)))
    begun = time.process_time()
    result = run(path, select="")
    assert result.left_out
    assert time.process_time() - begun < 20


def test_findings_in_files_that_were_not_asked_for_hide_none_that_were(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE)
    wrong = RULE.replace("DEMO-001", "DEMO-002").replace("15 years}", "15 pounds}")
    (path.parent / "a-first.yaml").write_text(wrong, encoding="utf-8")
    (path.parent / "z-last.yaml").write_text(wrong.replace("DEMO-002", "DEMO-003"), encoding="utf-8")
    result = run(path.parent / "z-last.yaml")
    assert {Path(finding.found.file).name for finding in result.findings} == {"z-last.yaml"}
    assert named(result, "wrong-unit")
