"""Findings that a rule set had when lint was adopted: known, and not reported again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.reading.yaml_text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from atmpcmp.lint.finding import Finding

BASELINE_FORMAT = "atmpcmp-lint-baseline-1"


def baseline_of(findings: Iterable[Finding]) -> str:
    """The text of a baseline file: a line for each finding, for people and for version control."""
    records = [{"fingerprint": finding.fingerprint, "name": finding.name, "file": finding.found.file, "path": finding.found.path} for finding in findings]
    lines = ",\n".join(f"  {json.dumps(record, ensure_ascii=False)}" for record in records)
    return f'{{"format": "{BASELINE_FORMAT}", "findings": [\n{lines}\n]}}\n'


def read_baseline(path: Path) -> frozenset[str]:
    """The fingerprints of a baseline file.

    Raises:
        InvalidInputError: where it cannot be read, or is none.
    """
    return baseline_from(read_text(path, str(path)), str(path))


def baseline_from(text: str, file: str) -> frozenset[str]:
    """The fingerprints in the text of a baseline file; raises InvalidInputError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        raise InvalidInputError([Problem(file, line, column, "this baseline is not JSON", "write it anew with --write-baseline")]) from None
    if not isinstance(data, dict) or data.get("format") != BASELINE_FORMAT or not isinstance(data.get("findings"), list):
        raise InvalidInputError([Problem(file, 1, 1, f"a baseline says format: {BASELINE_FORMAT}", "write it anew with --write-baseline")])
    return frozenset(str(record.get("fingerprint")) for record in data["findings"] if isinstance(record, dict))
