"""`data/vocabulary.yaml` and `data/topics.yaml` to the vocabulary of dossiers and the topics of comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atmpcmp.model.field import Field
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.model.topic import Topic, Topics, TopicValue
from atmpcmp.model.vocabulary import Implication, Section, Vocabulary
from atmpcmp.reading.model_file import build
from atmpcmp.reading.yaml_text import Mapping, Node, place, plain, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY_FORMAT = "atmpcmp-vocabulary-1"
TOPICS_FORMAT = "atmpcmp-topics-1"
_NAMED = ("jurisdiction", "topic")


def read_vocabulary(path: Path) -> Vocabulary:
    """The fields of a dossier; raises InvalidInputError."""
    node, problems = read_yaml(path)
    data, file = _mapping(node, str(path), VOCABULARY_FORMAT), str(path)
    lists: dict[str, Any] = data.get("lists", {})
    fields: dict[str, Field] = {}
    sections = []
    for index, section in enumerate(data.get("sections", [])):
        for name, described in section.get("fields", {}).items():
            at = ("sections", index, "fields", name)
            field = build(Field, {"path": name, **_values(described, lists)}, node, file, problems, at)
            if field is not None:
                fields[name] = field
        sections.append(Section(id=section["id"], title=section["title"], paths=tuple(section.get("fields", {}))))
    implications = [
        Implication(
            when={key: tuple(value) if isinstance(value, list) else (value,) for key, value in said["if"].items()},
            then=said["then"],
        )
        for said in data.get("implies", [])
    ]
    if problems:
        raise InvalidInputError(problems)
    return Vocabulary(
        fields=fields,
        sections=tuple(sections),
        territorial=tuple(data.get("territorial", ())),
        implications=tuple(implications),
        meanings={name: meant for name, meant in lists.items() if isinstance(meant, dict)},
        bodies={name: name for name in lists.get("jurisdiction", [])},
    )


def read_topics(path: Path, vocabulary: Vocabulary) -> Topics:
    """The topics and their groups, with values typed as fields are; raises InvalidInputError."""
    node, problems = read_yaml(path)
    data, file = _mapping(node, str(path), TOPICS_FORMAT), str(path)
    groups = data.get("groups", {})
    topics: dict[str, Topic] = {}
    for index, described in enumerate(data.get("topics", [])):
        at = ("topics", index)
        keys = {}
        for key, said in described.pop("values", {}).items():
            stricter = said.pop("stricter", "")
            field = build(Field, {"path": key, **_values(said, vocabulary.meanings)}, node, file, problems, (*at, "values", key))
            if field is not None:
                keys[key] = TopicValue(field=field, stricter=stricter)
        topic = build(Topic, described, node, file, problems, at)
        if topic is None:
            continue
        if topic.group not in groups:
            problems.append(Problem(file, *place(node, (*at, "group")), f"unknown group “{topic.group}”", "", "unknown-value"))
        if topic.id in topics:
            problems.append(Problem(file, *place(node, at), f"the topic {topic.id} stands here twice", "", "duplicate-key"))
        topics[topic.id] = topic.model_copy(update={"values": keys})
    if problems:
        raise InvalidInputError(problems)
    return Topics(groups=groups, topics=topics)


def _mapping(node: Node, file: str, wanted: str) -> dict[str, Any]:
    if not isinstance(node, Mapping):
        raise InvalidInputError([Problem(file, node.line, node.column, "this file is a mapping", "", "wrong-shape")])
    data: dict[str, Any] = plain(node)
    if data.get("format") != wanted:
        raise InvalidInputError([Problem(file, *place(node, ("format",)), f"this file has to say format: {wanted}", "", "wrong-format")])
    return data


def _values(described: dict[str, Any], lists: dict[str, Any]) -> dict[str, Any]:
    """The closed list of a field, whichever way it is written: a list, the name of one, or one per body."""
    result = dict(described)
    values = result.pop("values", None)
    if isinstance(values, str):
        if values in _NAMED:
            result["values_named"] = values
        else:
            result["values"] = list(lists.get(values, ()))
    elif isinstance(values, dict):
        result["values_by_body"] = values
    elif values is not None:
        result["values"] = [str(value) for value in values]
    return result
