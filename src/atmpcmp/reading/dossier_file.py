"""A dossier file to a typed dossier; every mistake in it is found in one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.model.derivation import derive
from atmpcmp.model.dossier import Dossier, Record, Statement, absent_reading
from atmpcmp.model.field import Field
from atmpcmp.model.implication import apply_implications
from atmpcmp.model.nearest import MANY, did_you_mean
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.model.value import ValueProblemError, parse_value
from atmpcmp.model.vocabulary import ALL, JURISDICTIONS, NONE, NOTE, ListType, MapType, RecordType, Vocabulary
from atmpcmp.reading.yaml_text import Mapping, Node, Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from atmpcmp.model.dossier import Stated
    from atmpcmp.model.value import Value

_LABELS = ("id", "name", "comparator", "topic", "kind", "factor", "role")
_ALWAYS_THERE = ("dossier", "company", "product", "indication")


def read_dossier(path: Path, vocabulary: Vocabulary, shown_as: str | None = None) -> Dossier:
    """Read one dossier.

    Args:
        path: the file.
        vocabulary: the fields that there are, with the names of bodies and topics of the library.
        shown_as: the file's name for messages, where it is not the path.

    Raises:
        InvalidInputError: with every mistake of the file.
    """
    file = shown_as if shown_as is not None else str(path)
    node, problems = read_yaml(path, file)
    product = path.resolve().parent.name if path.name == "dossier.yaml" else path.stem
    return dossier_from(node, vocabulary, file, product, problems)


def dossier_from(node: Node, vocabulary: Vocabulary, file: str, product: str, problems: list[Problem] | None = None) -> Dossier:
    """Type a tree as a dossier; see `read_dossier`."""
    reader = _Reader(vocabulary, file, problems or [])
    if not isinstance(node, Mapping):
        kind = "a list" if isinstance(node, Sequence) else "a single value"
        raise InvalidInputError(
            [
                *reader.problems,
                Problem(file, node.line, node.column, f"a dossier is a mapping of sections, not {kind}", "", "wrong-shape"),
            ]
        )
    reader.root(node)
    reader.problems += apply_implications(reader.statements, vocabulary, file)
    if reader.problems:
        raise InvalidInputError(reader.problems)
    derive(reader.statements, tuple(reader.bodies), vocabulary)
    return Dossier(file, product, reader.statements, tuple(reader.bodies))


class _Reader:
    """Walks a tree beside the shape that it should have."""

    def __init__(self, vocabulary: Vocabulary, file: str, problems: list[Problem]) -> None:
        self.vocabulary = vocabulary
        self.file = file
        self.problems = problems
        self.statements: dict[str, Statement] = {}
        self.bodies: dict[str, tuple[str, int]] = {}
        self.unconfirmed: dict[str, bool] = {}

    def root(self, node: Mapping) -> None:
        self.unconfirmed = _unconfirmed(node.entries.get("sources"))
        self._record(node, self.vocabulary.root, self.statements, "", "", "")

    def _statement(self, value: Stated, text: str, where: str, line: int) -> Statement:
        return Statement(value, text, where, line, is_unconfirmed=self._is_unconfirmed(where))

    def _is_unconfirmed(self, path: str) -> bool:
        """What the nearest source says of a path: the one for the field itself, else for the record, else for the section."""
        while path:
            if path in self.unconfirmed:
                return self.unconfirmed[path]
            path = path.rpartition(".")[0]
        return False

    def _problem(self, message: str, line: int, column: int, code: str, hint: str = "", path: str = "") -> None:
        self.problems.append(Problem(self.file, line, column, message, hint, code, path))

    def _record(self, node: Mapping, shape: RecordType, into: dict[str, Statement], prefix: str, at: str, body: str) -> None:
        """Read a record into statements.

        Args:
            node: the record as written.
            shape: what it may hold.
            into: where the statements go.
            prefix: path from the record (or root) that `into` belongs to.
            at: path as written in the file, for people.
            body: the body whose scales count.
        """
        for name, child in node.entries.items():
            line, column = node.keys[name]
            if name == NOTE and NOTE not in shape.children:
                continue
            member = shape.children.get(name)
            where = f"{at}{name}"
            if member is None:
                known = [key for key in shape.children if key != "*"]
                place = f"in {at.rstrip('.')}" if at else "at the top of a dossier"
                hint = self._hint(name, known) if len(self.problems) < MANY else ""
                self._problem(f"unknown field “{_clip(name)}” {place}", line, column, "unknown-field", hint, where)
            elif isinstance(child, Scalar) and child.value is None:
                continue
            elif isinstance(member, Field):
                self._field(child, member, into, prefix + name, where, body, line)
            elif isinstance(member, ListType):
                self._list(child, member, into, prefix + name, where, body)
            elif isinstance(member, MapType):
                self._map(child, member)
            elif _is_none(child):
                self._absent_section(child, member, into, prefix + name, where, body)
            elif isinstance(child, Mapping):
                self._record(child, member, into, f"{prefix}{name}.", f"{where}.", body)
            else:
                self._problem(f"{where} is a section with fields, or none", child.line, child.column, "wrong-shape", "", where)

    def _absent_section(self, node: Node, shape: RecordType, into: dict[str, Statement], path: str, where: str, body: str) -> None:
        if path in _ALWAYS_THERE and into is self.statements:
            self._problem(
                f"every dossier has a section {path}; it cannot be none",
                node.line,
                node.column,
                "wrong-shape",
                "",
                path,
            )
            return
        for inner, member in shape.fields():
            value = absent_reading(member, self.vocabulary, body) if isinstance(member, Field) else ()
            into[f"{path}.{inner}"] = self._statement(value, NONE, where, node.line)

    def _field(self, node: Node, field: Field, into: dict[str, Statement], path: str, where: str, body: str, line: int) -> None:
        if field.derived:
            self._problem(
                f"{where} is derived from other fields and never written",
                line,
                node.column,
                "derived-field",
                "remove this line",
                where,
            )
            return
        if body == ALL and field.values_by_body:
            self._problem(
                f"{where} is on each body's own scale and cannot be said of all at once",
                node.line,
                node.column,
                "own-scale",
                "state it under the body",
                where,
            )
            return
        if field.is_list:
            self._values(node, field, into, path, where, body)
        elif isinstance(node, Scalar):
            if _is_none(node) and field.type not in ("yes/no", "count", "choice"):
                into[path] = self._statement(None, NONE, where, node.line)
            elif (value := self._value(node, field, where, body)) is not None:
                into[path] = self._statement(value, node.text, where, node.line)
        else:
            self._problem(f"{where} is a single value", node.line, node.column, "wrong-shape", "", where)

    def _values(self, node: Node, field: Field, into: dict[str, Statement], path: str, where: str, body: str) -> None:
        if _is_none(node) and not (isinstance(node, Scalar) and NONE in (self.vocabulary.choices(field, body) or ())):
            into[path] = self._statement((), NONE, where, node.line)
            return
        if not isinstance(node, Sequence):
            written = node.text if isinstance(node, Scalar) else "…"
            self._problem(f"{where} is a list", node.line, node.column, "wrong-shape", f"write [{_clip(written)}]", where)
            return
        values: list[Value] = []
        for item in node.items:
            if not isinstance(item, Scalar):
                self._problem(f"{where} holds single values", item.line, item.column, "wrong-shape", "", where)
            elif (value := self._value(item, field, where, body)) is not None:
                if value in values:
                    self._problem(
                        f"“{_clip(item.text)}” stands twice in {where}",
                        item.line,
                        item.column,
                        "repeated-value",
                        "remove one",
                        where,
                    )
                values.append(value)
        written = ", ".join(item.text for item in node.items if isinstance(item, Scalar)) or NONE
        into[path] = self._statement(tuple(values), written, where, node.line)

    def _value(self, node: Scalar, field: Field, where: str, body: str) -> Value | None:
        raw = node.value if field.item_type in ("yes/no", "count", "number", "text", "code") else node.text
        try:
            return parse_value(field, raw, self.vocabulary, body)
        except ValueProblemError as error:
            self._problem(str(error).replace(field.path, where), node.line, node.column, error.code, error.hint, where)
            return None

    def _list(self, node: Node, shape: ListType, into: dict[str, Statement], path: str, where: str, body: str) -> None:
        if _is_none(node):
            into[path] = self._statement((), NONE, where, node.line)
            return
        if not isinstance(node, Sequence):
            self._problem(
                f"{where} is a list of records",
                node.line,
                node.column,
                "wrong-shape",
                "start each record with “- ”, or write none",
                where,
            )
            return
        records: list[Record] = []
        for index, item in enumerate(node.items, 1):
            if not isinstance(item, Mapping):
                self._problem(
                    f"{where} holds records",
                    item.line,
                    item.column,
                    "wrong-shape",
                    "write fields, such as “- name: …”",
                    where,
                )
                continue
            label = label_of(item, index)
            statements: dict[str, Statement] = {}
            self._record(item, shape.item, statements, "", f"{where}.{label}.", body)
            if statements:
                records.append(Record(label, item.line, statements))
        # A record left blank, as a scaffold has them, states nothing.
        if records:
            into[path] = self._statement(tuple(records), f"{len(records)} stated", where, node.line)

    def _map(self, node: Node, shape: MapType) -> None:
        if not isinstance(node, Mapping):
            self._problem(
                f"{JURISDICTIONS} is a map by jurisdiction",
                node.line,
                node.column,
                "wrong-shape",
                "write an entry such as NICE:",
                JURISDICTIONS,
            )
            return
        for name, entry in node.entries.items():
            line, column = node.keys[name]
            body = ALL if name == ALL else self.vocabulary.body(name)
            if body is None:
                hint = did_you_mean(name, [*self.vocabulary.bodies, ALL])
                self._problem(
                    f"“{_clip(name)}” is no jurisdiction, member or territory, nor all",
                    line,
                    column,
                    "unknown-jurisdiction",
                    hint,
                    f"{JURISDICTIONS}.{name}",
                )
            elif body in self.bodies:
                earlier, earlier_line = self.bodies[body]
                self._problem(
                    f"{name} is stated twice: line {earlier_line} has it as {earlier}",
                    line,
                    column,
                    "stated-twice",
                    "merge the two",
                    f"{JURISDICTIONS}.{name}",
                )
            elif isinstance(entry, Scalar) and entry.value is None:
                continue
            elif isinstance(entry, Mapping):
                self.bodies[body] = (name, line)
                self._record(entry, shape.entry, self.statements, f"{JURISDICTIONS}.{body}.", f"{JURISDICTIONS}.{name}.", body)
            else:
                self._problem(
                    f"{JURISDICTIONS}.{name} is a record",
                    entry.line,
                    entry.column,
                    "wrong-shape",
                    "",
                    f"{JURISDICTIONS}.{name}",
                )

    def _hint(self, name: str, known: list[str]) -> str:
        return did_you_mean(name, known) or self._elsewhere(name) or "one of: " + ", ".join(known[:14]) + (" …" if len(known) > 14 else "")

    def _elsewhere(self, name: str) -> str:
        """Where a field of this name does stand, for those who put it in the wrong section."""
        places = [path for path in self.vocabulary.fields if path.rpartition(".")[2] == name]
        return f"did you mean {' or '.join(places[:3])}?" if places else ""


def _is_none(node: Node) -> bool:
    return (isinstance(node, Scalar) and node.plain and node.text == NONE) or (isinstance(node, Sequence) and not node.items)


def label_of(node: Mapping, index: int) -> str:
    """The name by which paths tell one record of a list from others: its id or name, else its number from 1."""
    for key in _LABELS:
        child = node.entries.get(key)
        if isinstance(child, Scalar) and child.value is not None:
            return _clip(" ".join(child.text.split()))
    return str(index)


def _clip(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"


def _unconfirmed(sources: Node | None) -> dict[str, bool]:
    """The paths that `sources` names, and whether all that is said of each is from memory."""
    found: dict[str, bool] = {}
    for source in sources.items if isinstance(sources, Sequence) else []:
        if not isinstance(source, Mapping):
            continue
        supported, confidence = source.entries.get("for"), source.entries.get("confidence")
        recalled = isinstance(confidence, Scalar) and confidence.text == "recalled"
        for path in supported.items if isinstance(supported, Sequence) else []:
            if isinstance(path, Scalar):
                found[path.text] = found.get(path.text, True) and recalled
    return found
