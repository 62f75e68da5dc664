"""The result of `diff` as JSON, format `atmpcmp-diff-1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atmpcmp.engine.strictness import Strictness
from atmpcmp.reports.check_json import clause_record, source_record
from atmpcmp.reports.clean_text import json_safe

if TYPE_CHECKING:
    from atmpcmp.engine.difference import Change, DiffResult, Measure, Ruling, TopicDifference
    from atmpcmp.engine.side import Side
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.library import Library

FORMAT = "atmpcmp-diff-1"
_RELATIONS = {Strictness.SAME: "equal", Strictness.STRICTER: "stricter-left", Strictness.LOOSER: "stricter-right", Strictness.UNLIKE: "different"}


def render(result: DiffResult, library: Library) -> str:
    """A comparison as one JSON document."""
    document = {
        "format": FORMAT,
        "left": side_record(result.left),
        "right": side_record(result.right),
        "topics": [topic_record(topic, library) for topic in result.topics],
        "counts": {kind.word: count for kind, count in result.counts.items()},
    }
    if result.left_out:
        document["left_out"] = result.left_out
    return json_safe(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def side_record(side: Side) -> dict[str, Any]:
    """A jurisdiction or member on its day."""
    return {"jurisdiction": side.jurisdiction, "member": side.member, "as_of": side.as_of.isoformat()}


def topic_record(topic: TopicDifference, library: Library) -> dict[str, Any]:
    """One topic with the rules on both sides."""
    record: dict[str, Any] = {
        "topic": topic.topic,
        "group": topic.group,
        "kind": topic.kind.word,
        "sentence": topic.sentence,
        "left": [ruling_record(ruling, library) for ruling in topic.left],
        "right": [ruling_record(ruling, library) for ruling in topic.right],
        "measures": [measure_record(measure) for measure in topic.measures],
        "pairs": [
            {"left": pair.left.rule.id, "right": pair.right.rule.id, "paired_by": pair.paired_by.value, "relation": _RELATIONS[pair.strictness]}
            for pair in topic.pairs
        ],
    }
    announced = {
        "left": [ruling_record(ruling, library) for ruling in topic.announced_left],
        "right": [ruling_record(ruling, library) for ruling in topic.announced_right],
    }
    if any(announced.values()):
        record["announced"] = announced
    if topic.changes:
        record["changes"] = [change_record(change, library) for change in topic.changes]
    if topic.judged is not None:
        record["judged"] = {
            "rank": topic.judged.rank,
            "sentence": topic.judged.sentence,
            "left": [verdict_record(verdict) for verdict in topic.judged.left],
            "right": [verdict_record(verdict) for verdict in topic.judged.right],
        }
    return record


def ruling_record(ruling: Ruling, library: Library) -> dict[str, Any]:
    """One rule as it stands on the day of its side."""
    rule, entry = ruling.rule, ruling.entry
    return {
        "rule": rule.id,
        "name": rule.name,
        "kind": rule.kind,
        "title": rule.title,
        "states": entry.states,
        "level": ruling.level,
        "in_force_from": entry.since,
        "ended": entry.ended,
        "values": entry.values,
        "confidence": entry.confidence,
        "source": source_record(entry.source, rule.jurisdiction, library),
        "rule_file": rule.file,
        "rule_line": entry.line or rule.line,
    }


def measure_record(measure: Measure) -> dict[str, Any]:
    """What both sides say how much of."""
    return {
        "field": measure.field,
        "left": measure.left,
        "right": measure.right,
        "relation": _RELATIONS[measure.relation],
        "left_rules": list(measure.left_rules),
        "right_rules": list(measure.right_rules),
    }


def change_record(change: Change, library: Library) -> dict[str, Any]:
    """What became of one rule, with the documents that brought it."""
    became = "new" if change.before is None else "ended" if change.after is None else "changed"
    turns = [
        {
            "since": turn.since,
            "ended": turn.ended,
            "states": turn.states,
            "confidence": turn.confidence,
            "source": source_record(turn.source, change.rule.jurisdiction, library),
        }
        for turn in change.turns
    ]
    return {"rule": change.rule.id, "became": became, "turns": turns}


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """What a rule makes of the product."""
    return {
        "rule": verdict.rule.id,
        "status": str(verdict.status),
        "level": verdict.level,
        "why": verdict.why,
        "clauses": [clause_record(clause) for clause in verdict.clauses],
        "waits_for": list(verdict.waits_for),
        "questions": list(verdict.questions),
    }
