"""`atmpcmp lint`."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmpcmp.cli import EXIT_FAILED, EXIT_FINDINGS, EXIT_OK
from atmpcmp.cli.options import Color, ColorOption, Output, format_of, terminal_of, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from atmpcmp.lint.code import Code
    from atmpcmp.lint.run import LintResult

FORMATS = {
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".txt": "plain",
    ".github": "github",
}
MANY_FILES = 100
EVERY = 10**9


class FailOn(StrEnum):
    """From which findings on the exit code is 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Rule files, folders of them, dossiers, decisions; the bundled data where none is given."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="NAME",
            help="Add a group (strict, preview, all), or run only these codes or families (sources, dates, …); may be given several times.",
        ),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="NAME", help="Leave out a code, family or group.")] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="Exit with 1 on findings of this severity and above.")] = FailOn.ERROR,
    baseline: Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help="Do not report the findings that this file knows.")] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="Write what is found to this file, to be known from now on.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended without a person; comments stay.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    max_per_file: Annotated[int, typer.Option("--max-per-file", min=1, help="Report at most so many findings of one file.")] = 100,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, plain, json, sarif, github, junit or markdown; table on a terminal, plain elsewhere.",
        ),
    ] = None,
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Check rule files, and run the examples of every rule."""
    from atmpcmp.lint.selection import selected

    chosen = format_of(format, output, FORMATS)
    codes = selected(select or [], ignore or [])
    today = date.today()
    if fix or diff:
        _mend(paths or [], codes, today, is_dry=diff)
        if diff:
            raise typer.Exit(EXIT_OK)
    most = EVERY if write_baseline is not None else max_per_file
    with _progress(paths or [], codes) as advance:
        result = _result(paths or [], codes, today, baseline, most, advance)
    if write_baseline is not None:
        _write_baseline(result, write_baseline, paths or [])
        raise typer.Exit(EXIT_OK)
    write(_render(result, chosen, color, output), output, read=[*(paths or []), *([baseline] if baseline is not None else [])])
    raise typer.Exit(_exit_code(paths or [], result, fail_on))


def _exit_code(paths: Sequence[Path], result: LintResult, fail_on: FailOn) -> int:
    """1 for findings; 2 where what was asked for is not there, or nothing could be linted and the run would look as if it were clean."""
    from atmpcmp.cli.failing import say

    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    for path in missing:
        say(f"error: there is no {path}")
    fails = _fails(result, fail_on)
    is_broken = any(finding.name != "wrong-format" for finding in result.findings)
    is_idle = not result.read and not (fails and is_broken)
    if is_idle and not missing:
        say("error: nothing was linted: none of the files holds rules, a dossier or anything else of a library")
    if missing or is_idle:
        return EXIT_FAILED
    return EXIT_FINDINGS if fails else EXIT_OK


def _result(
    paths: Sequence[Path],
    codes: tuple[Code, ...],
    today: date,
    baseline: Path | None,
    max_per_file: int,
    advance: Callable[[], None] | None,
) -> LintResult:
    from atmpcmp.lint.baseline import read_baseline
    from atmpcmp.lint.run import lint

    known = read_baseline(baseline) if baseline is not None else frozenset()
    return lint(paths, codes, today, baseline=known, max_per_file=max_per_file, advance=advance)


@contextmanager
def _progress(paths: Sequence[Path], codes: tuple[Code, ...]) -> Iterator[Callable[[], None] | None]:
    """A bar on work that takes longer than a second, where somebody sees it: files read, then codes run."""
    from atmpcmp.reading.data_folders import bundled_data
    from atmpcmp.reports.progress import progress_bar

    count = sum(1 for path in (*paths, bundled_data()) if path.is_dir() for _ in path.rglob("*.yaml"))
    with progress_bar("linting", count + len(codes), is_long=count >= MANY_FILES) as advance:
        yield advance


def _mend(paths: Sequence[Path], codes: tuple[Code, ...], today: date, *, is_dry: bool) -> None:
    """Apply fixes, or show them as a diff."""
    from atmpcmp.cli.atomic_file import replace
    from atmpcmp.cli.failing import say
    from atmpcmp.lint.fixing import difference, mended
    from atmpcmp.reports.clean_text import printable

    changes = mended(paths, codes, today)
    for change in changes:
        if is_dry:
            write("".join(f"{printable(line)}\n" for line in difference(change)), None)
        else:
            replace(change.path, change.after)
    if not is_dry:
        count = sum(change.fixes for change in changes)
        say(f"{count} {'finding' if count == 1 else 'findings'} mended in {len(changes)} {'file' if len(changes) == 1 else 'files'}")


def _write_baseline(result: LintResult, path: Path, read: Sequence[Path]) -> None:
    from atmpcmp.cli.failing import say
    from atmpcmp.lint.baseline import baseline_of

    write(baseline_of(result.findings), path, read=read)
    say(f"{len(result.findings)} findings written to {path}")


def _render(result: LintResult, chosen: str, color: Color, output: Path | None) -> str:
    import importlib

    if chosen == "table":
        from atmpcmp.reports import lint_table

        return lint_table.render(result, terminal_of(color, output))
    content: str = importlib.import_module(f"atmpcmp.reports.lint_{chosen}").render(result)
    return content


def _fails(result: LintResult, fail_on: FailOn) -> bool:
    """Whether the result holds a finding at or above the threshold; of a file with too many, errors are reported first."""
    match fail_on:
        case FailOn.NEVER:
            return False
        case FailOn.WARNING:
            return bool(result.findings)
        case _:
            return any(finding.severity == "error" for finding in result.findings)
