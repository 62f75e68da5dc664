"""The result of `lint` as lines that editors understand: `file:line:column: severity name: message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports import lint_words as words
from atmpcmp.reports.clean_text import clean

if TYPE_CHECKING:
    from atmpcmp.lint.run import LintResult


def render(result: LintResult) -> str:
    """A line for each finding, then the sum."""
    lines = [f"{words.place(finding)}: {finding.severity} {finding.name}: {words.sentence(finding)}" for finding in result.findings]
    lines += [words.left_out(file, count) for file, count in result.left_out.items()]
    return "".join(f"{clean(line)}\n" for line in [*lines, words.summary(result)])
