"""A product with what it stated and what was decided on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from atmpcmp.model.traits import Traits, traits_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.decision import Decision
    from atmpcmp.model.dossier import Dossier


class DecidedProduct:
    """A product, its dossier and the decisions on it.

    Attributes:
        product: the name of its folder.
        decisions: in the order of their files; those that say `other_indication` are about another one.
    """

    def __init__(self, product: str, dossier: Dossier | Callable[[], Dossier], decisions: tuple[Decision, ...], traits: Traits | None = None) -> None:
        """Keep what there is.

        Args:
            product: the name of its folder.
            dossier: of one indication, or how to come by it, where it has not been read.
            decisions: on it.
            traits: of the dossier, where they are known.
        """
        self.product = product
        self.decisions = decisions
        self._dossier = dossier
        self._traits = traits

    @cached_property
    def dossier(self) -> Dossier:
        """Of one indication."""
        return self._dossier() if callable(self._dossier) else self._dossier

    @cached_property
    def traits(self) -> Traits:
        """What it is compared by."""
        return self._traits if self._traits is not None else traits_of(self.dossier)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.traits.name.partition(" (")[0] or self.product

    def is_of(self, dossier: Dossier) -> bool:
        """Whether a dossier is about the same product, in whichever indication."""
        named = dossier.text("product.name").casefold()
        return dossier.product == self.product or (bool(named) and named == self.traits.name.casefold())
