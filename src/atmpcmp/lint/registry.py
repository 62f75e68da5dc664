"""All lint codes, in the order of their aliases."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from atmpcmp.lint.code import Code

FAMILIES = (
    "files",
    "sources",
    "dates",
    "conditions",
    "vocabulary",
    "examples",
    "identity",
    "kinds",
    "truth",
    "library",
    "dossiers",
    "suppressions",
)


@lru_cache(maxsize=1)
def codes() -> tuple[Code, ...]:
    """Every code there is."""
    found = [value for family in FAMILIES for value in vars(import_module(f"atmpcmp.lint.{family}")).values() if isinstance(value, Code)]
    return tuple(sorted(found, key=lambda code: code.alias))


def code_called(name: str) -> Code | None:
    """The code of a name or an alias; case does not count."""
    folded = name.strip().casefold()
    return next((code for code in codes() if folded in (code.name, code.alias.casefold())), None)
