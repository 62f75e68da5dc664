"""The result of `lint` as SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from atmpcmp.lint.code import RIGHT, SECTIONS, WHAT, WHY, WRONG
from atmpcmp.reports import lint_words as words
from atmpcmp.reports.clean_text import clean, json_safe
from atmpcmp.version import __version__

if TYPE_CHECKING:
    from atmpcmp.lint.code import Code
    from atmpcmp.lint.finding import Finding
    from atmpcmp.lint.run import LintResult

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "atmpcmpStructure/v1"


def render(result: LintResult) -> str:
    """One run with a descriptor for each code that ran and a result for each finding."""
    index = {code.name: position for position, code in enumerate(result.codes)}
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "atmpcmp",
                        "version": __version__,
                        "semanticVersion": _semantic(__version__),
                        "rules": [_descriptor(code) for code in result.codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder in which lint was run."}}},
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {"level": "note", "message": {"text": clean(words.left_out(file, count))}} for file, count in result.left_out.items()
                        ],
                    }
                ],
                "results": [_result(finding, index[finding.name]) for finding in result.findings],
            }
        ],
    }
    return json_safe(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _semantic(version: str) -> str:
    shape = re.match(r"\d+\.\d+\.\d+", version)
    return shape[0] if shape else "0.0.0"


def _descriptor(code: Code) -> dict[str, Any]:
    sections = code.sections
    page = "\n\n".join(f"## {title}\n\n{_fenced(title, sections[title])}" for title in SECTIONS if title in sections)
    return {
        "id": code.name,
        "name": "".join(part.capitalize() for part in code.name.split("-")),
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": " ".join(f"{sections.get(WHAT, code.title)} {sections.get(WHY, '')}".split())},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": code.severity},
        "properties": {"tags": [code.family, code.group, code.alias], "precision": "high" if code.group == "default" else "medium"},
    }


def _fenced(title: str, text: str) -> str:
    return f"```yaml\n{text}\n```" if title in (WRONG, RIGHT) else text


def _result(finding: Finding, index: int) -> dict[str, Any]:
    found = finding.found
    physical: dict[str, Any] = {"artifactLocation": _artifact(found.file)}
    if found.line:
        physical["region"] = {"startLine": found.line, "startColumn": max(found.column, 1)}
    location: dict[str, Any] = {"physicalLocation": physical}
    if found.path:
        location["logicalLocations"] = [{"fullyQualifiedName": found.path, "kind": "member"}]
    record: dict[str, Any] = {
        "ruleId": finding.name,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": clean(words.sentence(finding))},
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if found.rule:
        record["properties"] = {"rule": found.rule}
    if found.fix:
        record["fixes"] = [
            {
                "description": {"text": clean(found.help or found.message)},
                "artifactChanges": [
                    {
                        "artifactLocation": _artifact(found.file),
                        "replacements": [
                            {
                                "deletedRegion": {
                                    "startLine": edit.line,
                                    "startColumn": edit.column,
                                    "endLine": edit.end_line,
                                    "endColumn": edit.end_column,
                                },
                                "insertedContent": {"text": edit.text},
                            }
                            for edit in found.fix
                        ],
                    }
                ],
            }
        ]
    return record


def _artifact(file: str) -> dict[str, str]:
    name = clean(file)
    if name.startswith("/"):
        return {"uri": f"file://{quote(name)}"}
    return {"uri": quote(name), "uriBaseId": "SRCROOT"}
