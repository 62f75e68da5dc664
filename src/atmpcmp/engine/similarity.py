"""How alike two products and their evidence are, feature by feature, and why in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.model.traits import CLASS, DESIGN, NO, YES, Traits, traits_of
from atmpcmp.model.vocabulary import NONE

if TYPE_CHECKING:
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.traits import Features

_ABSENT = frozenset({NONE, NO})


class Similarity(NamedTuple):
    """In what two products are alike and in what they differ; what only one of them states is left out.

    Attributes:
        alike: features with the values that both have.
        different: features with the values of the first and of the second.
    """

    alike: dict[str, str]
    different: dict[str, tuple[str, str]]

    @property
    def share(self) -> float:
        """The share of features that are alike among those that can be compared."""
        compared = len(self.alike) + len(self.different)
        return len(self.alike) / compared if compared else 0.0

    @property
    def is_comparable(self) -> bool:
        """Whether class or study design are the same."""
        return CLASS in self.alike or DESIGN in self.alike

    @property
    def reason(self) -> str:
        """The reason in one sentence."""
        compared = len(self.alike) + len(self.different)
        if not compared:
            return "nothing to compare: the dossier states none of what products are compared by"
        same = ", ".join(name if value == YES else f"{name} ({value})" for name, value in self.alike.items())
        other = ", ".join(f"{name} ({mine}, there {theirs})" for name, (mine, theirs) in self.different.items())
        parts = [f"alike in {len(self.alike)} of {compared}" + (f": {same}" if same else "")]
        return "; ".join([*parts, f"different: {other}"] if other else parts)


def similarity(dossier: Dossier | Traits, other: Dossier | Traits, *, other_indication: bool = False) -> Similarity:
    """Compare two products.

    Args:
        dossier: the one at hand, or its traits.
        other: that on which was decided, likewise.
        other_indication: whether the decision is on another indication than `other` is about: then only the products are compared.
    """
    mine, theirs = (_features(one, of_product_only=other_indication) for one in (dossier, other))
    alike: dict[str, str] = {}
    different: dict[str, tuple[str, str]] = {}
    for name, values in mine.items():
        if name not in theirs or (values | theirs[name]) <= _ABSENT:
            continue
        shared = (values & theirs[name]) - _ABSENT
        if shared:
            alike[name] = " and ".join(sorted(shared))
        else:
            different[name] = (" and ".join(sorted(values)), " and ".join(sorted(theirs[name])))
    return Similarity(alike, different)


def _features(one: Dossier | Traits, *, of_product_only: bool) -> Features:
    traits = one if isinstance(one, Traits) else traits_of(one)
    return traits.of_product if of_product_only else traits.of_product | traits.of_indication
