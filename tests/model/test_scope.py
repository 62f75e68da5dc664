"""A path of a condition that leads nowhere says which part of it, and what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atmpcmp.model.library import scope_of
from atmpcmp.model.scope import UnknownPathError

if TYPE_CHECKING:
    from atmpcmp.model.library import Library


@pytest.mark.parametrize(
    ("path", "says", "hint"),
    [
        ("jurisdictions.NIECE.price.list", "“NIECE” in jurisdictions.NIECE.price.list is no jurisdiction", "did you mean NICE"),
        ("jurisdictions.all.price.list", "“all” in jurisdictions.all.price.list is no jurisdiction", "say here, which reads what is said of all too"),
    ],
)
def test_an_unknown_body(library: Library, path: str, says: str, hint: str) -> None:
    scope = scope_of(library.vocabulary, library.jurisdictions["EMA"], None)
    with pytest.raises(UnknownPathError) as refused:
        scope.resolve(path)
    assert str(refused.value) == says
    assert refused.value.hint.startswith(hint)


def test_another_body_is_read_under_the_name_by_which_it_is_kept(library: Library) -> None:
    scope = scope_of(library.vocabulary, library.jurisdictions["EMA"], None)
    reference = scope.resolve("jurisdictions.CDA-AMC.price.list")
    assert (reference.path, reference.body) == ("jurisdictions.CADTH.price.list", "CADTH")
