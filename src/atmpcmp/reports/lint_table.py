"""The result of `lint` for a terminal: findings by file, each with the line that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from atmpcmp.lint.line_breaks import lines_of
from atmpcmp.reports import lint_words as words
from atmpcmp.reports.clean_text import printable
from atmpcmp.reports.terminal import MAX_WIDTH, Terminal, spaced, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from atmpcmp.lint.finding import Finding
    from atmpcmp.lint.run import LintResult

STYLES = {"error": "bold red", "warning": "yellow"}
_MARGIN = 7


def render(result: LintResult, terminal: Terminal) -> str:
    """All findings, one under the other, then the sum."""
    return terminal.render(_parts(result, terminal))


def _parts(result: LintResult, terminal: Terminal) -> Iterator[RenderableType]:
    lines = {file: lines_of(content) for file, content in result.texts.items()}
    for file in dict.fromkeys(finding.found.file for finding in result.findings):
        yield text(file, "bold underline" if terminal.color else "bold")
        for finding in result.findings:
            if finding.found.file == file:
                yield from _finding(finding, lines.get(file, []), terminal)
        if file in result.left_out:
            yield text(words.left_out(file, result.left_out[file]), "dim")
        yield Text()
    yield text(words.summary(result), "bold")
    fixable = sum(bool(finding.found.fix) for finding in result.findings)
    if fixable:
        said = "1 can be mended" if fixable == 1 else f"{fixable} can be mended"
        yield text(f"{said} with --fix (--diff shows what would change)", "dim")
    if result.findings:
        yield text(f"atmpcmp explain {result.findings[0].name} tells more of a code", "dim")


def _finding(finding: Finding, lines: list[str], terminal: Terminal) -> Iterator[RenderableType]:
    found = finding.found
    where = f"{found.line}:{found.column}" if found.line else ""
    head = spaced(Text(where.rjust(_MARGIN), style="dim"), text(finding.severity, STYLES[finding.severity]), text(finding.name, "bold"))
    yield head
    yield Padding(text(found.message), (0, 0, 0, _MARGIN + 2))
    if found.line and found.line <= len(lines):
        yield Padding(_excerpt(lines[found.line - 1], found.column, terminal), (0, 0, 0, _MARGIN + 2))
    if found.help:
        said = Table.grid(padding=(0, 2, 0, 0))
        said.add_row(text("help", "dim"), text(found.help))
        yield Padding(said, (0, 0, 0, _MARGIN + 2))


def _excerpt(line: str, column: int, terminal: Terminal) -> Text:
    """The part of a line around a column that fits, with a mark under the place."""
    room = max(min(terminal.width, MAX_WIDTH) - _MARGIN - 6, 20)
    indent = len(line) - len(line.lstrip())
    start = indent if column - indent <= room else max(column - room // 2, indent)
    part = line[start : start + room]
    mark = " " * max(min(column - 1 - start, room), 0) + "^"
    shown = Text("| ", style="dim", no_wrap=True, overflow="crop")
    shown.append_text(Text(printable(part), style="cyan" if terminal.color else ""))
    shown.append(f"\n| {mark}", style="dim")
    return shown
