"""`atmpcmp backtest` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

RECORD_KEYS = {"product", "indication", "jurisdiction", "member", "as_of", "named", "gap", "unknown", "missed"}
FURTHER = """format: atmpcmp-decisions-1
decisions:
  - product: zolgensma
    jurisdiction: {body}
    indication: 5q SMA
    date: 2022-03
    kind: hta
    outcome: No.
    critiques: [{{topic: {topic}, states: It is weak.}}]
    critiques_coverage: summary
    source: {{title: T, confidence: primary}}
"""


def test_json_has_the_shape_of_the_contract(run: Any) -> None:
    code, out, err = run("backtest", "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["format"] == "atmpcmp-backtest-1"
    for record in found["records"]:
        assert set(record) >= RECORD_KEYS
        assert set(record["named"]) == (set(record["named"]) & set(record["gap"])) | {missed["topic"] for missed in record["missed"]}
        assert not set(record["gap"]) & set(record["unknown"])
        assert len(record["baseline"]) == len(record["gap"])
    for name in ("recall", "recall_with_unknown", "recall_by_group", "baseline"):
        whole = found[name]["all"]
        assert whole["named"] == sum(len(record["named"]) for record in found["records"])
        assert whole["recall"] == round(whole["found"] / whole["named"], 4)
        for part in ("by_jurisdiction", "by_topic"):
            assert sum(one["found"] for one in found[name][part].values()) == whole["found"]
    assert found["recall"]["all"]["found"] == sum(len(set(record["named"]) & set(record["gap"])) for record in found["records"])


def test_a_gap_is_what_check_says_on_that_day(run: Any) -> None:
    records = json.loads(run("backtest", "--format", "json")[1])["records"]
    record = next(record for record in records if (record["product"], record["jurisdiction"]) == ("zolgensma", "G-BA"))
    dossier = str(Path(__file__).parent.parent.parent / "data" / "products" / "zolgensma" / "dossier.yaml")
    _, out, _ = run("check", dossier, "--against", "G-BA", "--as-of", record["as_of"], "--format", "json")
    verdicts = json.loads(out)["dossiers"][0]["verdicts"]
    assert set(record["gap"]) == {verdict["topic"] for verdict in verdicts if verdict["status"] == "gap"}


@pytest.mark.parametrize(
    ("form", "said"), [("table", "Recall by jurisdiction"), ("plain", "Recall by jurisdiction"), ("markdown", "## Recall by jurisdiction")]
)
def test_other_formats(run: Any, form: str, said: str) -> None:
    code, out, err = run("backtest", "--format", form)
    assert (code, err) == (0, "")
    assert said in out


def test_a_further_file_is_scored_too(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "further.yaml"
    path.write_text(FURTHER.format(body="CDA-AMC", topic="durability"), encoding="utf-8")
    before, after = (json.loads(run("backtest", "--format", "json", *more)[1]) for more in ((), ("--decisions", str(path))))
    assert after["recall"]["all"]["named"] == before["recall"]["all"]["named"] + 1
    assert [record["as_of"] for record in after["records"] if record not in before["records"] and record["jurisdiction"] == "CADTH"] == ["2022-03-31"]


@pytest.mark.parametrize(
    ("body", "topic", "said"),
    [("NISE", "durability", "further.yaml:4:19: “NISE” is no jurisdiction"), ("NICE", "durabilty", "further.yaml:9:25: unknown topic “durabilty”")],
)
def test_bad_input_is_told_with_its_place(run: Any, tmp_path: Path, body: str, topic: str, said: str) -> None:
    path = tmp_path / "further.yaml"
    path.write_text(FURTHER.format(body=body, topic=topic), encoding="utf-8")
    code, out, err = run("backtest", "--decisions", str(path))
    assert (code, out) == (2, "")
    assert said in err


def test_a_missing_file_and_an_unknown_format(run: Any, tmp_path: Path) -> None:
    assert run("backtest", "--decisions", str(tmp_path / "none.yaml"))[0] == 2
    code, _, err = run("backtest", "--format", "jsn")
    assert (code, err) == (2, "error: unknown format “jsn” (did you mean json?)\n")
