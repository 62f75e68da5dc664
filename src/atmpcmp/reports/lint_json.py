"""The result of `lint` as JSON, format `atmpcmp-lint-1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atmpcmp.reports.clean_text import json_safe

if TYPE_CHECKING:
    from atmpcmp.lint.finding import Finding
    from atmpcmp.lint.run import LintResult

FORMAT = "atmpcmp-lint-1"


def render(result: LintResult) -> str:
    """The whole result as one document."""
    document = {
        "format": FORMAT,
        "findings": [finding_record(finding) for finding in result.findings],
        "files": result.files,
        "rules": result.rules,
        "examples": result.examples,
        "left_out": result.left_out,
        "silenced": result.silenced,
        "known": result.known,
    }
    return json_safe(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding; `line` and `column` are null where it is about the file as a whole."""
    found = finding.found
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": found.message,
        "file": found.file,
        "line": found.line or None,
        "column": found.column or None,
        "rule": found.rule or None,
        "help": found.help or None,
        "path": found.path,
        "group": finding.group,
        "fixable": bool(found.fix),
        "fingerprint": finding.fingerprint,
    }
