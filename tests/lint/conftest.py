"""The library as far as it can be read, and the bundled vocabulary read once for the many small folders that use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.lint import gathering
from atmpcmp.reading.data_folders import bundled_data
from atmpcmp.reading.library_folders import read_library
from atmpcmp.reading.vocabulary_file import topics_from, vocabulary_from
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from atmpcmp.model.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library().library


@pytest.fixture(scope="session")
def _bundled() -> dict[str, Any]:
    """Text, tree and model of the bundled vocabulary and topics."""
    texts = {name: (bundled_data() / f"{name}.yaml").read_text(encoding="utf-8") for name in ("vocabulary", "topics")}
    nodes = {name: parse_yaml(text, name)[0] for name, text in texts.items()}
    vocabulary = vocabulary_from(nodes["vocabulary"], "", [])
    return {"texts": texts, "nodes": nodes, "vocabulary": vocabulary, "topics": topics_from(nodes["topics"], "", vocabulary, [])}


@pytest.fixture(autouse=True)
def _read_the_bundled_vocabulary_once(_bundled: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    texts, nodes = _bundled["texts"], _bundled["nodes"]

    def parse(text: str, file: str) -> Any:
        name = next((name for name, known in texts.items() if known == text), None)
        return (nodes[name], []) if name is not None else parse_yaml(text, file)

    def vocabulary(node: Any, file: str, problems: Any) -> Any:
        return _bundled["vocabulary"] if node is nodes["vocabulary"] else vocabulary_from(node, file, problems)

    def topics(node: Any, file: str, known: Any, problems: Any) -> Any:
        is_bundled = node is nodes["topics"] and known is _bundled["vocabulary"]
        return _bundled["topics"] if is_bundled else topics_from(node, file, known, problems)

    monkeypatch.setattr(gathering, "parse_yaml", parse)
    monkeypatch.setattr(gathering, "vocabulary_from", vocabulary)
    monkeypatch.setattr(gathering, "topics_from", topics)
