"""A decision-maker: who it is, by which names it is known, where it decides, and the documents that its rules cite."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from atmpcmp.model.read_later import ReadLater

Confidence = Literal["primary", "secondary", "recalled"]


class Source(BaseModel):
    """A place in a document."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    document: str
    locator: str | None = None


class Document(BaseModel):
    """A cited document.

    Attributes:
        title: as printed, shortened where it is long.
        reference: the official reference, where it has one.
        issuer: who issued it.
        issued: when, as precisely as is known.
        effective: when it came into force, where that is known.
        superseded_by: the document that replaced it.
        status: drafts are never cited by an entry in force.
        url: an address where it can be read.
        note: what a reader should know about it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    title: str
    reference: str | None = None
    issuer: str | None = None
    issued: str | None = None
    effective: str | None = None
    superseded_by: str | None = None
    status: Literal["final", "draft", "withdrawn"] = "final"
    url: str | None = None
    note: str | None = None


class DatedName(BaseModel):
    """A name that the body had for a time."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    name: str
    since: str | None = Field(default=None, alias="from")
    until: str | None = None
    source: Source | None = None
    note: str | None = None


class Member(BaseModel):
    """A member of a joint body, whose own rules stand beside the joint ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    id: str
    name: str
    bodies: tuple[str, ...] = ()
    since: str | None = Field(default=None, alias="from")
    until: str | None = None
    source: Source | None = None
    note: str | None = None


class News(BaseModel):
    """An institutional fact that no dossier can meet or fail."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    date: str | None = None
    states: str
    source: Source
    confidence: Confidence | None = None


class Jurisdiction(ReadLater):
    """One decision-maker."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    id: str
    name: str
    kind: Literal["regulator", "hta", "joint-hta", "payer"]
    territory: str | None = None
    aliases: tuple[str, ...] = ()
    names: tuple[DatedName, ...] = ()
    members: tuple[Member, ...] = ()
    coverage: str
    last_full_review: str | None = None
    legal_force: str | None = None
    news: tuple[News, ...] = ()
    documents: dict[str, Document] = Field(default={})
