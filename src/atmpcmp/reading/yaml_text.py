"""YAML text to a tree that knows where everything stands.

YAML 1.2 core scalars, so that `NO` stays Norway and `on` a word; dates and versions stay as written until a field gives them a type; duplicate keys,
tags and several documents are refused; size, nesting and aliases are bounded.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.reading.file_content import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_DEPTH = 40
MAX_NODES = 400_000
_MAX_NUMBER = 40

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")

# The bindings to libyaml are four to nine times faster; without them the same events come from Python.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """One value as written."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def value(self) -> str | int | float | bool | None:
        """The value after YAML 1.2 core: quoted text is text, plain text may be null, true, false or a number."""
        if not self.plain:
            return self.text
        if self.text in _NULL:
            return None
        if self.text in _BOOL:
            return _BOOL[self.text]
        if len(self.text) <= _MAX_NUMBER:
            if _INT.fullmatch(self.text):
                return int(self.text)
            if _FLOAT.fullmatch(self.text) and math.isfinite(number := float(self.text)):
                return number
        return self.text


@dataclass(slots=True)
class Mapping:
    """Keys in their order, each with the place of the key."""

    entries: dict[str, Node]
    keys: dict[str, tuple[int, int]]
    line: int
    column: int


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    line: int
    column: int


Node = Scalar | Mapping | Sequence


def plain(node: Node, as_written: frozenset[str] = frozenset()) -> Any:
    """The tree as ordinary dictionaries, lists and values.

    Args:
        node: the tree.
        as_written: keys whose values stay text even where they look like numbers (years, versions).
    """
    if isinstance(node, Mapping):
        return {
            key: child.text if key in as_written and isinstance(child, Scalar) and child.value is not None else plain(child, as_written)
            for key, child in node.entries.items()
        }
    if isinstance(node, Sequence):
        return [plain(child, as_written) for child in node.items]
    return node.value


def place(node: Node, path: tuple[str | int, ...], *, of_key: bool = False) -> tuple[int, int]:
    """Line and column of the value (or the key) at a path; of the nearest ancestor where the path does not exist."""
    line, column = node.line, node.column
    for index, step in enumerate(path):
        is_last = index == len(path) - 1
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            if is_last and of_key:
                return node.keys[step]
            key_place = node.keys[step]
            node = node.entries[step]
            line, column = (node.line, node.column) if not _is_empty(node) else key_place
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line, column = node.line, node.column
        else:
            break
    return line, column


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text


def read_yaml(path: Path, shown_as: str | None = None) -> tuple[Node, list[Problem]]:
    """Read one file.

    Returns:
        The tree and the problems that did not stop the reading (duplicate keys, tags).

    Raises:
        InvalidInputError: where there is nothing to go on with: missing file, directory, not UTF-8, not YAML, empty, too large, too deep.
    """
    file = shown_as if shown_as is not None else str(path)
    return parse_yaml(read_text(path, file), file)


def read_text(path: Path, file: str) -> str:
    """The text of one regular UTF-8 file of bounded size; raises InvalidInputError."""
    return text_of(read_bytes(path, file), file)


def text_of(content: bytes, file: str) -> str:
    """Bytes as UTF-8 text, with or without a byte order mark; raises InvalidInputError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        raise InvalidInputError([Problem(file, line, column, "the file is not UTF-8 text", code="unreadable-file")]) from None


def parse_yaml(text: str, file: str) -> tuple[Node, list[Problem]]:
    """Parse text; see `read_yaml`."""
    builder = _Builder(file)
    try:
        loader = _Parser(text)
        try:
            node = builder.document(_events(loader))
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"this is not YAML: {error.problem or 'it cannot be parsed'}"
        if error.context:
            message += f" ({error.context})"
        raise InvalidInputError([builder.problem(message, mark.line + 1 if mark else 0, mark.column + 1 if mark else 0, "not-yaml")]) from None
    except yaml.YAMLError as error:
        line, column = _character_place(text, getattr(error, "position", None))
        raise InvalidInputError([builder.problem("this is not YAML: it holds a control character", line, column, "not-yaml")]) from None
    if node is None:
        raise InvalidInputError([builder.problem("the file is empty", 0, 0, "empty-file")])
    return node, builder.problems


def _events(loader: Any) -> Iterator[Any]:
    while loader.check_event():
        yield loader.get_event()


def _character_place(text: str, position: int | None) -> tuple[int, int]:
    if not isinstance(position, int) or position > len(text):
        return 0, 0
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


class _Builder:
    """Turns parser events into the tree, counting what it builds."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._nodes = 0

    def problem(self, message: str, line: int, column: int, code: str, hint: str = "") -> Problem:
        return Problem(self.file, line, column, message, hint, code)

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)):
                continue
            if root is not None:
                self._refuse("the file holds more than one YAML document", event, "several-documents")
            root = self._node(event, events, 0)
        if isinstance(root, Scalar) and root.plain and root.text in _NULL:
            return None
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            anchor = str(event.anchor)
            if anchor not in self._anchors:
                self._refuse(f"the alias *{event.anchor} has no anchor", event, "not-yaml")
            target, size = self._anchors[anchor]
            self._count(size, event)
            return target
        before = self._nodes
        self._count(1, event)
        if depth > MAX_DEPTH:
            self._refuse(f"nested more than {MAX_DEPTH} levels deep", event, "too-deep")
        if event.tag is not None and event.tag != "!":
            self.problems.append(self.problem(f"tags such as {event.tag} are not used here", line, column, "yaml-tag"))
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Scalar(event.value, event.implicit[0], line, column)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Sequence([], line, column)
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                node.items.append(self._node(item, events, depth + 1))
        else:
            node = self._mapping(event, events, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._nodes - before)
        return node

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> Mapping:
        node = Mapping({}, {}, event.start_mark.line + 1, event.start_mark.column + 1)
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            line, column = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, yaml.ScalarEvent):
                self._refuse("a key has to be a single word or text", key, "not-yaml")
            child = self._node(next(events), events, depth + 1)
            if key.value in node.entries:
                first = node.keys[key.value][0]
                message = f"“{key.value}” stands here twice; the first is in line {first}"
                self.problems.append(self.problem(message, line, column, "duplicate-key"))
                continue
            node.entries[key.value] = child
            node.keys[key.value] = (line, column)
        return node

    def _count(self, size: int, event: Any) -> None:
        self._nodes += size
        if self._nodes > MAX_NODES:
            self._refuse(f"more than {MAX_NODES:,} values, with aliases written out", event, "too-large")

    def _refuse(self, message: str, event: Any, code: str) -> None:
        mark = event.start_mark
        raise InvalidInputError([*self.problems, self.problem(message, mark.line + 1, mark.column + 1, code)])
