"""The result of `lint` as annotations of a pull request, in the words of GitHub's workflow commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports import lint_words as words
from atmpcmp.reports.clean_text import clean

if TYPE_CHECKING:
    from atmpcmp.lint.finding import Finding
    from atmpcmp.lint.run import LintResult


def render(result: LintResult) -> str:
    """A command for each finding, then the sum as a notice."""
    lines = [_command(finding) for finding in result.findings]
    lines += [f"::warning file={_property(file)}::{_data(words.left_out(file, count))}" for file, count in result.left_out.items()]
    return "".join(f"{line}\n" for line in [*lines, f"::notice title=atmpcmp lint::{_data(words.summary(result))}"])


def _command(finding: Finding) -> str:
    found = finding.found
    place = f",line={found.line},col={found.column}" if found.line else ""
    title = _property(f"{finding.code} {finding.name}")
    return f"::{finding.severity} file={_property(found.file)}{place},title={title}::{_data(words.sentence(finding))}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
