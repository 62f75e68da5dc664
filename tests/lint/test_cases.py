"""Further cases of lint codes, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.lint.registry import codes
from atmpcmp.lint.run import lint

from .demo_folder import TODAY
from .page_blocks import DATA, load, write

if TYPE_CHECKING:
    from pathlib import Path

CASES: list[dict[str, Any]] = load((DATA / "cases.yaml").read_text(encoding="utf-8"))
VOCABULARIES = ("vocabulary.yaml", "topics.yaml")


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['code']}-{number}") for number, case in enumerate(CASES)])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    result = lint([write(case["block"], tmp_path)], codes(), TODAY, max_per_file=10_000)
    ours = [finding for finding in result.findings if not finding.found.file.endswith(VOCABULARIES)]
    found = [finding.found for finding in ours if finding.name == case["code"]]
    assert len(found) == case["finds"], [f"{finding.name}: {finding.found.message}" for finding in ours]
    refused = {"unknown-field", "unknown-value", "wrong-type", "wrong-shape", "unknown-key", "missing-key", "wrong-condition", "wrong-value", "wrong-unit"}
    assert {finding.name for finding in ours} & refused <= {case["code"]}
    assert all(one.line > 0 for one in found)
