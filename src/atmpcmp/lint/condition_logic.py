"""What one condition says about another, by their structure alone: the same, implied, excluded, exhaustive."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Test
from atmpcmp.model.field import Field
from atmpcmp.model.money import Money
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import Quantity
from atmpcmp.model.value import parse_value
from atmpcmp.model.vocabulary import NONE, ListType

if TYPE_CHECKING:
    from atmpcmp.model.scope import Scope


def key(condition: Condition) -> Any:
    """What makes two conditions the same, wherever they stand."""
    match condition:
        case Test():
            return (condition.word, condition.path, condition.wanted if isinstance(condition.wanted, FieldOperand) else frozenset(condition.wanted))
        case Combination():
            return (condition.word, frozenset(key(part) for part in condition.parts))
        case Negation():
            return ("not", key(condition.part))
        case Quantifier():
            return (condition.word, condition.of, key(condition.where) if condition.where is not None else None, key(condition.meets))
        case _:
            return ("review", condition.question)


def implies(one: Condition, other: Condition, scope: Scope) -> bool:  # noqa: PLR0911  each return is one law
    """Whether the other holds wherever the first one does; False where the structure does not tell."""
    if key(one) == key(other):
        return True
    if isinstance(other, Combination) and other.word == "all":
        return all(implies(one, part, scope) for part in other.parts)
    if isinstance(one, Combination) and one.word == "any":
        return all(implies(part, other, scope) for part in one.parts)
    if isinstance(one, Combination) and any(implies(part, other, scope) for part in one.parts):
        return True
    if isinstance(other, Combination):
        return any(implies(one, part, scope) for part in other.parts)
    if isinstance(one, Negation) and isinstance(other, Negation):
        return implies(other.part, one.part, scope)
    if isinstance(one, Test) and isinstance(other, Test):
        return _test_implies(one, other, scope)
    if isinstance(one, Quantifier) and isinstance(other, Quantifier):
        return _quantifier_implies(one, other, scope)
    return False


def excludes(one: Condition, other: Condition, scope: Scope) -> bool:  # noqa: PLR0911  each return is one law
    """Whether no stated value can meet both; False where the structure does not tell."""
    if isinstance(other, Negation):
        return implies(one, other.part, scope)
    if isinstance(one, Negation):
        return implies(other, one.part, scope)
    if isinstance(one, Combination):
        quantify = all if one.word == "any" else any
        return quantify(excludes(part, other, scope) for part in one.parts)
    if isinstance(other, Combination):
        return excludes(other, one, scope)
    if not (isinstance(one, Test) and isinstance(other, Test) and one.path == other.path):
        return False
    field, left, right = _field(one, scope), _span(one, scope), _span(other, scope)
    if field is None or field.is_list or left is None or right is None:
        return False
    return _disjoint(left, right)


def exhausts(one: Condition, other: Condition, scope: Scope) -> bool:  # noqa: PLR0911  each return is one law
    """Whether every stated value meets one or the other; False where the structure does not tell."""
    if isinstance(other, Negation) and key(other.part) == key(one):
        return True
    if isinstance(one, Negation):
        return implies(one.part, other, scope)
    if isinstance(other, Negation):
        return implies(other.part, one, scope)
    if not (isinstance(one, Test) and isinstance(other, Test) and one.path == other.path):
        return False
    field, left, right = _field(one, scope), _span(one, scope), _span(other, scope)
    if field is None or field.is_list or left is None or right is None:
        return False
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left | right >= _all_values(field, scope)
    if isinstance(left, tuple) and isinstance(right, tuple):
        low, high = (left, right) if left[1] is None else (right, left)
        return low[0] is not None and high[1] is not None and low[0] <= high[1] and low[1] is None and high[0] is None
    return False


def covers_all(test: Test, scope: Scope) -> bool:
    """Whether one test is met by every value that its field can state."""
    field, span = _field(test, scope), _span(test, scope)
    if field is None or span is None:
        return False
    if isinstance(span, frozenset):
        return field.type == "choice" and not field.values_named and span >= _all_values(field, scope)
    low, high = span
    if field.type == "count":
        return high is None and low == 0
    return field.type in ("percent", "quantity", "money") and high is None and low == 0


_Span = frozenset[Any] | tuple[Any, Any]


def _all_values(field: Field, scope: Scope) -> frozenset[Any]:
    if field.type == "yes/no":
        return frozenset({True, False})
    choices = scope.vocabulary.choices(field, scope.body) if field.type == "choice" else None
    return frozenset(choices) if choices else frozenset({object()})


def _field(test: Test, scope: Scope) -> Field | None:
    shape = scope.resolve(test.path).shape
    return shape if isinstance(shape, Field) else None


def _values(test: Test, scope: Scope) -> tuple[Any, ...] | None:
    """The constants as comparable values; None against another field, or where only the absence is asked."""
    field = _field(test, scope)
    if field is None or isinstance(test.wanted, FieldOperand):
        return None
    if test.wanted == (NONE,) and (field.type != "choice" or NONE not in (scope.vocabulary.choices(field, scope.body) or ())):
        return None
    return tuple(_comparable(parse_value(field, raw, scope.vocabulary, scope.resolve(test.path).body)) for raw in test.wanted)


def _comparable(value: Any) -> Any:
    if isinstance(value, Quantity):
        return value.amount
    if isinstance(value, PartialDate):
        return value.first.toordinal() if value.is_one_day else None
    if isinstance(value, Money):
        return value.amount
    return value


def _span(test: Test, scope: Scope) -> _Span | None:
    """The values that meet a test: a set, or from one amount to another (None where it is open)."""
    values = _values(test, scope)
    if values is None or None in values or not _same_currency(test):
        return None
    match test.word:
        case "at_least":
            return (values[0], None)
        case "at_most":
            return (None, values[0])
        case "is" | "one_of":
            return frozenset(values)
        case _:
            return None


def _same_currency(test: Test) -> bool:
    """Amounts of money are left alone: those of two currencies cannot be compared."""
    return isinstance(test.wanted, FieldOperand) or not any(isinstance(raw, str) and raw[-3:].isupper() and raw[-3:].isalpha() for raw in test.wanted)


def _disjoint(left: _Span, right: _Span) -> bool:
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return not left & right
    if isinstance(left, frozenset):
        left, right = right, left
    assert isinstance(left, tuple)  # noqa: S101  one of the two is a range
    low, high = left
    if isinstance(right, frozenset):
        return all(isinstance(value, int | float | Fraction) and ((low is not None and value < low) or (high is not None and value > high)) for value in right)
    other_low, other_high = right
    return bool((low is not None and other_high is not None and other_high < low) or (high is not None and other_low is not None and other_low > high))


def _test_implies(one: Test, other: Test, scope: Scope) -> bool:
    if one.path != other.path:
        return False
    field = _field(one, scope)
    left, right = _values(one, scope), _values(other, scope)
    if field is None or left is None or right is None:
        return False
    if field.is_list:
        if one.word == "includes":
            return set(right) <= set(left) if other.word == "includes" else bool(set(left) & set(right))
        return one.word == other.word == "one_of" and set(left) <= set(right)
    inner, outer = _span(one, scope), _span(other, scope)
    if inner is None or outer is None:
        return False
    return _within(inner, outer)


def _within(inner: _Span, outer: _Span) -> bool:
    if isinstance(outer, frozenset):
        return isinstance(inner, frozenset) and inner <= outer
    low, high = outer
    if isinstance(inner, frozenset):
        return all(isinstance(value, int | float | Fraction) and (low is None or value >= low) and (high is None or value <= high) for value in inner)
    return (low is None or (inner[0] is not None and inner[0] >= low)) and (high is None or (inner[1] is not None and inner[1] <= high))


def _quantifier_implies(one: Quantifier, other: Quantifier, scope: Scope) -> bool:
    if one.word != other.word or one.of != other.of:
        return False
    shape = scope.resolve(one.of).shape
    if not isinstance(shape, ListType):
        return False
    inner = scope.inside(shape.item)
    if one.word == "some":
        both = Combination(word="all", parts=(one.meets, *([one.where] if one.where is not None else [])))
        return implies(both, other.meets, inner) and (other.where is None or implies(both, other.where, inner))
    same_where = (one.where is None and other.where is None) or (one.where is not None and other.where is not None and key(one.where) == key(other.where))
    return same_where and implies(one.meets, other.meets, inner)
