"""The work of `check` on one dossier, as any of several processes does it."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.cli.fail_on import FailOn
from atmpcmp.engine import check as judging
from atmpcmp.engine.portfolio import portfolio_row
from atmpcmp.engine.verdict import Judge, Status
from atmpcmp.model.rule import LEVELS
from atmpcmp.reading.dossier_file import read_dossier

if TYPE_CHECKING:
    from datetime import date

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.portfolio import PortfolioRow
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library
    from atmpcmp.reports.terminal import Terminal

# So many dossiers are kept between reading and judging; more are read again, so that memory does not grow with their number.
KEPT = 64
_TIDIED_AFTER = 128


@dataclass(frozen=True, slots=True)
class CheckWork:
    """What is asked of every dossier.

    Attributes:
        rules: folders with a user's own rules.
        columns: jurisdictions and members to judge against.
        topics: only rules on these; all where empty.
        as_of: the day asked for.
        today: the day that counts as today, for all processes the same.
        form: of the report.
        fail_on: from which findings on a dossier fails.
        is_portfolio: whether there are several dossiers.
        is_short: whether each is told in a few lines.
        show_all: every verdict and every question.
        terminal: for tables.
    """

    rules: tuple[Path, ...]
    columns: tuple[str, ...]
    topics: tuple[str, ...]
    as_of: date | None
    today: date
    form: str
    fail_on: FailOn
    is_portfolio: bool
    is_short: bool
    show_all: bool
    terminal: Terminal | None


class Piece(NamedTuple):
    """What came of one dossier: its part of the report, what a portfolio keeps of it, and whether it fails."""

    text: str
    row: PortfolioRow
    fails: bool


class CheckWorker:
    """Judges dossiers one after the other; conditions are compiled and precedents read once."""

    def __init__(self, work: CheckWork, library: Library) -> None:
        """Work by a library."""
        self._work = work
        self._library = library
        self._judge = Judge(library)
        self._kept: dict[Path, Dossier] = {}
        self._precedents: tuple[DecidedProduct, ...] | None = None
        self._judged = 0

    def read(self, path: Path) -> None:
        """Refuse what cannot be judged, before anything is reported.

        Raises:
            InvalidInputError: with every mistake of the dossier.
            NothingToCheckError: where no rule is in force.
        """
        work = self._work
        dossier = self._read(path)
        judging.refuse_nothing_to_check(self._library, dossier, against=work.columns, as_of=work.as_of, topics=work.topics, today=work.today)
        if len(self._kept) < KEPT:
            self._kept[path] = dossier

    def judge(self, path: Path) -> Piece:
        """Judge one dossier and report on it.

        Raises:
            InvalidInputError: with every mistake of the dossier.
            NothingToCheckError: where no rule is in force.
        """
        work = self._work
        dossier = self._kept.pop(path, None) or self._read(path)
        result = judging.check(self._library, dossier, against=work.columns, as_of=work.as_of, topics=work.topics, today=work.today, judge=self._judge)
        piece = Piece(self._text(result), portfolio_row(result, work.columns), _fails(result, work.fail_on))
        self._tidy()
        return piece

    def _read(self, path: Path) -> Dossier:
        return read_dossier(path, self._library.vocabulary)

    def _tidy(self) -> None:
        """Free what refers to itself now and then: the collector is off, since looking at the whole library again and again takes longer than judging."""
        if not self._judged:
            gc.freeze()
        self._judged += 1
        if self._judged % _TIDIED_AFTER == 0:
            gc.collect()

    def _text(self, result: CheckResult) -> str:
        work, library = self._work, self._library
        if work.form == "json":
            from atmpcmp.reports import check_json

            return check_json.dossier_text(result, library)
        if work.form == "csv":
            from atmpcmp.reports import check_csv

            return check_csv.rows(result, library, is_portfolio=work.is_portfolio)
        return self._short(result) if work.is_short else self._full(result)

    def _short(self, result: CheckResult) -> str:
        match self._work.form:
            case "markdown":
                from atmpcmp.reports import portfolio_markdown

                return portfolio_markdown.render_dossier(result, self._library)
            case "plain":
                from atmpcmp.reports import portfolio_plain

                return portfolio_plain.render_dossier(result, self._library)
            case _:
                from atmpcmp.reports import portfolio_table
                from atmpcmp.reports.terminal import Terminal

                return portfolio_table.render_dossier(result, self._library, self._work.terminal or Terminal())

    def _full(self, result: CheckResult) -> str:
        show_all, decided = self._work.show_all, self._decided(result)
        match self._work.form:
            case "markdown":
                from atmpcmp.reports import check_markdown

                return check_markdown.render([result], self._library, decided=decided, show_all=show_all)
            case "plain":
                from atmpcmp.reports import check_plain

                return check_plain.render([result], self._library, decided=decided, show_all=show_all)
            case _:
                from atmpcmp.reports import check_table
                from atmpcmp.reports.terminal import Terminal

                return check_table.render([result], self._library, self._work.terminal or Terminal(), decided=decided, show_all=show_all)

    def _decided(self, result: CheckResult) -> tuple[DecidedProduct, ...]:
        """The products whose decisions are precedents; none where there is no gap to show them under."""
        if not result.with_status(Status.GAP, levels=("must", "should")):
            return ()
        if self._precedents is None:
            from atmpcmp.reading.decided_products import read_decided_products

            self._precedents = read_decided_products(self._library)
        return self._precedents


def _fails(result: CheckResult, fail_on: FailOn) -> bool:
    """Whether a result holds a finding at or above the threshold."""
    if fail_on is FailOn.NEVER:
        return False
    levels = LEVELS if fail_on is FailOn.UNKNOWN else LEVELS[: LEVELS.index(fail_on.value) + 1]
    if result.with_status(Status.GAP, levels=levels):
        return True
    return fail_on is FailOn.UNKNOWN and bool(result.with_status(Status.UNKNOWN, Status.REVIEW))
