"""The result of `lint` as JUnit XML: a suite for each file, a failed case for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from atmpcmp.reports import lint_words as words
from atmpcmp.reports.clean_text import clean

if TYPE_CHECKING:
    from atmpcmp.lint.finding import Finding
    from atmpcmp.lint.run import LintResult


def render(result: LintResult) -> str:
    """One suite for each file with findings; one passed case where there are none."""
    files = list(dict.fromkeys(finding.found.file for finding in result.findings))
    total = max(len(result.findings), 1)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="atmpcmp lint" tests="{total}" failures="{len(result.findings)}" errors="0">',
    ]
    for file in files:
        findings = [finding for finding in result.findings if finding.found.file == file]
        lines.append(f' <testsuite name={_attribute(file)} tests="{len(findings)}" failures="{len(findings)}" errors="0">')
        lines += [line for finding in findings for line in _case(finding)]
        if file in result.left_out:
            lines.append(f"  <system-out>{escape(clean(words.left_out(file, result.left_out[file])))}</system-out>")
        lines.append(" </testsuite>")
    if not files:
        lines += [
            ' <testsuite name="atmpcmp lint" tests="1" failures="0" errors="0">',
            f'  <testcase classname="atmpcmp.lint" name={_attribute(words.summary(result))}/>',
            " </testsuite>",
        ]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _case(finding: Finding) -> list[str]:
    found = finding.found
    name = f"{finding.name} {found.rule or found.path} line {found.line}"
    return [
        f"  <testcase classname={_attribute(found.file)} name={_attribute(name)} file={_attribute(found.file)} line={_attribute(str(found.line))}>",
        f"   <failure type={_attribute(finding.severity)} message={_attribute(found.message)}>",
        escape(clean(f"{words.place(finding)}: {finding.code} {finding.name}: {words.sentence(finding)}")),
        "   </failure>",
        "  </testcase>",
    ]


def _attribute(text: str) -> str:
    return quoteattr(clean(text))
