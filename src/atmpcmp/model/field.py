"""A field of the dossier: its type, unit, closed values and help, in one place."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

FieldType = Literal[
    "yes/no",
    "count",
    "number",
    "percent",
    "choice",
    "code",
    "quantity",
    "money",
    "date",
    "text",
    "list of choice",
    "list of code",
    "list of text",
    "list of number",
    "list of percent",
]
ORDERED_TYPES = frozenset({"count", "number", "percent", "quantity", "money", "date"})
ALL_OTHERS = "*"


class Field(BaseModel):
    """One field of the vocabulary.

    Attributes:
        path: where it stands; `[]` marks a list of records, `*` the map by jurisdiction.
        type: what kind of value it has.
        values: the closed list, where it is one list for all bodies.
        values_by_body: a closed list per body (`*` for all others), where bodies have scales of their own.
        values_named: `jurisdiction` or `topic`, where the closed list is what the library holds.
        unit: the usual unit (quantities), or what an amount of money is for.
        help: one sentence for the person who fills it in.
        mirrors: the standard whose term it follows.
        core: whether a first dossier states it before anything else.
        derived: computed from other fields, never written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    path: str
    type: FieldType
    values: tuple[str, ...] = ()
    values_by_body: dict[str, tuple[str, ...]] = {}
    values_named: Literal["", "jurisdiction", "topic"] = ""
    unit: str = ""
    help: str = ""
    mirrors: str = ""
    core: bool = False
    derived: bool = False

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def is_list(self) -> bool:
        """Whether it holds several values."""
        return self.type.startswith("list of ")

    @property
    def item_type(self) -> str:
        """The type of one value."""
        return self.type.removeprefix("list of ")

    def scale_of(self, body: str) -> tuple[str, ...] | None:
        """The closed list for one body; None where that body has no scale of its own and there is none for all others."""
        if not self.values_by_body:
            return self.values
        return self.values_by_body.get(body) or self.values_by_body.get(ALL_OTHERS)
