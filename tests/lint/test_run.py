"""A run: what is found where, what stays unread, what is left out, silenced or known."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from atmpcmp.lint.baseline import baseline_of, read_baseline
from atmpcmp.lint.gathering import NothingToLintError
from atmpcmp.lint.registry import codes
from atmpcmp.lint.run import lint
from atmpcmp.lint.selection import selected
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.data_folders import bundled_data

from .demo_folder import RULE, TODAY, demo, named, run


def test_a_clean_folder_has_no_finding(tmp_path: Path) -> None:
    result = run(demo(tmp_path))
    assert [str(finding.found) for finding in result.findings] == []
    assert (result.files, result.rules, result.examples) == (1, 1, 2)


def test_everything_is_found_in_one_run_and_one_broken_file_hides_no_other(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("follow-up\n", "folow-up\n", 1).replace("15 years}}\n", "15}}\n", 1))
    (path.parent / "quality.yaml").write_text("DEMO-002: [\n", encoding="utf-8")
    (path.parent / "access.yaml").write_text(RULE.replace("DEMO-001", "DEMO-003").replace("demo-guide", "demo-giude"), encoding="utf-8")
    (path.parent / "jurisdiction.yaml").write_text("format: atmpcmp-jurisdiction-1\nid: DEMO\nkind: hta\n", encoding="utf-8")
    found = {finding.name for finding in run(tmp_path / "jurisdictions", select="").findings}
    assert {"unknown-topic", "wrong-unit", "not-yaml", "unknown-document", "missing-key"} <= found


def test_a_broken_vocabulary_hides_no_rule(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("demo-guide", "demo-giude"))
    (tmp_path / "vocabulary.yaml").write_text("format: [\n", encoding="utf-8")
    (tmp_path / "topics.yaml").write_text("\n", encoding="utf-8")
    found = {finding.name for finding in run(tmp_path, select="").findings}
    assert {"not-yaml", "empty-file", "unknown-document"} <= found
    assert path.exists()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("format: atmpcmp-vocabulary-1\nsections: 3\n", "wrong-shape"),
        ("format: atmpcmp-vocabulary-1\nsections: [{id: a}]\nimplies: [{if: 3}]\n", "wrong-shape"),
        ("format: atmpcmp-vocabulary-1\nsections: [{title: A, fields: {a.b: {type: colour}}}]\n", "unknown-value"),
        ("- a\n", "wrong-shape"),
        ("format: atmpcmp-vocabulary-2\n", "wrong-format"),
    ],
)
def test_a_vocabulary_of_another_shape(tmp_path: Path, text: str, name: str) -> None:
    demo(tmp_path)
    (tmp_path / "vocabulary.yaml").write_text(text, encoding="utf-8")
    found = [finding for finding in run(tmp_path, select="").findings if finding.found.file.endswith("vocabulary.yaml")]
    assert name in {finding.name for finding in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("format: atmpcmp-topics-1\ntopics: {a: b}\n", "wrong-shape"),
        ("format: atmpcmp-topics-1\ntopics: [a]\n", "wrong-shape"),
        ("format: atmpcmp-topics-1\ngroups: {clinical: C}\ntopics: [{id: a, group: clinicl, title: A, question: A}]\n", "unknown-value"),
        (
            "format: atmpcmp-topics-1\ngroups: {c: C}\ntopics:\n- {id: a, group: c, title: A, question: A}\n- {id: a, group: c, title: A, question: A}\n",
            "duplicate-key",
        ),
        ("format: atmpcmp-topics-1\ntopics: [{id: a, title: A, question: A}]\n", "missing-key"),
    ],
)
def test_topics_of_another_shape(tmp_path: Path, text: str, name: str) -> None:
    demo(tmp_path)
    (tmp_path / "topics.yaml").write_text(text, encoding="utf-8")
    found = [finding for finding in run(tmp_path, select="").findings if finding.found.file.endswith("topics.yaml")]
    assert name in {finding.name for finding in found}


def test_unreadable_paths_are_findings(tmp_path: Path) -> None:
    path = demo(tmp_path)
    folder = path.parent
    (folder / "loop.yaml").symlink_to("loop-2.yaml")
    (folder / "loop-2.yaml").symlink_to("loop.yaml")
    (folder / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "again").symlink_to("..")
    os.mkfifo(folder / "pipe.yaml")
    result = run(folder, select="")
    found = named(result, "unreadable-file")
    assert {Path(finding.found.file).name for finding in found} == {"loop.yaml", "loop-2.yaml", "binary.yaml", "pipe.yaml"}
    assert result.rules == 1


def test_missing_paths_are_findings_beside_others(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("demo-guide", "demo-giude"))
    names = {finding.name for finding in run(tmp_path / "nothing.yaml", path, select="").findings}
    assert names == {"unreadable-file", "unknown-document"}


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()

    def refuse(self: Path) -> object:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)
    (finding,) = run(folder, select="").findings
    assert (finding.name, finding.found.message) == ("unreadable-file", "the folder cannot be read: Permission denied")


def test_nesting_and_aliases_are_bounded(tmp_path: Path) -> None:
    path = demo(tmp_path, "DEMO-001: " + "[" * 60 + "]" * 60 + "\n")
    assert [finding.name for finding in run(path, select="").findings] == ["too-large"]
    aliases = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 8))
    path.write_text(f"a0: &a0 [x]\n{aliases}", encoding="utf-8")
    assert [finding.name for finding in run(path, select="").findings] == ["too-large"]


def test_nothing_to_lint(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("hello: world\n", encoding="utf-8")
    with pytest.raises(NothingToLintError, match="nothing to lint"):
        run(tmp_path)
    (finding,) = run(tmp_path / "notes.yaml").findings
    assert finding.name == "wrong-format"


def test_findings_of_a_file_are_capped_with_a_count(tmp_path: Path) -> None:
    many = "".join(RULE.replace("DEMO-001", f"DEMO-{number:03d}").replace("demo-guide", "demo-giude") for number in range(1, 400))
    path = demo(tmp_path, many)
    (path.parent / "access.yaml").write_text(RULE.replace("DEMO-001", "DEMO-900").replace("demo-guide", "demo-giude"), encoding="utf-8")
    result = run(path.parent, select="", max_per_file=25)
    assert result.left_out == {str(path): 399 - 25}
    assert sum(finding.found.file == str(path) for finding in result.findings) == 25
    assert any(finding.found.file.endswith("access.yaml") for finding in result.findings)


def test_an_error_is_reported_before_any_warning(tmp_path: Path) -> None:
    warned = RULE.replace("    gap: [{follow_up: {planned: 5 years}}]\n", "")
    many = "".join(warned.replace("DEMO-001", f"DEMO-{number:03d}").replace("too-short", f"too-short-{number}") for number in range(1, 30))
    wrong = RULE.replace("DEMO-001", "DEMO-900").replace("section 3", "section")
    result = run(demo(tmp_path, many + wrong), select="", max_per_file=5)
    assert "locator-shape" in {finding.name for finding in result.findings}
    assert [finding.found.line for finding in result.findings] == sorted(finding.found.line for finding in result.findings)


def test_places_point_at_the_value(tmp_path: Path) -> None:
    text = RULE.replace("locator: section 3", "locator: section")
    (finding,) = run(demo(tmp_path, text)).findings
    line = text.split("\n")[finding.found.line - 1]
    assert line[finding.found.column - 1 :].startswith("section}")
    assert (finding.found.rule, finding.found.path) == ("DEMO-001", "DEMO-001.history.2024-01-15.source.locator")


def test_fingerprints_go_by_structure_and_not_by_line(tmp_path: Path) -> None:
    text = RULE.replace("locator: section 3", "locator: section")
    (before,) = run(demo(tmp_path, text)).findings
    (after,) = run(demo(tmp_path, f"# a comment\n\n{text}")).findings
    assert before.found.line != after.found.line
    assert before.fingerprint == after.fingerprint
    (other,) = run(demo(tmp_path, text.replace("DEMO-001", "DEMO-002"))).findings
    assert other.fingerprint != before.fingerprint


def test_findings_of_one_code_at_one_path_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    demo(tmp_path, RULE.replace("met_when: {at_least: {follow_up.planned: 15 years}}", "met_when: {all: [{is: {a: 1}}, {is: {b: 1}}]}"))
    found = named(run(tmp_path / "jurisdictions", select=""), "unknown-field")
    assert len({finding.fingerprint for finding in found}) == len(found) == 2


def test_a_jurisdiction_folder_of_ones_own_is_read_beside_the_bundled_ones(tmp_path: Path) -> None:
    home = tmp_path / "nice"
    home.mkdir()
    text = RULE.replace("DEMO-001", "NICE-900").replace("demo-guide", "nice-pmg36-2026").replace("2024-01-15", "2026-04-01")
    (home / "clinical.yaml").write_text(text, encoding="utf-8")
    assert [str(finding.found) for finding in run(home, select="").findings] == []
    (tmp_path / "lone.yaml").write_text(text, encoding="utf-8")
    assert [str(finding.found) for finding in run(tmp_path / "lone.yaml", select="").findings] == []


def test_an_overlay_replaces_a_rule_of_the_same_id(tmp_path: Path) -> None:
    home = tmp_path / "nice"
    home.mkdir()
    shutil.copy(bundled_data() / "jurisdictions" / "nice" / "clinical.yaml", home / "clinical.yaml")
    result = run(home, select="identity")
    assert result.rules > 0
    assert [str(finding.found) for finding in result.findings] == []


def test_a_folder_without_identity(tmp_path: Path) -> None:
    home = tmp_path / "nowhere"
    home.mkdir()
    (home / "clinical.yaml").write_text(RULE.replace("DEMO", "NOWHERE"), encoding="utf-8")
    assert named(run(home, select=""), "no-jurisdiction")


def test_member_rules_stand_in_their_folder(tmp_path: Path) -> None:
    path = demo(tmp_path)
    (path.parent / "jurisdiction.yaml").write_text(
        "format: atmpcmp-jurisdiction-1\nid: DEMO\nname: D\nkind: joint-hta\ncoverage: C\nmembers: [{id: AA, name: Aland}]\n", encoding="utf-8"
    )
    inner = path.parent / "AA"
    inner.mkdir()
    (inner / "access.yaml").write_text(RULE.replace("DEMO-001", "DEMO-002").replace("  title", "  member: AA\n  title"), encoding="utf-8")
    assert named(run(tmp_path / "jurisdictions", select=""), "wrong-folder") == []
    path.write_text(RULE.replace("  title", "  member: AA\n  title"), encoding="utf-8")
    (finding,) = named(run(tmp_path / "jurisdictions", select=""), "wrong-folder")
    assert finding.found.file == str(path)


def test_dossiers_and_decisions_are_told_apart_by_what_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("product: {gmo: maybe}\n", encoding="utf-8")
    assert [finding.name for finding in run(path, select="").findings] == ["wrong-type"]
    path.write_text("format: atmpcmp-decisions-1\ndecisions: [{jurisdiction: NISE}]\n", encoding="utf-8")
    assert "missing-key" in {finding.name for finding in run(path, select="").findings}
    path.write_text("format: atmpcmp-decisions-1\ndecisions: none\nmore: 1\n", encoding="utf-8")
    assert {finding.name for finding in run(path, select="").findings} == {"wrong-shape", "unknown-key"}
    dossier = tmp_path / "dossier.yaml"
    dossier.write_text("- product\n", encoding="utf-8")
    assert [finding.name for finding in run(dossier, select="").findings] == ["wrong-shape"]


DECISION = """\
format: atmpcmp-decisions-1
decisions:
  - {jurisdiction: NISE, indication: x, date: 2020-13, kind: hta, outcome: No., critiques: [{topic: direct-comparisn, states: None.}],
     critiques_coverage: partial, source: {title: T, confidence: primary}}
  - {jurisdiction: FINOSE, member: NL, indication: x, date: 2062, kind: hta, outcome: No., source: {title: T, confidence: primary}}
  - {jurisdiction: EMA, member: NL, indication: x, date: 2020, kind: hta, outcome: No., source: {title: T, confidence: primary}}
"""


def test_decisions_name_what_the_library_holds(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(DECISION, encoding="utf-8")
    found = [(finding.name, finding.found.line) for finding in run(path, select="").findings]
    assert sorted(found) == [
        ("date-in-future", 5),
        ("unknown-jurisdiction", 3),
        ("unknown-member", 5),
        ("unknown-member", 6),
        ("unknown-topic", 3),
        ("wrong-date", 3),
    ]


# --- suppressions


def test_a_suppression_with_a_reason_silences_its_line(tmp_path: Path) -> None:
    for text in (
        RULE.replace("locator: section 3}", "locator: section}  # lint: ignore[locator-shape] the guide has one section"),
        RULE.replace("      source:", "      # lint: ignore[AC103] the guide has one section\n      source:").replace("section 3", "section"),
        RULE.replace("      source:", "      # lint: ignore[key-order, locator-shape] one section\n      # more words\n      source:").replace(
            "section 3", "section"
        ),
    ):
        result = run(demo(tmp_path, text))
        assert [finding.name for finding in result.findings] == []
        assert result.silenced == 1


def test_a_suppression_silences_nothing_else(tmp_path: Path) -> None:
    text = RULE.replace("locator: section 3}", "locator: section}  # lint: ignore[key-order] another code")
    assert {finding.name for finding in run(demo(tmp_path, text)).findings} == {"locator-shape", "unused-suppression"}
    text = RULE.replace("locator: section 3}", "locator: section}  # lint: ignore[locator-shape]")
    assert {finding.name for finding in run(demo(tmp_path, text)).findings} == {"locator-shape", "suppression-without-reason"}
    text = RULE.replace("locator: section 3}", "locator: section}  # lint: ignore the whole line")
    assert {finding.name for finding in run(demo(tmp_path, text)).findings} == {"locator-shape", "unknown-suppression"}


def test_a_suppression_of_a_whole_file(tmp_path: Path) -> None:
    text = RULE.replace("locator: section 3", "locator: section") + RULE.replace("DEMO-001", "DEMO-002").replace("locator: section 3", "locator: page")
    path = demo(tmp_path, f"# lint: ignore-file[locator-shape] one section\n{text}")
    result = run(path, select="sources")
    assert [finding.name for finding in result.findings] == []
    assert result.silenced == 2
    path.write_text(f"# lint: ignore-file[locator-shape] one section\n{RULE}", encoding="utf-8")
    assert [finding.name for finding in run(path).findings] == ["unused-suppression"]


def test_a_suppression_that_nothing_follows(tmp_path: Path) -> None:
    path = demo(tmp_path, f"{RULE}# lint: ignore[locator-shape] one section\n# the end\n")
    assert [finding.name for finding in run(path).findings] == ["unused-suppression"]


def test_what_cannot_be_read_cannot_be_silenced(tmp_path: Path) -> None:
    path = demo(tmp_path, "DEMO-001: [  # lint: ignore[not-yaml] to be written\n")
    assert {finding.name for finding in run(path).findings} == {"not-yaml", "unknown-suppression"}
    assert {finding.name for finding in run(path, select="key-order").findings} == {"not-yaml"}


def test_unused_suppressions_only_where_their_codes_ran(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("section 3}", "section 3}  # lint: ignore[locator-shape] reason"))
    assert [finding.name for finding in run(path, select="").findings] == ["unused-suppression"]
    assert run(path, select="suppressions").findings == ()


# --- baseline


def test_a_baseline_knows_findings_by_structure(tmp_path: Path) -> None:
    text = RULE.replace("locator: section 3", "locator: section")
    path = demo(tmp_path, text)
    known = tmp_path / "baseline.json"
    known.write_text(baseline_of(run(path).findings), encoding="utf-8")
    moved = demo(tmp_path, f"# moved\n{text}".replace("2026-06-30", "2062-06-30"))
    result = lint([moved], selected(["strict"], []), TODAY, baseline=read_baseline(known))
    assert [finding.name for finding in result.findings] == ["date-in-future"]
    assert result.known == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "other", "findings": []}', '{"format": "atmpcmp-lint-baseline-1"}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError):
        read_baseline(path)


# --- selection


def test_groups_add_and_codes_stand_alone() -> None:
    def names(select: list[str], ignore: list[str]) -> set[str]:
        return {code.name for code in selected(select, ignore) if not code.is_fatal}

    default, every = names([], []), names(["all"], [])
    assert default == {code.name for code in codes() if code.group == "default" and not code.is_fatal}
    assert names(["strict"], []) == default | {code.name for code in codes() if code.group == "strict"}
    assert names(["strict,preview"], []) == every == {code.name for code in codes() if not code.is_fatal}
    assert names(["AC101"], []) == {"source-without-locator"}
    assert names(["dates"], []) == {code.name for code in codes() if code.family == "dates"}
    assert names(["strict", "unused-document"], ["sources"]) == {name for name in names(["strict"], []) if name not in names(["sources"], [])}
    assert names([], ["default"]) == set()


def test_a_name_that_is_no_code() -> None:
    with pytest.raises(ValueError, match="did you mean locator-shape"):
        selected(["locator-shap"], [])
    with pytest.raises(ValueError, match="is no lint code, family or group"):
        selected([], ["zzzzzzzzzz"])


def test_all_bundled_data_can_be_linted() -> None:
    result = lint([], codes(), TODAY)
    assert result.rules > 500
    assert result.examples > 2000
    assert result.files > 90
