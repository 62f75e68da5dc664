"""The result of `check` as one row a verdict, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from atmpcmp.engine.clause_sentences import clause_sentences
from atmpcmp.reports.check_words import citation
from atmpcmp.reports.clean_text import clean_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.model.library import Library

COLUMNS = (
    "product", "file", "jurisdiction", "member", "rule", "name", "kind", "topic", "group", "level", "status", "as_of", "title", "states", "why",
    "dossier", "lines", "waits_for", "questions", "closes_with", "source", "url", "confidence", "rule_file", "rule_line",
)  # fmt: skip


def render(results: Sequence[CheckResult], library: Library) -> str:
    """A header and one row for each verdict and route of each dossier."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in results:
        for verdict in (*result.verdicts, *result.routes):
            rule, entry = verdict.rule, verdict.entry
            document = library.document(rule.jurisdiction, entry.source.document)
            lines = sorted({clause.line for clause in verdict.deciding if clause.line is not None})
            row = (
                result.dossier.product, result.dossier.file, rule.jurisdiction, rule.member or "", rule.id, rule.name, rule.kind, rule.topic,
                library.topics.topics[rule.topic].group, verdict.level or "", str(verdict.status), verdict.judged_on.day.isoformat(), rule.title,
                entry.states, verdict.why, "; ".join(clause_sentences(verdict.deciding, rule.body)), " ".join(map(str, lines)),
                " ".join(verdict.waits_for), " ".join(verdict.questions), rule.closes_with or "",
                citation(entry.source, entry.confidence, rule.jurisdiction, library), document.url or "" if document is not None else "",
                entry.confidence, rule.file, str(rule.line),
            )  # fmt: skip
            writer.writerow([clean_cell(cell) for cell in row])
    return stream.getvalue()
