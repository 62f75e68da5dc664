"""Did you mean: the known names that are nearest to one that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY = 200
"""Problems of one file that carry a hint: looking for near words takes long, and nobody reads the thousandth."""


_FAR_BEHIND = 0.25


def nearest(name: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Up to `count` known names that look like `name`, the most alike first; case does not count. One that is far less alike than the first is none."""
    from difflib import SequenceMatcher, get_close_matches

    by_folded = {candidate.casefold(): candidate for candidate in known}
    folded = name.casefold()[:100]
    matches = get_close_matches(folded, by_folded, n=count, cutoff=0.55)
    alike = [SequenceMatcher(None, match, folded).ratio() for match in matches]
    return [by_folded[match] for match, ratio in zip(matches, alike, strict=True) if ratio > alike[0] - _FAR_BEHIND]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint for the user, or nothing where no name is near."""
    matches = nearest(name, known)
    return f"did you mean {' or '.join(matches)}?" if matches else ""
