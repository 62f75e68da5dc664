"""A run of `check`: dossiers through one or several processes into a report and an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from atmpcmp.cli import EXIT_FAILED, EXIT_FINDINGS, EXIT_OK, InterruptedByUserError
from atmpcmp.cli.check_work import CheckWorker, Piece
from atmpcmp.cli.interruption import interruption
from atmpcmp.cli.options import write, writing
from atmpcmp.engine.portfolio import Portfolio
from atmpcmp.model.problem import InvalidInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from atmpcmp.cli.check_work import CheckWork
    from atmpcmp.cli.interruption import Interruption
    from atmpcmp.cli.judging_processes import Judging, Outcome
    from atmpcmp.cli.options import Destination
    from atmpcmp.engine.portfolio import PortfolioRow
    from atmpcmp.model.library import Library

# What a dossier takes on a small machine; only for the guess whether somebody waits long enough to want a bar.
_SECONDS = {"read": 0.007, "judge": 0.04}
_STREAMED = ("json", "csv")
_CHUNK = 1 << 16


def run(work: CheckWork, library: Library, paths: Sequence[Path], jobs: int, output: Path | None) -> int:
    """Judge, report, and say how it went.

    Args:
        work: what is asked of every dossier.
        library: the rules.
        paths: the dossiers.
        jobs: in how many processes; 0 for as many as there are processors.
        output: where the report goes; the terminal where None.
    """
    if not work.is_portfolio:
        return _single(work, library, paths[0], output)
    from atmpcmp.cli.judging_processes import JudgingProcesses, ThisProcess

    count = min(jobs or _processors(), len(paths))
    judging = JudgingProcesses(work, library, count) if count > 1 else ThisProcess(work, library)
    try:
        with interruption() as asked:
            portfolio = _Portfolio(work, library, paths, judging, asked, count)
            return portfolio.streamed(output) if work.form in _STREAMED else portfolio.with_a_grid(output)
    finally:
        judging.end()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _single(work: CheckWork, library: Library, path: Path, output: Path | None) -> int:
    piece = CheckWorker(work, library).judge(path)
    write(_opening(work) + piece.text + _closing(work, ()), output, read=(path, *work.rules))
    return EXIT_FINDINGS if piece.fails else EXIT_OK


def _opening(work: CheckWork) -> str:
    if work.form == "json":
        from atmpcmp.reports import check_json

        return check_json.opening(work.as_of or work.today)
    if work.form == "csv":
        from atmpcmp.reports import check_csv

        return check_csv.header(is_portfolio=work.is_portfolio)
    return ""


def _between(work: CheckWork) -> str:
    if work.form == "json":
        from atmpcmp.reports import check_json

        return check_json.between()
    return ""


def _closing(work: CheckWork, unfinished: Sequence[str]) -> str:
    if work.form == "json":
        from atmpcmp.reports import check_json

        return check_json.closing(unfinished)
    return ""


class _Portfolio:
    """Several dossiers on their way into one report.

    Either all of them can be judged or nothing is reported, however many there are. So what is written as it comes reads every dossier first; what begins
    with a grid is put aside until the grid is known, and shows then whether a dossier could not be judged.
    """

    def __init__(self, work: CheckWork, library: Library, paths: Sequence[Path], judging: Judging, asked: Interruption, jobs: int) -> None:
        self.work = work
        self.library = library
        self.paths = paths
        self.judging = judging
        self.asked = asked
        self.jobs = jobs
        self.fails = False
        self.judged = 0

    def streamed(self, output: Path | None) -> int:
        """Write every piece as it comes."""
        refused = list(self._outcomes("read", shows_bar=True))
        if self.asked.is_asked:
            raise InterruptedByUserError
        _raise_first(refused)
        with writing(output, read=(*self.paths, *self.work.rules)) as destination:
            destination.write(_opening(self.work))
            # A bar would stand in the middle of what a terminal is shown.
            for outcome in self._outcomes("judge", shows_bar=output is not None or not sys.stdout.isatty()):
                piece = _piece(outcome)
                destination.write((_between(self.work) if self.judged else "") + piece.text)
                self._count(piece)
            destination.write(_closing(self.work, self._unfinished()))
            return self._ended(destination)

    def with_a_grid(self, output: Path | None) -> int:
        """Put pieces aside, and write them under the grid."""
        import tempfile

        rows: list[PortfolioRow] = []
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="") as aside:
            refused: list[Outcome] = []
            for outcome in self._outcomes("judge", shows_bar=True, refused=refused):
                if not isinstance(outcome, Piece):
                    refused.append(outcome)
                elif not refused:
                    aside.write(outcome.text)
                    rows.append(outcome.row)
                    self._count(outcome)
            if not rows and self.asked.is_asked:
                raise InterruptedByUserError
            if not self.asked.is_asked:
                _raise_first(refused)
            portfolio = Portfolio(self.work.columns, tuple(rows), self.work.as_of, self.work.today, self._unfinished())
            with writing(output, read=(*self.paths, *self.work.rules)) as destination:
                _write_grid(portfolio, self.work, self.library, aside, destination)
                return self._ended(destination)

    def _outcomes(self, verb: str, *, shows_bar: bool, refused: list[Outcome] | None = None) -> Iterator[Outcome]:
        """What comes of all dossiers; once one is refused, the others are only read for what is wrong with them."""
        from atmpcmp.cli.judging_processes import Task
        from atmpcmp.reports.progress import progress_bar

        is_long = shows_bar and len(self.paths) * _SECONDS[verb] / self.jobs > 1
        with progress_bar("reading" if verb == "read" else "judging", len(self.paths), is_long=is_long) as advance:
            for outcome in self.judging.outcomes((Task("read" if refused else verb, path) for path in self.paths), self.asked):
                yield outcome
                if advance is not None:
                    advance()

    def _count(self, piece: Piece) -> None:
        self.judged += 1
        self.fails = self.fails or piece.fails

    def _unfinished(self) -> tuple[str, ...]:
        return tuple(str(path) for path in self.paths[self.judged :])

    def _ended(self, destination: Destination) -> int:
        if self.judged == len(self.paths):
            return EXIT_FINDINGS if self.fails else EXIT_OK
        from atmpcmp.cli.failing import say

        kept = destination.keep_unfinished()
        where = f"; what is finished is in {kept}" if kept is not None else ""
        say(f"interrupted: {self.judged} of {len(self.paths)} dossiers were judged{where}")
        return EXIT_FAILED


def _piece(outcome: Outcome) -> Piece:
    if isinstance(outcome, Exception):
        raise outcome
    assert isinstance(outcome, Piece)  # noqa: S101  judging gives a piece or a reason
    return outcome


def _raise_first(outcomes: Sequence[Outcome]) -> None:
    """Refuse all where one is refused, with every mistake of every file.

    Raises:
        InvalidInputError: with the mistakes.
        ValueError: where there are none, the first of other reasons.
    """
    problems: list[Problem] = [problem for outcome in outcomes if isinstance(outcome, InvalidInputError) for problem in outcome.problems]
    if problems:
        raise InvalidInputError(problems)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome


def _write_grid(portfolio: Portfolio, work: CheckWork, library: Library, aside: TextIO, destination: Destination) -> None:
    """The grid, what was put aside, and the sum."""
    match work.form:
        case "markdown":
            from atmpcmp.reports import portfolio_markdown

            head = portfolio_markdown.render_head(portfolio, library, show_all=work.show_all)
            tail = portfolio_markdown.render_tail(portfolio)
        case "plain":
            from atmpcmp.reports import portfolio_plain

            head, tail = portfolio_plain.render_head(portfolio, library, show_all=work.show_all), portfolio_plain.render_tail(portfolio)
        case _:
            from atmpcmp.reports import portfolio_table
            from atmpcmp.reports.terminal import Terminal

            terminal = work.terminal or Terminal()
            head = portfolio_table.render_head(portfolio, library, terminal, show_all=work.show_all)
            tail = portfolio_table.render_tail(portfolio, terminal)
    destination.write(head)
    aside.seek(0)
    while chunk := aside.read(_CHUNK):
        destination.write(chunk)
    destination.write(tail)
