"""The reports of `diff`: every row can be traced to rule, document and place on both sides, in every format."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.engine.diff import diff
from atmpcmp.engine.difference import DifferenceKind
from atmpcmp.reports import diff_csv, diff_json, diff_markdown, diff_plain, diff_table, diff_words
from atmpcmp.reports.diff_words import counts_sentence, heading, kind_label, left_out_sentence, undated_sentence
from atmpcmp.reports.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.difference import DiffResult
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

TODAY = date(2026, 6, 30)
SAID = (
    "quality: {traceability: {retention: 20 years}}\n"
    "follow_up: {planned: 2 years}\n"
    "product: {atmp_class: gene-therapy, vector: {persistence: episomal}}\n"
    "studies: [{id: A, role: pivotal, design: single-arm}, {id: B, role: pivotal, design: cohort}, {id: C, role: pivotal, design: cohort},\n"
    "  {id: D, role: pivotal, design: non-randomised-controlled}]\n"
    "jurisdictions: {all: {economics: {discount_costs: 3 %, discount_effects: 4 %}}}\n"
)


@pytest.fixture
def compare(diff_library: Library, make_diff_dossier: Callable[[str], Dossier]) -> Callable[..., DiffResult]:
    def make(left: str = "NORTH", right: str = "SOUTH", *, dossier: str = "", **options: Any) -> DiffResult:
        return diff(diff_library, left, right, today=TODAY, dossier=make_diff_dossier(dossier) if dossier else None, **options)

    return make


def _words(text: str) -> str:
    """What is printed, whatever the breaks of its lines."""
    return " ".join(text.split())


def test_json_is_the_contract(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    found = json.loads(diff_json.render(compare(), diff_library))
    assert found["format"] == "atmpcmp-diff-1"
    assert found["left"] == {"jurisdiction": "NORTH", "member": None, "as_of": "2026-06-30"}
    topics = {topic["topic"]: topic for topic in found["topics"]}
    retention = topics["traceability"]
    assert (retention["group"], retention["kind"]) == ("post-authorisation", "stricter-left")
    assert retention["sentence"].endswith("so NORTH is stricter.")
    (left,) = retention["left"]
    assert {key: left[key] for key in ("rule", "states", "level")} == {"rule": "NORTH-001", "states": "Records are kept for 30 years.", "level": "must"}
    assert left["source"] == {"document": "north-law", "title": "Law of the north", "locator": "section 1", "url": None}
    (measure,) = retention["measures"]
    assert {key: measure[key] for key in ("field", "left", "right", "relation")} == {
        "field": "retention",
        "left": "30 years",
        "right": "10 years",
        "relation": "stricter-left",
    }
    assert topics["discount-rate"]["announced"]["left"][0]["in_force_from"] == "2099-01-01"
    assert {topic["kind"] for topic in found["topics"]} <= {kind.word for kind in DifferenceKind}
    mirrored = json.loads(diff_json.render(compare("SOUTH", "NORTH"), diff_library))
    relations = {measure["relation"] for topic in (*found["topics"], *mirrored["topics"]) for measure in topic["measures"]}
    assert relations == {"equal", "stricter-left", "stricter-right", "different"}
    assert found["counts"]["same"] == sum(topic["kind"] == "same" for topic in found["topics"])


def test_json_of_two_days_tells_what_changed_by_which_document(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    found = json.loads(diff_json.render(compare("NORTH@2018-01-01", "NORTH@2026-01-01"), diff_library))
    changes = {change["rule"]: change for topic in found["topics"] for change in topic.get("changes", ())}
    assert {rule: change["became"] for rule, change in changes.items()} == {
        "NORTH-009": "changed",
        "NORTH-014": "ended",
        "NORTH-015": "new",
        "NORTH-020": "changed",
        "NORTH-021": "changed",
        "NORTH-023": "changed",
    }
    assert changes["NORTH-009"]["turns"][0]["source"]["title"] == "Guide of the north"
    assert changes["NORTH-014"]["turns"][0]["ended"] is True


def test_json_with_a_dossier_has_the_verdicts_of_both_sides(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    found = json.loads(diff_json.render(compare(dossier=SAID), diff_library))
    first = found["topics"][0]
    assert first["judged"]["rank"] == 1
    assert first["judged"]["left"][0]["clauses"]
    assert sum(found["left_out"].values()) + len(found["topics"]) == 20


def test_csv_has_one_row_a_topic_with_rules_and_sources_of_both_sides(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    rows = list(csv.DictReader(io.StringIO(diff_csv.render(compare(), diff_library))))
    rate = next(row for row in rows if row["topic"] == "discount-rate")
    assert rate["left_rules"] == "NORTH-009 (must); NORTH-009 (must, announced from 2099-01-01)"
    assert "Guide of the north, section 9" in rate["left_sources"]
    assert rate["right_states"] == "SOUTH-009: 3 % for costs and effects."
    assert rate["measures"] == "costs: NORTH 3 %, SOUTH 3 % (equal); effects: NORTH 3 %, SOUTH 3 % (equal)"


def test_plain_traces_every_row_and_shows_all_on_request(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    brief = diff_plain.render(compare(), diff_library)
    assert "  rules: NORTH-001 | SOUTH-001\n" in brief
    assert "  rules: none | SOUTH-005\n" in brief
    full = diff_plain.render(compare(), diff_library, show_all=True)
    assert "  measure retention: NORTH 30 years, SOUTH 10 years (NORTH stricter)\n" in full
    assert "  NORTH NORTH-001 (must, from 2015): Records are kept for 30 years. Source: Law of the north, section 1, 2015 (read in the document)\n" in full
    assert "  NORTH NORTH-009 (must, announced from 2099-01-01): 2 % from the end of the century." in full


def test_plain_with_a_dossier_shows_the_clauses(compare: Callable[..., DiffResult], diff_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    said = diff_plain.render(compare(dossier=SAID), diff_library)
    assert "  NORTH gap must NORTH-001: quality.traceability.retention is 20 years (line 1); wanted at least 30 years\n" in said
    assert "  SOUTH met must SOUTH-001: Ten years of records: quality.traceability.retention is 20 years (line 1)\n" in said
    monkeypatch.setattr(diff_words, "CLAUSES_SHOWN", 0)
    assert "  NORTH gap must NORTH-001: and 1 more\n" in diff_plain.render(compare(dossier=SAID), diff_library)
    assert left_out_sentence(compare(dossier=SAID)) in said
    full = diff_plain.render(compare(dossier=SAID), diff_library, show_all=True)
    assert "and 1 more" not in full


def test_markdown_has_a_table_and_the_sources(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    said = diff_markdown.render(compare(), diff_library)
    assert said.startswith("# NORTH against SOUTH, both as of 2026-06-30\n")
    assert "| Traceability | NORTH stricter | NORTH asks for 30 years (retention)" in said
    assert "## After authorisation\n" in said
    assert "- **NORTH** NORTH-001 (must, from 2015): Records are kept for 30 years. Law of the north, section 1" in said
    judged = diff_markdown.render(compare(dossier=SAID), diff_library)
    assert "- NORTH, gap must NORTH-001: quality.traceability.retention is 20 years (line 1); wanted at least 30 years" in judged
    assert "topics left out: " in judged
    assert "## After" not in judged


def test_an_address_of_a_document_becomes_a_link(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    assert "](<https://example.org/guide>)" in diff_markdown.render(compare(topics=["discount-rate"]), diff_library)


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_table_fits_and_says_everything(width: int, compare: Callable[..., DiffResult], diff_library: Library) -> None:
    result = compare()
    said = diff_table.render(result, diff_library, Terminal(width, color=False))
    assert max(map(len, said.split("\n"))) <= width
    assert "NORTH stricter" in said
    assert _words(heading(result)) in _words(said)
    if width < 100:
        for topic in result.topics:
            assert topic.sentence in _words(said)
    full = diff_table.render(result, diff_library, Terminal(width, color=False), show_all=True)
    assert "--all" not in full
    assert "section 1" in _words(full)


def test_the_table_folds_what_did_not_change(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    result = compare("NORTH@2018-01-01", "NORTH@2026-01-01")
    said = diff_table.render(result, diff_library, Terminal(200))
    assert "Unchanged: Expedited designations," in said
    assert "Functional potency assay" not in said
    assert "Functional potency assay" in diff_table.render(result, diff_library, Terminal(200), show_all=True)
    assert kind_label(DifferenceKind.ONLY_RIGHT, result) == "only 2026-01-01"


def test_the_table_with_a_dossier_ranks_and_shows_clauses(compare: Callable[..., DiffResult], diff_library: Library) -> None:
    result = compare(dossier=SAID)
    said = diff_table.render(result, diff_library, Terminal(120, color=True))
    assert said.index("Traceability") < said.index("Randomisation") < said.index("Long-term follow-up")
    assert "gap must NORTH-001" in said
    assert "topics left out" in said
    assert "After authorisation" not in said


def test_counts_and_headings(compare: Callable[..., DiffResult]) -> None:
    assert counts_sentence(compare(topics=["traceability"])) == "1 topic: 1 NORTH stricter"
    assert heading(compare("NORTH@2018-01-01", "SOUTH")) == "NORTH as of 2018-01-01 against SOUTH as of 2026-06-30"
    nothing = compare("AX", "AL", dossier="product: {gmo: true}\n")
    assert counts_sentence(nothing) == "no topic makes a difference to this product"
    assert left_out_sentence(nothing) == "1 topic left out: 1 not decided by what is stated"
    assert left_out_sentence(compare()) == ""


def test_undated_rules_are_counted_on_days_in_the_past(diff_library: Library) -> None:
    rules = [
        rule.model_copy(update={"history": (rule.history[0].model_copy(update={"since": "undated"}),)}) if rule.id == "NORTH-001" else rule
        for rule in diff_library.rules
    ]
    library = type(diff_library)(vocabulary=diff_library.vocabulary, topics=diff_library.topics, jurisdictions=diff_library.jurisdictions, rules=tuple(rules))
    past, present = (diff(library, "NORTH", "SOUTH", as_of=day, today=TODAY) for day in (date(2020, 1, 1), TODAY))
    said = "Undated rules count on every day: 1 of NORTH on 2020-01-01"
    assert undated_sentence(past) == said
    assert undated_sentence(present) == ""
    for report in (diff_plain.render(past, library), diff_markdown.render(past, library), diff_table.render(past, library, Terminal(120))):
        assert said in report.replace("\\", "")
