"""Where a path in a condition leads: the record at hand, the body's own entry (`here`), another body's entry, or the dossier's root."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.vocabulary import ALL, HERE, JURISDICTIONS, RecordType

if TYPE_CHECKING:
    from atmpcmp.model.field import Field
    from atmpcmp.model.vocabulary import ListType, Vocabulary


class UnknownPathError(ValueError):
    """A path that leads nowhere; the message is for the user, the hint is the nearest right path."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep message and hint."""
        super().__init__(message)
        self.hint = hint


class Reference(NamedTuple):
    """A resolved path.

    Attributes:
        where: `item` for a field of the record at hand, `here` for the rule's own body, `body` for another body's entry, `root` otherwise.
        path: from the record, the entry or the root.
        shape: what stands there.
        body: whose scales count.
    """

    where: Literal["item", "here", "body", "root"]
    path: str
    shape: Field | ListType | RecordType
    body: str = ""


class Scope(NamedTuple):
    """What paths of a condition may refer to.

    Attributes:
        vocabulary: all fields.
        body: the body whose entry `here` is.
        territory: the territory of that body, from which need, comparators, price and care are read where its own entry is silent.
        record: the shape of the record at hand, inside `some` and `every`.
    """

    vocabulary: Vocabulary
    body: str
    territory: str = ""
    record: RecordType | None = None

    def inside(self, record: RecordType) -> Scope:
        """The scope of a condition on the items of a list."""
        return Scope(self.vocabulary, self.body, self.territory, record)

    def resolve(self, path: str) -> Reference:
        """Follow a path.

        Raises:
            UnknownPathError: where it leads nowhere.
        """
        first, _, rest = path.partition(".")
        if self.record is not None and first in self.record.children:
            return Reference("item", path, self._found(self.record.resolve(path), path), self.body)
        if first == HERE:
            return Reference("here", rest, self._found(self.vocabulary.at_entry(rest), path), self.body)
        if first == JURISDICTIONS:
            name, _, inner = rest.partition(".")
            body = self.vocabulary.body(name)
            if name == ALL or body is None:
                hint = "say here, which reads what is said of all too" if name == ALL else did_you_mean(name, self.vocabulary.bodies)
                raise UnknownPathError(f"“{name}” in {path} is no jurisdiction", hint)
            return Reference("body", f"{JURISDICTIONS}.{body}.{inner}", self._found(self.vocabulary.at_entry(inner), path), body)
        return Reference("root", path, self._found(self.vocabulary.at_root(path), path), self.body)

    def sources(self, reference: Reference) -> tuple[str, ...]:
        """Where in the statements of a dossier a reference is looked up, first to last (not for the record at hand)."""
        if reference.where != HERE:
            return (reference.path,)
        entries = [self.body]
        if self.territory and self.territory != self.body and reference.path.partition(".")[0] in self.vocabulary.territorial:
            entries.append(self.territory)
        return tuple(f"{JURISDICTIONS}.{entry}.{reference.path}" for entry in (*entries, ALL))

    def _found(self, shape: Field | ListType | RecordType | None, path: str) -> Field | ListType | RecordType:
        if shape is None:
            raise UnknownPathError(f"unknown field {path}", did_you_mean(path, self._known()) or self._same_name(path))
        return shape

    def _known(self) -> list[str]:
        known = [path.replace(f"{JURISDICTIONS}.*", HERE) for path in self.vocabulary.fields if "[]" not in path]
        if self.record is not None:
            known += [inner for inner, _ in self.record.fields()]
        return known

    def _same_name(self, path: str) -> str:
        name = path.rpartition(".")[2]
        places = [known.replace(f"{JURISDICTIONS}.*", HERE) for known in self.vocabulary.fields if known.rpartition(".")[2] == name]
        return f"did you mean {' or '.join(places[:3])}? Fields of a list ([]) are asked inside some or every" if places else ""
