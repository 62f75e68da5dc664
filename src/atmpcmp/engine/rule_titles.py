"""Rules by their titles, and clauses as one sentence: what all sentences about rules are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.condition_prose import listed, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.rule import Entry, Rule

TITLES_SHOWN = 3
_WEIGHT = ("must", "should", "may", "route", "stance")
_SCOPE_SHOWN = 60
_CAPITALISED = ("only ", "what ", "nothing ")


def sentence_of(clauses: Sequence[str]) -> str:
    """Clauses as one sentence."""
    said = "; ".join(clauses)
    return f"{said[:1].upper()}{said[1:]}." if said.startswith(_CAPITALISED) else f"{said}."


def quoted(rule: Rule, entry: Entry) -> str:
    """The title of a rule in quotation marks, marked where nobody could confirm what it says."""
    return f"“{rule.title}”" + (" (unconfirmed)" if entry.confidence == "recalled" else "")


def holds_for(rule: Rule, entry: Entry) -> str:
    """For which products a rule holds, where not for all; whom a route is open to is what it is about."""
    scope = rule.scope(entry)
    if scope is None or rule.kind == "route":
        return ""
    words = prose(scope)
    return f" [where {words}]" if words and len(words) <= _SCOPE_SHOWN else " [in some cases]"


def verdicts_by_rule(verdicts: Sequence[Verdict]) -> str:
    """`“A” (EMA-044) and “B” (EMA-045)`: the rules by which somebody judged so, the firmest first."""
    by_weight = sorted(verdicts, key=lambda verdict: _WEIGHT.index(verdict.level or verdict.rule.kind))
    more = len(by_weight) - TITLES_SHOWN
    titles = [f"{quoted(verdict.rule, verdict.entry)} ({verdict.rule.id})" for verdict in by_weight[:TITLES_SHOWN]]
    return listed([*titles, f"{more} more"] if more > 0 else titles)
