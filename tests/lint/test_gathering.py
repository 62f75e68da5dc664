"""Files are found, told apart and tied to a library, whatever state they are in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .demo_folder import RULE, demo, named, run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_folder_inside_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = demo(tmp_path)
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def refuse(folder: Any) -> Any:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    (finding,) = named(run(tmp_path, select=""), "unreadable-file")
    assert finding.found.file.endswith("closed")
    assert path.exists()


def test_hidden_folders_and_other_endings_are_left_out(tmp_path: Path) -> None:
    demo(tmp_path)
    for name in (".github/workflow.yaml", "node_modules/a.yaml", "notes.txt", ".hidden.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a: [\n", encoding="utf-8")
    assert named(run(tmp_path, select=""), "not-yaml") == []


def test_the_bundled_vocabulary_itself_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo(tmp_path, RULE.replace("demo-guide", "demo-giude"))
    for name in ("vocabulary.yaml", "topics.yaml"):
        (tmp_path / name).write_text("a: [\n", encoding="utf-8")
    monkeypatch.setattr("atmpcmp.lint.gathering.bundled_data", lambda: tmp_path)
    names = {finding.name for finding in run(select="").findings}
    assert {"not-yaml", "unknown-topic", "unknown-document"} <= names


def test_rules_are_known_by_their_keys_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RULE.replace("DEMO-001:", "demo1:"), encoding="utf-8")
    assert {"rule-id-shape", "no-jurisdiction"} <= {finding.name for finding in run(path, select="").findings}


def test_a_list_in_a_jurisdiction_folder_is_no_rule_file(tmp_path: Path) -> None:
    path = demo(tmp_path, "- a\n- b\n")
    assert [finding.name for finding in run(path, select="").findings] == ["wrong-shape"]


def test_a_broken_jurisdiction_file_of_an_unknown_body(tmp_path: Path) -> None:
    home = tmp_path / "aifa"
    home.mkdir()
    (home / "jurisdiction.yaml").write_text("format: [\n", encoding="utf-8")
    (home / "clinical.yaml").write_text(RULE.replace("DEMO", "AIFA"), encoding="utf-8")
    names = {finding.name for finding in run(home, select="").findings}
    assert names == {"not-yaml", "unknown-document"}


def test_a_fix_needs_a_word_at_the_place(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("topic: long-term-follow-up", 'topic: "long-term-folow-up"'))
    (finding,) = named(run(path, select=""), "unknown-topic")
    assert finding.found.fix[0].text == "long-term-follow-up"
    path.write_text(RULE.replace("topic: long-term-follow-up", "topic: >-\n    long-term-folow-up"), encoding="utf-8")
    (finding,) = named(run(path, select=""), "unknown-topic")
    assert finding.found.fix == ()


def test_two_roots_in_one_run(tmp_path: Path) -> None:
    one, two = demo(tmp_path / "one"), demo(tmp_path / "two", RULE.replace("demo-guide", "demo-giude"))
    result = run(one, two, select="")
    assert (result.files, result.rules) == (2, 1)
    assert [finding.found.file for finding in result.findings] == [str(two)]
