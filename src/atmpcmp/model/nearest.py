"""Did you mean: the known names that are nearest to one that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY = 200
"""Problems of one file that carry a hint: looking for near words takes long, and nobody reads the thousandth."""


def nearest(name: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Up to `count` known names that look like `name`, the most alike first; case does not count."""
    from difflib import get_close_matches

    by_folded = {candidate.casefold(): candidate for candidate in known}
    return [by_folded[match] for match in get_close_matches(name.casefold()[:100], by_folded, n=count, cutoff=0.55)]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint for the user, or nothing where no name is near."""
    matches = nearest(name, known)
    return f"did you mean {' or '.join(matches)}?" if matches else ""
