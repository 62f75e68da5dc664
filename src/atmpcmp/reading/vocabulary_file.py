"""`data/vocabulary.yaml` and `data/topics.yaml` to the vocabulary of dossiers and the topics of comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from atmpcmp.model.field import Field
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.model.topic import Topic, Topics, TopicValue
from atmpcmp.model.vocabulary import Implication, RecordType, Section, Vocabulary, put
from atmpcmp.reading.model_file import build
from atmpcmp.reading.yaml_text import Mapping, Node, place, plain, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Shape = TypeVar("Shape", dict[str, Any], list[Any])

VOCABULARY_FORMAT = "atmpcmp-vocabulary-1"
TOPICS_FORMAT = "atmpcmp-topics-1"
_NAMED = ("jurisdiction", "topic")


def read_vocabulary(path: Path) -> Vocabulary:
    """The fields of a dossier; raises InvalidInputError."""
    node, problems = read_yaml(path)
    vocabulary = vocabulary_from(node, str(path), problems)
    if problems:
        raise InvalidInputError(problems)
    return vocabulary


def vocabulary_from(node: Node, file: str, problems: list[Problem]) -> Vocabulary:
    """As much of a vocabulary as could be read; what could not goes to `problems`."""
    data = _mapping(node, file, VOCABULARY_FORMAT, problems)
    lists = _lists(data, node, file, problems)
    fields: dict[str, Field] = {}
    root = RecordType("", {})
    sections = []
    for index, section in enumerate(_shaped(data, "sections", list, node, file, problems)):
        described = section.get("fields") if isinstance(section, dict) else None
        if not isinstance(described, dict) or not all(isinstance(value, dict) for value in described.values()):
            problems.append(Problem(file, *place(node, ("sections", index)), "a section has an id, a title and fields", "", "wrong-shape", f"sections.{index}"))
            continue
        for name, said in described.items():
            at = ("sections", index, "fields", name)
            field = build(Field, {"path": name, **_values(said, lists)}, node, file, problems, at)
            if field is None:
                continue
            try:
                put(field, root)
            except ValueError as error:
                problems.append(Problem(file, *place(node, at, of_key=True), str(error), "", "wrong-shape", f"sections.{index}.fields.{name}"))
                continue
            fields[name] = field
        told = {"id": section.get("id"), "title": section.get("title"), "paths": list(described)}
        if (built := build(Section, told, node, file, problems, ("sections", index))) is not None:
            sections.append(built)
    return Vocabulary(
        fields=fields,
        sections=tuple(sections),
        territorial=tuple(_words(data, "territorial", node, file, problems)),
        implications=tuple(_implications(_shaped(data, "implies", list, node, file, problems), node, file, problems)),
        meanings={name: meant for name, meant in lists.items() if isinstance(meant, dict)},
        bodies={name: name for name in lists.get("jurisdiction") or ()},
    )


def _lists(data: dict[str, Any], node: Node, file: str, problems: list[Problem]) -> dict[str, list[str] | dict[str, str]]:
    """The named lists of values, each a list of words or words with what they mean."""
    lists: dict[str, list[str] | dict[str, str]] = {}
    for name, said in _shaped(data, "lists", dict, node, file, problems).items():
        if (isinstance(said, dict) and all(isinstance(meant, str) for meant in said.values())) or (
            isinstance(said, list) and all(isinstance(word, str) for word in said)
        ):
            lists[name] = said
        else:
            where = f"lists.{name}"
            problems.append(
                Problem(file, *place(node, ("lists", name)), f"{where} is a list of words, or of words with what they mean", "", "wrong-shape", where)
            )
    return lists


def _words(data: dict[str, Any], key: str, node: Node, file: str, problems: list[Problem]) -> Iterator[str]:
    for index, word in enumerate(_shaped(data, key, list, node, file, problems)):
        if isinstance(word, str):
            yield word
        else:
            problems.append(Problem(file, *place(node, (key, index)), f"{key} holds words", "", "wrong-shape", f"{key}.{index}"))


def _implications(said: list[Any], node: Node, file: str, problems: list[Problem]) -> Iterator[Implication]:
    for index, one in enumerate(said):
        at = ("implies", index)
        if not isinstance(one, dict) or set(one) != {"if", "then"} or not isinstance(one["if"], dict) or not one["if"]:
            problems.append(Problem(file, *place(node, at), "an implication has if and then", "", "wrong-shape", f"implies.{index}"))
            continue
        when = {key: value if isinstance(value, list) else [value] for key, value in one["if"].items()}
        if (built := build(Implication, {"when": when, "then": one["then"]}, node, file, problems, at)) is not None:
            yield built


def read_topics(path: Path, vocabulary: Vocabulary) -> Topics:
    """The topics and their groups, with values typed as fields are; raises InvalidInputError."""
    node, problems = read_yaml(path)
    topics = topics_from(node, str(path), vocabulary, problems)
    if problems:
        raise InvalidInputError(problems)
    return topics


def topics_from(node: Node, file: str, vocabulary: Vocabulary, problems: list[Problem]) -> Topics:
    """As many topics as could be read; what could not goes to `problems`."""
    data = _mapping(node, file, TOPICS_FORMAT, problems)
    groups: dict[str, str] = {}
    for name, title in _shaped(data, "groups", dict, node, file, problems).items():
        if isinstance(title, str):
            groups[name] = title
        else:
            problems.append(Problem(file, *place(node, ("groups", name)), f"groups.{name} is a text", "", "wrong-type", f"groups.{name}"))
    topics: dict[str, Topic] = {}
    for index, described in enumerate(_shaped(data, "topics", list, node, file, problems)):
        at = ("topics", index)
        said_values = described.pop("values", {}) if isinstance(described, dict) else None
        if not isinstance(said_values, dict) or not all(isinstance(said, dict) for said in said_values.values()):
            problems.append(Problem(file, *place(node, at), "a topic is a mapping, and so are its values", "", "wrong-shape", f"topics.{index}"))
            continue
        keys = {}
        for key, said in said_values.items():
            stricter = said.pop("stricter", "")
            where = (*at, "values", key)
            field = build(Field, {"path": key, **_values(said, vocabulary.meanings)}, node, file, problems, where)
            value = build(TopicValue, {"field": field.model_dump(), "stricter": stricter}, node, file, problems, where) if field is not None else None
            if value is not None:
                keys[key] = value
        topic = build(Topic, described, node, file, problems, at)
        if topic is None:
            continue
        if topic.group not in groups:
            problems.append(
                Problem(
                    file,
                    *place(node, (*at, "group")),
                    f"unknown group “{topic.group}”",
                    did_you_mean(topic.group, groups),
                    "unknown-value",
                    f"topics.{topic.id}.group",
                )
            )
        if topic.id in topics:
            problems.append(Problem(file, *place(node, at), f"the topic {topic.id} stands here twice", "", "duplicate-key", f"topics.{topic.id}"))
        topics[topic.id] = topic.model_copy(update={"values": keys})
    return Topics(groups=groups, topics=topics)


def _mapping(node: Node, file: str, wanted: str, problems: list[Problem]) -> dict[str, Any]:
    if not isinstance(node, Mapping):
        problems.append(Problem(file, node.line, node.column, "this file is a mapping", "", "wrong-shape"))
        return {}
    data: dict[str, Any] = plain(node)
    if data.get("format") != wanted:
        problems.append(Problem(file, *place(node, ("format",)), f"this file has to say format: {wanted}", "", "wrong-format", "format"))
    return data


def _shaped(data: dict[str, Any], key: str, shape: type[Shape], node: Node, file: str, problems: list[Problem]) -> Shape:
    """What stands under a key, empty where nothing does; a problem where it has another shape."""
    found = data.get(key)
    if isinstance(found, shape):
        return found
    if found is not None:
        wanted = "a list" if shape is list else "a mapping"
        problems.append(Problem(file, *place(node, (key,)), f"{key} is {wanted}", "", "wrong-shape", key))
    return shape()


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
    elif isinstance(values, list):
        result["values"] = [str(value) for value in values]
    elif values is not None:
        result["values"] = values
    return result
