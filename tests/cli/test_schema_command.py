"""`atmpcmp schema` and `atmpcmp explain` of lint codes, as a user calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from atmpcmp.reports.json_schema import KINDS

if TYPE_CHECKING:
    from pathlib import Path


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "atmpcmp", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_for_each_kind_of_file(kind: str) -> None:
    done = _run("schema", kind)
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    jsonschema.Draft7Validator.check_schema(document)
    assert document["title"] == f"atmpcmp {kind}"


def test_a_schema_of_ones_own_jurisdictions(tmp_path: Path) -> None:
    home = tmp_path / "aifa"
    home.mkdir()
    (home / "jurisdiction.yaml").write_text("format: atmpcmp-jurisdiction-1\nid: AIFA\nname: A\nkind: payer\ncoverage: C\n", encoding="utf-8")
    (home / "documents.yaml").write_text("format: atmpcmp-documents-1\ndocuments: {a: {title: A, satus: final}}\n", encoding="utf-8")
    target = tmp_path / "dossier.schema.json"
    done = _run("schema", "dossier", "--rules", str(tmp_path), "--output", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    assert "AIFA" in json.loads(target.read_text(encoding="utf-8"))["definitions"]["jurisdiction"]["enum"]


def test_an_unknown_kind() -> None:
    done = _run("schema", "rulez")
    assert done.returncode == 2
    assert "rules" in done.stderr


@pytest.mark.parametrize("name", ["locator-shape", "AC103", "ac103"])
def test_a_lint_code_is_explained(name: str) -> None:
    done = _run("explain", name)
    assert done.returncode == 0
    assert done.stdout.startswith("locator-shape: ")
    assert "how to silence" in done.stdout


def test_all_lint_codes_are_listed() -> None:
    done = _run("explain", "lint")
    assert done.returncode == 0
    assert done.stdout.count("AC") >= 45


def test_a_misspelt_lint_code() -> None:
    done = _run("explain", "locator-shap")
    assert done.returncode == 2
    assert "locator-shape" in done.stderr
