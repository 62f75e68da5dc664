"""The result of `lint` as Markdown, for a summary page or a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports import lint_words as words
from atmpcmp.reports.clean_text import clean_markdown

if TYPE_CHECKING:
    from atmpcmp.lint.run import LintResult


def render(result: LintResult) -> str:
    """A table for each file, then the sum."""
    lines = ["# Lint", "", clean_markdown(words.summary(result))]
    files = dict.fromkeys(finding.found.file for finding in result.findings)
    for file in files:
        lines += ["", f"## {clean_markdown(file)}", "", "| line | severity | code | message |", "|---:|---|---|---|"]
        for finding in result.findings:
            if finding.found.file == file:
                code = f"{finding.code} {finding.name}"
                lines.append(f"| {finding.found.line or ''} | {finding.severity} | {code} | {clean_markdown(words.sentence(finding))} |")
        if file in result.left_out:
            lines += ["", clean_markdown(words.left_out(file, result.left_out[file]))]
    return "\n".join(lines) + "\n"
