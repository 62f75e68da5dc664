"""Which rules of two sides ask about the same thing, and what comes of setting them against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.difference import DifferenceKind, Measure, Pair, PairedBy, Ruling, kind_of
from atmpcmp.engine.measures import strictness_of, tests_of_pair, value_measure, values_of_pair
from atmpcmp.engine.readers import fields_read
from atmpcmp.engine.strictness import Strictness, strictness, together
from atmpcmp.model.condition import Combination, Condition, Test
from atmpcmp.model.rule import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from atmpcmp.model.library import Library

NO_CLASS_OF_ADVANCED_THERAPIES = frozenset({"not-an-atmp", "unsettled"})


def pairs_of(left: Sequence[Ruling], right: Sequence[Ruling], library: Library, *, by_id: bool = False) -> tuple[Pair, ...]:
    """Set the rules of two sides on one topic against each other.

    Rules of one name go together first, then requirements of which one asks at least as much as the other, then requirements that test the same
    fields, then rules that alone on their side have a comparable value. A rule that could go with several is left alone.

    Args:
        left: rules of one side on a topic.
        right: rules of the other side on it.
        library: for types and topics.
        by_id: both sides are one jurisdiction on two days: only the rule itself is its counterpart.
    """
    if by_id:
        return tuple(compared(one, other, library, PairedBy.ID) for one in left for other in right if one.rule.id == other.rule.id)
    found: list[Pair] = []
    open_left, open_right = list(left), list(right)

    def take(paired_by: PairedBy, belongs: Callable[[Ruling, Ruling], bool]) -> None:
        for one, other in _only_matches(open_left, open_right, belongs):
            found.append(compared(one, other, library, paired_by))
            open_left.remove(one)
            open_right.remove(other)

    take(PairedBy.NAME, _share_name)
    relations = {(one.rule.id, other.rule.id): _by_condition(one, other, library) for one in open_left for other in open_right}
    take(PairedBy.SHAPE, lambda one, other: relations[one.rule.id, other.rule.id] is Strictness.SAME)
    take(PairedBy.SHAPE, lambda one, other: relations[one.rule.id, other.rule.id] is not Strictness.UNLIKE)
    take(PairedBy.SHAPE, lambda one, other: _tests_the_same(one, other, library))
    take(PairedBy.VALUES, lambda one, other: bool(set(one.entry.values) & set(other.entry.values)))
    order = {ruling.rule.id: index for index, ruling in enumerate(left)}
    return tuple(sorted(found, key=lambda pair: order[pair.left.rule.id]))


def compared(left: Ruling, right: Ruling, library: Library, paired_by: PairedBy) -> Pair:
    """Two rules against each other.

    What is asked, for whom, at which level and with which values point in one direction, or the rules are unlike: that one value is the stricter one
    makes no rule stricter whose other terms cannot be set against each other.
    """
    measures = values_of_pair(left, right, library)
    said = {measure.left for measure in measures}
    asked, scope = _asked(left, right, library), _scope(left, right, library)
    tests = tuple(
        measure for measure in tests_of_pair(left, right, scope, library) if measure.left.removeprefix("at least ").removeprefix("at most ") not in said
    )
    level = _level(left, right)
    of_values = strictness_of(measures)
    if left.rule.kind != right.rule.kind:
        # What one side demands and the other only states, or opens, is not the same even where the values are.
        asked = whole = Strictness.UNLIKE
    elif left.rule.kind == "stance":
        asked = of_values if _share_keys(left, right) or _say_the_same(left, right) else Strictness.UNLIKE
        whole = together(asked, scope)
    else:
        whole = together(asked, of_values, scope, level)
    return Pair(left, right, paired_by, asked, scope, level, whole, (*measures, *tests))


def measures_beyond(left: Sequence[Ruling], right: Sequence[Ruling], pairs: Sequence[Pair], library: Library) -> tuple[Measure, ...]:
    """Values that rules on both sides have and that no pair compares."""
    if not left or not right:
        return ()
    inside = {measure.field for pair in pairs for measure in pair.measures}
    found = []
    for key in library.topics.topics[left[0].rule.topic].values:
        ones = [ruling for ruling in left if key in ruling.entry.values]
        others = [ruling for ruling in right if key in ruling.entry.values]
        if ones and others and key not in inside:
            found.append(value_measure(key, ones, others, library))
    return tuple(found)


def outcome(left: Sequence[Ruling], right: Sequence[Ruling], pairs: Sequence[Pair], beyond: Sequence[Measure]) -> DifferenceKind:
    """How two sides stand on a topic: the same or stricter only where every rule has its counterpart and all point one way.

    Args:
        left: rules of one side in force.
        right: rules of the other.
        pairs: which of them were set against each other.
        beyond: what both say how much of outside the pairs.
    """
    if not left and not right:
        return DifferenceKind.NOT_COMPARABLE
    if not left or not right:
        return DifferenceKind.ONLY_LEFT if left else DifferenceKind.ONLY_RIGHT
    shared = {ruling.rule.kind for ruling in left} & {ruling.rule.kind for ruling in right}
    if not pairs and not beyond and shared <= {"stance"}:
        return DifferenceKind.NOT_COMPARABLE
    if len(pairs) < len(left) or len(pairs) < len(right):
        return DifferenceKind.DIFFERENT
    return kind_of(together(*(pair.strictness for pair in pairs)))


def _only_matches(left: Sequence[Ruling], right: Sequence[Ruling], belongs: Callable[[Ruling, Ruling], bool]) -> list[tuple[Ruling, Ruling]]:
    """The rules of both sides that belong to exactly one of the other side."""
    matches = [(one, other) for one in left for other in right if belongs(one, other)]
    lefts, rights = [one.rule.id for one, _ in matches], [other.rule.id for _, other in matches]
    return [(one, other) for one, other in matches if lefts.count(one.rule.id) == 1 and rights.count(other.rule.id) == 1]


def _share_name(one: Ruling, other: Ruling) -> bool:
    return one.rule.name == other.rule.name and (one.rule.kind == other.rule.kind or _share_keys(one, other))


def _share_keys(one: Ruling, other: Ruling) -> bool:
    return bool(one.entry.values) and set(one.entry.values) == set(other.entry.values)


def _say_the_same(one: Ruling, other: Ruling) -> bool:
    """Whether two stances without a comparable value are the same: only where their words are."""
    return not one.entry.values and not other.entry.values and one.entry.states == other.entry.states


def _by_condition(one: Ruling, other: Ruling, library: Library) -> Strictness:
    """Whether two requirements belong together by their conditions; what opens a route does not tell what it leads to."""
    if one.rule.kind != "requirement" or other.rule.kind != "requirement" or not (_is_telling(one, library) and _is_telling(other, library)):
        return Strictness.UNLIKE
    return strictness(one.entry.condition, library.scope(one.rule), other.entry.condition, library.scope(other.rule))


def _is_telling(ruling: Ruling, library: Library) -> bool:
    """Whether a condition reads more than lists of one body's own entry: what a file contains is tested by rules that have nothing else in common."""
    if ruling.entry.condition is None:
        return True
    fields = [path for path in fields_read(ruling.entry.condition, library.scope(ruling.rule)) if path in library.vocabulary.fields]
    return not fields or any(not (path.startswith("jurisdictions.") and library.vocabulary.fields[path].is_list) for path in fields)


def _asked(one: Ruling, other: Ruling, library: Library) -> Strictness:
    """What two rules of one kind ask; of a route its scope is part of what opens it, and a binding one is the harder the more products it catches."""
    if one.rule.kind != other.rule.kind or one.rule.kind == "stance" or one.rule.binding != other.rule.binding:
        return Strictness.UNLIKE
    here, there = library.scope(one.rule), library.scope(other.rule)
    if one.rule.kind == "route":
        opened = strictness(_opened_by(one), here, _opened_by(other), there)
        return opened.mirrored if one.rule.binding else opened
    return strictness(one.entry.condition, here, other.entry.condition, there)


def _opened_by(ruling: Ruling) -> Condition | None:
    parts = tuple(part for part in (ruling.rule.scope(ruling.entry), ruling.entry.condition) if part is not None)
    return Combination(word="all", parts=parts) if len(parts) > 1 else parts[0] if parts else None


def _scope(one: Ruling, other: Ruling, library: Library) -> Strictness:
    """Of two rules the one that catches more products is the stricter one; the scope of a route is part of what opens it."""
    if one.rule.kind == other.rule.kind == "route":
        return Strictness.SAME
    scopes = [_past_the_class_gate(ruling.rule.scope(ruling.entry), library) for ruling in (one, other)]
    return strictness(scopes[0], library.scope(one.rule), scopes[1], library.scope(other.rule)).mirrored


def _past_the_class_gate(scope: Condition | None, library: Library) -> Condition | None:
    """A scope without the part that lets in every advanced therapy: a body that also regulates other products does not ask more of advanced ones."""
    match scope:
        case Test(word="one_of", path="product.atmp_class") if (
            set(library.vocabulary.fields[scope.path].values) - set(scope.wanted) <= NO_CLASS_OF_ADVANCED_THERAPIES
        ):
            return None
        case Combination(word="all"):
            parts = tuple(part for part in scope.parts if _past_the_class_gate(part, library) is not None)
            return scope.model_copy(update={"parts": parts}) if len(parts) > 1 else parts[0] if parts else None
        case _:
            return scope


def _level(one: Ruling, other: Ruling) -> Strictness:
    if one.level is None or other.level is None or one.level == other.level:
        return Strictness.SAME
    return Strictness.STRICTER if LEVELS.index(one.level) < LEVELS.index(other.level) else Strictness.LOOSER


def _tests_the_same(one: Ruling, other: Ruling, library: Library) -> bool:
    """Whether two requirements test the same fields and put other bounds on one of them; else a shared field makes them no counterparts."""
    if one.rule.kind != "requirement" or other.rule.kind != "requirement" or one.entry.condition is None or other.entry.condition is None:
        return False
    fields = set(fields_read(one.entry.condition, library.scope(one.rule)))
    # Lists such as the parts of a file are tested by rules that have nothing else in common.
    is_telling = any(path in library.vocabulary.fields and not library.vocabulary.fields[path].is_list for path in fields)
    if not is_telling or fields != set(fields_read(other.entry.condition, library.scope(other.rule))):
        return False
    return bool(tests_of_pair(one, other, Strictness.SAME, library))
