"""The vocabulary of the dossier: every field there is, how records nest, and what follows from what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from atmpcmp.model.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

JURISDICTIONS = "jurisdictions"
ALL = "all"
HERE = "here"
NONE = "none"
NOTE = "note"


class RecordType(NamedTuple):
    """A record: named fields, sections, lists and, at the root, the map by jurisdiction."""

    path: str
    children: dict[str, Shape]

    def fields(self, prefix: str = "") -> Iterator[tuple[str, Field | ListType]]:
        """Every field and list of records below, by its path from this record; sections are entered, lists and maps are not."""
        for name, child in self.children.items():
            if isinstance(child, RecordType):
                yield from child.fields(f"{prefix}{name}.")
            elif not isinstance(child, MapType):
                yield prefix + name, child

    def resolve(self, path: str) -> Field | ListType | RecordType | None:
        """What stands at a dotted path from this record, lists and maps not entered."""
        at: Shape | None = self
        for step in path.split("."):
            at = at.children.get(step) if isinstance(at, RecordType) else None
        return at if not isinstance(at, MapType) else None


class ListType(NamedTuple):
    """A list of records."""

    path: str
    item: RecordType


class MapType(NamedTuple):
    """A map by jurisdiction; every entry has the same shape."""

    path: str
    entry: RecordType


Shape = Field | RecordType | ListType | MapType


class Implication(BaseModel):
    """`when` every named field has one of these values, the fields of `then` are as said (a section `none` answers all of its fields)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    when: dict[str, tuple[str | bool, ...]]
    then: dict[str, str | bool]


class Section(BaseModel):
    """A part of the dossier, for people: what its fields have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    id: str
    title: str
    paths: tuple[str, ...]


class Vocabulary(BaseModel):
    """All fields of a dossier.

    Attributes:
        fields: by path (`studies[].design`, `jurisdictions.*.need.prevalence`).
        sections: groups of fields, in the order in which a person fills them in.
        territorial: parts of an entry of `jurisdictions` that describe a place and are read from the territory too.
        implications: what is true by definition.
        meanings: for named lists, what each value means.
        topics: ids of topics, the closed list of fields whose values are topics.
        bodies: every name under which a jurisdiction, member or territory is known, with the name under which it is kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    fields: dict[str, Field]
    sections: tuple[Section, ...]
    territorial: tuple[str, ...]
    implications: tuple[Implication, ...]
    meanings: dict[str, dict[str, str]]
    topics: tuple[str, ...] = ()
    bodies: dict[str, str] = {}

    @cached_property
    def root(self) -> RecordType:
        """The shape of a whole dossier."""
        root = RecordType("", {})
        for field in self.fields.values():
            put(field, root)
        return root

    @cached_property
    def entry(self) -> RecordType:
        """The shape of one entry of the map by jurisdiction."""
        child = self.root.children.get(JURISDICTIONS)
        if not isinstance(child, MapType):
            return RecordType(f"{JURISDICTIONS}.*", {})
        return child.entry

    def at_root(self, path: str) -> Field | ListType | RecordType | None:
        """What stands at a path of the dossier."""
        if path not in self._shapes_at_root:
            self._shapes_at_root[path] = self.root.resolve(path)
        return self._shapes_at_root[path]

    def at_entry(self, path: str) -> Field | ListType | RecordType | None:
        """What stands at a path of an entry of the map by jurisdiction."""
        if path not in self._shapes_at_entry:
            self._shapes_at_entry[path] = self.entry.resolve(path)
        return self._shapes_at_entry[path]

    @cached_property
    def _shapes_at_root(self) -> dict[str, Field | ListType | RecordType | None]:
        """Found before: hundreds of rules ask for the same few paths."""
        return {}

    @cached_property
    def _shapes_at_entry(self) -> dict[str, Field | ListType | RecordType | None]:
        return {}

    def body(self, name: str) -> str | None:
        """The name under which a jurisdiction, member or territory is kept, whatever name it is called by."""
        return self.bodies.get(name)

    def choices(self, field: Field, body: str = "") -> tuple[str, ...] | None:
        """The closed list of a choice; None where the body has no scale."""
        if field.values_named == "topic":
            return self.topics
        if field.values_named == "jurisdiction":
            return tuple(self.bodies)
        return field.scale_of(body)


def put(field: Field, root: RecordType) -> None:
    """Give a field its place in the shape of a dossier, with the records around it.

    Raises:
        ValueError: with a sentence for the author, where its path is none or leads through another field.
    """
    record = root
    steps = field.path.split(".")
    for index, step in enumerate(steps[:-1]):
        record = _enter(record, step, ".".join(steps[: index + 1]))
    name = steps[-1]
    if name.removesuffix("[]") in ("", "*") or name.endswith("[]"):
        raise ValueError(f"“{field.path}” is no path of a field")
    if name in record.children:
        raise ValueError(f"{field.path} is used twice, or as a field and as a record")
    record.children[name] = field


def _enter(record: RecordType, step: str, path: str) -> RecordType:
    """The record that a step of a path leads to, made where it is not there yet."""
    name = step.removesuffix("[]")
    if not name or (step == "*" and "*" not in record.children):
        raise ValueError(f"“{path}” is no path of a field")
    if step == "*":
        step_into = record.children["*"]
    elif step.endswith("[]"):
        shape = record.children.setdefault(name, ListType(path, RecordType(path, {})))
        step_into = shape.item if isinstance(shape, ListType) else shape
    elif path == JURISDICTIONS:
        shape = record.children.setdefault(name, MapType(path, RecordType(f"{JURISDICTIONS}.*", {})))
        step_into = RecordType(path, {"*": shape.entry if isinstance(shape, MapType) else shape})
    else:
        step_into = record.children.setdefault(name, RecordType(path, {}))
    if not isinstance(step_into, RecordType):
        raise ValueError(f"{path} is used as a field and as a record")  # noqa: TRY004  a mistake in a file, not in a call
    return step_into
