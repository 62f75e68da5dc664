"""A rule file to typed rules, and to their examples; every mistake in it is found in one reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from atmpcmp.model.library import scope_of
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.problem import Problem
from atmpcmp.model.rule import UNDATED, Entry, Rule
from atmpcmp.model.value import ValueProblemError, parse_value
from atmpcmp.reading.condition_tree import read_condition
from atmpcmp.reading.model_file import build
from atmpcmp.reading.yaml_text import Mapping, Node, Scalar, Sequence, place, plain

if TYPE_CHECKING:
    from atmpcmp.model.condition import Condition
    from atmpcmp.model.jurisdiction import Document, Jurisdiction
    from atmpcmp.model.scope import Scope
    from atmpcmp.model.topic import Topics
    from atmpcmp.model.vocabulary import Vocabulary

CONDITION_KEY = {"requirement": "met_when", "route": "open_when"}
DATE_KEYS = frozenset({"still_valid_on", "decision", "locator"})


@dataclass(frozen=True, slots=True)
class Example:
    """A fragment of a dossier and the verdict that a rule has to give on it."""

    rule: str
    expected: str
    fragment: Node
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one file holds: rules that could be read, examples, and the tree, for those who look at the text itself."""

    file: str
    node: Node
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What rules refer to."""

    vocabulary: Vocabulary
    topics: Topics
    jurisdiction: Jurisdiction
    documents: dict[str, Document]


def read_rules(node: Node, file: str, context: RuleContext, problems: list[Problem]) -> RuleFile:
    """Make rules of the tree of one file.

    Args:
        node: the tree.
        file: for messages and for the rules themselves.
        context: what they may refer to.
        problems: where mistakes go.

    Returns:
        The rules without a mistake; those with one are left out.
    """
    if not isinstance(node, Mapping):
        problems.append(Problem(file, node.line, node.column, "a rule file is a mapping of rule ids to rules", "", "wrong-shape"))
        return RuleFile(file, node, (), ())
    rules, examples = [], []
    for rule_id, body in node.entries.items():
        reader = _RuleReader(node, file, context, rule_id)
        rule = reader.rule(body)
        problems += reader.problems
        examples += reader.examples
        if rule is not None and not reader.problems:
            rules.append(rule)
    return RuleFile(file, node, tuple(rules), tuple(examples))


class _RuleReader:
    def __init__(self, root: Mapping, file: str, context: RuleContext, rule_id: str) -> None:
        self.root = root
        self.file = file
        self.context = context
        self.id = rule_id
        self.problems: list[Problem] = []
        self.examples: list[Example] = []

    def _problem(
        self,
        path: tuple[str | int, ...],
        message: str,
        hint: str = "",
        code: str = "wrong-rule",
        *,
        of_key: bool = False,
    ) -> None:
        line, column = place(self.root, (self.id, *path), of_key=of_key)
        self.problems.append(Problem(self.file, line, column, message, hint, code, ".".join(str(step) for step in (self.id, *path))))

    def rule(self, node: Node) -> Rule | None:
        jurisdiction = self.context.jurisdiction
        if not re.fullmatch(re.escape(jurisdiction.id.upper()) + r"-\d{3,4}", self.id):
            self._problem(
                (),
                f"“{self.id}” is no rule id of {jurisdiction.id}",
                f"write {jurisdiction.id.upper()}-012",
                "rule-id-shape",
                of_key=True,
            )
        if not isinstance(node, Mapping):
            self._problem((), "a rule is a mapping", "", "wrong-shape")
            return None
        data: dict[str, Any] = plain(node, DATE_KEYS)
        history, examples = data.pop("history", None), node.entries.get("examples")
        data.pop("examples", None)
        data.pop("applies_when", None)
        line = self.root.keys[self.id][0]
        data |= {"id": self.id, "jurisdiction": jurisdiction.id, "history": [], "file": self.file, "line": line}
        rule = build(Rule, data, self.root, self.file, self.problems, (self.id,))
        if rule is None:
            return None
        self._check_names(rule)
        scope = scope_of(self.context.vocabulary, jurisdiction, rule.member)
        applies_when = self._condition(node, ("applies_when",), scope)
        entries = self._history(node.entries.get("history"), history, rule, scope)
        self._read_examples(examples)
        return rule.model_copy(update={"applies_when": applies_when, "history": entries})

    def _check_names(self, rule: Rule) -> None:
        topics, jurisdiction = self.context.topics, self.context.jurisdiction
        if rule.topic not in topics.topics:
            self._problem(("topic",), f"unknown topic “{rule.topic}”", did_you_mean(rule.topic, topics.topics), "unknown-topic")
        members = [member.id for member in jurisdiction.members]
        if rule.member is not None and rule.member not in members:
            known = f"its members are {', '.join(members)}" if members else f"{jurisdiction.id} is no joint body"
            self._problem(("member",), f"{jurisdiction.id} has no member “{rule.member}”", known, "unknown-member")
        if rule.kind == "requirement" and rule.level is None:
            self._problem((), "a requirement needs a level: must, should or may", "", "missing-level", of_key=True)
        if rule.kind != "requirement" and rule.level is not None:
            self._problem(("level",), f"a {rule.kind} has no level", "remove this line", "level-without-requirement", of_key=True)
        if rule.kind != "route" and rule.binding:
            self._problem(("binding",), f"only a route can be binding, not a {rule.kind}", "remove this line", "binding-without-route", of_key=True)
        if rule.still_valid_on is not None:
            self._date(("still_valid_on",), rule.still_valid_on)
        for index, practice in enumerate(rule.practice):
            if (practice.states is None) == (practice.decision is None):
                self._problem(
                    ("practice", index),
                    "practice has either states (with a source) or a decision",
                    "",
                    "wrong-practice",
                )
            if practice.source is not None:
                self._document(("practice", index, "source", "document"), practice.source.document)

    def _condition(self, node: Mapping, path: tuple[str | int, ...], scope: Scope) -> Condition | None:
        found = node.entries.get(str(path[-1]))
        if found is None:
            return None
        return read_condition(found, scope, self.file, self.problems, ".".join(str(step) for step in (self.id, *path)))

    def _history(self, node: Node | None, history: Any, rule: Rule, scope: Scope) -> tuple[Entry, ...]:
        if not isinstance(node, Mapping) or not node.entries:
            self._problem(
                ("history",),
                "a rule needs a history: at least one entry by the day from which it holds",
                "",
                "missing-history",
            )
            return ()
        entries: list[Entry] = []
        earlier: PartialDate | None = None
        for since, entry_node in node.entries.items():
            path = ("history", since)
            if entries and entries[-1].since == UNDATED:
                self._problem(path, "undated is the oldest entry and stands last", "", "undated-not-last", of_key=True)
            if since != UNDATED:
                day = self._date(path, since, of_key=True)
                if day is not None and earlier is not None and day.first >= earlier.first:
                    self._problem(
                        path,
                        f"the history stands latest first; {since} is not earlier than {earlier.text}",
                        "",
                        "history-order",
                        of_key=True,
                    )
                earlier = day or earlier
            if not isinstance(entry_node, Mapping):
                self._problem(path, "an entry of a history is a mapping", "", "wrong-shape")
                continue
            if (entry := self._entry(entry_node, dict(history[since]), since, rule, scope)) is not None:
                entries.append(entry)
        return tuple(entries)

    def _entry(self, node: Mapping, data: dict[str, Any], since: str, rule: Rule, scope: Scope) -> Entry | None:
        path = ("history", since)
        stage = CONDITION_KEY.get(rule.kind)
        for key in ("met_when", "open_when"):
            if key in data and key != stage:
                wanted = f"a {rule.kind} has {stage}" if stage else "a stance asks for nothing"
                self._problem((*path, key), f"{wanted}, not {key}", "", "condition-of-another-kind", of_key=True)
        condition = self._condition(node, (*path, stage), scope) if stage else None
        applies_when = self._condition(node, (*path, "applies_when"), scope)
        data["values"] = self._values(node.entries.get("values"), (*path, "values"), rule)
        for key in ("met_when", "open_when", "applies_when"):
            data.pop(key, None)
        data |= {"since": since, "line": self.root.entries[self.id].entries["history"].keys[since][0]}  # type: ignore[union-attr]
        entry = build(Entry, data, self.root, self.file, self.problems, (self.id, *path))
        if entry is None:
            return None
        if rule.kind == "requirement" and not entry.ended and "met_when" not in node.entries:
            self._problem(path, "a requirement needs met_when, unless it has ended", "", "missing-condition", of_key=True)
        if entry.level is not None and rule.kind != "requirement":
            self._problem(
                (*path, "level"),
                f"a {rule.kind} has no level",
                "remove this line",
                "level-without-requirement",
                of_key=True,
            )
        self._document((*path, "source", "document"), entry.source.document)
        return entry.model_copy(update={"condition": condition, "applies_when": applies_when})

    def _document(self, path: tuple[str | int, ...], document: str) -> None:
        if document not in self.context.documents:
            hint = did_you_mean(document, self.context.documents)
            self._problem(path, f"no documents.yaml has “{document}”", hint, "unknown-document")

    def _values(self, node: Node | None, path: tuple[str | int, ...], rule: Rule) -> dict[str, Any]:
        """Comparable values, as written, each checked against the type that the topic declares."""
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self._problem(path, "values is a mapping", "", "wrong-shape")
            return {}
        topic = self.context.topics.topics.get(rule.topic)
        declared = topic.values if topic is not None else {}
        result: dict[str, Any] = {}
        for key, child in node.entries.items():
            if topic is not None and key not in declared:
                hint = did_you_mean(key, declared) or ("declared are " + ", ".join(declared) if declared else "declare it in topics.yaml")
                self._problem(
                    (*path, key),
                    f"the topic {rule.topic} declares no value “{key}”",
                    hint,
                    "undeclared-value",
                    of_key=True,
                )
                continue
            written = self._value(child, (*path, key), key, rule)
            if written is not None:
                result[key] = written
        return result

    def _value(self, node: Node, path: tuple[str | int, ...], key: str, rule: Rule) -> Any:
        topic = self.context.topics.topics.get(rule.topic)
        if topic is None:
            return None
        field = topic.values[key].field
        if field.is_list != isinstance(node, Sequence):
            self._problem(path, f"{key} is a {'list' if field.is_list else 'single value'}", "", "wrong-value")
            return None
        items = node.items if isinstance(node, Sequence) else [node]
        written: list[Any] = []
        for item in items:
            if not isinstance(item, Scalar):
                self._problem(path, f"{key} wants plain values", "", "wrong-value")
                return None
            raw = item.value if field.item_type in ("yes/no", "count", "number", "code") else item.text
            try:
                parse_value(field, raw, self.context.vocabulary, rule.body)
            except ValueProblemError as error:
                self._problem(path, str(error), error.hint, error.code)
                return None
            written.append(raw)
        return written if field.is_list else written[0]

    def _date(self, path: tuple[str | int, ...], text: str, *, of_key: bool = False) -> PartialDate | None:
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            self._problem(path, str(error), "", "wrong-date", of_key=of_key)
            return None

    def _read_examples(self, node: Node | None) -> None:
        if node is None:
            return
        if not isinstance(node, Mapping):
            self._problem(("examples",), "examples are lists of dossier fragments by the verdict they give", "", "wrong-shape")
            return
        for expected, fragments in node.entries.items():
            items = fragments.items if isinstance(fragments, Sequence) else [fragments]
            for index, fragment in enumerate(items):
                at = ("examples", expected, index) if isinstance(fragments, Sequence) else ("examples", expected)
                self.examples.append(Example(self.id, expected, fragment, (self.id, *at)))
