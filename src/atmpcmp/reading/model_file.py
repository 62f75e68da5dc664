"""The tree of a file to a pydantic model; what the model refuses becomes problems with line and column."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from atmpcmp.model.nearest import MANY, did_you_mean
from atmpcmp.model.problem import Problem
from atmpcmp.reading.yaml_text import Node, place

if TYPE_CHECKING:
    from collections.abc import Sequence

Model = TypeVar("Model", bound=BaseModel)


def build(model: type[Model], data: Any, node: Node, file: str, problems: list[Problem], at: tuple[str | int, ...] = ()) -> Model | None:
    """Make a model of data, or add to `problems` and give None.

    Args:
        model: what the data should be.
        data: ordinary dictionaries, lists and values; lists are taken for tuples.
        node: the tree of the whole file, for places.
        file: for messages.
        problems: where mistakes go.
        at: path of the data in the file.
    """
    try:
        return model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        hinted = len(problems) < MANY
        problems += [_problem(detail, model, node, file, at, hinted=hinted) for detail in error.errors(include_url=False, include_context=False)]
        return None


def _problem(detail: Any, model: type[BaseModel], node: Node, file: str, at: tuple[str | int, ...], *, hinted: bool) -> Problem:
    location: tuple[str | int, ...] = tuple(detail["loc"])
    path = (*at, *location)
    shown = ".".join(str(step) for step in path)
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _known_keys(model, location[:-1])
        line, column = place(node, path, of_key=True)
        return Problem(
            file,
            line,
            column,
            f"unknown key “{location[-1]}”",
            (did_you_mean(str(location[-1]), known) or _one_of(known)) if hinted else "",
            "unknown-key",
            shown,
        )
    line, column = place(node, path)
    if kind == "missing":
        return Problem(file, line, column, f"the key “{location[-1]}” is missing", "", "missing-key", shown)
    if kind == "literal_error":
        written = str(detail["input"])
        return Problem(
            file,
            line,
            column,
            f"“{written[:60]}” is none of the values of {location[-1]}",
            detail["msg"].removeprefix("Input should be "),
            "unknown-value",
            shown,
        )
    if kind == "string_type":
        hint = "put quotes around it" if isinstance(detail["input"], int | float | bool) else ""
        return Problem(file, line, column, f"{shown} is a text", hint, "wrong-type", shown)
    return Problem(file, line, column, f"{shown}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", "", "wrong-shape", shown)


def _one_of(known: Sequence[str]) -> str:
    return "one of: " + ", ".join(known) if known else ""


def _known_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that stand at a place inside a model, as far as its annotations tell."""
    at: Any = model
    for step in location:
        if isinstance(step, int) or not (isinstance(at, type) and issubclass(at, BaseModel)):
            continue
        info = next((field for name, field in at.model_fields.items() if (field.alias or name) == step), None)
        at = _inner_model(info.annotation) if info is not None else None
    if isinstance(at, type) and issubclass(at, BaseModel):
        return [field.alias or name for name, field in at.model_fields.items()]
    return []


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _inner_model(inner):
            return found
    return None
