"""Which of two conditions asks more, from their typed shape alone.

One condition is at least as strict as another where every dossier that meets it meets the other too, and this follows from their shapes: the same
words over the same fields with constants that are ordered, more clauses under `all`, fewer alternatives under `any`. Nothing else is concluded: what
does not follow in this way is unlike, even where a logician could prove more.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Review, Test
from atmpcmp.model.field import Field
from atmpcmp.model.money import Money
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import Quantity, calendar_shift
from atmpcmp.model.value import parse_value
from atmpcmp.model.vocabulary import NONE, ListType

if TYPE_CHECKING:
    from atmpcmp.model.scope import Scope
    from atmpcmp.model.value import Value


class Strictness(StrEnum):
    """What one side asks, set against the other."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    UNLIKE = "unlike"

    @property
    def mirrored(self) -> Strictness:
        """The same seen from the other side."""
        return {Strictness.STRICTER: Strictness.LOOSER, Strictness.LOOSER: Strictness.STRICTER}.get(self, self)


def together(*parts: Strictness) -> Strictness:
    """Several comparisons as one: same ones do not count, and what points in two directions is unlike."""
    directions = {part for part in parts if part is not Strictness.SAME}
    if not directions:
        return Strictness.SAME
    return directions.pop() if len(directions) == 1 else Strictness.UNLIKE


def strictness(left: Condition | None, left_scope: Scope, right: Condition | None, right_scope: Scope) -> Strictness:
    """How much `left` asks, set against `right`.

    Args:
        left: a condition; None asks nothing.
        left_scope: what the paths in it refer to.
        right: another condition; None asks nothing.
        right_scope: what the paths in that one refer to.
    """
    if left is None or right is None:
        return Strictness.SAME if left is right else Strictness.LOOSER if left is None else Strictness.STRICTER
    stricter = _implies(left, left_scope, right, right_scope)
    looser = _implies(right, right_scope, left, left_scope)
    if stricter:
        return Strictness.SAME if looser else Strictness.STRICTER
    return Strictness.LOOSER if looser else Strictness.UNLIKE


def _implies(one: Condition, here: Scope, other: Condition, there: Scope) -> bool:
    """Whether it follows from their shapes that whatever meets one condition meets the other."""
    if isinstance(other, Combination) and other.word == "all":
        return all(_implies(one, here, part, there) for part in other.parts)
    if isinstance(one, Combination) and one.word == "any":
        return all(_implies(part, here, other, there) for part in one.parts)
    if isinstance(one, Combination) or isinstance(other, Combination):
        alternatives = other.parts if isinstance(other, Combination) else ()
        clauses = one.parts if isinstance(one, Combination) else ()
        return any(_implies(one, here, part, there) for part in alternatives) or any(_implies(part, here, other, there) for part in clauses)
    return _leaf_implies(one, here, other, there)


def _leaf_implies(one: Condition, here: Scope, other: Condition, there: Scope) -> bool:
    match one, other:
        case Test(), Test():
            return _test_implies(one, here, other, there)
        case Negation(), Negation():
            return _implies(other.part, there, one.part, here)
        case Quantifier(), Quantifier():
            return _quantifier_implies(one, here, other, there)
        case Review(), Review():
            return one.question.casefold() == other.question.casefold()
        case _:
            return False


def _quantifier_implies(one: Quantifier, here: Scope, other: Quantifier, there: Scope) -> bool:
    if one.word != other.word or one.of != other.of:
        return False
    shape, other_shape = here.resolve(one.of).shape, there.resolve(other.of).shape
    assert isinstance(shape, ListType)  # noqa: S101  checked when the rule was loaded
    assert isinstance(other_shape, ListType)  # noqa: S101
    here, there = here.inside(shape.item), there.inside(other_shape.item)
    if not _implies(one.meets, here, other.meets, there):
        return False
    if one.word == "some":
        return other.where is None or (one.where is not None and _implies(one.where, here, other.where, there))
    return one.where is None or (other.where is not None and _implies(other.where, there, one.where, here))


def _test_implies(one: Test, here: Scope, other: Test, there: Scope) -> bool:
    if one.path != other.path:
        return False
    reference, other_reference = here.resolve(one.path), there.resolve(other.path)
    field, other_field = reference.shape, other_reference.shape
    assert isinstance(field, Field)  # noqa: S101  checked when the rule was loaded
    assert isinstance(other_field, Field)  # noqa: S101
    if here.vocabulary.choices(field, reference.body) != there.vocabulary.choices(other_field, other_reference.body):
        return False
    if isinstance(one.wanted, FieldOperand) or isinstance(other.wanted, FieldOperand):
        return _operand_implies(one, other)
    if NONE in (*one.wanted, *other.wanted) and "is" in (one.word, other.word):
        return one.word == other.word and one.wanted == other.wanted
    words = _set_word(one, field), _set_word(other, other_field)
    if words[0] != words[1] and words != ("includes", "one_of"):
        return False
    values = [parse_value(field, constant, here.vocabulary, reference.body) for constant in one.wanted]
    other_values = [parse_value(other_field, constant, there.vocabulary, other_reference.body) for constant in other.wanted]
    return _values_imply(words[0], values, words[1], other_values)


def _set_word(test: Test, field: Field) -> str:
    """The word of a test, `is` of a single value being one_of with one choice, as includes is of a list."""
    if test.word == "is" or (test.word == "includes" and field.is_list and len(test.wanted if isinstance(test.wanted, tuple) else ()) == 1):
        return "one_of"
    return test.word


def _values_imply(word: str, values: list[Value], other_word: str, other_values: list[Value]) -> bool:
    keys, other_keys = {key_of(value) for value in values}, {key_of(value) for value in other_values}
    match word, other_word:
        case "one_of", "one_of":
            return keys <= other_keys
        case "includes", "includes":
            return keys >= other_keys
        case "includes", "one_of":
            return bool(keys & other_keys)
        case _:
            order = ordered(values[0], other_values[0], from_first=word == "at_least")
            return order is not None and (order >= 0 if word == "at_least" else order <= 0)


def _operand_implies(one: Test, other: Test) -> bool:
    operand, other_operand = one.wanted, other.wanted
    if not isinstance(operand, FieldOperand) or not isinstance(other_operand, FieldOperand):
        return False
    if operand.field != other_operand.field or one.word != other.word:
        return False
    if operand == other_operand:
        return True
    if one.word not in ("at_least", "at_most"):
        return False
    months, days = _shift(operand)
    other_months, other_days = _shift(other_operand)
    if days == other_days == 0:
        moved, other_moved = months, other_months
    elif months == other_months == 0:
        moved, other_moved = days, other_days
    else:
        return False
    return moved >= other_moved if one.word == "at_least" else moved <= other_moved


def _shift(operand: FieldOperand) -> tuple[int, int]:
    months, days = calendar_shift(operand.plus or operand.minus) if operand.plus or operand.minus else (0, 0)
    return (months, days) if operand.plus else (-months, -days)


def key_of(value: Value) -> object:
    """What makes two values the same, however they are written."""
    match value:
        case Quantity():
            return value.dimension, value.amount
        case Money():
            return value.currency, value.amount
        case PartialDate():
            return value.first, value.last
        case bool():
            return ("yes/no", value)
        case _:
            return value


def ordered(one: Value, other: Value, *, from_first: bool = True) -> int | None:
    """The sign of the difference of two amounts; None where they cannot be set against each other.

    Args:
        one: an amount, a date or a number.
        other: of the same type.
        from_first: whether dates that are known by month or year count from their first day, or up to their last.
    """
    first: Any
    second: Any
    match one, other:
        case Quantity(), Quantity() if one.dimension == other.dimension:
            first, second = one.amount, other.amount
        case Money(), Money() if one.currency == other.currency:
            first, second = one.amount, other.amount
        case PartialDate(), PartialDate():
            first, second = (one.first, other.first) if from_first else (one.last, other.last)
        case (bool(), _) | (_, bool()):
            return None
        case ((int() | Fraction()), (int() | Fraction())):
            first, second = one, other
        case _:
            return None
    return 0 if first == second else 1 if first > second else -1
