"""Words that every format of a lint result uses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atmpcmp.lint.finding import Finding
    from atmpcmp.lint.run import LintResult


def sentence(finding: Finding) -> str:
    """The message with the right thing, where it is known."""
    found = finding.found
    return found.message + (f" ({found.help})" if found.help else "")


def place(finding: Finding) -> str:
    """`file:line:column`, or the file alone where the finding is about it as a whole."""
    found = finding.found
    return f"{found.file}:{found.line}:{found.column}" if found.line else f"{found.file}:1:1"


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def summary(result: LintResult) -> str:
    """What was found in how much, in one sentence."""
    severities = Counter(finding.severity for finding in result.findings)
    said = [counted(severities[severity], severity) for severity in ("error", "warning") if severities[severity]]
    more = sum(result.left_out.values())
    if more:
        said.append(f"{more:,} more not shown")
    checked = f"{counted(result.files, 'file')}, {counted(result.rules, 'rule')}, {counted(result.examples, 'example')} run"
    aside = [f"{result.silenced} silenced in place"] if result.silenced else []
    aside += [f"{result.known} known to the baseline"] if result.known else []
    return f"{', '.join(said) or 'nothing found'}; {checked}" + (f"; {', '.join(aside)}" if aside else "")


def left_out(file: str, count: int) -> str:
    """That a file has more findings than are shown."""
    return f"{file}: {counted(count, 'more finding')} in this file, not shown"
