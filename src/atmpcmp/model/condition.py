"""Conditions: what a rule asks of a dossier, as a tree of eleven words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Constant = str | int | float | bool


class FieldOperand(BaseModel):
    """Another field as the wanted value; for dates plus or minus a quantity, in whole months and days of the calendar."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    field: str
    plus: str = ""
    minus: str = ""


class Test(BaseModel):
    """One field against a constant, several constants, or another field."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
    __test__ = False

    word: Literal["is", "one_of", "at_least", "at_most", "includes"]
    path: str
    wanted: FieldOperand | tuple[Constant, ...]
    line: int = 0


class Combination(BaseModel):
    """All, or any, of several conditions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    word: Literal["all", "any"]
    parts: tuple[Condition, ...]
    line: int = 0


class Negation(BaseModel):
    """Not a condition."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    word: Literal["not"]
    part: Condition
    line: int = 0


class Quantifier(BaseModel):
    """A condition that some item of a list meets, or every one; `where` says which items count."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    word: Literal["some", "every"]
    of: str
    where: Condition | None = None
    meets: Condition
    line: int = 0


class Review(BaseModel):
    """A question that only a person can answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    word: Literal["review"]
    question: str
    line: int = 0


Condition = Annotated[Test | Combination | Negation | Quantifier | Review, Field(discriminator="word")]
