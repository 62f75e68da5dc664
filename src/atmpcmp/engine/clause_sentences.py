"""Clauses as sentences: what the dossier says, in which line, and what was wanted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atmpcmp.engine.outcome import clause_place
from atmpcmp.engine.truth import UNKNOWN, YES, Truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.outcome import Clause


def clause_sentences(clauses: Sequence[Clause], body: str, *, file: str = "") -> list[str]:
    """`follow_up.planned is 5 years (line 83); wanted at least 15 years`, one for each clause; alike clauses of several items in one.

    Args:
        clauses: tests in their order.
        body: whose entry `here` is.
        file: named before the line, where it is not clear from around.
    """
    alike: dict[tuple[str, str, Truth], list[Clause]] = {}
    for clause in clauses:
        alike.setdefault((clause.pattern, clause.wanted, clause.truth), []).append(clause)
    return [_sentence(together, body, file) for together in alike.values()]


def _sentence(clauses: Sequence[Clause], body: str, file: str) -> str:
    first = clauses[0]
    if first.truth is YES:
        return f"{_name(clauses, body)} is {_found(clauses, file)}"
    verb = "does not settle" if first.truth is UNKNOWN and first.line is not None else "wanted"
    return f"{_name(clauses, body)} is {_found(clauses, file)}; {verb} {first.wanted}"


def _name(clauses: Sequence[Clause], body: str) -> str:
    """Where it stands; of several items the list with `[]`."""
    return clause_place(clauses[0], body) if len(clauses) == 1 else re.sub(r"\bhere\.", f"jurisdictions.{body}.", clauses[0].pattern)


def _found(clauses: Sequence[Clause], file: str) -> str:
    """What is stated, each with its line."""
    said = []
    for clause in clauses:
        place = "" if clause.line is None else f" ({file}:{clause.line})" if file else f" (line {clause.line})"
        said.append(clause.found + place)
    return ", ".join(dict.fromkeys(said))
