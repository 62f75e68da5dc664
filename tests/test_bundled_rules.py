"""The bundled rules as a whole: what a real and a full dossier make of them, and that their history counts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from atmpcmp.engine.check import check
from atmpcmp.engine.in_force import entry_in_force, first_day
from atmpcmp.model.rule import UNDATED
from atmpcmp.reading.data_folders import bundled_data
from atmpcmp.reading.dossier_file import read_dossier

if TYPE_CHECKING:
    from atmpcmp.engine.check import CheckResult
    from atmpcmp.model.library import Library

FULL = Path(__file__).parent / "data" / "full-dossier.yaml"
EIGHT = ("EMA", "FDA", "NICE", "HAS", "G-BA", "CADTH", "BeNeLuxA", "FINOSE")


@pytest.fixture(scope="module")
def full(library: Library) -> CheckResult:
    return check(library, read_dossier(FULL, library.vocabulary))


@pytest.mark.parametrize("jurisdiction", EIGHT)
def test_a_full_dossier_leaves_little_undecided(full: CheckResult, jurisdiction: str) -> None:
    """The dossier was written from the vocabulary alone, by eyes that had read no rule."""
    columns = [column for column in full.summary if column.partition(":")[0] == jurisdiction]
    applicable = unknown = 0
    for column in columns:
        must = full.summary[column]["must"]
        applicable += sum(must.values()) - must["not-applicable"]
        unknown += must["unknown"]
    assert applicable >= 5
    assert unknown < applicable / 3


@pytest.mark.parametrize("column", ["EU-JCA", "MHRA", "Health-Canada", "PMDA", "SMC", "AIFA"])
def test_a_full_dossier_leaves_little_undecided_around_the_eight(full: CheckResult, column: str) -> None:
    """Their entries were written from the vocabulary alone too."""
    must = full.summary[column]["must"]
    applicable = sum(must.values()) - must["not-applicable"]
    assert applicable >= 2
    assert must["unknown"] < applicable / 3


def test_a_full_dossier_is_neither_all_met_nor_all_missed(full: CheckResult) -> None:
    statuses = [str(verdict.status) for verdict in full.verdicts]
    assert statuses.count("met") > 100
    assert statuses.count("gap") > 10


def test_every_change_of_a_rule_changes_something(library: Library) -> None:
    changes = 0
    for rule in library.rules:
        for newer, older in zip(rule.history, rule.history[1:], strict=False):
            assert newer.since != UNDATED
            day = first_day(newer.since)
            assert entry_in_force(rule, day) == (None if newer.ended else newer)
            assert entry_in_force(rule, day - timedelta(days=1)) == (None if older.ended else older)
            before, after = older.model_copy(update={"since": "", "line": 0}), newer.model_copy(update={"since": "", "line": 0})
            assert before != after, f"{rule.id}: nothing changed on {newer.since}"
            changes += 1
    assert changes > 80


def test_nothing_holds_that_has_ended(library: Library) -> None:
    today = date(2026, 11, 24)
    ended = [rule for rule in library.rules if rule.history[0].ended and first_day(rule.history[0].since) <= today]
    assert ended
    for rule in ended:
        assert entry_in_force(rule, today) is None


def test_no_entry_in_force_cites_a_draft(library: Library) -> None:
    today = date(2026, 11, 24)
    for rule in library.rules:
        entry = entry_in_force(rule, today)
        if entry is not None:
            document = library.document(rule.jurisdiction, entry.source.document)
            assert document is not None
            assert document.status != "draft", f"{rule.id} cites {entry.source.document}"


@pytest.mark.parametrize("jurisdiction", EIGHT)
def test_most_rules_are_confirmed(library: Library, jurisdiction: str) -> None:
    rules = [rule for rule in library.rules if rule.jurisdiction == jurisdiction]
    confirmed = sum(rule.history[0].confidence != "recalled" for rule in rules)
    assert confirmed >= 0.9 * len(rules)


def test_a_silent_dossier_meets_nothing(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "silent.yaml"
    path.write_text("product: {name: Silent}\n", encoding="utf-8")
    result = check(library, read_dossier(path, library.vocabulary))
    assert {str(verdict.status) for verdict in result.verdicts} <= {"unknown", "review"}


BORDERLINE = yaml.safe_load((Path(__file__).parent / "data" / "borderline-products.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", BORDERLINE, ids=[case["name"] for case in BORDERLINE])
def test_borderline_products_are_classified_by_each_law(library: Library, tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "borderline.yaml"
    path.write_text(yaml.safe_dump(case["dossier"]), encoding="utf-8")
    result = check(library, read_dossier(path, library.vocabulary))
    said = {verdict.rule.id: str(verdict.status) for verdict in (*result.verdicts, *result.routes)}
    assert {rule: said[rule] for rule in case["says"]} == case["says"]


PRODUCTS = sorted((bundled_data() / "products").glob("*/dossier.yaml"))


@pytest.mark.parametrize("path", PRODUCTS, ids=[path.parent.name for path in PRODUCTS])
def test_every_figure_of_a_product_has_a_source_or_is_marked(library: Library, path: Path) -> None:
    dossier = read_dossier(path, library.vocabulary)
    sources = dossier.statements["sources"].value
    assert isinstance(sources, tuple)
    assert len(sources) >= 10
    assert dossier.text("product.name")
    assert dossier.text("dossier.date")
