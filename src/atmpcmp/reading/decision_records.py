"""Decisions as a fact base keeps them, a bare list of records that name the authority in one word, brought into the form of a file of decisions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atmpcmp.reading.data_folders import TOPICS_FILE, bundled_data
from atmpcmp.reading.decisions_file import DECISIONS_FORMAT
from atmpcmp.reading.yaml_text import Mapping, Node, Scalar, Sequence, plain, read_yaml

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

_RENAMED = {"decision": "outcome", "statement": "states"}
_NOT_OF_DECISIONS = frozenset({"inn", "evidence_base"})
_COUNTRY = re.compile(r".*\(([A-Z]{2})\)")
_OUTSIDE = "new:"


def as_decisions(records: Sequence, library: Library) -> Mapping:
    """The tree of a file of decisions, every value in its place of the list.

    `authority` becomes jurisdiction and member, `decision` outcome, `statement` states; topics filed under `new:` go where the vocabulary places them.

    Args:
        records: the list.
        library: whose bodies, members and topics are named.
    """
    tags = _tags()
    decisions = [_decision(record, library, tags) if isinstance(record, Mapping) else record for record in records.items]
    at = (records.line, records.column)
    entries: dict[str, Node] = {"format": Scalar(DECISIONS_FORMAT, plain=False, line=at[0], column=at[1]), "decisions": Sequence(decisions, *at)}
    return Mapping(entries, dict.fromkeys(entries, at), *at)


def _tags() -> dict[str, str]:
    tree = read_yaml(bundled_data() / TOPICS_FILE)[0]
    return dict(plain(tree)["tags"])


def _decision(record: Mapping, library: Library, tags: dict[str, str]) -> Mapping:
    entries: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for key, node in record.entries.items():
        if key in _NOT_OF_DECISIONS:
            continue
        if key == "authority" and isinstance(node, Scalar):
            jurisdiction, member = _authority(node.text, library)
            entries["jurisdiction"] = _instead_of(node, jurisdiction)
            keys["jurisdiction"] = record.keys[key]
            if member:
                entries["member"] = _instead_of(node, member)
                keys["member"] = record.keys[key]
            continue
        name = _RENAMED.get(key, key)
        entries[name] = _points(node, library, tags) if key in ("critiques", "accepted") else node
        keys[name] = record.keys[key]
    return Mapping(entries, keys, record.line, record.column)


def _points(points: Node, library: Library, tags: dict[str, str]) -> Node:
    if not isinstance(points, Sequence):
        return points
    return Sequence([_point(one, library, tags) if isinstance(one, Mapping) else one for one in points.items], points.line, points.column)


def _point(point: Mapping, library: Library, tags: dict[str, str]) -> Mapping:
    entries = {_RENAMED.get(key, key): node for key, node in point.entries.items()}
    topic = entries.get("topic")
    if isinstance(topic, Scalar) and topic.text.startswith(_OUTSIDE):
        bare = topic.text.removeprefix(_OUTSIDE)
        entries["topic"] = _instead_of(topic, bare if bare in library.topics.topics else tags.get(topic.text, topic.text))
    return Mapping(entries, {_RENAMED.get(key, key): place for key, place in point.keys.items()}, point.line, point.column)


def _authority(name: str, library: Library) -> tuple[str, str]:
    """The jurisdiction and the member that an authority decides for: by its id or alias, as the body of a member, or by the country behind its name."""
    for written in (name, name.replace(" ", "-")):
        if library.vocabulary.body(written) is not None:
            return written, ""
    country = _COUNTRY.fullmatch(name)
    for jurisdiction in library.jurisdictions.values():
        for member in jurisdiction.members:
            if name in member.bodies or (country is not None and country[1] == member.id):
                return jurisdiction.id, member.id
    return name, ""


def _instead_of(node: Scalar, text: str) -> Scalar:
    return Scalar(text, plain=False, line=node.line, column=node.column)
