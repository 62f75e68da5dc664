"""Models as rows of JSON without the names of their fields, and back: what was checked before it was written is taken as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from atmpcmp.model.condition import Combination, FieldOperand, Negation, Quantifier, Review, Test
from atmpcmp.model.read_later import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Model = TypeVar("Model", bound=BaseModel)


def row_of(model: BaseModel) -> list[Any]:
    """A model as a row of all its fields."""
    return values_of(model, tuple(type(model).model_fields))


def values_of(model: BaseModel, names: Sequence[str]) -> list[Any]:
    """Some fields of a model as a row."""
    return [plain_of(getattr(model, name)) for name in names]


def plain_of(value: Any) -> Any:
    """A value of a model as JSON has it; conditions begin with the word for what they are."""
    match value:
        case Test() | Combination() | Negation() | Quantifier() | Review():
            return [type(value).__name__, *row_of(value)]
        case FieldOperand():
            return dict(value)
        case tuple() | list():
            return [plain_of(item) for item in value]
        case dict():
            return {key: plain_of(item) for key, item in value.items()}
        case BaseModel():
            return row_of(value)
        case _:
            return value


def made(model: type[Model], held: dict[str, Any]) -> Model:
    """What `model_construct` makes, without the time that it takes to look for defaults and other names: all fields are there."""
    one = model.__new__(model)
    keep = object.__setattr__
    keep(one, "__dict__", held)
    keep(one, "__pydantic_fields_set__", fields_of(model))
    keep(one, "__pydantic_extra__", None)
    keep(one, "__pydantic_private__", None)
    return one


def reader_of(model: type[Model], **inner: Callable[[Any], Any]) -> Callable[[list[Any]], Model]:
    """How a row becomes a model; `inner` says what becomes of fields that are no plain values."""
    names = tuple(model.model_fields)

    def read_row(row: list[Any]) -> Model:
        held = dict(zip(names, row, strict=True))
        for name, make in inner.items():
            if held[name] is not None:
                held[name] = make(held[name])
        return made(model, held)

    return read_row


def many(make: Callable[[list[Any]], Any]) -> Callable[[list[Any]], tuple[Any, ...]]:
    """How rows become a tuple."""
    return lambda rows: tuple(map(make, rows))


def named(make: Callable[[list[Any]], Any]) -> Callable[[dict[str, list[Any]]], dict[str, Any]]:
    """How named rows become a dictionary."""
    return lambda rows: {name: make(row) for name, row in rows.items()}
