"""The JSON Schema of a dossier, from the vocabulary: every field with its type, values, unit and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atmpcmp.model.field import Field
from atmpcmp.model.vocabulary import ALL, NONE, ListType, MapType
from atmpcmp.reports.json_schema_models import DATE

if TYPE_CHECKING:
    from atmpcmp.model.library import Library
    from atmpcmp.model.vocabulary import Shape, Vocabulary

QUANTITY = r"^(lifelong|\d+(\.\d+)?\s+(minute|hour|day|week|month|year)s?|\d+(\.\d+)?\s+per\s+(\d+|million|thousand|hundred)(\s+people)?)$"
MONEY = r"^[\d.,]+(\s+(thousand|million|billion))?\s+[A-Z]{3}(\s+per\s+.+)?$"
PERCENT = r"^\d+(\.\d+)?\s*%$"
CODE = r"^[A-Za-z][A-Za-z0-9-]*:\S+$"
_ALWAYS_THERE = frozenset({"dossier", "company", "product", "indication"})


def dossier_schema(library: Library) -> dict[str, Any]:
    """The schema of a whole dossier."""
    vocabulary = library.vocabulary
    titles = {section.id: section.title for section in vocabulary.sections}
    schema = _shape(vocabulary.root, vocabulary, titles)
    schema["description"] = "One product in one indication. Absent is not stated; none, false and [] are stated to be absent."
    schema["definitions"] = {"entry": _shape(vocabulary.entry, vocabulary, titles), **_named_lists(vocabulary)}
    return schema


def fragment_schema(library: Library) -> dict[str, Any]:
    """The same for the examples of a rule, without the definitions."""
    schema = dossier_schema(library)
    schema.pop("definitions")
    return schema


def definitions(library: Library) -> dict[str, Any]:
    """What dossiers and fragments refer to."""
    found: dict[str, Any] = dossier_schema(library)["definitions"]
    return found


def _named_lists(vocabulary: Vocabulary) -> dict[str, Any]:
    return {"jurisdiction": {"enum": sorted(vocabulary.bodies)}, "topic": {"enum": list(vocabulary.topics)}}


def _shape(shape: Shape, vocabulary: Vocabulary, titles: dict[str, str]) -> dict[str, Any]:
    if isinstance(shape, Field):
        return field_schema(shape)
    if isinstance(shape, ListType):
        item = _shape(shape.item, vocabulary, titles)
        return {"anyOf": [{"type": "array", "items": item}, {"const": NONE}, {"type": "null"}]}
    if isinstance(shape, MapType):
        names = [*sorted(vocabulary.bodies), ALL]
        entry = {"anyOf": [{"$ref": "#/definitions/entry"}, {"type": "null"}]}
        return {
            "description": "What differs by decision-maker or country: an entry for each, or all for all of them at once.",
            "anyOf": [{"type": "object", "properties": dict.fromkeys(names, entry), "additionalProperties": False}, {"type": "null"}],
        }
    properties = {name: _shape(child, vocabulary, titles) for name, child in shape.children.items() if not (isinstance(child, Field) and child.derived)}
    properties["note"] = properties.get("note", {"type": ["string", "null"], "description": "Free words; no rule reads them."})
    record = {"type": "object", "properties": properties, "additionalProperties": False}
    if not shape.path or shape.path.endswith(("[]", ".*")):
        return record
    title = {"description": titles[shape.path]} if shape.path in titles else {}
    absent = [] if shape.path in _ALWAYS_THERE else [{"const": NONE}]
    return {**title, "anyOf": [record, *absent, {"type": "null"}]}


def field_schema(field: Field) -> dict[str, Any]:
    """What may be stated in one field."""
    value = value_schema(field)
    if field.is_list:
        options: list[dict[str, Any]] = [{"type": "array", "items": value}, {"const": NONE}]
    elif field.type in ("yes/no", "count", "choice"):
        options = [value]
    else:
        options = [value, {"const": NONE}]
    return {"description": described(field), "anyOf": [*options, {"type": "null"}]}


def described(field: Field) -> str:
    """Help, type and unit of a field in words."""
    unit = f", {field.unit}" if field.unit else ""
    return f"{field.help} ({field.type}{unit})"


_VALUES: dict[str, dict[str, Any]] = {
    "yes/no": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0},
    "number": {"type": "number"},
    "percent": {"type": "string", "pattern": PERCENT},
    "quantity": {"type": "string", "pattern": QUANTITY},
    "money": {"type": "string", "pattern": MONEY},
    "code": {"type": "string", "pattern": CODE},
    "date": DATE,
    "text": {"type": "string", "minLength": 1},
}


def value_schema(field: Field) -> dict[str, Any]:
    """One value of a field (of a list: one item)."""
    return choice_schema(field) if field.item_type == "choice" else _VALUES[field.item_type]


def choice_schema(field: Field) -> dict[str, Any]:
    """The values of a choice; of one on bodies' own scales those of all bodies."""
    if field.values_named:
        return {"$ref": f"#/definitions/{field.values_named}"}
    values = tuple(dict.fromkeys(value for scale in field.values_by_body.values() for value in scale)) or field.values
    return {"enum": [_as_yaml_reads(value) for value in values]}


def _as_yaml_reads(value: str) -> str | int | float:
    """A value that looks like a number is one to an editor."""
    try:
        return int(value)
    except ValueError:
        try:
            return float(value)
        except ValueError:
            return value
