"""The compiled form of a library: lines of JSON, of which only those are parsed that something asks for.

The first line has what every command needs: fields, topics, jurisdictions, and of each rule whose it is, its topic and the days of its history. Then each
rule has two lines, what it asks and what it tells people, and each jurisdiction one with its documents. All of it was checked before it was written, so that
models are made of it as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Review, Test
from atmpcmp.model.field import Field
from atmpcmp.model.jurisdiction import DatedName, Document, Jurisdiction, Member, News, Source
from atmpcmp.model.library import Library
from atmpcmp.model.rule import Entry, Practice, Rule
from atmpcmp.model.topic import Topic, Topics, TopicValue
from atmpcmp.model.vocabulary import Implication, Section, Vocabulary
from atmpcmp.reading.rows import made, many, named, plain_of, reader_of, row_of, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

_RULE_KNOWN = ("id", "jurisdiction", "member", "topic", "kind", "level")
_RULE_TOLD = tuple(name for name in Rule.model_fields if name not in {*_RULE_KNOWN, "applies_when", "history"})
_ENTRY_KNOWN = ("since", "ended")
_ENTRY_ASKED = ("level", "confidence", "line")
_ENTRY_CONDITIONS = ("applies_when", "condition")
_ENTRY_TOLD = tuple(name for name in Entry.model_fields if name not in {*_ENTRY_KNOWN, *_ENTRY_ASKED, *_ENTRY_CONDITIONS})
_JURISDICTION_KNOWN = tuple(name for name in Jurisdiction.model_fields if name != "documents")


def written(library: Library) -> bytes:
    """A library as lines of JSON."""
    head = {
        "vocabulary": row_of(library.vocabulary),
        "topics": row_of(library.topics),
        "jurisdictions": [values_of(one, _JURISDICTION_KNOWN) for one in library.jurisdictions.values()],
        "rules": [[*values_of(rule, _RULE_KNOWN), [values_of(entry, _ENTRY_KNOWN) for entry in rule.history]] for rule in library.rules],
    }
    lines: list[Any] = [head]
    for rule in library.rules:
        lines.append([plain_of(rule.applies_when), [[*values_of(entry, _ENTRY_ASKED), *values_of(entry, _ENTRY_CONDITIONS)] for entry in rule.history]])
        lines.append([*values_of(rule, _RULE_TOLD), [values_of(entry, _ENTRY_TOLD) for entry in rule.history]])
    lines += [{name: row_of(document) for name, document in one.documents.items()} for one in library.jurisdictions.values()]
    import json

    return "\n".join(json.dumps(line, separators=(",", ":")) for line in lines).encode()


def read(body: bytes) -> Library:
    """The library of its lines.

    Args:
        body: what `written` gave.

    Raises:
        ValueError, TypeError, KeyError, IndexError: where it is something else.
    """
    lines = body.split(b"\n")
    head = from_json(lines[0])
    rows = head["rules"]
    if len(lines) != 1 + 2 * len(rows) + len(head["jurisdictions"]):
        raise ValueError("lines are missing")
    rules = tuple([_rule(row, _RuleLines(lines, 1 + 2 * index)) for index, row in enumerate(rows)])
    jurisdictions = [_jurisdiction(row, _DocumentsLine(lines[1 + 2 * len(rows) + index])) for index, row in enumerate(head["jurisdictions"])]
    return made(
        Library,
        {
            "vocabulary": _vocabulary(head["vocabulary"]),
            "topics": _topics(head["topics"]),
            "jurisdictions": {one.id: one for one in jurisdictions},
            "rules": rules,
        },
    )


class _RuleLines:
    """The two lines of a rule, read when one of their fields is asked for."""

    __slots__ = ("_at", "_conditions", "_lines", "rule")

    def __init__(self, lines: list[bytes], at: int) -> None:
        self._lines = lines
        self._at = at
        self._conditions: list[Any] | None = None
        self.rule: Rule

    def __call__(self, record: Rule | Entry, name: str) -> None:
        is_rule = record is self.rule
        if name in (_RULE_TOLD if is_rule else _ENTRY_TOLD):
            self._told()
            return
        if self._conditions is None:
            self._conditions = self._asked()
        if name in _ENTRY_CONDITIONS:
            # Each when it is asked for: of a rule that is not meant for a product nobody asks what it asks.
            of_rule, of_entries = self._conditions
            row = of_rule if is_rule else of_entries[self._number(record)][_ENTRY_CONDITIONS.index(name)]
            record.__dict__[name] = _condition(row)

    def _number(self, record: Rule | Entry) -> int:
        return next(index for index, entry in enumerate(self.rule.history) if entry is record)

    def _asked(self) -> list[Any]:
        """Put what is asked at hand; gives the conditions of the rule and of its entries."""
        applies_when, entries = from_json(self._lines[self._at])
        conditions = []
        for entry, (level, confidence, line, *of_entry) in zip(self.rule.history, entries, strict=True):
            entry.__dict__.update(level=level, confidence=confidence, line=line)
            conditions.append(of_entry)
        return [applies_when, conditions]

    def _told(self) -> None:
        *row, entries = from_json(self._lines[self._at + 1])
        told = dict(zip(_RULE_TOLD, row, strict=True))
        told["practice"] = tuple([_practice(one) for one in told["practice"]])
        self.rule.__dict__.update(told)
        for entry, row in zip(self.rule.history, entries, strict=True):
            told = dict(zip(_ENTRY_TOLD, row, strict=True))
            told["source"] = _source(told["source"])
            entry.__dict__.update(told)


class _DocumentsLine:
    """The documents of a jurisdiction, read when they are asked for."""

    __slots__ = ("_line",)

    def __init__(self, line: bytes) -> None:
        self._line = line

    def __call__(self, jurisdiction: Jurisdiction, _name: str) -> None:
        jurisdiction.__dict__["documents"] = {name: _document(row) for name, row in from_json(self._line).items()}


def _rule(row: list[Any], lines: _RuleLines) -> Rule:
    identity, jurisdiction, member, topic, kind, level, history = row
    entries = tuple([Entry.begun({"since": since, "ended": ended}, lines) for since, ended in history])
    held = {"id": identity, "jurisdiction": jurisdiction, "member": member, "topic": topic, "kind": kind, "level": level, "history": entries}
    lines.rule = Rule.begun(held, lines)
    return lines.rule


def _jurisdiction(row: list[Any], documents: _DocumentsLine) -> Jurisdiction:
    held = dict(zip(_JURISDICTION_KNOWN, row, strict=True))
    held |= {
        "aliases": tuple(held["aliases"]),
        "names": tuple(map(_dated_name, held["names"])),
        "members": tuple(map(_member, held["members"])),
        "news": tuple(map(_news, held["news"])),
    }
    return Jurisdiction.begun(held, documents)


def _condition(row: list[Any] | None) -> Condition | None:
    return _CONDITIONS[row[0]](row) if row is not None else None


def _test(row: list[Any]) -> Test:
    _, word, path, wanted, line = row
    return made(Test, {"word": word, "path": path, "wanted": made(FieldOperand, wanted) if isinstance(wanted, dict) else tuple(wanted), "line": line})


def _combination(row: list[Any]) -> Combination:
    _, word, parts, line = row
    return made(Combination, {"word": word, "parts": tuple([_CONDITIONS[part[0]](part) for part in parts]), "line": line})


def _negation(row: list[Any]) -> Negation:
    _, word, part, line = row
    return made(Negation, {"word": word, "part": _CONDITIONS[part[0]](part), "line": line})


def _quantifier(row: list[Any]) -> Quantifier:
    _, word, of, where, meets, line = row
    return made(Quantifier, {"word": word, "of": of, "where": _condition(where), "meets": _condition(meets), "line": line})


def _review(row: list[Any]) -> Review:
    _, word, question, line = row
    return made(Review, {"word": word, "question": question, "line": line})


_CONDITIONS: dict[str, Callable[[list[Any]], Condition]] = {
    "Test": _test,
    "Combination": _combination,
    "Negation": _negation,
    "Quantifier": _quantifier,
    "Review": _review,
}


_source = reader_of(Source)
_document = reader_of(Document)
_dated_name = reader_of(DatedName, source=_source)
_member = reader_of(Member, bodies=tuple, source=_source)
_news = reader_of(News, source=_source)
_practice = reader_of(Practice, source=_source)
_field = reader_of(Field, values=tuple, values_by_body=named(tuple))
_topic = reader_of(Topic, values=named(reader_of(TopicValue, field=_field)))
_topics = reader_of(Topics, topics=named(_topic))
_vocabulary = reader_of(
    Vocabulary,
    fields=named(_field),
    sections=many(reader_of(Section, paths=tuple)),
    territorial=tuple,
    implications=many(reader_of(Implication, when=named(tuple))),
    topics=tuple,
)
