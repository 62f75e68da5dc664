"""Every page of a lint code is right: its Wrong block has the finding, its Right block has not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from atmpcmp.lint.code import SECTIONS, Code
from atmpcmp.lint.finding import Finding
from atmpcmp.lint.registry import FAMILIES, code_called, codes
from atmpcmp.lint.run import LintResult, lint
from atmpcmp.reading.data_folders import bundled_data

from .page_blocks import parts, write

TODAY = date(2026, 6, 30)
# What no text of a file can show: tried in test_bad_paths.py and test_silence.py.
WITHOUT_BLOCKS = {"unreadable-file", "too-large", "silence-decides"}


def _run(block: str, folder: Path) -> LintResult:
    return lint([write(block, folder)], codes(), TODAY, max_per_file=10_000)


@pytest.mark.parametrize("code", [pytest.param(code, id=code.name) for code in codes() if code.name not in WITHOUT_BLOCKS])
def test_wrong_has_the_finding(code: Code, tmp_path: Path) -> None:
    result = _run(code.sections["Wrong"], tmp_path)
    found = [finding for finding in result.findings if finding.name == code.name]
    assert found, [str(finding.found) for finding in result.findings]
    assert all(finding.severity == code.severity and finding.code == code.alias for finding in found)
    assert all(finding.found.message for finding in found)


@pytest.mark.parametrize("code", [pytest.param(code, id=code.name) for code in codes() if code.name not in WITHOUT_BLOCKS])
def test_right_has_not(code: Code, tmp_path: Path) -> None:
    block = code.sections["Right"]
    result = _run(block, tmp_path)
    assert [str(finding.found) for finding in result.findings if finding.name == code.name and _is_of_block(finding, block)] == []
    errors = [f"{finding.name}: {finding.found.message}" for finding in result.findings if finding.severity == "error" and finding.name != "example-fails"]
    assert errors == []
    rules = sum("rule" in part.how or "/AA/" in part.file for part in parts(block))
    assert result.rules >= rules


def _is_of_block(finding: Finding, block: str) -> bool:
    """Whether a finding is in what the block says: the bundled vocabulary and topics stand in the folder too."""
    for part in parts(block):
        if finding.found.file.endswith(f"/{part.file}"):
            lines = (bundled_data() / part.file).read_text(encoding="utf-8").count("\n") if part.how == "at the end" else 0
            return finding.found.line > lines
    return False


@pytest.mark.parametrize("code", [pytest.param(code, id=code.name) for code in codes()])
def test_page_is_whole(code: Code) -> None:
    wanted = [title for title in SECTIONS if code.name not in WITHOUT_BLOCKS or title not in ("Wrong", "Right")]
    assert list(code.sections) == wanted
    assert all(code.sections.values())
    assert code.title.endswith(".")
    assert re.fullmatch(r"AC\d{3}", code.alias)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
    assert code.family in FAMILIES


def test_names_and_aliases_are_unique() -> None:
    every = codes()
    assert len({code.name for code in every}) == len({code.alias for code in every}) == len(every)
    assert len(every) >= 45
    for code in every:
        assert code_called(code.name) is code
        assert code_called(code.alias.lower()) is code


def test_every_code_of_the_reader_has_a_lint_code() -> None:
    """What the reader calls a mistake is the name of a lint code, or is claimed by one."""
    source = Path(__file__).parents[2] / "src" / "atmpcmp"
    lint_text = "".join(path.read_text(encoding="utf-8") for path in (source / "lint").glob("*.py"))
    claimed = {
        name
        for call in re.findall(r"(?:refused|_near|_in_order|_with_replacement)\((?:subject, )?([^)]*)\)", lint_text)
        for name in re.findall(r'"([^"]+)"', call)
    }
    text = "".join(path.read_text(encoding="utf-8") for folder in ("reading", "model") for path in (source / folder).glob("*.py"))
    used = set(
        re.findall(
            r'"((?:wrong|unknown|missing|duplicate|unreadable|not-yaml|empty|several|yaml|too|history|undated|undeclared|stated|repeated)-[a-z0-9-]+)"', text
        )
    )
    assert used
    assert {name for name in used if name != "not-an-atmp"} <= claimed, used - claimed
