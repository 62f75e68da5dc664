"""One rule, topic or field in full: labelled paragraphs, in every format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from atmpcmp.engine.in_force import entry_in_force, first_day
from atmpcmp.engine.precedents import dated_precedents, precedents_of_rule
from atmpcmp.reports.check_words import citation
from atmpcmp.reports.clean_text import clean, clean_markdown, json_safe
from atmpcmp.reports.condition_words import condition_lines
from atmpcmp.reports.precedent_words import precedent_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.field import Field
    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Entry, Rule
    from atmpcmp.model.topic import Topic
    from atmpcmp.reports.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said about one thing.

    Attributes:
        kind: rule, topic, field or lint.
        name: what it is called.
        title: one line.
        paragraphs: labels with the lines that stand under them.
    """

    kind: str
    name: str
    title: str
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]


def explain_rule(rule: Rule, library: Library, day: date, decided: Sequence[DecidedProduct] = ()) -> Explanation:
    """A rule with its whole history, what it asks in words, its citations and its practice.

    Args:
        rule: the rule.
        library: for titles of topics, bodies and documents.
        day: on which it is looked at.
        decided: products with the decisions on them; what the same body said of the topic by that day stands under the rule.
    """
    topic = library.topics.topics[rule.topic]
    jurisdiction = library.jurisdictions[rule.jurisdiction]
    in_force = entry_in_force(rule, day)
    paragraphs: list[tuple[str, tuple[str, ...]]] = [
        ("rule", (f"{rule.id}, {rule.name}",)),
        ("asked by", (f"{jurisdiction.name}" + (f", member {rule.member}" if rule.member else ""),)),
        ("kind", (f"{'binding ' if rule.binding else ''}{rule.kind}" + (f", level {rule.level}" if rule.level else ""),)),
        ("topic", (f"{topic.id}: {topic.question}",)),
    ]
    if rule.applies_when is not None:
        paragraphs.append(("applies when", tuple(condition_lines(rule.applies_when))))
    if in_force is None:
        paragraphs.append(("in force", (f"not on {day.isoformat()}",)))
    paragraphs += [(_since(entry, in_force, day), _entry_lines(rule, entry, library)) for entry in rule.history]
    for label, value in (
        ("still valid on", rule.still_valid_on),
        ("closes with", rule.closes_with),
        ("note", rule.note),
    ):
        if value:
            paragraphs.append((label, (value,)))
    if rule.replaced_by:
        paragraphs.append(("replaced by", (rule.replaced_by,)))
    for practice in rule.practice:
        said = practice.states or f"decision {practice.decision}"
        cited = citation(practice.source, practice.confidence or "secondary", rule.jurisdiction, library) if practice.source is not None else ""
        paragraphs.append(("practice", (said, *((cited,) if cited else ()))))
    if found := precedents_of_rule(rule, dated_precedents(decided), day):
        paragraphs.append(("precedents", tuple(precedent_sentence(one, rule.topic) for one in found)))
    paragraphs.append(("written in", (f"{rule.file}:{rule.line}",)))
    return Explanation("rule", rule.id, rule.title, tuple(paragraphs))


def _since(entry: Entry, in_force: Entry | None, day: date) -> str:
    if first_day(entry.since) > day:
        return f"announced from {entry.since}"
    return f"from {entry.since}" + (" (in force)" if entry is in_force else " (ended)" if entry.ended else " (earlier)")


def _entry_lines(rule: Rule, entry: Entry, library: Library) -> tuple[str, ...]:
    lines = [entry.states]
    if entry.level is not None:
        lines.append(f"level: {entry.level}")
    if entry.applies_when is not None:
        lines += ["applies when", *condition_lines(entry.applies_when, 1)]
    if entry.condition is not None:
        lines += ["met when" if rule.kind == "requirement" else "open when", *condition_lines(entry.condition, 1)]
    elif rule.kind == "route" and not entry.ended:
        lines.append("open to all for whom it applies")
    if entry.values:
        lines.append("values: " + "; ".join(f"{key} {_shown(value)}" for key, value in entry.values.items()))
    lines.append("source: " + citation(entry.source, entry.confidence, rule.jurisdiction, library))
    document = library.document(rule.jurisdiction, entry.source.document)
    if document is not None and document.url:
        lines.append(document.url)
    return tuple(lines)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def explain_topic(topic: Topic, library: Library, day: date, decided: Sequence[DecidedProduct] = ()) -> Explanation:
    """A topic, what can be compared on it, the rules of each jurisdiction, and what was decided on it by that day."""
    paragraphs: list[tuple[str, tuple[str, ...]]] = [
        ("question", (topic.question,)),
        ("group", (f"{topic.group}: {library.topics.groups[topic.group]}",)),
    ]
    if topic.values:
        described = (f"{key} ({value.field.type} {value.field.unit}".rstrip() + ")" for key, value in topic.values.items())
        paragraphs.append(("values", tuple(described)))
    for column, rules in library.rules_by_column.items():
        lines = []
        for rule in rules:
            if rule.topic != topic.id:
                continue
            entry = entry_in_force(rule, day)
            standing = f"{rule.level_of(entry) or rule.kind}" if entry is not None else "not in force"
            lines.append(f"{rule.id} {standing}: {rule.title}" + (f". {entry.states}" if entry is not None else ""))
        if lines:
            paragraphs.append((column, tuple(lines)))
    if found := [one for one in dated_precedents(decided) if one.decision.day <= day and one.points_on(topic.id)]:
        paragraphs.append(("precedents", tuple(precedent_sentence(one, topic.id) for one in found)))
    return Explanation("topic", topic.id, topic.title, tuple(paragraphs))


def explain_field(field: Field, library: Library, readers: Sequence[str]) -> Explanation:
    """A field of the dossier: how to fill it in, what follows from it, and which rules read it."""
    paragraphs: list[tuple[str, tuple[str, ...]]] = [
        ("state", (field.help,)),
        ("type", (f"{field.type}" + (f", usual unit {field.unit}" if field.unit else ""),)),
    ]
    meanings = next((meant for meant in library.vocabulary.meanings.values() if tuple(meant) == field.values), {})
    if field.values:
        paragraphs.append(("values", tuple(f"{value}: {meanings[value]}" if value in meanings else value for value in field.values)))
    for body, values in field.values_by_body.items():
        paragraphs.append((f"values of {body}" if body != "*" else "values of all others", (", ".join(values),)))
    if field.values_named:
        paragraphs.append(("values", (f"a {field.values_named} of the library (`atmpcmp list {field.values_named}s`)",)))
    if field.mirrors:
        paragraphs.append(("mirrors", (field.mirrors,)))
    if field.derived:
        paragraphs.append(("derived", ("computed from other fields, never written",)))
    follows = [
        " and ".join(f"{path} is {_shown(values)}" for path, values in implication.when.items())
        for implication in library.vocabulary.implications
        if any(field.path == path or field.path.startswith(f"{path}.") for path in implication.then)
    ]
    if follows:
        paragraphs.append(("follows from", tuple(follows)))
    paragraphs.append(("read by", tuple(readers) or ("no rule yet",)))
    return Explanation("field", field.path, field.help, tuple(paragraphs))


def render(explanations: Sequence[Explanation], form: str, terminal: Terminal | None = None) -> str:
    """Explanations one under the other in one format."""
    match form:
        case "json":
            records = [
                {
                    "kind": one.kind,
                    "name": one.name,
                    "title": one.title,
                    "paragraphs": [{"label": label, "lines": list(lines)} for label, lines in one.paragraphs],
                }
                for one in explanations
            ]
            return json_safe(json.dumps({"format": "atmpcmp-explain-1", "explanations": records}, ensure_ascii=False, indent=1)) + "\n"
        case "markdown":
            return "\n".join(_markdown(one) for one in explanations)
        case "table":
            return _table(explanations, terminal)
        case _:
            return "\n".join(_plain(one) for one in explanations)


def _plain(one: Explanation) -> str:
    lines = [f"{clean(one.name)}: {clean(one.title)}"]
    for label, said in one.paragraphs:
        lines += [f"  {label}:", *(f"    {_indented(line)}" for line in said)]
    return "\n".join(lines) + "\n"


def _indented(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" "))) + clean(line)


def _markdown(one: Explanation) -> str:
    lines = [f"## {clean_markdown(one.name)}: {clean_markdown(one.title)}", ""]
    for label, said in one.paragraphs:
        indents = [len(line) - len(line.lstrip(" ")) for line in said]
        lines += [
            f"- **{clean_markdown(label)}**",
            *(f"{' ' * (2 + indent)}- {clean_markdown(line)}" for line, indent in zip(said, indents, strict=True)),
        ]
    return "\n".join(lines) + "\n"


def _table(explanations: Sequence[Explanation], terminal: Terminal | None) -> str:
    from rich.table import Table
    from rich.text import Text

    from atmpcmp.reports.terminal import Terminal as Screen
    from atmpcmp.reports.terminal import spaced, text

    parts: list[Any] = []
    for one in explanations:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(style="bold", max_width=18)
        table.add_column(overflow="fold")
        for label, said in one.paragraphs:
            words = Text("\n").join([Text(" " * (len(line) - len(line.lstrip(" ")))) + text(line) for line in said])
            table.add_row(text(label), words)
        parts += [spaced(text(one.name, "bold"), text(one.title, "bold")), Text(), table, Text()]
    return (terminal or Screen()).render(parts)
