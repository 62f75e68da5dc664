"""Divergences of a check: who accepts by which rule, who does not by which, and who cannot tell."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from atmpcmp.engine.check import check
from atmpcmp.reports import check_json, check_markdown, check_plain, check_table
from atmpcmp.reports.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

DAY = date(2026, 6, 30)


def _check(library: Library, dossier: Dossier) -> CheckResult:
    return check(library, dossier, against=["NORTH", "SOUTH", "UNION"], as_of=DAY)


def test_a_divergence_says_who_judges_so_by_which_rule(diff_library: Library, make_diff_dossier: Callable[[str], Dossier]) -> None:
    dossier = make_diff_dossier("quality: {traceability: {retention: 20 years}}\njurisdictions: {NORTH: {economics: {discount_costs: 9 %}}}\n")
    (found,) = _check(diff_library, dossier).divergences
    assert (found.topic, found.met, found.gap, found.unknown) == ("traceability", ("SOUTH",), ("NORTH",), ())
    assert found.sentence == "accepted by SOUTH under “Ten years of records” (SOUTH-001); a gap for NORTH under “Thirty years of records” (NORTH-001)."


def test_who_cannot_tell_is_named_without_a_rule(diff_library: Library, make_diff_dossier: Callable[[str], Dossier]) -> None:
    rates = "{discount_costs: 3 %, discount_effects: 3 %}"
    dossier = make_diff_dossier(
        f"jurisdictions:\n  NORTH: {{economics: {rates}}}\n  SOUTH: {{economics: {{discount_costs: 1 %}}}}\n  AX: {{economics: {rates}}}\n"
    )
    (found,) = _check(diff_library, dossier).divergences
    assert found.unknown == ("UNION:AL",)
    assert found.sentence == (
        "accepted by NORTH under “Discounting at 3 %” (NORTH-009), UNION:AX under “Discounting at 3 %” (UNION-002); "
        "a gap for SOUTH under “Discounting at 3 %” (SOUTH-009); UNION:AL cannot tell."
    )


def test_every_report_of_a_check_names_the_rules(diff_library: Library, make_diff_dossier: Callable[[str], Dossier]) -> None:
    result = _check(diff_library, make_diff_dossier("quality: {traceability: {retention: 20 years}}\n"))
    sentence = result.divergences[0].sentence
    assert json.loads(check_json.render([result], diff_library, DAY))["dossiers"][0]["divergences"][0]["sentence"] == sentence
    assert f"traceability: {sentence}" in check_plain.render([result], diff_library)
    for said in (check_markdown.render([result], diff_library), check_table.render([result], diff_library, Terminal(200))):
        assert "SOUTH under “Ten years of records” (SOUTH-001)" in said
        assert "NORTH under “Thirty years of records” (NORTH-001)" in said
