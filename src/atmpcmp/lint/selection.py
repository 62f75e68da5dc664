"""Which codes run: names, aliases, families and groups, chosen and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.lint.finding import GROUPS
from atmpcmp.lint.registry import FAMILIES, code_called, codes
from atmpcmp.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.lint.code import Code

EVERYTHING = "all"


def selected(select: Sequence[str], ignore: Sequence[str]) -> tuple[Code, ...]:
    """The codes to run.

    Args:
        select: groups are added to the default ones; codes and families stand alone, unless a group is named too.
        ignore: taken away again. Codes of files that cannot be read stay, whatever is ignored.

    Raises:
        ValueError: for a name that is no code, family or group.
    """
    chosen = [name.strip() for part in select for name in part.split(",") if name.strip()]
    left_out = {code.name for part in ignore for name in part.split(",") if name.strip() for code in _called(name.strip())}
    has_group = not chosen or any(name in (*GROUPS, EVERYTHING) for name in chosen)
    running = {code.name for name in chosen for code in _called(name)}
    return tuple(code for code in codes() if code.is_fatal or (code.name not in left_out and (code.name in running or (has_group and code.group == "default"))))


def _called(name: str) -> tuple[Code, ...]:
    if name == EVERYTHING:
        return codes()
    if name in GROUPS:
        return tuple(code for code in codes() if code.group == name)
    if name in FAMILIES and code_called(name) is None:
        return tuple(code for code in codes() if code.family == name)
    if (code := code_called(name)) is not None:
        return (code,)
    known = [*GROUPS, EVERYTHING, *FAMILIES, *(code.name for code in codes()), *(code.alias for code in codes())]
    hint = did_you_mean(name, known)
    raise ValueError(f"“{name}” is no lint code, family or group" + (f" ({hint})" if hint else "; `atmpcmp explain lint` lists them"))
