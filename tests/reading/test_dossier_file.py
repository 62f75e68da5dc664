"""What a dossier states, what it does not, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.model.dossier import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.dossier import Dossier

    Make = Callable[[str], Dossier]


def test_words_of_yaml_1_1_stay_words(make_dossier: Make) -> None:
    dossier = make_dossier("studies: [{territories: [FI, NO, SE]}]\n")
    records = dossier.statements["studies"].value
    assert isinstance(records, tuple)
    assert isinstance(records[0], Record)
    assert records[0].statements["territories"].value == ("FI", "NO", "SE")


def test_empty_is_not_stated(make_dossier: Make) -> None:
    dossier = make_dossier("product:\n  name: X\n  gmo:\nfollow_up:\nstudies:\n  - id:\n    design:\njurisdictions:\n  NICE:\n")
    assert set(dossier.statements) == {"product.name"}
    assert dossier.bodies == ()


def test_a_section_none_answers_all_its_fields(make_dossier: Make) -> None:
    statements = make_dossier("follow_up: none\nproduct: {cells: none}\n").statements
    assert statements["follow_up.planned"].value is None
    assert statements["follow_up.covers"].value == ()
    assert statements["product.cells.homologous_use"].value is False
    assert statements["product.cells.type"].value == "none"
    assert (statements["follow_up.planned"].text, statements["follow_up.planned"].path, statements["follow_up.planned"].line) == ("none", "follow_up", 1)


def test_a_list_none_is_empty(make_dossier: Make) -> None:
    for written in ("none", "[]"):
        assert make_dossier(f"studies: {written}\n").statements["studies"].value == ()
        assert make_dossier(f"follow_up: {{covers: {written}}}\n").statements["follow_up.covers"].value == ()


def test_what_follows_says_from_where(make_dossier: Make) -> None:
    statements = make_dossier("product:\n  gene_transfer: in-vivo\n  vector: {kind: aav}\n").statements
    assert statements["product.gmo"].value is True
    assert statements["product.gmo"].implied_by == "product.vector.kind: aav and product.nucleic_acid: recombinant and product.gene_transfer: in-vivo"
    assert statements["product.cells.source"].line == 2


def test_notes_may_stand_anywhere(make_dossier: Make) -> None:
    assert "note" not in make_dossier("note: mine\nproduct: {name: X, note: hers}\nstudies: [{id: A, note: his}]\n").statements


def test_names_of_bodies_are_resolved(make_dossier: Make) -> None:
    dossier = make_dossier("jurisdictions:\n  CDA-AMC: {submission: {date: 2026-03}}\n  JNHB: {joint: {members: [NO]}}\n")
    assert dossier.bodies == ("CADTH", "FINOSE")
    statement = dossier.statements["jurisdictions.CADTH.submission.date"]
    assert (statement.text, statement.path, statement.line) == ("2026-03", "jurisdictions.CDA-AMC.submission.date", 2)
    assert dossier.is_filed("CADTH")
    assert not dossier.is_filed("NICE")


def test_a_filing_day_is_the_own_one_else_that_of_all(make_dossier: Make) -> None:
    dossier = make_dossier("jurisdictions:\n  all: {submission: {date: 2026-03}}\n  NICE: {submission: {date: none}}\n")
    of_all = dossier.filing_day("EMA")
    assert of_all is not None
    assert of_all.text == "2026-03"
    assert dossier.filing_day("NICE") is None
    assert make_dossier("product: {name: X}").filing_day("NICE") is None


def test_records_are_named_by_id_or_name(make_dossier: Make) -> None:
    dossier = make_dossier("studies: [{id: STR1VE, design: single-arm}, {design: cohort}]\ncomparisons: [{comparator: A B}]\n")
    studies = dossier.statements["studies"].value
    assert isinstance(studies, tuple)
    assert [record.label for record in studies if isinstance(record, Record)] == ["STR1VE", "2"]
    first = studies[0]
    assert isinstance(first, Record)
    assert first.statements["design"].path == "studies.STR1VE.design"


def test_figures_from_memory_are_unconfirmed(make_dossier: Make) -> None:
    dossier = make_dossier(
        """
product: {gene_transfer: in-vivo, name: X}
follow_up: {planned: 5 years, covers: [safety]}
studies: [{id: A, design: single-arm, participants: 12}]
sources:
  - {for: [follow_up, product.gene_transfer], where: memory, confidence: recalled}
  - {for: [follow_up.covers], where: a document, confidence: primary}
  - {for: [studies.A.participants], where: memory, confidence: recalled}
  - {for: [studies.A.participants], where: a document, confidence: secondary}
"""
    )
    statements = dossier.statements
    assert statements["follow_up.planned"].is_unconfirmed
    assert not statements["follow_up.covers"].is_unconfirmed
    assert statements["product.cells.source"].is_unconfirmed
    assert not statements["product.name"].is_unconfirmed
    studies = statements["studies"].value
    assert isinstance(studies, tuple)
    assert isinstance(studies[0], Record)
    assert not studies[0].statements["participants"].is_unconfirmed


def _best_evidence(dossier: Dossier) -> list[tuple[str, object, bool]]:
    comparators = dossier.statements["jurisdictions.NICE.comparators"].value
    assert isinstance(comparators, tuple)
    found: list[tuple[str, object, bool]] = []
    for record in comparators:
        assert isinstance(record, Record)
        best = record.statements.get("best_evidence")
        found.append((record.label, best.value if best else None, bool(best and best.is_unconfirmed)))
    return found


def test_the_best_evidence_is_derived(make_dossier: Make) -> None:
    dossier = make_dossier(
        """
studies: [{design: single-arm, control: {name: none}}, {id: R, design: randomised-controlled, control: {name: A}}]
comparisons: [{comparator: B, kind: naive}, {comparator: B, kind: anchored}, {comparator: C}]
jurisdictions: {NICE: {comparators: [{name: A}, {name: B}, {name: C}, {name: D}, {kind: medicine}]}}
sources: [{for: [studies.R], where: memory, confidence: recalled}]
"""
    )
    assert _best_evidence(dossier) == [("A", "randomised", True), ("B", "anchored", False), ("C", None, False), ("D", "none", False), ("medicine", None, False)]


def test_silence_leaves_the_best_evidence_open(make_dossier: Make) -> None:
    comparators = "jurisdictions: {NICE: {comparators: [{name: A}]}}\n"
    for known in ("", "studies: none\n", "studies: [{design: randomised-controlled}]\ncomparisons: none\n", "studies: none\ncomparisons: [{kind: naive}]\n"):
        assert _best_evidence(make_dossier(known + comparators)) == [("A", None, False)]
    assert _best_evidence(make_dossier("studies: none\ncomparisons: none\n" + comparators)) == [("A", "none", False)]


def test_the_share_of_participants_is_derived(make_dossier: Make) -> None:
    entry = "jurisdictions: {DE: {trial_participants: 10}}\n"
    stated = make_dossier("studies: [{participants: 150}, {participants: 50}]\n" + entry).statements["jurisdictions.DE.trial_share"]
    assert (stated.value, stated.text) == (5, "5 %")
    for known in ("", "studies: none\n", "studies: [{participants: 0}]\n", "studies: [{participants: 3}, {id: B}]\n"):
        assert "jurisdictions.DE.trial_share" not in make_dossier(known + entry).statements
