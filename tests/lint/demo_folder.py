"""A small folder of data with the rules of one body, written for a test."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from atmpcmp.lint.finding import Finding
from atmpcmp.lint.run import LintResult, lint
from atmpcmp.lint.selection import selected
from atmpcmp.reading.data_folders import bundled_data

from .page_blocks import DATA

TODAY = date(2026, 6, 30)
RULE = """\
DEMO-001:
  name: follow-up-too-short
  topic: long-term-follow-up
  kind: requirement
  level: must
  title: Fifteen years of follow-up
  history:
    2024-01-15:
      states: Patients are followed for at least 15 years.
      met_when: {at_least: {follow_up.planned: 15 years}}
      source: {document: demo-guide, locator: section 3}
      confidence: primary
  still_valid_on: 2026-06-30
  closes_with: Extend the plan to 15 years.
  examples:
    met: [{follow_up: {planned: 15 years}}]
    gap: [{follow_up: {planned: 5 years}}]
"""


def demo(folder: Path, text: str = RULE) -> Path:
    """The rule file of a folder of data that holds it and what it needs; nothing else is found in it."""
    shutil.copytree(DATA / "base", folder, dirs_exist_ok=True)
    for name in ("vocabulary.yaml", "topics.yaml"):
        shutil.copy(bundled_data() / name, folder / name)
    path = folder / "jurisdictions" / "demo" / "clinical.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def run(*paths: Path, select: str = "strict", **options: int) -> LintResult:
    """Lint with a fixed day."""
    return lint(paths, selected([select] if select else [], []), TODAY, **options)  # type: ignore[arg-type]


def named(result: LintResult, name: str) -> list[Finding]:
    """The findings of one code."""
    return [finding for finding in result.findings if finding.name == name]
