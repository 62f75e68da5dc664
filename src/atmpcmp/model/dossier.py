"""What a company says about one product in one indication.

Three things are told apart everywhere: a field that is not stated (no statement), one that is stated to be absent (a statement without a value, or the
value that absence has for its type), and one that has a value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.model.vocabulary import ALL, JURISDICTIONS, NONE

if TYPE_CHECKING:
    from atmpcmp.model.field import Field
    from atmpcmp.model.partial_date import PartialDate
    from atmpcmp.model.value import Value
    from atmpcmp.model.vocabulary import Vocabulary

    Stated = Value | tuple[Value, ...] | tuple["Record", ...] | None


class Statement(NamedTuple):
    """What the dossier says in one place.

    Attributes:
        value: the value, a tuple of values, a tuple of records, or None where it is stated to be absent and its type has no word for that.
        text: as written, for people.
        path: where it is stated (`studies.STR1VE-US.design`).
        line: line in the dossier's file; of the statement from which it follows where it is implied.
        implied_by: the statement from which it follows, where it is not written itself.
        is_unconfirmed: whether the dossier's `sources` say that it is from memory only.
    """

    value: Stated
    text: str
    path: str
    line: int
    implied_by: str = ""
    is_unconfirmed: bool = False


class Record(NamedTuple):
    """One item of a list of records, with its own statements by their path inside the record."""

    label: str
    line: int
    statements: dict[str, Statement]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier as read from one file.

    Attributes:
        file: as the user named it.
        product: the name of the folder for bundled products, else the file's name.
        statements: by path from the root; `jurisdictions.<body>.<path>` for what differs by body, under the name by which the body is kept.
        bodies: the bodies that have an entry under `jurisdictions`, in the order of the file.
    """

    file: str
    product: str
    statements: dict[str, Statement] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()

    def text(self, path: str) -> str:
        """What is written at a path, or nothing."""
        statement = self.statements.get(path)
        return statement.text if statement is not None else ""

    def filing_day(self, body: str) -> PartialDate | None:
        """The filing day that the dossier states for a body: its own, else the one said of all."""
        from atmpcmp.model.partial_date import PartialDate

        for entry in (body, ALL):
            statement = self.statements.get(f"{JURISDICTIONS}.{entry}.submission.date")
            if statement is not None:
                return statement.value if isinstance(statement.value, PartialDate) else None
        return None

    def is_filed(self, body: str) -> bool:
        """Whether the dossier has an entry of its own for a body."""
        return body in self.bodies


def absent_reading(described: Field, vocabulary: Vocabulary, body: str = "") -> Value | tuple[Value, ...] | None:
    """What a field reads as in a section that is stated to be absent.

    False for a yes/no, 0 for a count, empty for a list, `none` for a choice that has it; anything else has no value.
    """
    if described.is_list:
        return ()
    if described.type == "yes/no":
        return False
    if described.type == "count":
        return 0
    if described.type == "choice" and not described.values_named and NONE in (vocabulary.choices(described, body) or ()):
        return NONE
    return None
