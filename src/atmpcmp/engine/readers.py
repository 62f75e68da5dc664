"""Which rules read which field of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Test
from atmpcmp.model.field import Field
from atmpcmp.model.vocabulary import JURISDICTIONS, ListType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.model.library import Library
    from atmpcmp.model.scope import Reference, Scope


def readers(library: Library) -> dict[str, list[str]]:
    """For each field of the vocabulary, the ids of the rules that ask it in any entry of their history."""
    found: dict[str, list[str]] = {}
    for rule in library.rules:
        scope = library.scope(rule)
        conditions = [
            rule.applies_when,
            *(part for entry in rule.history for part in (entry.applies_when, entry.condition)),
        ]
        for path in dict.fromkeys(path for condition in conditions if condition is not None for path in fields_read(condition, scope)):
            found.setdefault(path, []).append(rule.id)
    return found


def fields_read(condition: Condition, scope: Scope) -> Iterator[str]:
    """The fields (and lists) that a condition asks, by their path in the vocabulary."""
    match condition:
        case Test():
            yield _vocabulary_path(scope.resolve(condition.path))
            if isinstance(condition.wanted, FieldOperand):
                yield _vocabulary_path(scope.resolve(condition.wanted.field))
        case Combination():
            for part in condition.parts:
                yield from fields_read(part, scope)
        case Negation():
            yield from fields_read(condition.part, scope)
        case Quantifier():
            reference = scope.resolve(condition.of)
            if isinstance(reference.shape, ListType):
                inner = scope.inside(reference.shape.item)
                yield from fields_read(condition.meets, inner)
                if condition.where is not None:
                    yield from fields_read(condition.where, inner)
        case _:
            return


def _vocabulary_path(reference: Reference) -> str:
    shape = reference.shape
    if isinstance(shape, Field | ListType):
        return shape.path
    return f"{JURISDICTIONS}.*.{reference.path}" if reference.where in ("here", "body") else reference.path
