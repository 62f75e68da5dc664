"""Conditions beside the tree that they were read from, so that every part of one has its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from atmpcmp.model.condition import Combination, Condition, Negation, Quantifier
from atmpcmp.model.vocabulary import ListType
from atmpcmp.reading.rule_file import CONDITION_KEY
from atmpcmp.reading.yaml_text import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import LintedEntry, LintedRule, Steps, Subject
    from atmpcmp.model.scope import Scope


@dataclass(frozen=True, slots=True)
class Placed:
    """One part of a condition.

    Attributes:
        linted: the rule.
        condition: the part.
        node: as written: a mapping with the word as its key.
        path: from the rule.
        scope: what its paths refer to.
        depth: how many words stand around it.
        within: the whole that it is a part of, if any.
    """

    linted: LintedRule
    condition: Condition
    node: Node
    path: Steps
    scope: Scope
    depth: int
    within: Placed | None = None

    def found(self, message: str, help: str = "", *inner: str | int) -> Found:
        """A finding at this part, or at something inside it."""
        return self.linted.found((*self.path, *inner), message, help)

    @property
    def parts(self) -> tuple[Placed, ...]:
        """The parts right below."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Placed]:
        condition = self.condition
        body = self.node.entries[condition.word] if isinstance(self.node, Mapping) else None
        if isinstance(condition, Combination) and isinstance(body, Sequence):
            for index, (part, node) in enumerate(zip(condition.parts, body.items, strict=True)):
                yield self._inner(part, node, (condition.word, index), self.scope)
        elif isinstance(condition, Negation) and body is not None:
            yield self._inner(condition.part, body, ("not",), self.scope)
        elif isinstance(condition, Quantifier) and isinstance(body, Mapping):
            shape = self.scope.resolve(condition.of).shape
            scope = self.scope.inside(shape.item) if isinstance(shape, ListType) else self.scope
            if condition.where is not None:
                yield self._inner(condition.where, body.entries["where"], (condition.word, "where"), scope)
            yield self._inner(condition.meets, body.entries["meets"], (condition.word, "meets"), scope)

    def _inner(self, condition: Condition, node: Node, steps: Steps, scope: Scope) -> Placed:
        return Placed(self.linted, condition, node, (*self.path, *steps), scope, self.depth + 1, self)

    def walk(self) -> Iterator[Placed]:
        """This part and all below."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition of a rule as a whole.

    Attributes:
        whole: the condition.
        part: whether it is the scope or what is asked.
        entry: the entry that it belongs to; None for the scope of the rule.
    """

    whole: Placed
    part: Literal["applies", "asks"]
    entry: LintedEntry | None


def conditions_of(subject: Subject) -> tuple[Asked, ...]:
    """Every condition of the wanted rules."""
    found: tuple[Asked, ...] = subject.seen.setdefault("conditions", ())
    if not found:
        found = subject.seen["conditions"] = tuple(asked for linted in subject.wanted_rules for asked in conditions_of_rule(linted, subject))
    return found


def conditions_of_rule(linted: LintedRule, subject: Subject) -> Iterator[Asked]:
    """The conditions of one rule: its scope, then the scope and the demand of each entry."""
    rule = linted.rule
    scope = subject.library.scope(rule)
    if rule.applies_when is not None:
        yield Asked(Placed(linted, rule.applies_when, linted.node.entries["applies_when"], ("applies_when",), scope, 0), "applies", None)
    for entry in linted.entries:
        if entry.entry.applies_when is not None:
            node = entry.node.entries["applies_when"]
            yield Asked(Placed(linted, entry.entry.applies_when, node, (*entry.path, "applies_when"), scope, 0), "applies", entry)
        if entry.entry.condition is not None:
            key = CONDITION_KEY[rule.kind]
            yield Asked(Placed(linted, entry.entry.condition, entry.node.entries[key], (*entry.path, key), scope, 0), "asks", entry)
