"""The vocabulary of comparison: topics, their groups and the values on which rules of a topic can be compared."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from atmpcmp.model.field import Field


class TopicValue(BaseModel):
    """A key that `values` of the rules on a topic may use.

    Attributes:
        field: its type, unit and closed list, as of a dossier field.
        stricter: which way is the stricter demand, where the field of comparison knows it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    field: Field
    stricter: Literal["", "higher", "lower"] = ""


class Topic(BaseModel):
    """One subject on which jurisdictions are compared; every rule belongs to exactly one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    id: str
    group: str
    title: str
    question: str
    values: dict[str, TopicValue] = {}


class Topics(BaseModel):
    """All topics in their order, with the titles of their groups."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    groups: dict[str, str]
    topics: dict[str, Topic]
