"""The result of `check` as JSON, format `atmpcmp-check-1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atmpcmp.engine.truth import Truth
from atmpcmp.reports.clean_text import json_safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.outcome import Clause
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.jurisdiction import Source
    from atmpcmp.model.library import Library

FORMAT = "atmpcmp-check-1"
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_TRUTHS = {truth: truth.word for truth in Truth}


def render(results: Sequence[CheckResult], library: Library, as_of: date) -> str:
    """All results as one JSON document.

    Args:
        results: one for each dossier.
        library: for titles and addresses of documents.
        as_of: the day asked for, or today; the day of each verdict stands with it.
    """
    return opening(as_of) + between().join(dossier_text(result, library) for result in results) + closing()


def opening(as_of: date) -> str:
    """What stands before the dossiers, for those who write them one after the other."""
    return f'{{"format": {_text(FORMAT)},\n "as_of": {_text(as_of.isoformat())},\n "dossiers": [\n'


def between() -> str:
    """What stands between two dossiers."""
    return ",\n"


def closing(unfinished: Sequence[str] = ()) -> str:
    """What stands after the dossiers; names the files that were not judged since the work was interrupted."""
    left = f',\n "unfinished": {_text(list(unfinished))}' if unfinished else ""
    return f"\n ]{left}}}\n"


def dossier_text(result: CheckResult, library: Library) -> str:
    """One dossier of the document: a line for each verdict, which `grep` and `diff` can use, and which is written several times as fast as an indented one."""
    return "  {" + ",\n   ".join(f"{_text(key)}: {_value(value)}" for key, value in dossier_record(result, library).items()) + "}"


def _value(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _text(value)
    return "[\n    " + ",\n    ".join(_text(item) for item in value) + "\n   ]"


def _text(value: Any) -> str:
    return json_safe(_ENCODER.encode(value))


def dossier_record(result: CheckResult, library: Library) -> dict[str, Any]:
    """One dossier of the document."""
    return {
        "file": result.dossier.file,
        "product": result.dossier.product,
        "verdicts": [verdict_record(verdict, library) for verdict in result.verdicts],
        "routes": [verdict_record(verdict, library) for verdict in result.routes],
        "divergences": [
            {"topic": found.topic, "met": list(found.met), "gap": list(found.gap), "unknown": list(found.unknown), "sentence": found.sentence}
            for found in result.divergences
        ],
        "summary": result.summary,
    }


def verdict_record(verdict: Verdict, library: Library) -> dict[str, Any]:
    """One verdict; a route has no level."""
    rule, entry = verdict.rule, verdict.entry
    record: dict[str, Any] = {
        "jurisdiction": rule.jurisdiction,
        "member": rule.member,
        "rule": rule.id,
        "name": rule.name,
        "kind": rule.kind,
        "topic": rule.topic,
        "group": library.topics.topics[rule.topic].group,
    }
    if rule.kind != "route":
        record["level"] = verdict.level
    return record | {
        "status": str(verdict.status),
        "as_of": verdict.judged_on.day.isoformat(),
        "title": rule.title,
        "states": entry.states,
        "why": verdict.why,
        "closes_with": rule.closes_with,
        "confidence": entry.confidence,
        "clauses": [clause_record(clause) for clause in verdict.clauses],
        "waits_for": list(verdict.waits_for),
        "questions": list(verdict.questions),
        "practice": [
            {"states": practice.states, "confidence": practice.confidence, "source": source_record(practice.source, rule.jurisdiction, library)}
            for practice in rule.practice
            if practice.states is not None
        ],
        "source": source_record(entry.source, rule.jurisdiction, library),
        "rule_file": rule.file,
        "rule_line": rule.line,
    }


def clause_record(clause: Clause) -> dict[str, Any]:
    """One clause with its truth, and the line of the dossier that it read."""
    return {
        "part": clause.part,
        "field": clause.field,
        "wanted": clause.wanted,
        "found": clause.found,
        "found_at": clause.found_at or None,
        "truth": _TRUTHS[clause.truth],
        "line": clause.line,
    }


def source_record(source: Source | None, jurisdiction: str, library: Library) -> dict[str, Any]:
    """Where it says so."""
    if source is None:
        return {}
    document = library.document(jurisdiction, source.document)
    return {
        "document": source.document,
        "title": document.title if document is not None else None,
        "locator": source.locator,
        "url": document.url if document is not None else None,
    }
