"""A condition as written to a typed condition: every word, field, operator, unit and value is checked when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from atmpcmp.model.condition import Combination, Condition, Constant, FieldOperand, Negation, Quantifier, Review, Test
from atmpcmp.model.field import ORDERED_TYPES, Field
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.problem import Problem
from atmpcmp.model.quantity import calendar_shift, dimension_of
from atmpcmp.model.scope import Reference, Scope, UnknownPathError
from atmpcmp.model.value import ValueProblemError, parse_value
from atmpcmp.model.vocabulary import HERE, NONE, ListType
from atmpcmp.reading.yaml_text import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from typing import Literal

TESTS = ("is", "one_of", "at_least", "at_most", "includes")
OPERATOR, INCOMPARABLE = "operator-against-type", "incomparable-fields"
WORDS = ("all", "any", "not", "some", "every", *TESTS, "review")


class _RefusedError(Exception):
    """Carries one problem up to the nearest place where reading can go on."""

    def __init__(self, node: Node, message: str, hint: str = "", code: str = "wrong-condition") -> None:
        super().__init__(message)
        self.node = node
        self.hint = hint
        self.code = code


def read_condition(node: Node, scope: Scope, file: str, problems: list[Problem], path: str = "") -> Condition | None:
    """Check a condition and make it a typed tree.

    Args:
        node: the condition as written.
        scope: what its paths may refer to.
        file: for messages.
        problems: where mistakes go; all of one condition are found.
        path: place of the condition in the file.

    Returns:
        The condition, or None where something in it was refused.
    """
    return _Reader(file, problems, path).condition(node, scope)


class _Reader:
    def __init__(self, file: str, problems: list[Problem], path: str) -> None:
        self.file = file
        self.problems = problems
        self.path = path

    def condition(self, node: Node, scope: Scope) -> Condition | None:
        try:
            return self._word(node, scope)
        except _RefusedError as refused:
            at = refused.node
            self.problems.append(Problem(self.file, at.line, at.column, str(refused), refused.hint, refused.code, self.path))
            return None

    def _word(self, node: Node, scope: Scope) -> Condition | None:
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            raise _RefusedError(node, "a condition is a mapping with exactly one key, the word", "put several under all or any")
        ((word, body),) = node.entries.items()
        line = node.keys[word][0]
        if word in ("all", "any"):
            return self._combination(cast("Literal['all', 'any']", word), body, scope, line)
        if word == "not":
            part = self.condition(body, scope)
            return Negation(word="not", part=part, line=line) if part is not None else None
        if word in ("some", "every"):
            return self._quantifier(cast("Literal['some', 'every']", word), body, scope, line)
        if word in TESTS:
            return self._test(cast("Literal['is', 'one_of', 'at_least', 'at_most', 'includes']", word), body, scope, line)
        if word == "review":
            if not isinstance(body, Scalar) or not isinstance(body.value, str) or not body.text.strip():
                raise _RefusedError(body, "review wants a question for a person")
            return Review(word="review", question=" ".join(body.text.split()), line=line)
        at = Scalar(word, True, *node.keys[word])
        raise _RefusedError(
            at,
            f"unknown word “{word}” in a condition",
            did_you_mean(word, WORDS) or "one of: " + ", ".join(WORDS),
            "unknown-word",
        )

    def _combination(self, word: Literal["all", "any"], body: Node, scope: Scope, line: int) -> Condition | None:
        if not isinstance(body, Sequence) or not body.items:
            raise _RefusedError(body, f"{word} wants a list of conditions")
        parts = [self.condition(item, scope) for item in body.items]
        whole = tuple(part for part in parts if part is not None)
        return Combination(word=word, parts=whole, line=line) if len(whole) == len(parts) else None

    def _quantifier(self, word: Literal["some", "every"], body: Node, scope: Scope, line: int) -> Condition | None:
        keys = set(body.entries) if isinstance(body, Mapping) else set()
        if not isinstance(body, Mapping) or not {"of", "meets"} <= keys <= {"of", "where", "meets"}:
            raise _RefusedError(body, f"{word} wants of, meets and, where only some items count, where")
        of = body.entries["of"]
        if not isinstance(of, Scalar):
            raise _RefusedError(of, "of wants the path of a list of records")
        reference = _resolve(of, of.text, scope)
        if not isinstance(reference.shape, ListType):
            raise _RefusedError(of, f"{of.text} is no list of records")
        inner = scope.inside(reference.shape.item)
        where = self.condition(body.entries["where"], inner) if "where" in keys else None
        meets = self.condition(body.entries["meets"], inner)
        if meets is None or ("where" in keys and where is None):
            return None
        return Quantifier(word=word, of=of.text, where=where, meets=meets, line=line)

    def _test(self, word: Literal["is", "one_of", "at_least", "at_most", "includes"], body: Node, scope: Scope, line: int) -> Condition:
        if not isinstance(body, Mapping) or len(body.entries) != 1:
            raise _RefusedError(body, f"{word} names exactly one field", f"write {word}: {{some.field: value}}")
        ((path, wanted),) = body.entries.items()
        at = Scalar(path, True, *body.keys[path])
        reference = _resolve(at, path, scope)
        field = reference.shape
        if isinstance(field, ListType):
            raise _RefusedError(at, f"{path} is a list of records; ask it with some or every")
        if not isinstance(field, Field):
            raise _RefusedError(at, f"{path} is a section; name one of its fields")
        if isinstance(wanted, Mapping):
            return Test(word=word, path=path, wanted=_operand(word, field, wanted, scope), line=line)
        _check_word(word, field, wanted, at)
        constants = wanted.items if isinstance(wanted, Sequence) else [wanted]
        if not constants:
            raise _RefusedError(wanted, f"{word} wants a list with at least one value")
        return Test(
            word=word,
            path=path,
            wanted=tuple(_constant(word, field, item, reference, scope) for item in constants),
            line=line,
        )


def _resolve(at: Scalar, path: str, scope: Scope) -> Reference:
    try:
        return scope.resolve(path)
    except UnknownPathError as error:
        if "." in path and scope.vocabulary.entry.resolve(path) is not None:
            raise _RefusedError(at, str(error), f"say {HERE}.{path}", "asked-outside-here") from None
        raise _RefusedError(at, str(error), error.hint, "unknown-field") from None


def _check_word(word: str, field: Field, wanted: Node, at: Scalar) -> None:
    """Does the word fit the type of the field and the shape of what is wanted?"""
    is_none = isinstance(wanted, Scalar) and wanted.text == NONE
    several = isinstance(wanted, Sequence)
    if word == "is":
        if several:
            raise _RefusedError(wanted, "is wants one value; of several use one_of", "", OPERATOR)
        if field.is_list and not is_none:
            raise _RefusedError(at, f"{field.path} is a list; use includes or one_of", "", OPERATOR)
    elif word == "one_of":
        if field.item_type == "yes/no":
            raise _RefusedError(at, f"{field.path} is true or false; use is", "", OPERATOR)
        if not several:
            raise _RefusedError(wanted, "one_of wants a list of values", f"write [{wanted.text}]" if isinstance(wanted, Scalar) else "", OPERATOR)
    elif word == "includes":
        if not field.is_list:
            raise _RefusedError(at, f"includes wants a list, and {field.path} is a single value; use is or one_of", "", OPERATOR)
    else:
        _check_order(word, field, at)
        if several:
            raise _RefusedError(wanted, f"{word} wants one value", "", OPERATOR)


def _check_order(word: str, field: Field, at: Scalar) -> None:
    if field.type not in ORDERED_TYPES:
        raise _RefusedError(at, f"{word} needs an order, and {field.path} ({field.type}) has none; list the values with one_of", "", OPERATOR)


def _constant(word: str, field: Field, node: Node, reference: Reference, scope: Scope) -> Constant:
    if not isinstance(node, Scalar):
        raise _RefusedError(node, f"{word} wants plain values")
    if node.text == NONE and (word == "is" or field.item_type == "text"):
        if field.type in ("yes/no", "count"):
            raise _RefusedError(node, f"{field.path} is never none; write {'false' if field.type == 'yes/no' else '0'}")
        if word == "is":
            return NONE
    if field.item_type == "text":
        raise _RefusedError(
            node,
            f"{field.path} is free text; compare it with another field, never with a word",
            "",
            "constant-against-free-text",
        )
    raw = node.value if field.item_type in ("yes/no", "count", "number", "code") else node.text
    try:
        parse_value(field, raw, scope.vocabulary, reference.body)
    except ValueProblemError as error:
        raise _RefusedError(node, str(error), error.hint, error.code) from None
    return cast("Constant", raw)


def _operand(word: str, field: Field, node: Mapping, scope: Scope) -> FieldOperand:
    if not {"field"} <= set(node.entries) <= {"field", "plus", "minus"} or {"plus", "minus"} <= set(node.entries):
        raise _RefusedError(node, "another field as the wanted value is written {field: path}, for dates with plus or minus a quantity")
    written = {key: child.text for key, child in node.entries.items() if isinstance(child, Scalar)}
    if len(written) != len(node.entries):
        raise _RefusedError(node, "field, plus and minus want plain values")
    at = Scalar(written["field"], True, *node.keys["field"])
    other = _resolve(at, written["field"], scope).shape
    if not isinstance(other, Field):
        raise _RefusedError(at, f"{written['field']} is no field")
    _check_comparable(word, field, other, at)
    for key in ("plus", "minus"):
        if key in written:
            if field.type != "date":
                raise _RefusedError(node.entries[key], f"{key} is for dates only")
            try:
                calendar_shift(written[key])
            except ValueError as error:
                raise _RefusedError(node.entries[key], str(error)) from None
    return FieldOperand(field=written["field"], plus=written.get("plus", ""), minus=written.get("minus", ""))


def _check_comparable(word: str, field: Field, other: Field, at: Scalar) -> None:
    same_type = field.item_type == other.item_type
    same_unit = field.item_type != "quantity" or dimension_of(field.unit) == dimension_of(other.unit)
    same_basis = field.item_type != "money" or field.unit == other.unit
    if not (same_type and same_unit and same_basis):
        raise _RefusedError(
            at,
            f"{field.path} ({field.type} {field.unit}".rstrip() + f") and {other.path} ({other.type} {other.unit}".rstrip() + ") are not comparable",
            "",
            INCOMPARABLE,
        )
    if word == "is" and (field.is_list or other.is_list):
        raise _RefusedError(at, "is compares single values; use includes or one_of", "", OPERATOR)
    if word == "one_of" and not other.is_list:
        raise _RefusedError(at, f"{other.path} is a single value; use is", "", OPERATOR)
    if word == "includes" and not field.is_list:
        raise _RefusedError(at, f"includes wants a list, and {field.path} is a single value", "", OPERATOR)
    if word in ("at_least", "at_most"):
        _check_order(word, field, at)
        if other.is_list:
            raise _RefusedError(at, f"{other.path} is a list and has no order", "", OPERATOR)
