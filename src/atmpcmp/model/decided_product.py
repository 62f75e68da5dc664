"""A product with what it stated and what was decided on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.dossier import Dossier


class DecidedProduct(NamedTuple):
    """A product, its dossier and the decisions on it.

    Attributes:
        product: the name of its folder.
        dossier: of one indication.
        decisions: in the order of their files; those that say `other_indication` are about another one.
    """

    product: str
    dossier: Dossier
    decisions: tuple[Decision, ...]

    @property
    def name(self) -> str:
        """What people call it."""
        return self.dossier.text("product.name").partition(" (")[0] or self.product

    def is_of(self, dossier: Dossier) -> bool:
        """Whether a dossier is about the same product, in whichever indication."""
        named = dossier.text("product.name").casefold()
        return dossier.product == self.product or (bool(named) and named == self.dossier.text("product.name").casefold())
