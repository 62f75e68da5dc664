"""How much both sides say: comparable values, and the constants that two conditions put on the same field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atmpcmp.engine.difference import Measure, Ruling
from atmpcmp.engine.strictness import Strictness, key_of, ordered, strictness, together
from atmpcmp.model.condition import Combination, Condition, FieldOperand, Test
from atmpcmp.model.value import parse_value
from atmpcmp.model.vocabulary import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.model.library import Library
    from atmpcmp.model.topic import TopicValue


def value_measure(key: str, left: Ruling, right: Ruling, library: Library) -> Measure:
    """A key of `values` that two rules on one topic both have."""
    declared = library.topics.topics[left.rule.topic].values[key]
    one, other = left.entry.values[key], right.entry.values[key]
    relation = _relation(declared, _parsed(one, declared, left, library), _parsed(other, declared, right, library))
    return Measure(key, shown(one), shown(other), relation, left.rule.id, right.rule.id)


def values_of_pair(left: Ruling, right: Ruling, library: Library) -> tuple[Measure, ...]:
    """The measures of all keys that both rules have, in the order of the topic."""
    declared = library.topics.topics[left.rule.topic].values
    return tuple(value_measure(key, left, right, library) for key in declared if key in left.entry.values and key in right.entry.values)


def tests_of_pair(left: Ruling, right: Ruling, library: Library) -> tuple[Measure, ...]:
    """What both conditions demand in any case of the same field by the same word, where the constants differ."""
    if left.rule.kind != right.rule.kind:
        return ()
    ones, others = _demanded(left.entry.condition), _demanded(right.entry.condition)
    found = []
    for key, one in ones.items():
        other = others.get(key)
        if other is None or one.wanted == other.wanted:
            continue
        relation = strictness(one, library.scope(left.rule), other, library.scope(right.rule))
        if relation in (Strictness.STRICTER, Strictness.LOOSER) or (relation is Strictness.UNLIKE and key[1] == "one_of"):
            found.append(Measure(one.path, _wanted(one), _wanted(other), relation, left.rule.id, right.rule.id, is_value=False))
    return tuple(found)


def strictness_of(measures: tuple[Measure, ...]) -> Strictness:
    """All measures together."""
    return together(*(measure.relation for measure in measures))


def has_direction(measure: Measure, topic: str, library: Library) -> bool:
    """Whether one way is the stricter one for this measure."""
    if not measure.is_value:
        return True
    return bool(library.topics.topics[topic].values[measure.field].stricter)


def shown(value: Any) -> str:
    """A comparable value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value) or NONE
    return str(value)


def _parsed(value: Any, declared: TopicValue, ruling: Ruling, library: Library) -> Any:
    items = value if isinstance(value, list | tuple) else (value,)
    parsed = tuple(parse_value(declared.field, item, library.vocabulary, ruling.rule.body) for item in items)
    return parsed if declared.field.is_list else parsed[0]


def _relation(declared: TopicValue, one: Any, other: Any) -> Strictness:
    if declared.field.is_list:
        same = {key_of(item) for item in one} == {key_of(item) for item in other}
        return Strictness.SAME if same else Strictness.UNLIKE
    if key_of(one) == key_of(other):
        return Strictness.SAME
    order = ordered(one, other)
    if not declared.stricter or not order:
        return Strictness.UNLIKE
    return Strictness.STRICTER if (order > 0) == (declared.stricter == "higher") else Strictness.LOOSER


def _demanded(condition: Condition | None) -> dict[tuple[str, str], Test]:
    """The tests that a condition demands in any case, by field and word; those of which there are several are left out."""
    found: dict[tuple[str, str], list[Test]] = {}
    for test in _conjuncts(condition):
        word = "one_of" if test.word == "is" else test.word
        if not isinstance(test.wanted, FieldOperand) and NONE not in test.wanted:
            found.setdefault((test.path, word), []).append(test)
    return {key: tests[0] for key, tests in found.items() if len(tests) == 1}


def _conjuncts(condition: Condition | None) -> Iterator[Test]:
    match condition:
        case Test():
            yield condition
        case Combination(word="all"):
            for part in condition.parts:
                yield from _conjuncts(part)
        case _:
            return


def _wanted(test: Test) -> str:
    words = {"at_least": "at least ", "at_most": "at most "}.get(test.word, "")
    constants = [shown(constant) for constant in test.wanted] if isinstance(test.wanted, tuple) else []
    return words + (" and " if test.word == "includes" else " or ").join(constants)
