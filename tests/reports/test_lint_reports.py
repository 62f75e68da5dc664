"""Reports of lint on one result: every format says each finding, its place and what is left out."""

from __future__ import annotations

import importlib
import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from atmpcmp.lint.code import SECTIONS
from atmpcmp.lint.registry import code_called, codes
from atmpcmp.reports import explanation, lint_page, lint_table
from atmpcmp.reports.terminal import Terminal
from lint.demo_folder import RULE, demo, run

if TYPE_CHECKING:
    from pathlib import Path

    from atmpcmp.lint.run import LintResult

TEXTS = ("plain", "json", "sarif", "github", "junit", "markdown")


@pytest.fixture
def result(tmp_path: Path) -> LintResult:
    many = "".join(RULE.replace("DEMO-001", f"DEMO-{number:03d}").replace("demo-guide", "demo-giude") for number in range(1, 6))
    path = demo(tmp_path, many)
    (path.parent / "broken.yaml").write_text("", encoding="utf-8")
    return run(path.parent, select="strict", max_per_file=3)


@pytest.fixture
def nothing(tmp_path: Path) -> LintResult:
    text = RULE.replace("locator: section 3}", "locator: section}  # lint: ignore[locator-shape] one section")
    return run(demo(tmp_path / "clean", text))


def _render(form: str, result: LintResult) -> str:
    text: str = importlib.import_module(f"atmpcmp.reports.lint_{form}").render(result)
    return text


@pytest.mark.parametrize("form", TEXTS)
def test_every_finding_is_said_with_its_place(form: str, result: LintResult) -> None:
    text = _render(form, result)
    for finding in result.findings:
        assert finding.name in text
        assert str(finding.found.line or "") in text
    assert "2" in text
    assert result.left_out


@pytest.mark.parametrize("form", TEXTS)
def test_nothing_is_said_of_nothing(form: str, nothing: LintResult) -> None:
    text = _render(form, nothing)
    assert "locator-shape" not in re.sub(r'"(id|name|help|markdown|text)": ".*"', "", text)
    assert text.endswith("\n")


def test_records_of_files_as_a_whole_have_no_line(result: LintResult) -> None:
    record = next(one for one in json.loads(_render("json", result))["findings"] if one["name"] == "empty-file")
    assert (record["line"], record["column"], record["rule"], record["help"]) == (None, None, None, None)
    sarif = json.loads(_render("sarif", result))["runs"][0]
    place = next(one for one in sarif["results"] if one["ruleId"] == "empty-file")["locations"][0]["physicalLocation"]
    assert "region" not in place
    assert place["artifactLocation"]["uri"].startswith("file:///")
    assert "empty-file" in _render("github", result)


def test_sarif_carries_pages_fixes_and_notices(result: LintResult) -> None:
    run_record = json.loads(_render("sarif", result))["runs"][0]
    assert all("## What it finds" in rule["help"]["text"] for rule in run_record["tool"]["driver"]["rules"])
    assert any("fixes" in one for one in run_record["results"])
    assert run_record["invocations"][0]["toolExecutionNotifications"]


def test_junit_is_xml(result: LintResult) -> None:
    root = ET.fromstring(_render("junit", result).split("\n", 1)[1])  # noqa: S314  our own output
    assert int(root.attrib["failures"]) == len(result.findings)


@pytest.mark.parametrize("terminal", [Terminal(60), Terminal(120, color=True), Terminal(200, unicode=False)])
def test_table_shows_the_line_with_a_mark(terminal: Terminal, result: LintResult, nothing: LintResult) -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", lint_table.render(result, terminal))
    assert "demo-giude" in text
    assert re.search(r"^ +\| +\^$", text, re.MULTILINE)
    assert "more findings in this file, not shown" in " ".join(text.split())
    assert "can be mended with --fix" in text
    assert "nothing found" in lint_table.render(nothing, terminal)


def test_pages_hold_every_section() -> None:
    for code in codes():
        page = lint_page.page(code)
        assert all(f"## {title}" in page for title in code.sections)
        assert f"# {code.name}" in page
    index = lint_page.index(codes())
    assert all(f"[{code.name}]({code.name}.md)" in index for code in codes())


@pytest.mark.parametrize("form", ["plain", "markdown", "json", "table"])
def test_a_code_is_explained_in_every_format(form: str) -> None:
    code = code_called("AC308")
    assert code is not None
    text = explanation.render([lint_page.explain_code(code)], form, Terminal(200) if form == "table" else None)
    assert "constant-condition" in text
    assert all(title.lower() in text for title in SECTIONS)
    text = explanation.render([lint_page.explain_codes(codes())], form, Terminal(200) if form == "table" else None)
    assert all(code.alias in text for code in codes())
