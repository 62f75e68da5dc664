"""The vocabulary and the topics: what they hold, and what is said of a mistake in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atmpcmp.model.field import Field
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.model.vocabulary import ListType, MapType, RecordType
from atmpcmp.reading.vocabulary_file import read_topics, read_vocabulary

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

HEAD = "format: atmpcmp-vocabulary-1\nlists: {progress: [none, planned], kind: {a: first, b: second}}\n"
FIELD = "sections:\n- id: one\n  title: One\n  fields:\n    one.field: {%s}\n"


def _vocabulary(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shared_vocabulary_is_all_there(library: Library) -> None:
    fields = library.vocabulary.fields
    assert len(fields) >= 260
    assert sum(field.core for field in fields.values()) == 45
    assert all(field.help and field.mirrors for field in fields.values())
    assert {path for path, field in fields.items() if field.derived} == {"jurisdictions.*.comparators[].best_evidence", "jurisdictions.*.trial_share"}


def test_every_quantity_has_a_unit_and_every_choice_its_values(library: Library) -> None:
    for field in library.vocabulary.fields.values():
        if field.item_type == "quantity":
            assert field.unit
        if field.item_type == "choice":
            assert field.values or field.values_by_body or field.values_named


def test_no_field_of_a_record_is_named_like_a_section_at_the_root(library: Library) -> None:
    root = set(library.vocabulary.root.children)
    for path in library.vocabulary.fields:
        if "[]" in path:
            inside = path.rpartition("[].")[2].split(".")[0]
            assert inside not in root, path


def test_records_lists_and_the_map_nest(library: Library) -> None:
    root = library.vocabulary.root
    assert isinstance(root.children["studies"], ListType)
    assert isinstance(root.children["jurisdictions"], MapType)
    assert isinstance(root.resolve("product.vector"), RecordType)
    assert isinstance(root.resolve("product.vector.kind"), Field)
    assert root.resolve("jurisdictions") is None
    assert root.resolve("product.name.first") is None
    assert isinstance(library.vocabulary.entry.resolve("comparators"), ListType)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a\n", "this file is a mapping"),
        ("format: atmpcmp-vocabulary-9\n", "format: atmpcmp-vocabulary-1"),
        (HEAD + FIELD % "type: word, help: x", "vocabulary.yaml:7:23: “word” is none of the values of type"),
        (HEAD + FIELD % "type: text, hepl: x", "did you mean help?"),
        (HEAD + FIELD % "type: text, core: maybe", "vocabulary.yaml:7:35"),
    ],
)
def test_a_mistake_in_the_vocabulary_has_a_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_vocabulary(_vocabulary(tmp_path, text))
    assert says in str(refused.value)


def test_a_field_cannot_be_a_record_too(tmp_path: Path) -> None:
    path = _vocabulary(tmp_path, HEAD + FIELD % "type: text, help: x" + "    one.field.below: {type: text, help: x}\n")
    with pytest.raises(InvalidInputError, match=r"vocabulary\.yaml:8:5: one\.field is used as a field and as a record"):
        read_vocabulary(path)


def test_values_may_be_a_list_a_name_or_one_list_for_each_body(tmp_path: Path) -> None:
    fields = "\n".join(
        f"    one.{name}: {{type: choice, values: {values}, help: x}}"
        for name, values in (("a", "[1, b]"), ("b", "progress"), ("c", "kind"), ("d", "jurisdiction"), ("e", "{HAS: [I], '*': [x]}"))
    )
    text = HEAD + "sections:\n- id: one\n  title: One\n  fields:\n" + fields + "\nimplies:\n- {if: {one.a: b}, then: {one.b: none}}\n"
    vocabulary = read_vocabulary(_vocabulary(tmp_path, text))
    assert [vocabulary.fields[f"one.{name}"].values for name in "abc"] == [("1", "b"), ("none", "planned"), ("a", "b")]
    assert vocabulary.fields["one.d"].values_named == "jurisdiction"
    assert vocabulary.fields["one.e"].scale_of("HAS") == ("I",)
    assert vocabulary.fields["one.e"].scale_of("NICE") == ("x",)
    assert vocabulary.implications[0].when == {"one.a": ("b",)}


TOPICS = "format: atmpcmp-topics-1\ngroups: {clinical: Clinical}\ntopics:\n"
TOPIC = "- {id: a, group: clinical, title: A, question: 'A?'}\n"


@pytest.mark.parametrize(
    ("topics", "says"),
    [
        (TOPIC.replace("clinical", "clinic"), "unknown group “clinic”"),
        (TOPIC + TOPIC, "the topic a stands here twice"),
        (TOPIC.replace("title: A, ", ""), "the key “title” is missing"),
        (TOPIC.replace("}", ", values: {x: {type: size}}}"), "is none of the values of type"),
        (TOPIC.replace("}", ", values: {x: {type: count, stricter: more}}}"), "stricter"),
    ],
)
def test_a_mistake_in_the_topics_has_a_place(tmp_path: Path, library: Library, topics: str, says: str) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text(TOPICS + topics, encoding="utf-8")
    with pytest.raises(InvalidInputError) as refused:
        read_topics(path, library.vocabulary)
    assert says in str(refused.value)
