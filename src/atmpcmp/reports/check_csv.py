"""The result of `check` as one row a verdict, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from atmpcmp.engine.clause_sentences import clause_sentences
from atmpcmp.engine.portfolio import portfolio_row
from atmpcmp.reports.check_words import citation
from atmpcmp.reports.clean_text import clean_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.library import Library

COLUMNS = (
    "product", "file", "jurisdiction", "member", "rule", "name", "kind", "topic", "group", "level", "status", "as_of", "title", "states", "why",
    "dossier", "lines", "waits_for", "questions", "closes_with", "source", "url", "confidence", "rule_file", "rule_line",
)  # fmt: skip
COUNTS = ("must_gaps", "should_gaps", "open")


def render(results: Sequence[CheckResult], library: Library) -> str:
    """A header and one row for each verdict and route of each dossier; of several dossiers each begins with rows of its counts."""
    is_portfolio = len(results) > 1
    return header(is_portfolio=is_portfolio) + "".join(rows(result, library, is_portfolio=is_portfolio) for result in results)


def header(*, is_portfolio: bool) -> str:
    """The names of the columns; a portfolio has counts beside."""
    return _lines([[*COLUMNS, *(COUNTS if is_portfolio else ())]])


def rows(result: CheckResult, library: Library, *, is_portfolio: bool) -> str:
    """The rows of one dossier.

    In a portfolio, rows of the kind `summary` come first, one for each jurisdiction and member: from these a spreadsheet makes the grid of products and
    jurisdictions, and a filter on `kind` parts them from the verdicts.
    """
    verdicts = (_row(result, verdict, library) for verdict in (*result.verdicts, *result.routes))
    if not is_portfolio:
        return _lines(verdicts)
    return _lines([*_counts(result), *([*row, "", "", ""] for row in verdicts)])


def _lines(cells: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([clean_cell(cell) for cell in row] for row in cells)
    return stream.getvalue()


def _counts(result: CheckResult) -> Iterator[list[str]]:
    columns = tuple(result.columns)
    for column, found in zip(columns, portfolio_row(result, columns).standings, strict=True):
        if found is not None:
            jurisdiction, _, member = column.partition(":")
            row = dict.fromkeys(COLUMNS, "") | {"product": result.dossier.product, "file": result.dossier.file, "jurisdiction": jurisdiction, "member": member}
            row |= {"kind": "summary", "as_of": result.columns[column].day.isoformat()}
            yield [*row.values(), str(found.must), str(found.should), str(found.open)]


def _row(result: CheckResult, verdict: Verdict, library: Library) -> list[str]:
    rule, entry = verdict.rule, verdict.entry
    document = library.document(rule.jurisdiction, entry.source.document)
    lines = sorted({clause.line for clause in verdict.deciding if clause.line is not None})
    return [
        result.dossier.product, result.dossier.file, rule.jurisdiction, rule.member or "", rule.id, rule.name, rule.kind, rule.topic,
        library.topics.topics[rule.topic].group, verdict.level or "", str(verdict.status), verdict.judged_on.day.isoformat(), rule.title,
        entry.states, verdict.why, "; ".join(clause_sentences(verdict.deciding, rule.body)), " ".join(map(str, lines)),
        " ".join(verdict.waits_for), " ".join(verdict.questions), rule.closes_with or "",
        citation(entry.source, entry.confidence, rule.jurisdiction, library), document.url or "" if document is not None else "",
        entry.confidence, rule.file, str(rule.line),
    ]  # fmt: skip
