"""Conditions compiled once to closures, then asked of as many dossiers as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from atmpcmp.engine import comparison_of_values as values
from atmpcmp.engine.outcome import Branch, Leaf, Outcome
from atmpcmp.engine.truth import NO, UNKNOWN, YES, Truth
from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Review, Test
from atmpcmp.model.dossier import Record, Statement
from atmpcmp.model.field import Field
from atmpcmp.model.quantity import calendar_shift
from atmpcmp.model.value import parse_value
from atmpcmp.model.vocabulary import HERE, NONE, ListType

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.scope import Reference, Scope

Statements = dict[str, Statement]

# What stands before what is wanted, where it is and where it is not so.
_IS_TRUE_WORDS = {
    "is": "",
    "one_of": "one of ",
    "at_least": "at least ",
    "at_most": "at most ",
    "includes": "includes ",
}
_IS_FALSE_WORDS = {
    "is": "not ",
    "one_of": "none of ",
    "at_least": "less than ",
    "at_most": "more than ",
    "includes": "does not include ",
}


def compiled(condition: Condition, scope: Scope) -> Callable[[Statements, Record | None], Outcome]:
    """Compile a condition that was checked when it was loaded.

    Args:
        condition: the typed tree.
        scope: the body whose entry `here` is.

    Returns:
        A function of a dossier's statements and, inside a list, the record at hand, that gives the outcome.
    """
    return _COMPILERS[type(condition)](condition, scope)


def _review(condition: Review, _scope: Scope) -> Callable[[Statements, Record | None], Outcome]:
    leaf = Leaf(UNKNOWN, "", condition.question, condition.question, None, condition.line, question=condition.question)
    return lambda _statements, _record: leaf


def _combination(condition: Combination, scope: Scope) -> Callable[[Statements, Record | None], Outcome]:
    judges = [compiled(part, scope) for part in condition.parts]
    word = condition.word
    every_part = word == "all"

    def judge(statements: Statements, record: Record | None) -> Outcome:
        parts = tuple([judge(statements, record) for judge in judges])
        truths = [part.truth for part in parts]
        truth = min(truths) if every_part else max(truths)
        return Branch(truth, parts, word, "", _is_vacuous(truth, parts))

    return judge


def _is_vacuous(truth: Truth, parts: tuple[Outcome, ...]) -> bool:
    """Whether a yes rests on nothing: no part that says yes had anything to check."""
    return truth is YES and not any(part.truth is YES and not part.is_vacuous for part in parts)


def _negation(condition: Negation, scope: Scope) -> Callable[[Statements, Record | None], Outcome]:
    inner = compiled(condition.part, scope)

    def judge(statements: Statements, record: Record | None) -> Outcome:
        part = inner(statements, record)
        return Branch(part.truth.negated(), (part,), "not")

    return judge


def _quantifier(condition: Quantifier, scope: Scope) -> Callable[[Statements, Record | None], Outcome]:
    reference = scope.resolve(condition.of)
    assert isinstance(reference.shape, ListType)  # noqa: S101  checked when the rule was loaded
    find = _finder(reference, scope)
    inner = scope.inside(reference.shape.item)
    counts: Callable[[Statements, Record | None], Outcome] | None = None
    meets: Callable[[Statements, Record | None], Outcome] | None = None
    is_some = condition.word == "some"
    item_word: Literal["item-of-some", "item-of-every"] = "item-of-some" if is_some else "item-of-every"
    wanted, wanted_not = ("at least one stated", "none stated") if is_some else ("stated", "not stated")
    waits_for = _shown_path(reference, condition.of, scope)
    truth_of_nothing = NO if is_some else YES
    is_of_item = reference.where == "item"
    silent = Leaf(UNKNOWN, condition.of, wanted, wanted_not, None, condition.line, None, waits_for, "", False, is_of_item)

    def judge(statements: Statements, record: Record | None) -> Outcome:
        nonlocal counts, meets
        statement = find(statements, record)
        if statement is None:
            return silent
        items: Any = statement.value or ()
        if not items:
            return Leaf(truth_of_nothing, condition.of, wanted, wanted_not, statement, condition.line, is_vacuous=not is_some, is_of_item=is_of_item)
        if meets is None:
            # Many lists are silent or empty in a dossier: nothing is asked of their items.
            counts = compiled(condition.where, inner) if condition.where is not None else None
            meets = compiled(condition.meets, inner)
        outcomes = []
        for item in items:
            label = f"{condition.of}.{item.label}"
            result = meets(statements, item)
            where = counts(statements, item) if counts is not None else result
            if counts is None:
                truth, empty = result.truth, result.is_vacuous
            elif is_some:
                truth, empty = min(where.truth, result.truth), where.is_vacuous and result.is_vacuous
            else:
                truth = max(where.truth.negated(), result.truth)
                empty = where.truth is NO or result.is_vacuous
            parts = (result,) if counts is None else (where, result)
            outcomes.append(Branch(truth, parts, item_word, label, truth is YES and empty, condition.of, is_of_item))
        truths = [outcome.truth for outcome in outcomes]
        whole = max(truths) if is_some else min(truths)
        return Branch(whole, tuple(outcomes), condition.word, "", _is_vacuous(whole, tuple(outcomes)))

    return judge


def _finder(reference: Reference, scope: Scope) -> Callable[[Statements, Record | None], Statement | None]:
    if reference.where == "item":
        path = reference.path
        return lambda _statements, record: record.statements.get(path) if record is not None else None
    sources = scope.sources(reference)
    if len(sources) == 1:
        only = sources[0]
        return lambda statements, _record: statements.get(only)

    def find(statements: Statements, _record: Record | None) -> Statement | None:
        for source in sources:
            if (statement := statements.get(source)) is not None:
                return statement
        return None

    return find


def _test(condition: Test, scope: Scope) -> Callable[[Statements, Record | None], Outcome]:
    reference = scope.resolve(condition.path)
    field = reference.shape
    assert isinstance(field, Field)  # noqa: S101  checked when the rule was loaded
    if isinstance(condition.wanted, tuple):
        return _test_against_constants(condition, condition.wanted, field, reference, scope)
    return _test_against_field(condition, condition.wanted, reference, scope)


def _test_against_constants(
    condition: Test, constants: tuple[Any, ...], field: Field, reference: Reference, scope: Scope
) -> Callable[[Statements, Record | None], Outcome]:
    find = _finder(reference, scope)
    path, line, word = condition.path, condition.line, condition.word
    shown = ", ".join(str(constant).lower() if isinstance(constant, bool) else str(constant) for constant in constants)
    wanted, wanted_not = _IS_TRUE_WORDS[word] + shown, _IS_FALSE_WORDS[word] + shown
    waits_for = _shown_path(reference, path, scope)
    is_of_item = reference.where == "item"
    silent = Leaf(UNKNOWN, path, wanted, wanted_not, None, line, None, waits_for, "", False, is_of_item)
    compare: Callable[[Any], Truth] | None = None

    def judge(statements: Statements, record: Record | None) -> Outcome:
        nonlocal compare
        statement = find(statements, record)
        if statement is None:
            return silent
        if compare is None:
            # Half of the fields that rules ask for are silent in a dossier: reading what they want of those would be for nothing.
            compare = _against_constants(word, constants, field, reference, scope)
        truth = compare(statement.value)
        return Leaf(truth, path, wanted, wanted_not, statement, line, None, waits_for if truth is UNKNOWN else "", "", False, is_of_item)

    return judge


def _against_constants(word: str, constants: tuple[Any, ...], field: Field, reference: Reference, scope: Scope) -> Callable[[Any], Truth]:
    if word == "is" and constants == (NONE,) and (field.is_list or NONE not in (scope.vocabulary.choices(field, reference.body) or ())):
        return lambda found: YES if found in (None, ()) else NO
    wanted = tuple(parse_value(field, constant, scope.vocabulary, reference.body) for constant in constants)
    if field.item_type in ("yes/no", "choice", "code", "count", "number", "percent"):
        if word == "is":
            only = wanted[0]
            return lambda found: YES if found == only else NO
        if word == "one_of" and not field.is_list:
            chosen = frozenset(wanted)
            return lambda found: YES if found in chosen else NO
    return _comparing(word, wanted, is_constant=True)


def _comparing(word: str, wanted: tuple[Any, ...], *, is_constant: bool) -> Callable[[Any], Truth]:
    match word:
        case "is":
            return lambda found: NO if found is None else values.equal(found, wanted[0], is_constant=is_constant)
        case "at_least":
            return lambda found: NO if found is None else values.at_least(found, wanted[0], is_constant=is_constant)
        case "at_most":
            return lambda found: NO if found is None else values.at_most(found, wanted[0], is_constant=is_constant)
        case "one_of":
            return lambda found: NO if found is None else values.one_of(found, wanted, is_constant=is_constant)
        case _:
            return lambda found: NO if found is None else values.includes(found, wanted, is_constant=is_constant)


def _test_against_field(condition: Test, operand: FieldOperand, reference: Reference, scope: Scope) -> Callable[[Statements, Record | None], Outcome]:
    other_reference = scope.resolve(operand.field)
    find, find_other = _finder(reference, scope), _finder(other_reference, scope)
    path, line, word = condition.path, condition.line, condition.word
    shift, shift_text = _shift(operand)
    is_of_item = reference.where == "item"
    shown = operand.field + shift_text
    wanted, wanted_not = _IS_TRUE_WORDS[word] + shown, _IS_FALSE_WORDS[word] + shown
    waits_for, waits_for_other = _shown_path(reference, path, scope), _shown_path(other_reference, operand.field, scope)

    def judge(statements: Statements, record: Record | None) -> Outcome:
        left, right = find(statements, record), find_other(statements, record)
        if (left is not None and left.value is None) or (right is not None and right.value is None):
            truth, silent = NO, ""
        elif left is None or right is None:
            truth, silent = UNKNOWN, waits_for if left is None else waits_for_other
        else:
            choices: Any = right.value if isinstance(right.value, tuple) else (right.value,)
            if shift is not None:
                choices = tuple(choice.moved(months=shift[0], days=shift[1]) for choice in choices)
            truth = _comparing(word, choices, is_constant=False)(left.value)
            silent = waits_for if truth is UNKNOWN else ""
        return Leaf(truth, path, wanted, wanted_not, left, line, right, silent, is_of_item=is_of_item)

    return judge


def _shift(operand: FieldOperand) -> tuple[tuple[int, int] | None, str]:
    for sign, text, word in ((1, operand.plus, "plus"), (-1, operand.minus, "minus")):
        if text:
            months, days = calendar_shift(text)
            return (sign * months, sign * days), f" {word} {text}"
    return None, ""


def _shown_path(reference: Reference, path: str, scope: Scope) -> str:
    """The path under which a person states what is silent."""
    if reference.where == HERE:
        return f"jurisdictions.{scope.body}.{reference.path}"
    if reference.where == "item" and scope.record is not None:
        return f"{scope.record.path}.{reference.path}".replace("jurisdictions.*", f"jurisdictions.{scope.body}")
    return path


# By class: hundreds of rules are compiled, and asking a model of pydantic whether it is an instance of another takes longer than compiling it.
_COMPILERS: dict[type[Any], Callable[[Any, Scope], Callable[[Statements, Record | None], Outcome]]] = {
    Test: _test,
    Combination: _combination,
    Negation: _negation,
    Quantifier: _quantifier,
    Review: _review,
}
