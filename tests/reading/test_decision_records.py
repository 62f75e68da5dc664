"""A bare list of decision records, as a fact base keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.decided_products import read_decided_products

if TYPE_CHECKING:
    from pathlib import Path

    from atmpcmp.model.decision import Decision
    from atmpcmp.model.library import Library

RECORD = """- product: zolgensma
  inn: onasemnogene abeparvovec
  indication: 5q SMA
  authority: {authority}
  kind: hta
  date: 2022-03
  decision: A made-up decision.
  evidence_base: {{design: single-arm}}
  critiques: {critiques}
  critiques_coverage: summary
  accepted: []
  source: {{title: T, confidence: primary}}
"""
CRITIQUES = "[{topic: durability, statement: It is weak.}]"


def _read(library: Library, folder: Path, authority: str = "NICE", critiques: str = CRITIQUES) -> Decision:
    path = folder / "records.yaml"
    path.write_text(RECORD.format(authority=authority, critiques=critiques), encoding="utf-8")
    (zolgensma,) = [one for one in read_decided_products(library, [path]) if one.product == "zolgensma"]
    return zolgensma.decisions[-1]


@pytest.mark.parametrize(
    ("authority", "column"),
    [
        ("NICE", "NICE"),
        ("IQWiG", "G-BA"),
        ("Health Canada", "Health-Canada"),
        ("TLV", "FINOSE:SE"),
        ("ZIN", "BeNeLuxA:NL"),
        ("Palko (FI)", "FINOSE:FI"),
        ("FINOSE", "FINOSE"),
    ],
)
def test_an_authority_is_a_jurisdiction_or_a_member(library: Library, tmp_path: Path, authority: str, column: str) -> None:
    decision = _read(library, tmp_path, authority)
    assert decision.column == column
    assert (decision.outcome, decision.critiques[0].states) == ("A made-up decision.", "It is weak.")


@pytest.mark.parametrize(
    ("filed", "topic"), [("new:efficacy", "effect-size"), ("new:off-target-editing", "off-target-editing"), ("new:capacity", "provider-qualification")]
)
def test_topics_outside_the_list_go_where_the_vocabulary_places_them(library: Library, tmp_path: Path, filed: str, topic: str) -> None:
    assert _read(library, tmp_path, critiques=f"[{{topic: {filed}, statement: x}}]").named == (topic,)


@pytest.mark.parametrize(
    ("authority", "critiques", "said"),
    [
        ("NISE", CRITIQUES, "records.yaml:4:14: “NISE” is no jurisdiction"),
        ("Somebody (XX)", CRITIQUES, "records.yaml:4:14: “Somebody (XX)” is no jurisdiction"),
        ("NICE", "[{topic: new:nonsense, statement: x}]", "records.yaml:9:23: unknown topic “new:nonsense”"),
        ("NICE", "none", "records.yaml:9:14:"),
        ("NICE", "[none]", "records.yaml:9:15:"),
        ("[NICE]", CRITIQUES, "records.yaml:4:"),
    ],
)
def test_mistakes_keep_their_place(library: Library, tmp_path: Path, authority: str, critiques: str, said: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        _read(library, tmp_path, authority, critiques)
    assert said in str(refused.value)


def test_an_item_that_is_no_record_is_refused(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "records.yaml"
    path.write_text("- one\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"records.yaml:1:3"):
        read_decided_products(library, [path])
