"""`list`, `explain` and `new`: what is in the library, and where to start."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from atmpcmp.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str, code: int = 0) -> tuple[str, str]:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        captured = capsys.readouterr()
        assert left.value.code == code, captured.err
        return captured.out, captured.err

    return call


KINDS = ["jurisdictions", "rules", "topics", "documents", "products", "fields"]


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("form", ["table", "plain", "json", "markdown", "csv"])
def test_everything_can_be_listed_in_every_format(run: Any, monkeypatch: pytest.MonkeyPatch, what: str, form: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    out, err = run("list", what, "--format", form)
    assert out
    assert err == ""
    if form == "table":
        assert max(map(len, out.splitlines())) <= 100
    if form == "json":
        document = json.loads(out)
        assert document["format"] == f"atmpcmp-{what}-1"
        assert document[what]


def test_rules_have_the_shape_of_the_contract(run: Any) -> None:
    rules = json.loads(run("list", "rules", "--format", "json")[0])["rules"]
    keys = {
        "rule", "name", "jurisdiction", "member", "kind", "topic", "group", "level", "title", "states", "in_force_from", "in_force_until", "confidence",
        "still_valid_on", "source", "values",
    }  # fmt: skip
    assert all(set(rule) == keys for rule in rules)
    assert len(rules) >= 8 * 15
    assert {rule["kind"] for rule in rules} == {"requirement", "route", "stance"}


def test_rules_are_listed_as_of_a_day(run: Any) -> None:
    def rule(day: str) -> Any:
        rules = json.loads(run("list", "rules", "--against", "NL", "--topic", "discount-rate", "--as-of", day, "--format", "json")[0])["rules"]
        return next(rule for rule in rules if rule["kind"] == "requirement")

    old, new = rule("2020-01-01"), rule("2026-01-01")
    assert old["values"] != new["values"]
    assert old["in_force_until"] is not None
    assert new["in_force_until"] is None


def test_lists_are_selected(run: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(run("list", "rules", "--against", "CDA-AMC", "--topic", "economics", "--format", "csv")[0])))
    assert {row["jurisdiction"] for row in rows} == {"CADTH"}
    assert {row["group"] for row in rows} == {"economics"}
    (row,) = json.loads(run("list", "jurisdictions", "--against", "JNHB", "--format", "json")[0])["jurisdictions"]
    assert (row["jurisdiction"], row["kind"], row["members"]) == ("FINOSE", "joint-hta", ["FI", "NO", "SE", "DK", "IS"])
    (topic,) = json.loads(run("list", "topics", "--topic", "discount-rate", "--format", "json")[0])["topics"]
    assert topic["rules"] > 0
    documents = json.loads(run("list", "documents", "--against", "FDA", "--format", "json")[0])["documents"]
    assert {document["jurisdiction"] for document in documents} == {"FDA"}


def test_a_list_of_nothing_is_still_a_list(run: Any) -> None:
    assert json.loads(run("list", "rules", "--against", "FDA", "--topic", "threshold", "--format", "json")[0])["rules"] == []
    assert run("list", "rules", "--against", "FDA", "--topic", "threshold", "--format", "csv")[0] == ""


@pytest.mark.parametrize("form", ["table", "plain", "json", "markdown"])
@pytest.mark.parametrize(
    "name",
    ["EMA-001", "ema-001", "long-term-follow-up", "follow_up.planned", "here.economics.perspective", "best_evidence", "claim.added_benefit", "no-head-to-head"],
)
def test_rules_topics_and_fields_are_explained(run: Any, name: str, form: str) -> None:
    out, err = run("explain", name, "--format", form)
    assert err == ""
    assert len(out.splitlines()) > 5
    if form == "json":
        assert json.loads(out)["format"] == "atmpcmp-explain-1"


def test_a_rule_is_explained_with_history_condition_and_citation(run: Any) -> None:
    rules = json.loads(run("list", "rules", "--against", "NL", "--topic", "discount-rate", "--format", "json")[0])["rules"]
    out, _ = run("explain", next(rule["rule"] for rule in rules if rule["kind"] == "requirement"))
    for words in ("in force", "earlier", "met when", "all of:", "here.economics.discount_costs is 3 %", "source:", "closes with", "values:", "written in"):
        assert words in out


def test_what_is_unconfirmed_says_so(run: Any) -> None:
    rules = json.loads(run("list", "rules", "--format", "json")[0])["rules"]
    recalled = next(rule["rule"] for rule in rules if rule["confidence"] == "recalled")
    assert "UNCONFIRMED" in run("explain", recalled)[0]


@pytest.mark.parametrize(("name", "says"), [("EMA-9999", "EMA-"), ("long-term-folow-up", "long-term-follow-up"), ("zzzz", "atmpcmp list rules")])
def test_an_unknown_name_says_what_is_near(run: Any, name: str, says: str) -> None:
    out, err = run("explain", name, code=2)
    assert out == ""
    assert says in err


@pytest.mark.parametrize("full", [[], ["--full"]])
def test_a_new_dossier_can_be_judged_as_it_is(run: Any, tmp_path: Path, full: list[str]) -> None:
    path = tmp_path / "mine.yaml"
    run("new", "dossier", *full, "--output", str(path))
    text = path.read_text(encoding="utf-8")
    assert "not stated" in text
    out, _ = run("check", str(path), "--format", "json")
    (dossier,) = json.loads(out)["dossiers"]
    assert {verdict["status"] for verdict in dossier["verdicts"]} <= {"unknown", "review"}


def test_a_new_dossier_has_every_core_field_with_help(run: Any) -> None:
    text = run("new", "dossier")[0]
    fields = json.loads(run("list", "fields", "--format", "json")[0])["fields"]
    for field in fields:
        if field["core"]:
            assert f"{field['field'].rpartition('.')[2]}:" in text
            assert field["help"][:30] in " ".join(line.strip(" #") for line in text.splitlines())
    assert max(map(len, text.splitlines())) <= 160


@pytest.mark.parametrize("what", ["rule", "jurisdiction"])
def test_other_scaffolds_are_yaml(run: Any, what: str) -> None:
    from atmpcmp.reading.yaml_text import parse_yaml

    text = run("new", what)[0]
    _, problems = parse_yaml(text, "scaffold.yaml")
    assert not problems


def test_help_says_what_there_is(run: Any) -> None:
    out, _ = run("--help")
    for command in ("check", "lint", "explain", "list", "new"):
        assert command in out
    assert "Exit codes" in out
    assert "DOSSIER" in run("check", "--help")[0]
