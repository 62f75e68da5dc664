"""How alike two products are, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.similarity import similarity

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.dossier import Dossier

MINE = """
product: {atmp_class: gene-therapy, gene_transfer: in-vivo, vector: {kind: aav}, cells: none}
indication: {area: neurology, genetic_cause: true}
studies:
  - {id: A, role: pivotal, design: single-arm, control: {kind: none, name: none}}
  - {id: B, role: supportive, design: randomised-controlled}
jurisdictions:
  EMA: {designations: [{name: prime, status: granted}, {name: orphan, status: maintained}]}
"""
THEIRS = """
product: {atmp_class: gene-therapy, gene_transfer: ex-vivo, vector: {kind: lentiviral}, cells: {source: autologous}}
indication: {area: neurology, genetic_cause: true, severity: life-threatening}
studies: [{id: C, role: pivotal, design: single-arm, control: {kind: none, name: none}}, {id: D}]
jurisdictions: {FDA: {designations: [{name: orphan}]}}
"""


def test_features_are_compared_where_both_state_them(make_dossier: Callable[[str], Dossier]) -> None:
    found = similarity(make_dossier(MINE), make_dossier(THEIRS))
    assert found.alike == {
        "class": "gene-therapy",
        "area": "neurology",
        "genetic cause": "yes",
        "design of the pivotal study": "single-arm",
        "orphan designation": "yes",
    }
    assert found.different["vector"] == ("aav", "lentiviral")
    assert "severity" not in found.different
    assert "control of the pivotal study" not in found.alike  # having none is nothing to have in common
    assert found.is_comparable


def test_the_reason_is_a_sentence(make_dossier: Callable[[str], Dossier]) -> None:
    one, other = make_dossier("product: {atmp_class: gene-therapy, gmo: true}"), make_dossier("product: {atmp_class: tissue-engineered}")
    assert similarity(one, other).reason == "alike in 0 of 1; different: class (gene-therapy, there tissue-engineered)"
    assert similarity(one, other).share == 0
    assert not similarity(one, other).is_comparable
    assert similarity(one, one).reason == "alike in 1 of 1: class (gene-therapy)"
    orphan = make_dossier("jurisdictions: {EMA: {designations: [{name: orphan, status: granted}]}}")
    assert similarity(orphan, orphan).reason == "alike in 1 of 1: orphan designation"


def test_a_silent_dossier_is_compared_with_nothing(make_dossier: Callable[[str], Dossier]) -> None:
    found = similarity(make_dossier("company: {kind: large}"), make_dossier(THEIRS))
    assert found.share == 0
    assert found.reason.startswith("nothing to compare")


def test_of_a_decision_on_another_indication_only_the_product_counts(make_dossier: Callable[[str], Dossier]) -> None:
    found = similarity(make_dossier(MINE), make_dossier(THEIRS), other_indication=True)
    assert set(found.alike) == {"class"}
    assert set(found.different) == {"gene transfer", "vector", "source of the cells"}


def test_a_refused_designation_is_none(make_dossier: Callable[[str], Dossier]) -> None:
    ended = make_dossier("jurisdictions: {EMA: {designations: [{name: orphan, status: refused}]}}")
    assert "orphan designation" not in similarity(ended, make_dossier(MINE)).alike
