"""Mistakes seeded into real rule files are each caught, with the right code at the right line."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from atmpcmp.lint.run import lint
from atmpcmp.lint.selection import selected
from atmpcmp.reading.data_folders import bundled_data

from .page_blocks import DATA, load

MUTATIONS: list[dict[str, Any]] = load((DATA / "mutations.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 8, 1)


@pytest.mark.parametrize("mutation", [pytest.param(mutation, id=mutation["name"]) for mutation in MUTATIONS])
def test_mutation_is_caught(mutation: dict[str, Any], tmp_path: Path) -> None:
    home = mutation["file"].partition("/")[0]
    shutil.copytree(bundled_data() / "jurisdictions" / home, tmp_path / home)
    path = tmp_path / mutation["file"]
    text = path.read_text(encoding="utf-8")
    start = text.index(f"\n{mutation['rule']}:") + 1
    end = re.compile(r"^[A-Z][A-Z0-9-]*:$", re.MULTILINE).search(text, start + len(mutation["rule"]))
    stop = end.start() if end is not None else len(text)
    body = text[start:stop]
    assert mutation["from"] in body, "the rule has changed: choose another place to put this mistake"
    mutated = body.replace(mutation["from"], mutation["to"], 1)
    path.write_text(text[:start] + mutated + text[stop:], encoding="utf-8")
    at = start + mutated.index(mutation.get("at", mutation["to"]))
    line = path.read_text(encoding="utf-8")[:at].count("\n") + 1
    before = _found_before(bundled_data() / "jurisdictions" / mutation["file"])
    found = _found(path)
    assert (mutation["code"], line) in found, sorted(found - before)
    assert (mutation["code"], line) not in before


@lru_cache
def _found_before(path: Path) -> set[tuple[str, int]]:
    return _found(path)


def _found(path: Path) -> set[tuple[str, int]]:
    result = lint([path], selected(["strict"], []), TODAY, max_per_file=10_000)
    return {(finding.name, finding.found.line) for finding in result.findings}


def test_there_are_ten_kinds() -> None:
    assert len({mutation["code"] for mutation in MUTATIONS}) >= 10
