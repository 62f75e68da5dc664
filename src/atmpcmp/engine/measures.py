"""How much both sides say: comparable values, and the constants that two conditions put on the same field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atmpcmp.engine.condition_prose import listed
from atmpcmp.engine.difference import Measure, Ruling
from atmpcmp.engine.rule_titles import holds_for, quoted
from atmpcmp.engine.strictness import Strictness, key_of, ordered, strictness, together
from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Test
from atmpcmp.model.value import parse_value
from atmpcmp.model.vocabulary import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atmpcmp.model.library import Library
    from atmpcmp.model.topic import TopicValue


def value_measure(key: str, left: Sequence[Ruling], right: Sequence[Ruling], library: Library) -> Measure:
    """A key of `values` that rules of both sides on one topic have; where a side says several things only whether they are all the same is known."""
    declared = library.topics.topics[left[0].rule.topic].values[key]
    ones, others = ([_parsed(ruling.entry.values[key], declared, ruling, library) for ruling in side] for side in (left, right))
    relations = {_relation(declared, one, other) for one in ones for other in others}
    relation = relations.pop() if len(relations) == 1 else Strictness.UNLIKE
    return Measure(key, _texts(key, left), _texts(key, right), relation, _ids(left), _ids(right))


def values_of_pair(left: Ruling, right: Ruling, library: Library) -> tuple[Measure, ...]:
    """The measures of all keys that both rules have, in the order of the topic."""
    declared = library.topics.topics[left.rule.topic].values
    return tuple(value_measure(key, [left], [right], library) for key in declared if key in left.entry.values and key in right.entry.values)


def tests_of_pair(left: Ruling, right: Ruling, scope: Strictness, library: Library) -> tuple[Measure, ...]:
    """The least or most that two requirements both demand in any case of the same field, where the constants differ.

    Args:
        left: a rule.
        right: another.
        scope: of the products that they hold for; where they hold for unlike products neither bound is the stricter one.
        library: for types.
    """
    if left.rule.kind != "requirement" or right.rule.kind != "requirement":
        return ()
    ones, others = _demanded(left.entry.condition), _demanded(right.entry.condition)
    found = []
    for key, one in ones.items():
        other = others.get(key)
        if other is None:
            continue
        relation = strictness(one, library.scope(left.rule), other, library.scope(right.rule))
        if relation in (Strictness.STRICTER, Strictness.LOOSER):
            texts = (_wanted(one, left.entry.condition), _wanted(other, right.entry.condition))
            ranked = Strictness.UNLIKE if scope is Strictness.UNLIKE else relation
            found.append(Measure(one.path, *texts, ranked, (left.rule.id,), (right.rule.id,), is_value=False))
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


def _texts(key: str, side: Sequence[Ruling]) -> str:
    """What all of them say; where they say several things, each with the rules that say it, since they may be about unlike events."""
    by_value: dict[str, list[str]] = {}
    for ruling in side:
        by_value.setdefault(shown(ruling.entry.values[key]), []).append(quoted(ruling.rule, ruling.entry) + holds_for(ruling.rule, ruling.entry))
    if len(by_value) == 1:
        return next(iter(by_value))
    return listed([f"{f'({value})' if ', ' in value else value} by {listed(titles)}" for value, titles in by_value.items()])


def _ids(side: Sequence[Ruling]) -> tuple[str, ...]:
    return tuple(ruling.rule.id for ruling in side)


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
    """The bounds that a condition demands in any case, by field and word; those of which there are several are left out."""
    found: dict[tuple[str, str], list[Test]] = {}
    for test in _conjuncts(condition):
        if test.word in ("at_least", "at_most") and not isinstance(test.wanted, FieldOperand):
            found.setdefault((test.path, test.word), []).append(test)
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


def _wanted(test: Test, condition: Condition | None) -> str:
    """The bound in words, and that the condition tests the same field with other bounds in some cases."""
    bound = shown(test.wanted) if isinstance(test.wanted, tuple) else ""
    others = [shown(found.wanted) for found in _tests_of(test.path, condition) if found is not test and isinstance(found.wanted, tuple)]
    in_some = f", in some cases {listed(list(dict.fromkeys(others)), 'or')}" if others else ""
    return f"{'at least' if test.word == 'at_least' else 'at most'} {bound}{in_some}"


def _tests_of(path: str, condition: Condition | None) -> Iterator[Test]:
    match condition:
        case Test() if condition.path == path:
            yield condition
        case Combination():
            for part in condition.parts:
                yield from _tests_of(path, part)
        case Negation():
            yield from _tests_of(path, condition.part)
        case _:
            return
