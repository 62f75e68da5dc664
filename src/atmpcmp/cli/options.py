"""Options that several commands share, and what they mean."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmpcmp.cli import EXIT_FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from atmpcmp.cli.atomic_file import Replacement
    from atmpcmp.model.library import Library
    from atmpcmp.reports.terminal import Terminal


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="Also read the rules in this folder; may be given several times."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to the terminal.")]
ColorOption = Annotated[Color, typer.Option("--color", help="When to colour; NO_COLOR is honoured.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Judge as of this day (2026-06-30); by default the filing day stated for each body, else today.",
    ),
]


def day_of(text: str | None) -> date | None:
    """The day that `--as-of` names.

    Raises:
        ValueError: where it is no day of the calendar.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else _refuse(text)
    except ValueError:
        return _refuse(text)


def _refuse(text: str) -> date:
    raise ValueError(f"--as-of wants a day of the calendar such as 2026-06-30, not “{text}”")


def jurisdictions_of(against: list[str] | None) -> list[str] | None:
    """The names given with --against, each by itself; None where there was no such option.

    Raises:
        ValueError: where the option names none.
    """
    names = [name for part in against or [] for name in part.split(",") if name.strip()]
    if against is not None and not names:
        raise ValueError("--against names no jurisdiction")
    return names if against is not None else None


def library_of(rules: list[Path] | None) -> Library:
    """The bundled library with users' folders; raises InvalidInputError where it does not load."""
    from atmpcmp.reading.library_cache import load_library

    return load_library(rules or [])


def library_as_read(rules: list[Path] | None) -> Library:
    """The library as far as it can be read, for those who are about to mend or complete it; raises InvalidInputError where there is none."""
    from atmpcmp.model.problem import InvalidInputError
    from atmpcmp.reading.library_folders import read_library

    try:
        return library_of(rules)
    except InvalidInputError:
        return read_library(rules or []).library


def topics_of(wanted: Sequence[str], library: Library) -> list[str]:
    """The topics that names stand for: a topic, or all topics of a group.

    Raises:
        ValueError: for a name that is neither.
    """
    from atmpcmp.model.nearest import did_you_mean

    topics: list[str] = []
    for name in (part.strip() for one in wanted for part in one.split(",")):
        if name in library.topics.groups:
            topics += [topic.id for topic in library.topics.topics.values() if topic.group == name]
        elif name in library.topics.topics:
            topics.append(name)
        else:
            hint = did_you_mean(name, [*library.topics.topics, *library.topics.groups])
            raise ValueError(f"unknown topic “{name}”" + (f" ({hint})" if hint else "; `atmpcmp list topics` shows them"))
    return topics


def format_of(chosen: str | None, output: Path | None, formats: dict[str, str]) -> str:
    """The format: as chosen, else by the ending of the output file, else table on a terminal and plain elsewhere.

    Args:
        chosen: what `--format` says.
        output: what `--output` says.
        formats: the formats of the command, by the ending of a file.

    Raises:
        ValueError: for a format that the command does not have.
    """
    known = list(dict.fromkeys(["table", "plain", *formats.values()]))
    if chosen is not None:
        if chosen not in known:
            from atmpcmp.model.nearest import did_you_mean

            raise ValueError(f"unknown format “{chosen}” ({did_you_mean(chosen, known) or 'one of: ' + ', '.join(known)})")
        return chosen
    if output is not None:
        return formats.get(output.suffix.lower(), "plain")
    return "table" if sys.stdout.isatty() else "plain"


def terminal_of(color: Color, output: Path | None) -> Terminal:
    """Where the report is going to be read."""
    from atmpcmp.reports.terminal import Terminal

    is_terminal = output is None and sys.stdout.isatty()
    dumb = os.environ.get("TERM") == "dumb" or bool(os.environ.get("NO_COLOR"))
    wanted = color is Color.ALWAYS or (color is Color.AUTO and ((is_terminal and not dumb) or bool(os.environ.get("FORCE_COLOR"))))
    encoding = "utf-8" if output is not None else (sys.stdout.encoding or "utf-8").lower().replace("-", "")
    return Terminal(
        shutil.get_terminal_size((100, 24)).columns,
        wanted and output is None,
        encoding.replace("-", "").startswith("utf"),
    )


def write(content: str, output: Path | None, *, read: Iterable[Path] = ()) -> None:
    """Give the report to the terminal, or put it in a file as a whole or not at all.

    Args:
        content: the report.
        output: where it goes; to standard output where None.
        read: files and folders that the work read; none of them is written over.

    Raises:
        ValueError: where the output is one of them, a directory, or in none.
        OSError: where it cannot be written.
    """
    with writing(output, read=read) as destination:
        destination.write(content)


class Destination:
    """Where a report goes piece by piece: the terminal, or a file that takes its place when it is whole."""

    def __init__(self, replacement: Replacement | None) -> None:
        """Write to a file that is being replaced, or to the terminal."""
        self._replacement = replacement

    def write(self, content: str) -> None:
        """Write a piece."""
        if self._replacement is not None:
            self._replacement.stream.write(content)
        else:
            _print(content.encode(sys.stdout.encoding or "utf-8", "replace"))

    def keep_unfinished(self) -> Path | None:
        """Put what there is beside the file and not in its place, which belongs to a whole report; gives the name, or None for a terminal."""
        if self._replacement is None:
            return None
        path = self._replacement.path
        if path.is_file() or not path.exists():
            self._replacement.path = path.with_name(f"{path.stem}.unfinished{path.suffix}")
        return self._replacement.path


@contextmanager
def writing(output: Path | None, *, read: Iterable[Path] = ()) -> Iterator[Destination]:
    """A place to write to, piece by piece; `read` are files and folders that the work reads, none of which is written over."""
    if output is None:
        try:
            yield Destination(None)
        except BrokenPipeError:
            # The reader went away (`| head`). Left to typer the exit code would be 1, which says that there are findings.
            raise SystemExit(EXIT_FAILED) from None
        return
    from atmpcmp.cli.atomic_file import overwritten, replacement

    if lost := overwritten(output, read):
        raise ValueError(f"{output} is not written: {lost} is what was read, and would be lost")
    with replacement(output) as written:
        yield Destination(written)


def _print(content: bytes) -> None:
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(content.decode(sys.stdout.encoding or "utf-8"))
        return
    # Without a buffer (PYTHONUNBUFFERED) a write may take a part only, and Python's text layer would forget the rest.
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]
    stream.flush()
