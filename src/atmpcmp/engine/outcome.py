"""What became of a condition: its truth, every clause with what was wanted and what the dossier says, and what it waits for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from atmpcmp.engine.truth import NO, UNKNOWN, YES, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.model.dossier import Statement

NOT_STATED = "not stated"


class Clause(NamedTuple):
    """One test as a person reads it.

    Attributes:
        part: whether it is about the scope of the rule (`applies`) or about what is asked (`met`).
        field: the path as the rule has it; of an item of a list with the item's name.
        pattern: the same with `[]` for the item's name: alike for all items that a test was made of.
        wanted: what was wanted, in words.
        found: what the dossier says, or `not stated`.
        found_at: where in the dossier, or nothing.
        truth: of this clause.
        line: in the dossier's file; None where nothing is stated.
        rule_line: in the rule's file.
    """

    part: Literal["applies", "met"]
    field: str
    pattern: str
    wanted: str
    found: str
    found_at: str
    truth: Truth
    line: int | None
    rule_line: int


class At(NamedTuple):
    """Which item of which list a test is made of: with the items' names, and with `[]` in their place."""

    label: str = ""
    pattern: str = ""

    def inside(self, outcome: Branch) -> At:
        """The place inside one more item."""
        if not outcome.label:
            return self
        outer = self if outcome.is_of_item else At()
        return At(_joined(outer.label, outcome.label), _joined(outer.pattern, f"{outcome.of}[]"))

    def field(self, leaf: Leaf) -> tuple[str, str]:
        """The path of a test here, with names and as a pattern."""
        if not leaf.is_of_item:
            return leaf.field, leaf.field
        return _joined(self.label, leaf.field), _joined(self.pattern, leaf.field)


class Leaf(NamedTuple):
    """The outcome of one test, of a list that is silent or empty, or of a question.

    Attributes:
        truth: of the test.
        field: the path as the rule has it.
        wanted: in words.
        wanted_not: the same, denied.
        statement: what the dossier says; None where it is silent.
        other: what it says of the field on the other side, where there is one.
        waits_for: the field that would have to be stated (or stated more exactly), where the truth is unknown.
        question: for a person, where it is one.
        is_vacuous: yes only because there was nothing to check.
        is_of_item: whether the field is one of the record at hand.
        rule_line: in the rule's file.
    """

    truth: Truth
    field: str
    wanted: str
    wanted_not: str
    statement: Statement | None
    rule_line: int
    other: Statement | None = None
    waits_for: str = ""
    question: str = ""
    is_vacuous: bool = False
    is_of_item: bool = False


class Branch(NamedTuple):
    """The outcome of `all`, `any`, `not`, or of the items of a list.

    Attributes:
        truth: of the whole.
        parts: their outcomes.
        word: how the parts are joined; `item` joins the `where` (first) and the `meets` (last) of one item.
        label: the list and the item's name in it.
        of: the list.
        is_of_item: whether that list is one of the record at hand.
        is_vacuous: yes only because there was nothing to check.
    """

    truth: Truth
    parts: tuple[Outcome, ...]
    word: Literal["all", "any", "not", "some", "every", "item-of-some", "item-of-every"]
    label: str = ""
    is_vacuous: bool = False
    of: str = ""
    is_of_item: bool = False


Outcome = Leaf | Branch


def open_leaves(outcome: Outcome) -> Iterator[Leaf]:
    """The tests and questions that an unknown truth waits for; none where the truth is settled."""
    if outcome.truth is not UNKNOWN:
        return
    if isinstance(outcome, Leaf):
        yield outcome
        return
    for part in outcome.parts:
        yield from open_leaves(part)


def deciding_leaves(outcome: Outcome) -> Iterator[tuple[Leaf, At, bool]]:
    """The tests that made a truth what it is, each with the names of its items and whether it is denied; of an unknown truth those that are open."""
    yield from _deciding(outcome, At(), denied=False)


def _deciding(outcome: Outcome, at: At, *, denied: bool) -> Iterator[tuple[Leaf, At, bool]]:
    if isinstance(outcome, Leaf):
        yield outcome, at, denied
        return
    at = at.inside(outcome)
    match outcome.word:
        case "not":
            yield from _deciding(outcome.parts[0], at, denied=not denied)
        case "item-of-every":
            yield from _deciding_item_of_every(outcome, at, denied=denied)
        case "some" if outcome.truth is NO:
            counted = [item for item in outcome.parts if isinstance(item, Branch) and (len(item.parts) == 1 or item.parts[0].truth is not NO)]
            for item in counted or outcome.parts:
                yield from _deciding(item, at, denied=denied)
        case _:
            wanted = outcome.truth
            decides_alone = wanted is UNKNOWN or (outcome.word in ("all", "every", "item-of-some")) == (wanted is NO)
            for part in outcome.parts:
                if part.truth is wanted or not decides_alone:
                    yield from _deciding(part, at, denied=denied)


def _deciding_item_of_every(item: Branch, at: At, *, denied: bool) -> Iterator[tuple[Leaf, At, bool]]:
    where, meets = item.parts[0], item.parts[-1]
    if item.truth is YES and where is not meets and where.truth is NO:
        yield from _deciding(where, at, denied=denied)
    elif item.truth is UNKNOWN and where is not meets and where.truth is UNKNOWN:
        yield from _deciding(where, at, denied=denied)
        if meets.truth is UNKNOWN:
            yield from _deciding(meets, at, denied=denied)
    else:
        yield from _deciding(meets, at, denied=denied)


def clauses(outcome: Outcome, part: Literal["applies", "met"], *, deciding: bool = False) -> list[Clause]:
    """The tests of an outcome for people; questions are no clauses.

    Args:
        outcome: of the whole condition.
        part: what the condition is for.
        deciding: only those that made the truth what it is.
    """
    leaves = deciding_leaves(outcome) if deciding else _all(outcome)
    return [_clause(leaf, at, part, denied=denied) for leaf, at, denied in leaves if not leaf.question]


def _all(outcome: Outcome) -> list[tuple[Leaf, At, bool]]:
    """All tests in their order, each with its place and whether a `not` stands above it."""
    found: list[tuple[Leaf, At, bool]] = []
    # A stack and no generators in generators: of thousands of dossiers every test comes by here.
    waiting: list[tuple[Outcome, At, bool]] = [(outcome, At(), False)]
    while waiting:
        one, at, denied = waiting.pop()
        if isinstance(one, Leaf):
            found.append((one, at, denied))
            continue
        inside, is_denied = at.inside(one), denied != (one.word == "not")
        waiting += [(inner, inside, is_denied) for inner in reversed(one.parts)]
    return found


def _joined(outer: str, inner: str) -> str:
    return f"{outer}.{inner}" if outer and inner else outer or inner


def _clause(leaf: Leaf, at: At, part: Literal["applies", "met"], *, denied: bool) -> Clause:
    statement = leaf.statement
    found = NOT_STATED if statement is None else statement.text
    if statement is not None and statement.implied_by:
        found += f" (follows from {statement.implied_by})"
    if statement is not None and statement.is_unconfirmed:
        found += " (unconfirmed)"
    wanted = leaf.wanted_not if denied else leaf.wanted
    if leaf.other is not None:
        wanted += f" ({leaf.other.text})"
    field, pattern = at.field(leaf)
    truth = leaf.truth.negated() if denied else leaf.truth
    if statement is None:
        return Clause(part, field, pattern, wanted, found, "", truth, None, leaf.rule_line)
    return Clause(part, field, pattern, wanted, found, statement.path, truth, statement.line, leaf.rule_line)


def clause_place(clause: Clause, body: str) -> str:
    """Where the dossier says it, or where it would: `here` is the entry of the body."""
    return clause.found_at or re.sub(r"\bhere\.", f"jurisdictions.{body}.", clause.field)
