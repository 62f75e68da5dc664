"""JSON Schemas of our files, for editors: help, completion and checks while a file is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from atmpcmp.model.decision import Decision
from atmpcmp.model.jurisdiction import Document, Jurisdiction
from atmpcmp.reports.clean_text import json_safe
from atmpcmp.reports.json_schema_dossier import dossier_schema
from atmpcmp.reports.json_schema_models import model_schema
from atmpcmp.reports.json_schema_rules import rules_schema

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

DIALECT = "http://json-schema.org/draft-07/schema#"
Kind = Literal["jurisdiction", "documents", "rules", "topics", "dossier", "decisions"]
KINDS: tuple[Kind, ...] = ("jurisdiction", "documents", "rules", "topics", "dossier", "decisions")


def render(kind: Kind, library: Library) -> str:
    """The schema of one kind of file as text."""
    return json_safe(json.dumps(schema(kind, library), ensure_ascii=False, indent=1)) + "\n"


def schema(kind: Kind, library: Library) -> dict[str, Any]:
    """The schema of one kind of file.

    Draft 7, which every editor knows. What a schema cannot say (whether an example gets its verdict) lint says.

    Args:
        kind: of file.
        library: for fields, topics, jurisdictions and documents.
    """
    match kind:
        case "rules":
            body = rules_schema(library)
        case "dossier":
            body = dossier_schema(library)
        case "jurisdiction":
            body = _jurisdiction(library)
        case "documents":
            documents = {"type": "object", "additionalProperties": _document(library), "description": "Sources by their id; an id is never changed."}
            body = _file("documents", {"documents": documents})
        case "decisions":
            decision = model_schema(Decision, library)
            decision["properties"]["jurisdiction"] = {"enum": sorted(library.vocabulary.bodies), "description": "Who decided."}
            for part in ("critiques", "accepted"):
                decision["properties"][part]["items"]["properties"]["topic"] = {"enum": list(library.topics.topics)}
            body = _file("decisions", {"decisions": {"type": "array", "items": decision}})
        case _:
            body = _topics(library)
    return {
        "$schema": DIALECT,
        "title": f"atmpcmp {kind}",
        "$comment": f"Written by atmpcmp schema {kind} from the models and the vocabulary.",
        **body,
    }


def _file(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """A file that says its format and holds one thing."""
    return {
        "type": "object",
        "properties": {"format": {"const": f"atmpcmp-{name}-1", "description": "The shape of this file."}, **properties},
        "required": ["format", *properties],
        "additionalProperties": False,
    }


def _jurisdiction(library: Library) -> dict[str, Any]:
    body = model_schema(Jurisdiction, library)
    body["properties"].pop("documents")
    body["properties"] = {"format": {"const": "atmpcmp-jurisdiction-1", "description": "The shape of this file."}, **body["properties"]}
    body["required"] = ["format", *body["required"]]
    return body


def _document(library: Library) -> dict[str, Any]:
    return model_schema(Document, library)


def _topics(library: Library) -> dict[str, Any]:
    kinds = ["yes/no", "count", "number", "percent", "choice", "code", "quantity", "money", "date", "text"]
    lists = ["list of choice", "list of code", "list of text", "list of number", "list of percent"]
    value = {
        "type": "object",
        "properties": {
            "type": {"enum": [*kinds, *lists], "description": "What kind of value it is."},
            "unit": {"type": "string", "description": "The usual unit, or what an amount of money is for."},
            "values": {
                "description": "The closed list of a choice, or the name of one.",
                "anyOf": [{"type": "array", "items": {"type": ["string", "number"]}}, {"enum": ["jurisdiction", "topic", *library.vocabulary.meanings]}],
            },
            "stricter": {"enum": ["higher", "lower"], "description": "Which way is the stricter demand."},
            "help": {"type": "string"},
            "mirrors": {"type": "string"},
        },
        "required": ["type"],
        "additionalProperties": False,
    }
    topic = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "group": {"type": "string", "description": "One of the groups above."},
            "title": {"type": "string"},
            "question": {"type": "string", "description": "The question that rules of this topic answer."},
            "values": {"type": "object", "additionalProperties": value, "description": "Keys that `values` of its rules may use."},
        },
        "required": ["id", "group", "title", "question"],
        "additionalProperties": False,
    }
    tags = {"type": "object", "additionalProperties": {"type": "string"}}
    body = _file("topics", {"groups": {"type": "object", "additionalProperties": {"type": "string"}}, "topics": {"type": "array", "items": topic}})
    body["properties"]["tags"] = tags
    return body
