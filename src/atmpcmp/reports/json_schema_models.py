"""JSON Schemas of pydantic models, with the help that stands in their docstrings, in the form that editors complete best."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

    from atmpcmp.model.library import Library

DATE = {"anyOf": [{"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}, {"type": "integer", "minimum": 1000, "maximum": 9999}]}
DATE_NAMES = frozenset({"date", "issued", "effective", "from", "until", "last_full_review", "still_valid_on"})
# Texts that YAML reads as numbers where they look like one.
TEXT = {"type": ["string", "number"]}
LOOSE_TEXTS = frozenset({"locator", "reference", "title"})


def model_schema(model: type[BaseModel], library: Library | None = None, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The schema of a model with its inner models written out.

    Args:
        model: the model.
        library: whose documents `document` completes, where it is given.
        without: attributes that the caller describes itself.
    """
    whole = model.model_json_schema(by_alias=True)
    whole["properties"] = {name: value for name, value in whole["properties"].items() if name not in without}
    whole["required"] = [name for name in whole.get("required", []) if name not in without]
    inner = whole.pop("$defs", {})
    written: dict[str, Any] = _written_out(whole, inner, model, library)
    written.pop("title", None)
    return written


def _written_out(node: Any, inner: dict[str, Any], model: type[BaseModel], library: Library | None) -> Any:
    if isinstance(node, list):
        return [_written_out(item, inner, model, library) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return _written_out(inner[name], inner, model, library)
    result = {key: _written_out(value, inner, model, library) for key, value in node.items() if key not in ("title", "default", "description")}
    if isinstance(properties := node.get("properties"), dict):
        helps = field_help(model) if node.get("title") == model.__name__ else {}
        result["properties"] = {
            name: _property(name, _written_out(value, inner, model, library), helps.get(name, ""), library) for name, value in properties.items()
        }
        result.setdefault("required", [])
    return result


def _property(name: str, schema: Any, said: str, library: Library | None) -> dict[str, Any]:
    nullable = any(option == {"type": "null"} for option in schema.get("anyOf", ()))
    if name in DATE_NAMES:
        schema = {"anyOf": [*DATE["anyOf"], *([{"type": "null"}] if nullable else [])]}
    elif name in LOOSE_TEXTS:
        schema = {"type": ["string", "number", *(["null"] if nullable else [])]}
    elif name == "document" and library is not None:
        known = sorted({document for jurisdiction in library.jurisdictions.values() for document in jurisdiction.documents})
        schema = {"anyOf": [{"enum": known}, {"type": "string"}]}
    return {**schema, "description": said} if said else schema


def field_help(model: type[BaseModel]) -> dict[str, str]:
    """What the docstring of a model says of each of its attributes, by the name under which it is written."""
    text = inspect.cleandoc(model.__doc__ or "")
    said = dict(re.findall(r"^    (\w+): (.+?)(?=^    \w+: |\Z)", text.partition("Attributes:\n")[2], re.MULTILINE | re.DOTALL))
    aliases: dict[str, str] = {name: field.alias or name for name, field in model.model_fields.items()}
    return {aliases.get(str(name), str(name)): " ".join(str(words).split()) for name, words in said.items()}
