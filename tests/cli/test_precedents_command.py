"""`atmpcmp precedents` as a user calls it, and precedents where `check` and `explain` show them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ZYNTEGLO = str(Path(__file__).parent.parent.parent / "data" / "products" / "zynteglo" / "dossier.yaml")


def _precedents(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["precedents"]
    return found


def test_ranked_by_likeness_without_its_own(run: Any) -> None:
    code, out, err = run("precedents", ZYNTEGLO, "--format", "json")
    assert (code, err) == (0, "")
    found = _precedents(out)
    assert "zynteglo" not in {one["product"] for one in found}
    counts = [len(one["similarity"]["alike"]) for one in found]
    assert counts == sorted(counts, reverse=True)
    assert found[0]["similarity"]["reason"].startswith(f"alike in {counts[0]} of ")


def test_narrowed_by_body_topic_and_day(run: Any) -> None:
    found = _precedents(run("precedents", ZYNTEGLO, "--against", "NICE", "--topic", "durability", "--as-of", "2019-12-31", "--format", "json")[1])
    assert found
    for one in found:
        assert one["jurisdiction"] == "NICE"
        assert "durability" in {point["topic"] for point in one["critiques"] + one["accepted"]}
        assert one["date"] < "2020"


@pytest.mark.parametrize(("form", "said"), [("table", "1. Lyfgenia"), ("plain", "why here: alike in"), ("markdown", "## 1. Lyfgenia")])
def test_other_formats(run: Any, form: str, said: str) -> None:
    code, out, _ = run("precedents", ZYNTEGLO, "--format", form)
    assert code == 0
    assert said in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.yaml",), "missing.yaml"),
        ((ZYNTEGLO, "--against", ","), "--against names no jurisdiction"),
        ((ZYNTEGLO, "--against", "NISE"), "unknown jurisdiction “NISE”"),
        ((ZYNTEGLO, "--topic", "durabilty"), "unknown topic “durabilty”"),
    ],
)
def test_bad_input(run: Any, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run("precedents", *arguments)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("form", ["table", "plain", "markdown"])
def test_check_shows_precedents_under_gaps(run: Any, form: str) -> None:
    _, out, _ = run("check", ZYNTEGLO, "--against", "NICE", "--format", form)
    assert "precedent" in out
    assert "Kymriah" in out


def test_check_without_gaps_reads_no_decisions(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from atmpcmp.reading import decided_products

    def refuse(*_: object) -> None:
        raise AssertionError("read for nothing")

    monkeypatch.setattr(decided_products, "read_decided_products", refuse)
    path = tmp_path / "dossier.yaml"
    path.write_text("company: {kind: large}\n", encoding="utf-8")
    assert run("check", str(path), "--against", "NICE", "--format", "plain")[0] == 0


def test_explain_shows_precedents(run: Any) -> None:
    _, out, _ = run("explain", "durability", "--format", "plain")
    assert "  precedents:\n" in out
    assert "Zolgensma" in out
