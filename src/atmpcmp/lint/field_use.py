"""Which fields of the vocabulary are asked by rules, and which are needed without being asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atmpcmp.engine.readers import readers
from atmpcmp.model.vocabulary import JURISDICTIONS

if TYPE_CHECKING:
    from atmpcmp.lint.subject import Steps, Subject

# Shown to people, tie records together, or say on which day a dossier is judged.
_NAMES = ("id", "name", "comparator", "topic", "kind", "factor", "role", "where", "for", "confidence")
_ALWAYS = frozenset({"product.name", "indication.disease", "indication.claimed", "dossier.date", f"{JURISDICTIONS}.*.submission.date"})
# What derived fields are computed from.
DERIVED_FROM = {
    "best_evidence": ("studies[].design", "studies[].control.name", "comparisons[].comparator", "comparisons[].kind"),
    "trial_share": ("studies[].participants", f"{JURISDICTIONS}.*.trial_participants"),
}


@dataclass(frozen=True, slots=True)
class FieldUses:
    """Fields by what they are good for.

    Attributes:
        readers: the rules that ask a field, by its path.
        asked: paths that some rule asks.
        needed: paths that are needed without being asked.
        places: of the fields in the vocabulary file.
    """

    readers: dict[str, list[str]]
    asked: frozenset[str]
    needed: frozenset[str]
    places: dict[str, Steps]


def field_uses(subject: Subject) -> FieldUses:
    """The uses of all fields, worked out once in a run."""
    if "field-uses" not in subject.seen:
        subject.seen["field-uses"] = _field_uses(subject)
    uses: FieldUses = subject.seen["field-uses"]
    return uses


def _field_uses(subject: Subject) -> FieldUses:
    vocabulary = subject.library.vocabulary
    by_field = readers(subject.library)
    asked = frozenset(by_field)
    needed = set(_ALWAYS)
    needed |= {path for path in vocabulary.fields if path.rpartition(".")[2] in _NAMES and "[]" in path}
    needed |= {path for path in vocabulary.fields if path.startswith("sources[]")}
    needed |= {path for implication in vocabulary.implications for path in implication.when}
    for derived, sources in DERIVED_FROM.items():
        if any(path.endswith(f".{derived}") for path in asked):
            needed |= set(sources)
    places: dict[str, Steps] = {path: ("sections", index, "fields", path) for index, section in enumerate(vocabulary.sections) for path in section.paths}
    return FieldUses(by_field, asked, frozenset(needed), places)
