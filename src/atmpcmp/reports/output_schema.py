"""JSON Schemas of what `--format json` prints, by the name that stands in `format`: for those who read it with a program of their own.

A key may be added to an output without a new number, so the schemas allow keys that they do not name; the tests do not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, get_args

from atmpcmp.engine.difference import DifferenceKind, PairedBy
from atmpcmp.engine.verdict import REQUIREMENT_STATUSES, ROUTE_STATUSES, Status
from atmpcmp.lint.finding import SEVERITIES
from atmpcmp.model.jurisdiction import Confidence
from atmpcmp.model.rule import LEVELS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Schema = dict[str, Any]
Output = Literal[
    "atmpcmp-check-1",
    "atmpcmp-diff-1",
    "atmpcmp-matrix-1",
    "atmpcmp-precedents-1",
    "atmpcmp-backtest-1",
    "atmpcmp-lint-1",
    "atmpcmp-explain-1",
    "atmpcmp-rules-1",
    "atmpcmp-jurisdictions-1",
    "atmpcmp-topics-1",
    "atmpcmp-documents-1",
    "atmpcmp-products-1",
    "atmpcmp-fields-1",
]
OUTPUTS: tuple[Output, ...] = get_args(Output)
_DIALECT = "http://json-schema.org/draft-07/schema#"
_DECISIONS = ("regulatory", "advisory-committee", "hta", "economic")
_COVERAGES = ("summary", "partial", "none")
_RELATIONS = ("equal", "stricter-left", "stricter-right", "different")


def render(output: Output) -> str:
    """The schema of one output as text."""
    return json.dumps(schema(output), ensure_ascii=False, indent=1) + "\n"


def schema(output: Output) -> Schema:
    """The schema of one output.

    Args:
        output: the name that stands in its `format`.
    """
    return {"$schema": _DIALECT, "title": output, "$comment": f"Written by atmpcmp schema {output}.", **_OUTPUTS[output](output)}


TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
SINCE: Schema = {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?|undated)$", "description": "A day, a month, a year, or undated."}
CONFIDENCE: Schema = {"enum": list(get_args(Confidence)), "description": "How well it was read; recalled is unconfirmed."}
LEVEL: Schema = {"enum": list(LEVELS)}
ANYTHING: Schema = {}


def _or_null(inner: Schema) -> Schema:
    if "enum" in inner:
        return {**inner, "enum": [*inner["enum"], None]}
    return {**inner, "type": [inner["type"], "null"]} if isinstance(inner.get("type"), str) else {"anyOf": [inner, {"type": "null"}]}


def _list(inner: Schema) -> Schema:
    return {"type": "array", "items": inner}


def _map(inner: Schema) -> Schema:
    return {"type": "object", "additionalProperties": inner}


def _one_of(words: Iterable[str]) -> Schema:
    return {"enum": list(words)}


def _record(properties: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object that has these keys, and may have those."""
    return {"type": "object", "properties": {**properties, **(optional or {})}, "required": list(properties)}


def _said(inner: Schema, words: str) -> Schema:
    return {**inner, "description": words}


SOURCE = _record({"document": TEXT, "title": _or_null(TEXT), "locator": _or_null(TEXT), "url": _or_null(TEXT)})
CLAUSE = _record(
    {
        "part": _said(_one_of(("applies", "met")), "About the scope of the rule, or about what it asks."),
        "field": TEXT,
        "wanted": TEXT,
        "found": _said(TEXT, "What the dossier says, or not stated."),
        "found_at": _or_null(TEXT),
        "truth": _one_of(("yes", "no", "unknown")),
        "line": _said(_or_null(COUNT), "In the dossier's file."),
    }
)
SIDE = _record({"jurisdiction": TEXT, "member": _or_null(TEXT), "as_of": DAY})


def _document(output: Output, properties: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return _record({"format": {"const": output}, **properties}, optional)


def _check(output: Output) -> Schema:
    dossier = _record(
        {
            "file": TEXT,
            "product": TEXT,
            "verdicts": _list(_verdict(("requirement",), [str(status) for status in REQUIREMENT_STATUSES], {"level": LEVEL})),
            "routes": _list(_verdict(("route",), [str(status) for status in ROUTE_STATUSES], {})),
            "divergences": _list(_record({"topic": TEXT, "met": _list(TEXT), "gap": _list(TEXT), "unknown": _list(TEXT), "sentence": TEXT})),
            "summary": _said(
                _map(_record({level: _record({str(status): COUNT for status in REQUIREMENT_STATUSES}) for level in LEVELS})),
                "Counts by jurisdiction or member (FINOSE:NO), level and status.",
            ),
        }
    )
    unfinished = _said(_list(TEXT), "Dossiers that were not judged, since the work was interrupted; not there where all were.")
    return _document(output, {"as_of": _said(DAY, "The day asked for, or today."), "dossiers": _list(dossier)}, {"unfinished": unfinished})


def _verdict(kinds: Iterable[str], statuses: Iterable[str], more: dict[str, Schema]) -> Schema:
    return _record(
        {
            "jurisdiction": TEXT,
            "member": _or_null(TEXT),
            "rule": TEXT,
            "name": TEXT,
            "kind": _one_of(kinds),
            "topic": TEXT,
            "group": TEXT,
            **more,
            "status": _one_of(statuses),
            "as_of": _said(DAY, "The day that counted."),
            "title": TEXT,
            "states": TEXT,
            "why": TEXT,
            "closes_with": _or_null(TEXT),
            "confidence": CONFIDENCE,
            "clauses": _list(CLAUSE),
            "waits_for": _said(_list(TEXT), "Fields that are not stated."),
            "questions": _said(_list(TEXT), "For a person to judge."),
            "practice": _list(_record({"states": TEXT, "confidence": _or_null(CONFIDENCE), "source": {"anyOf": [SOURCE, {"const": {}}]}})),
            "source": SOURCE,
            "rule_file": TEXT,
            "rule_line": COUNT,
        }
    )


def _ruling() -> Schema:
    return _record(
        {
            "rule": TEXT,
            "name": TEXT,
            "kind": _one_of(get_args(Kind)),
            "title": TEXT,
            "states": TEXT,
            "level": _or_null(LEVEL),
            "in_force_from": SINCE,
            "ended": YES_NO,
            "values": _map(ANYTHING),
            "confidence": CONFIDENCE,
            "source": SOURCE,
            "rule_file": TEXT,
            "rule_line": COUNT,
        }
    )


def _diff(output: Output) -> Schema:
    relation = _one_of(_RELATIONS)
    judged = _record(
        {
            "rule": TEXT,
            "status": _one_of(str(status) for status in Status),
            "level": _or_null(LEVEL),
            "why": TEXT,
            "clauses": _list(CLAUSE),
            "waits_for": _list(TEXT),
            "questions": _list(TEXT),
        }
    )
    measure = _record({"field": TEXT, "left": TEXT, "right": TEXT, "relation": relation, "left_rules": _list(TEXT), "right_rules": _list(TEXT)})
    turn = _record({"since": SINCE, "ended": YES_NO, "states": TEXT, "confidence": CONFIDENCE, "source": SOURCE})
    by_product = _record({"rank": COUNT, "sentence": TEXT, "left": _list(judged), "right": _list(judged)})
    topic = _record(
        {
            "topic": TEXT,
            "group": TEXT,
            "kind": _one_of(kind.word for kind in DifferenceKind),
            "sentence": TEXT,
            "left": _list(_ruling()),
            "right": _list(_ruling()),
            "measures": _list(measure),
            "pairs": _list(_record({"left": TEXT, "right": TEXT, "paired_by": _one_of(found.value for found in PairedBy), "relation": relation})),
        },
        {
            "announced": _said(_record({"left": _list(_ruling()), "right": _list(_ruling())}), "Rules that come into force after the day."),
            "changes": _list(_record({"rule": TEXT, "became": _one_of(("new", "ended", "changed")), "turns": _list(turn)})),
            "judged": _said(by_product, "What a dossier makes of the topic; the least rank first."),
        },
    )
    left_out = _said(_map(COUNT), "How many topics a dossier left out, by why.")
    return _document(output, {"left": SIDE, "right": SIDE, "topics": _list(topic), "counts": _map(COUNT)}, {"left_out": left_out})


def _matrix(output: Output) -> Schema:
    cell = _record(
        {
            "jurisdiction": TEXT,
            "member": _or_null(TEXT),
            "text": _said(TEXT, "The essential value or stance in a few words."),
            "kind": _one_of(get_args(Kind)),
            "level": _or_null(LEVEL),
            "in_force_from": SINCE,
            "confidence": CONFIDENCE,
            "values": _map(ANYTHING),
            "states": TEXT,
            "rules": _list(TEXT),
            "announced": _list(_record({"rule": TEXT, "in_force_from": SINCE, "ended": YES_NO})),
            "source": SOURCE,
        }
    )
    pairs = _said(_record({"differing": COUNT, "comparable": COUNT}), "Pairs of columns that can be compared on the topic, and those of them that differ.")
    return _document(
        output,
        {
            "as_of": DAY,
            "columns": _list(SIDE),
            "without_rules": _list(TEXT),
            "topics": _list(_record({"topic": TEXT, "group": TEXT, "title": TEXT, "pairs": pairs, "cells": _list(cell)})),
            "harmonisation": _list(_record({"left": TEXT, "right": TEXT, "group": TEXT, "same": COUNT, "comparable": COUNT})),
        },
    )


def _precedents(output: Output) -> Schema:
    points = _list(_record({"topic": TEXT, "states": TEXT}))
    source = _record({"title": TEXT, "url": _or_null(TEXT), "locator": _or_null(TEXT), "read_at": _or_null(TEXT), "confidence": CONFIDENCE})
    similarity = _record({"alike": _map(TEXT), "different": _map(_record({"dossier": TEXT, "precedent": TEXT})), "reason": TEXT})
    precedent = _record(
        {
            "product": TEXT,
            "name": TEXT,
            "jurisdiction": TEXT,
            "member": _or_null(TEXT),
            "indication": TEXT,
            "other_indication": YES_NO,
            "date": SINCE,
            "kind": _one_of(_DECISIONS),
            "outcome": TEXT,
            "critiques": points,
            "critiques_coverage": _one_of(_COVERAGES),
            "accepted": points,
            "conditions": _list(TEXT),
            "source": source,
        },
        {"similarity": similarity},
    )
    return _document(output, {"file": TEXT, "product": TEXT, "precedents": _list(precedent)})


def _backtest(output: Output) -> Schema:
    share = {"type": "number", "minimum": 0, "maximum": 1}
    interval = {**_or_null(_list(share)), "minItems": 2, "maxItems": 2, "description": "95 % interval of the recall; null where nothing was named."}
    recall = _record({"found": COUNT, "named": COUNT, "recall": _or_null(share), "interval": interval})
    table = _record({"all": recall, "by_jurisdiction": _map(recall), "by_product": _map(recall), "by_topic": _map(recall)})
    record = _record(
        {
            "product": TEXT,
            "indication": TEXT,
            "jurisdiction": TEXT,
            "member": _or_null(TEXT),
            "as_of": DAY,
            "kind": _one_of(_DECISIONS),
            "critiques_coverage": _one_of(_COVERAGES),
            "named": _list(TEXT),
            "gap": _list(TEXT),
            "unknown": _list(TEXT),
            "missed": _list(_record({"topic": TEXT, "why": TEXT})),
            "not_named": _list(TEXT),
            "baseline": _list(TEXT),
            "baseline_with_unknown": _list(TEXT),
        }
    )
    tables = [f"{name}{group}{unknown}" for name in ("recall", "baseline") for group in ("", "_by_group") for unknown in ("", "_with_unknown")]
    return _document(output, {"records": _list(record), **dict.fromkeys(tables, table), "why_missed": _map(COUNT), "left_out": _map(COUNT)})


def _lint(output: Output) -> Schema:
    finding = _record(
        {
            "code": TEXT,
            "name": TEXT,
            "severity": _one_of(SEVERITIES),
            "message": TEXT,
            "file": TEXT,
            "line": _or_null(COUNT),
            "column": _or_null(COUNT),
            "rule": _or_null(TEXT),
            "help": _or_null(TEXT),
            "path": TEXT,
            "group": TEXT,
            "fixable": YES_NO,
            "fingerprint": _said(TEXT, "Stays the same while lines move: baselines know findings by it."),
        }
    )
    counts = {"files": COUNT, "rules": COUNT, "examples": COUNT}
    left_out = _said(_map(COUNT), "By file, findings beyond those reported.")
    return _document(output, {"findings": _list(finding), **counts, "left_out": left_out, "silenced": COUNT, "known": COUNT})


def _explain(output: Output) -> Schema:
    paragraph = _record({"label": TEXT, "lines": _list(TEXT)})
    explanation = _record({"kind": _one_of(("rule", "topic", "field", "lint code", "lint codes")), "name": TEXT, "title": TEXT, "paragraphs": _list(paragraph)})
    return _document(output, {"explanations": _list(explanation)})


def _listed(row: dict[str, Schema]) -> Callable[[Output], Schema]:
    """A list of what is in the library; the name of the format says what is listed."""
    return lambda output: _document(output, {output.split("-")[1]: _list(_record(row))})


_RULE_ROW = {
    "rule": TEXT,
    "name": TEXT,
    "jurisdiction": TEXT,
    "member": _or_null(TEXT),
    "kind": _one_of(get_args(Kind)),
    "topic": TEXT,
    "group": TEXT,
    "level": _or_null(LEVEL),
    "title": TEXT,
    "states": TEXT,
    "in_force_from": SINCE,
    "in_force_until": _or_null(SINCE),
    "confidence": CONFIDENCE,
    "still_valid_on": _or_null(SINCE),
    "source": SOURCE,
    "values": _map(ANYTHING),
}
_JURISDICTION_ROW = {
    "jurisdiction": TEXT,
    "name": TEXT,
    "kind": _one_of(("regulator", "hta", "joint-hta", "payer")),
    "territory": _or_null(TEXT),
    "aliases": _list(TEXT),
    "members": _list(TEXT),
    "rules": COUNT,
    "confirmed": _said(_or_null(TEXT), "The share of its rules that were read in a document or about one."),
    "last_full_review": _or_null(SINCE),
    "coverage": TEXT,
}
_TOPIC_ROW = {"topic": TEXT, "group": TEXT, "title": TEXT, "question": TEXT, "jurisdictions": _list(TEXT), "rules": COUNT}
_DOCUMENT_ROW = {
    "document": TEXT,
    "jurisdiction": TEXT,
    "title": TEXT,
    "reference": _or_null(TEXT),
    "issuer": _or_null(TEXT),
    "issued": _or_null(TEXT),
    "effective": _or_null(TEXT),
    "superseded_by": _or_null(TEXT),
    "status": _or_null(TEXT),
    "url": _or_null(TEXT),
    "note": _or_null(TEXT),
    "rules": COUNT,
}
_PRODUCT_ROW = {"product": TEXT, "name": TEXT, "indication": TEXT, "file": TEXT}
_FIELD_ROW = {
    "field": TEXT,
    "type": TEXT,
    "unit": _or_null(TEXT),
    "values": {
        "description": "A closed list, lists by body, or the name of a list of the library.",
        "anyOf": [_list(TEXT), _map(_list(TEXT)), TEXT, {"type": "null"}],
    },
    "core": YES_NO,
    "derived": YES_NO,
    "help": TEXT,
    "mirrors": TEXT,
    "rules": COUNT,
}
_OUTPUTS: dict[Output, Callable[[Output], Schema]] = {
    "atmpcmp-check-1": _check,
    "atmpcmp-diff-1": _diff,
    "atmpcmp-matrix-1": _matrix,
    "atmpcmp-precedents-1": _precedents,
    "atmpcmp-backtest-1": _backtest,
    "atmpcmp-lint-1": _lint,
    "atmpcmp-explain-1": _explain,
    "atmpcmp-rules-1": _listed(_RULE_ROW),
    "atmpcmp-jurisdictions-1": _listed(_JURISDICTION_ROW),
    "atmpcmp-topics-1": _listed(_TOPIC_ROW),
    "atmpcmp-documents-1": _listed(_DOCUMENT_ROW),
    "atmpcmp-products-1": _listed(_PRODUCT_ROW),
    "atmpcmp-fields-1": _listed(_FIELD_ROW),
}
