"""What is in the library, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atmpcmp.engine.in_force import entry_in_force
from atmpcmp.reports.check_json import source_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Entry, Rule

RULES_SHOWN = ("rule", "jurisdiction", "member", "kind", "level", "topic", "title", "in_force_from", "confidence")
JURISDICTIONS_SHOWN = (
    "jurisdiction",
    "name",
    "kind",
    "territory",
    "aliases",
    "members",
    "rules",
    "confirmed",
    "last_full_review",
)
TOPICS_SHOWN = ("topic", "group", "title", "jurisdictions", "rules")
DOCUMENTS_SHOWN = ("document", "jurisdiction", "title", "issued", "status", "rules")
FIELDS_SHOWN = ("field", "type", "unit", "values", "core", "rules")
PRODUCTS_SHOWN = ("product", "name", "indication", "file")


def rule_rows(library: Library, rules: Iterable[Rule], day: date) -> list[dict[str, Any]]:
    """One row for each rule, with the entry that is in force on a day; of a rule that has ended or is to come, its newest entry."""
    rows = []
    for rule in rules:
        entry = entry_in_force(rule, day) or next((entry for entry in rule.history if not entry.ended), rule.history[0])
        rows.append(
            {
                "rule": rule.id,
                "name": rule.name,
                "jurisdiction": rule.jurisdiction,
                "member": rule.member,
                "kind": rule.kind,
                "topic": rule.topic,
                "group": library.topics.topics[rule.topic].group,
                "level": rule.level_of(entry),
                "title": rule.title,
                "states": entry.states,
                "in_force_from": entry.since,
                "in_force_until": _until(rule, entry),
                "confidence": entry.confidence,
                "still_valid_on": rule.still_valid_on,
                "source": source_record(entry.source, rule.jurisdiction, library),
                "values": entry.values,
            }
        )
    return rows


def _until(rule: Rule, entry: Entry) -> str | None:
    """The day from which the next entry counts; None for the newest."""
    index = rule.history.index(entry)
    return rule.history[index - 1].since if index else None


def jurisdiction_rows(library: Library) -> list[dict[str, Any]]:
    """One row for each jurisdiction, with the share of its newest entries that are confirmed."""
    rows = []
    for jurisdiction in library.jurisdictions.values():
        rules = [rule for rule in library.rules if rule.jurisdiction == jurisdiction.id]
        confirmed = sum(rule.history[0].confidence != "recalled" for rule in rules)
        rows.append(
            {
                "jurisdiction": jurisdiction.id,
                "name": jurisdiction.name,
                "kind": jurisdiction.kind,
                "territory": jurisdiction.territory,
                "aliases": list(jurisdiction.aliases),
                "members": [member.id for member in jurisdiction.members],
                "rules": len(rules),
                "confirmed": f"{100 * confirmed // len(rules)} %" if rules else None,
                "last_full_review": jurisdiction.last_full_review,
                "coverage": jurisdiction.coverage,
            }
        )
    return rows


def topic_rows(library: Library) -> list[dict[str, Any]]:
    """One row for each topic."""
    rows = []
    for topic in library.topics.topics.values():
        rules = [rule for rule in library.rules if rule.topic == topic.id]
        columns = [jurisdiction for jurisdiction in library.jurisdictions if any(rule.jurisdiction == jurisdiction for rule in rules)]
        rows.append(
            {
                "topic": topic.id,
                "group": topic.group,
                "title": topic.title,
                "question": topic.question,
                "jurisdictions": columns,
                "rules": len(rules),
            }
        )
    return rows


def document_rows(library: Library) -> list[dict[str, Any]]:
    """One row for each document of each jurisdiction."""
    cited: dict[tuple[str, str], set[str]] = {}
    for rule in library.rules:
        for source in [entry.source for entry in rule.history] + [practice.source for practice in rule.practice if practice.source is not None]:
            cited.setdefault((rule.jurisdiction, source.document), set()).add(rule.id)
    return [
        {
            "document": name,
            "jurisdiction": jurisdiction.id,
            **document.model_dump(),
            "rules": len(cited.get((jurisdiction.id, name), ())),
        }
        for jurisdiction in library.jurisdictions.values()
        for name, document in jurisdiction.documents.items()
    ]


def field_rows(library: Library, readers: dict[str, list[str]]) -> list[dict[str, Any]]:
    """One row for each field of the dossier, with the number of rules that read it."""
    return [
        {
            "field": path,
            "type": field.type,
            "unit": field.unit or None,
            "values": list(field.values) or field.values_by_body or field.values_named or None,
            "core": field.core,
            "derived": field.derived,
            "help": field.help,
            "mirrors": field.mirrors,
            "rules": len(readers.get(path, ())),
        }
        for path, field in library.vocabulary.fields.items()
    ]
