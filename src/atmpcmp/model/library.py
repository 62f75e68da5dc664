"""Everything that rules are judged from: vocabulary, topics, jurisdictions with their documents, and rules."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from atmpcmp.model.jurisdiction import Document, Jurisdiction
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.rule import Rule
from atmpcmp.model.scope import Scope
from atmpcmp.model.topic import Topics
from atmpcmp.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnknownNameError(ValueError):
    """A name that the library does not hold; the message is for the user, with the nearest right name."""


class Library(BaseModel):
    """The rules of all jurisdictions, as read from the bundled data and from users' folders."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    vocabulary: Vocabulary
    topics: Topics
    jurisdictions: dict[str, Jurisdiction]
    rules: tuple[Rule, ...]

    def __repr__(self) -> str:
        """Its size: the whole content would drown whatever it is printed in."""
        return f"Library({len(self.jurisdictions)} jurisdictions, {len(self.rules)} rules)"

    @cached_property
    def rules_by_id(self) -> dict[str, Rule]:
        """Rules by their id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def rules_by_column(self) -> dict[str, tuple[Rule, ...]]:
        """Rules by `FINOSE` or `FINOSE:NO`, joint ones before those of members."""
        columns: dict[str, list[Rule]] = {column: [] for column in self.columns}
        for rule in self.rules:
            columns.setdefault(rule.column, []).append(rule)
        return {column: tuple(rules) for column, rules in columns.items() if rules}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All names under which verdicts are counted: jurisdictions in the order of the library, and after a joint body its members with rules of their own."""
        of_members = {rule.column for rule in self.rules if rule.member is not None}
        return tuple(
            column
            for jurisdiction in self.jurisdictions.values()
            for column in (jurisdiction.id, *(f"{jurisdiction.id}:{member.id}" for member in jurisdiction.members))
            if column == jurisdiction.id or column in of_members
        )

    def selected(self, names: Iterable[str]) -> tuple[str, ...]:
        """The columns that names stand for: a jurisdiction (with its members), an alias, one member as `FINOSE:NO`, or a member alone as `NO`.

        Raises:
            UnknownNameError: where a name stands for nothing; with the nearest right one.
        """
        chosen: list[str] = []
        for name in names:
            for column in self._columns_of(name.strip()):
                if column not in chosen:
                    chosen.append(column)
        return tuple(column for column in self.columns if column in chosen)

    def _columns_of(self, name: str) -> tuple[str, ...]:
        whole, _, member = name.partition(":")
        folded = {known.casefold(): known for known in self._names}
        jurisdiction = self._names.get(folded.get(whole.casefold(), ""))
        if jurisdiction is not None and not member:
            return tuple(column for column in self.columns if column == jurisdiction or column.startswith(f"{jurisdiction}:"))
        if jurisdiction is not None:
            column = f"{jurisdiction}:{member.upper()}"
            if column in self.columns:
                return (column,)
            members = [joint.id for joint in self.jurisdictions[jurisdiction].members]
            if member.upper() in members:
                raise UnknownNameError(f"{column} has no rules of its own in the library; {jurisdiction} has the joint ones")
            known = "its members are " + ", ".join(members) if members else f"{jurisdiction} is no joint body"
            raise UnknownNameError(f"{jurisdiction} has no member “{member}” ({known})")
        alone = [column for column in self.columns if column.rpartition(":")[2].casefold() == whole.casefold() and ":" in column]
        if alone and not member:
            return tuple(alone)
        hint = did_you_mean(whole, [*self._names, *(column for column in self.columns if ":" in column)])
        raise UnknownNameError(f"unknown jurisdiction “{whole}”" + (f" ({hint})" if hint else f" (known are {', '.join(self.jurisdictions)})"))

    @cached_property
    def _names(self) -> dict[str, str]:
        names = {jurisdiction.id: jurisdiction.id for jurisdiction in self.jurisdictions.values()}
        for jurisdiction in self.jurisdictions.values():
            names.update(dict.fromkeys(jurisdiction.aliases, jurisdiction.id))
        return names

    def document(self, jurisdiction: str, document: str) -> Document | None:
        """A document that a rule of a jurisdiction cites: its own, else one that another jurisdiction lists."""
        own = self.jurisdictions[jurisdiction].documents.get(document) if jurisdiction in self.jurisdictions else None
        if own is not None:
            return own
        return next((other.documents[document] for other in self.jurisdictions.values() if document in other.documents), None)

    def scope(self, rule: Rule) -> Scope:
        """What the paths in the conditions of a rule may refer to."""
        return scope_of(self.vocabulary, self.jurisdictions[rule.jurisdiction], rule.member)


def scope_of(vocabulary: Vocabulary, jurisdiction: Jurisdiction, member: str | None) -> Scope:
    """The scope of the rules of a jurisdiction, or of one of its members, whose territory is its own."""
    return Scope(vocabulary, member or jurisdiction.id, "" if member else jurisdiction.territory or "")
