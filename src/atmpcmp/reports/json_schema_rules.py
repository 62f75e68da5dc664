"""The JSON Schema of a rule file: rules by kind, and conditions with the words that fit each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atmpcmp.model.field import ORDERED_TYPES, Field
from atmpcmp.model.rule import Entry, Practice, Rule
from atmpcmp.model.vocabulary import HERE, JURISDICTIONS, NONE, ListType
from atmpcmp.reports.json_schema_dossier import definitions, described, fragment_schema, value_schema
from atmpcmp.reports.json_schema_models import DATE, field_help, model_schema

if TYPE_CHECKING:
    from atmpcmp.model.library import Library
    from atmpcmp.model.vocabulary import Vocabulary

_WORDS = {
    "all": "Every condition of the list holds.",
    "any": "At least one condition of the list holds.",
    "not": "The condition does not hold.",
    "some": "At least one record of a list meets a condition.",
    "every": "Every record of a list meets a condition.",
    "is": "A field has this value, or is none.",
    "one_of": "A field has one of these values.",
    "at_least": "A field has this value or more; of a date, this day or later.",
    "at_most": "A field has this value or less; of a date, this day or earlier.",
    "includes": "A list has this value, or all of these.",
    "review": "A question that a person has to answer.",
}
_TESTS = ("is", "one_of", "at_least", "at_most", "includes")
_CONDITION = {"requirement": "met_when", "route": "open_when"}
_EXAMPLES = {"requirement": ("met", "gap", "review", "not-applicable"), "route": ("open", "closed", "review")}


def rules_schema(library: Library) -> dict[str, Any]:
    """The schema of a rule file."""
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "patternProperties": {r"^[A-Z][A-Z0-9-]*-\d{3,4}$": {"$ref": "#/definitions/rule"}},
        "definitions": {
            "rule": _rule(library),
            "entry_of_rule": _entry(library),
            "fragment": fragment_schema(library),
            **_conditions(library.vocabulary),
            **definitions(library),
        },
    }
    return schema


def _rule(library: Library) -> dict[str, Any]:
    """A rule of any kind; what hangs on the kind stands in a branch for each."""
    said = field_help(Rule)
    members = sorted({member.id for jurisdiction in library.jurisdictions.values() for member in jurisdiction.members})
    text = {"type": "string", "minLength": 1}
    practice = model_schema(Practice, library)
    common: dict[str, Any] = {
        "name": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "The defect in words, or the name of a route."},
        "topic": {"enum": list(library.topics.topics), "description": "What it is compared under."},
        "kind": {"enum": ["requirement", "route", "stance"], "description": "Can be met or missed; is open or closed; is a fact to compare."},
        "level": {"enum": ["must", "should", "may"], "description": "As the document says it; of requirements only."},
        "binding": {"type": "boolean", "description": "Of a route: whether a product that it catches has to take it."},
        "member": {"enum": members, "description": "Of a joint body: whose rule it is."},
        "title": {**text, "description": "A short noun phrase."},
        "applies_when": {"$ref": "#/definitions/condition", "description": "For which products; left out for all."},
        "history": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "patternProperties": {r"^(undated|\d{4}(-\d{2}(-\d{2})?)?)$": {"$ref": "#/definitions/entry_of_rule"}},
            "description": "By the day, month or year from which each entry holds; latest first, undated last.",
        },
        "still_valid_on": {**DATE, "description": "The day on which someone last checked that the newest entry holds."},
        "closes_with": {**text, "description": "What the company can do."},
        "practice": {"type": "array", "items": practice, "description": "Precedents and base rates: shown under a gap, never judged."},
        "note": {**text, "description": "Where documents conflict, which was kept and why."},
        "replaced_by": {**text, "description": said.get("replaced_by", "The rule that took its place.")},
        "examples": {"type": "object", "description": "Fragments of dossiers by the verdict that they get."},
    }
    return {
        "type": "object",
        "properties": common,
        "required": ["name", "topic", "kind", "title", "history"],
        "additionalProperties": False,
        "allOf": [
            *(_of_kind(kind) for kind in ("requirement", "route", "stance")),
            *(_of_topic(topic.id, library) for topic in library.topics.topics.values()),
        ],
    }


def _of_kind(kind: str) -> dict[str, Any]:
    """What a rule of one kind has and has not."""
    entry_without = {"not": {"anyOf": [{"required": [key]} for key in ("met_when", "open_when") if key != _CONDITION.get(kind)]}}
    then: dict[str, Any] = {"properties": {"history": {"additionalProperties": entry_without}}}
    if kind == "requirement":
        then["required"] = ["level"]
        asked = {"anyOf": [{"required": ["met_when"]}, {"properties": {"ended": {"const": True}}, "required": ["ended"]}]}
        then["properties"]["history"]["additionalProperties"] = {"allOf": [entry_without, asked]}
    else:
        then["not"] = {"required": ["level"]}
    if kind != "route":
        then["properties"]["binding"] = {"const": False}
    if kind in _EXAMPLES:
        fragments = {"anyOf": [{"type": "array", "items": {"$ref": "#/definitions/fragment"}}, {"$ref": "#/definitions/fragment"}]}
        then["properties"]["examples"] = {"properties": dict.fromkeys(_EXAMPLES[kind], fragments), "additionalProperties": False}
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def _of_topic(topic: str, library: Library) -> dict[str, Any]:
    """The comparable values that rules on a topic may have."""
    declared = library.topics.topics[topic].values
    values = {key: _topic_value(value.field) for key, value in declared.items()}
    entry = {"properties": {"values": {"properties": values, "additionalProperties": False}}}
    return {
        "if": {"properties": {"topic": {"const": topic}}, "required": ["topic"]},
        "then": {"properties": {"history": {"additionalProperties": entry}}},
    }


def _topic_value(field: Field) -> dict[str, Any]:
    value = value_schema(field)
    return {"type": "array", "items": value} if field.is_list else value


def _entry(library: Library) -> dict[str, Any]:
    properties = model_schema(Entry, library, frozenset({"since", "line", "condition", "applies_when", "values"}))["properties"]
    condition = {"$ref": "#/definitions/condition"}
    properties |= {
        "met_when": {**condition, "description": "What a requirement asks."},
        "open_when": {**condition, "description": "What opens a route; left out where it is open to all."},
        "applies_when": {**condition, "description": "For which products, where it differs from the rule's own."},
        "values": {"type": "object", "description": "Comparable values, by the keys that the topic declares."},
    }
    return {"type": "object", "properties": properties, "required": ["states", "source", "confidence"], "additionalProperties": False}


# --- conditions


def _conditions(vocabulary: Vocabulary) -> dict[str, Any]:
    """A condition on the whole dossier, and one on the records of each list: inside a list the fields of the record come before those of the root."""
    root = dict(_root_paths(vocabulary))
    lists: dict[str, ListType] = {}
    _collect_lists(root, lists)
    found: dict[str, Any] = _parts("root", root) | _condition("condition", ["root"])
    for shape in lists.values():
        name = _name(shape)
        parts = _parts(name, dict(shape.item.fields()))
        found |= parts | _condition(name, [name, "root"], has_lists=f"list_of_{name}" in parts)
    return found


def _name(shape: ListType) -> str:
    return "condition_on_" + shape.path.replace("[]", "").replace("*", "entry").replace(".", "_")


def _root_paths(vocabulary: Vocabulary) -> list[tuple[str, Field | ListType]]:
    paths: list[tuple[str, Field | ListType]] = list(vocabulary.root.fields())
    paths += [(f"{HERE}.{path}", shape) for path, shape in vocabulary.entry.fields()]
    return paths


def _collect_lists(paths: dict[str, Field | ListType], lists: dict[str, ListType]) -> None:
    for shape in paths.values():
        if isinstance(shape, ListType) and shape.path not in lists:
            lists[shape.path] = shape
            inner: dict[str, Field | ListType] = dict(shape.item.fields())
            _collect_lists(inner, lists)


def _parts(name: str, paths: dict[str, Field | ListType]) -> dict[str, Any]:
    """For the fields at some paths, what each word may ask of them; for the lists, what `some` and `every` may."""
    found: dict[str, Any] = {}
    for word in _TESTS:
        tests = {path: _wanted(word, shape) for path, shape in paths.items() if isinstance(shape, Field) and _fits(word, shape)}
        other_bodies: dict[str, Any] = {rf"^{JURISDICTIONS}\.[^.]+\.": {}} if name == "root" else {}
        found[f"{word}_of_{name}"] = {
            "type": "object",
            "properties": tests,
            "patternProperties": other_bodies,
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
    lists = {path: shape for path, shape in paths.items() if isinstance(shape, ListType)}
    if lists:
        found[f"list_of_{name}"] = _quantifier(lists, name)
    return found


def _condition(name: str, homes: list[str], *, has_lists: bool = True) -> dict[str, Any]:
    """One kind of condition: a mapping with one word, on the fields of these homes."""
    here = {"$ref": f"#/definitions/{name}"}
    several = {"type": "array", "items": here, "minItems": 1}
    words: dict[str, Any] = {"all": several, "any": several, "not": {"allOf": [here]}, "review": {"type": "string", "minLength": 1}}
    words |= {word: {"anyOf": [{"$ref": f"#/definitions/list_of_{home}"} for home in homes if has_lists or home == "root"]} for word in ("some", "every")}
    words |= {word: {"anyOf": [{"$ref": f"#/definitions/{word}_of_{home}"} for home in homes]} for word in _TESTS}
    properties = {word: {**words[word], "description": said} for word, said in _WORDS.items()}
    return {name: {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1, "maxProperties": 1}}


def _quantifier(lists: dict[str, ListType], name: str) -> dict[str, Any]:
    """`of` a list, `where` and `meets` on its records."""
    other_bodies = [{"type": "string", "pattern": rf"^{JURISDICTIONS}\.[^.]+\."}] if name == "root" else []
    by_list: dict[str, list[str]] = {}
    for path, shape in lists.items():
        by_list.setdefault(_name(shape), []).append(path)
    return {
        "type": "object",
        "properties": {
            "of": {"anyOf": [{"enum": sorted(lists)}, *other_bodies], "description": "The list of records."},
            "where": {"description": "Which records count."},
            "meets": {"description": "What a record has to meet."},
        },
        "required": ["of", "meets"],
        "additionalProperties": False,
        "allOf": [
            {
                "if": {"properties": {"of": {"enum": paths}}, "required": ["of"]},
                "then": {"properties": {key: {"$ref": f"#/definitions/{inner}"} for key in ("where", "meets")}},
            }
            for inner, paths in by_list.items()
        ],
    }


def _fits(word: str, field: Field) -> bool:
    """Whether a word of a condition fits the type of a field."""
    match word:
        case "is":
            return True
        case "one_of":
            return field.item_type != "yes/no"
        case "includes":
            return field.is_list
        case _:
            return field.type in ORDERED_TYPES


def _wanted(word: str, field: Field) -> dict[str, Any]:
    """What a word may compare a field with: constants of its type, its absence, or another field."""
    operand = {
        "type": "object",
        "properties": {"field": {"type": "string"}, "plus": {"type": "string"}, "minus": {"type": "string"}},
        "required": ["field"],
        "additionalProperties": False,
    }
    value = value_schema(field)
    options: list[dict[str, Any]] = []
    if field.item_type != "text":
        several = {"type": "array", "items": value, "minItems": 1}
        if word == "one_of":
            options.append(several)
        elif word == "includes":
            options += [value, several]
        elif not (word == "is" and field.is_list):
            options.append(value)
    if (word == "is" and field.type not in ("yes/no", "count")) or (word == "one_of" and field.item_type == "text"):
        options.append({"const": NONE})
    return {"description": described(field), "anyOf": [*options, operand]}
