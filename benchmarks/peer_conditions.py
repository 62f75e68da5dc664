"""The part of the rules' conditions that expression engines can say: tests of single values against constants, under all, any and not.

Lists of records, dates and money are left out for all: no peer has them without a library written for it. A quantity becomes a number of days, or of cases a
person, and what a body reads under `here` a name of its own, looked up beforehand. A field that is silent is missing from the data, which is all that the peers
can be told.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from atmpcmp.model.condition import Combination, Condition, Negation, Test
from atmpcmp.model.field import Field
from atmpcmp.model.quantity import Quantity
from atmpcmp.model.value import parse_value
from atmpcmp.model.vocabulary import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library
    from atmpcmp.model.scope import Scope

_TYPES = frozenset({"yes/no", "choice", "count", "number", "percent", "quantity"})
Plain = bool | int | float | str


class Sayable(NamedTuple):
    """A condition that all engines can say, with the names of its fields and its constants in plain values."""

    rule: str
    condition: Condition
    scope: Scope
    clauses: int


def sayable(library: Library) -> list[Sayable]:
    """Every condition of every rule that is of that part."""
    found = []
    for rule in library.rules:
        scope = library.scope(rule)
        for entry in rule.history[:1]:
            found += [
                Sayable(rule.id, condition, scope, sum(1 for _ in tests(condition)))
                for condition in (rule.scope(entry), entry.condition)
                if condition is not None and _is_sayable(condition, scope)
            ]
    return found


def tests(condition: Condition) -> Iterator[Test]:
    """The tests of a condition."""
    match condition:
        case Test():
            yield condition
        case Combination():
            for part in condition.parts:
                yield from tests(part)
        case Negation():
            yield from tests(condition.part)


def _is_sayable(condition: Condition, scope: Scope) -> bool:
    match condition:
        case Combination():
            return all(_is_sayable(part, scope) for part in condition.parts)
        case Negation():
            return _is_sayable(condition.part, scope)
        case Test():
            reference = scope.resolve(condition.path)
            field = reference.shape
            return (
                reference.where in ("root", "here")
                and isinstance(field, Field)
                and field.type in _TYPES
                and isinstance(condition.wanted, tuple)
                and not (condition.wanted == (NONE,) and field.type not in ("choice", "yes/no"))
                and condition.word != "includes"
            )
        case _:
            return False


def constants(test: Test, scope: Scope) -> list[Plain]:
    """What a test wants, as plain values."""
    reference = scope.resolve(test.path)
    assert isinstance(reference.shape, Field)
    assert isinstance(test.wanted, tuple)
    return [plain(parse_value(reference.shape, constant, scope.vocabulary, reference.body)) for constant in test.wanted]


def plain(value: Any) -> Plain:
    """A typed value as a plain one."""
    if isinstance(value, Quantity):
        return min(float(value.amount), 1e9)
    return float(value) if isinstance(value, Fraction) else value


def name_of(test: Test, scope: Scope) -> str:
    """The field of a test as a name that every language takes."""
    reference = scope.resolve(test.path)
    body = f"{scope.body}_" if reference.where == "here" else ""
    return (body + reference.path).replace(".", "_").replace("-", "_")


def data_of(dossier: Dossier, conditions: list[Sayable]) -> dict[str, Plain]:
    """What a dossier states of the fields that the conditions ask."""
    data: dict[str, Plain] = {}
    for one in conditions:
        for test in tests(one.condition):
            sources = one.scope.sources(one.scope.resolve(test.path))
            stated = next((dossier.statements[source].value for source in sources if source in dossier.statements), None)
            if stated is not None:
                data[name_of(test, one.scope)] = plain(stated)
    return data
