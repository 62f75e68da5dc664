"""`atmpcmp check` as a user calls it: formats, days, thresholds, and what is said when something is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from atmpcmp.cli import main

TOP = Path(__file__).parent.parent.parent
ZOLGENSMA = str(TOP / "data" / "products" / "zolgensma" / "dossier.yaml")
PRODUCTS = sorted(str(path) for path in (TOP / "data" / "products").glob("*/dossier.yaml"))
RULES = """
DEMO-001:
  name: follow-up-too-short
  topic: long-term-follow-up
  kind: requirement
  level: {level}
  title: Fifteen years
  history:
    2020:
      states: Fifteen years of follow-up.
      met_when: {{at_least: {{follow_up.planned: 15 years}}}}
      source: {{document: demo-guide, locator: section 1}}
      confidence: primary
"""


@pytest.fixture
def demo(tmp_path: Path) -> Any:
    """Arguments that judge a stated or silent follow-up by one rule of one level."""

    def make(level: str, dossier: str = "follow_up: {planned: 1 year}\n") -> list[str]:
        folder = tmp_path / "demo"
        folder.mkdir(exist_ok=True)
        (folder / "jurisdiction.yaml").write_text("format: atmpcmp-jurisdiction-1\nid: DEMO\nname: Demo\nkind: hta\ncoverage: One rule.\n", encoding="utf-8")
        (folder / "documents.yaml").write_text("format: atmpcmp-documents-1\ndocuments: {demo-guide: {title: A guide}}\n", encoding="utf-8")
        (folder / "clinical.yaml").write_text(RULES.format(level=level), encoding="utf-8")
        path = tmp_path / "demo.yaml"
        path.write_text(dossier, encoding="utf-8")
        return ["check", str(path), "--rules", str(folder), "--against", "DEMO"]

    return make


def test_json_has_the_shape_of_the_contract(run: Any) -> None:
    result = run("check", ZOLGENSMA, "--format", "json")
    document = json.loads(result.out)
    assert set(document) == {"format", "as_of", "dossiers"}
    assert document["format"] == "atmpcmp-check-1"
    (dossier,) = document["dossiers"]
    assert set(dossier) == {"file", "product", "verdicts", "routes", "divergences", "summary"}
    assert dossier["product"] == "zolgensma"
    common = {
        "jurisdiction", "member", "rule", "name", "kind", "topic", "group", "status", "as_of", "title", "states", "why", "closes_with", "confidence", "clauses",
        "waits_for", "questions", "practice", "source", "rule_file", "rule_line",
    }  # fmt: skip
    for verdict in dossier["verdicts"]:
        assert set(verdict) == common | {"level"}
        assert verdict["kind"] == "requirement"
        assert verdict["level"] in ("must", "should", "may")
        assert verdict["status"] in ("met", "gap", "unknown", "review", "not-applicable")
        assert set(verdict["source"]) == {"document", "title", "locator", "url"}
        assert (verdict["status"] == "unknown") <= bool(verdict["waits_for"])
        assert (verdict["status"] == "review") <= bool(verdict["questions"])
        for clause in verdict["clauses"]:
            assert set(clause) == {"part", "field", "wanted", "found", "found_at", "truth", "line"}
            assert clause["part"] in ("applies", "met")
            assert clause["truth"] in ("yes", "no", "unknown")
            assert (clause["line"] is None) == (clause["found"] == "not stated")
    for route in dossier["routes"]:
        assert set(route) == common
        assert route["status"] in ("open", "closed", "unknown", "review")
    for divergence in dossier["divergences"]:
        assert {"topic", "met", "gap", "unknown"} <= set(divergence)
    statuses = {"met", "gap", "unknown", "review", "not-applicable"}
    for column, levels in dossier["summary"].items():
        assert set(levels) == {"must", "should", "may"}
        for level, counts in levels.items():
            assert set(counts) == statuses
            judged = [
                v for v in dossier["verdicts"] if (f"{v['jurisdiction']}:{v['member']}" if v["member"] else v["jurisdiction"]) == column and v["level"] == level
            ]
            assert sum(counts.values()) == len(judged)


def test_practice_from_memory_says_so(run: Any, demo: Any, tmp_path: Path) -> None:
    call = demo("must")
    rules = tmp_path / "demo" / "clinical.yaml"
    practice = "  practice:\n    - {states: Ten years once did., source: {document: demo-guide, locator: p. 3}, confidence: recalled}\n"
    rules.write_text(rules.read_text(encoding="utf-8") + practice, encoding="utf-8")
    ((said,),) = (verdict["practice"] for verdict in json.loads(run(*call, "--format", "json").out)["dossiers"][0]["verdicts"])
    assert (said["states"], said["confidence"]) == ("Ten years once did.", "recalled")
    assert "practice: Ten years once did. (unconfirmed)" in run(*call, "--format", "plain").out


def test_lines_of_clauses_are_those_of_the_file(run: Any) -> None:
    lines = Path(ZOLGENSMA).read_text(encoding="utf-8").splitlines()
    (dossier,) = json.loads(run("check", ZOLGENSMA, "--format", "json").out)["dossiers"]
    clauses = [clause for verdict in dossier["verdicts"] for clause in verdict["clauses"] if clause["line"] and "follows from" not in clause["found"]]
    assert len(clauses) > 100
    for clause in clauses:
        near = "\n".join(lines[max(clause["line"] - 12, 0) : clause["line"] + 2])
        name = clause["found_at"].rpartition(".")[2]
        assert name in near or clause["found"].startswith("none"), clause


def test_all_products_against_all_jurisdictions_in_one_call(run: Any) -> None:
    assert len(PRODUCTS) >= 4
    document = json.loads(run("check", *PRODUCTS, "--format", "json").out)
    assert [Path(dossier["file"]).parent.name for dossier in document["dossiers"]] == [Path(path).parent.name for path in PRODUCTS]
    bodies = {body["jurisdiction"] for body in json.loads(run("list", "jurisdictions", "--format", "json").out)["jurisdictions"]}
    for dossier in document["dossiers"]:
        assert {column.partition(":")[0] for column in dossier["summary"]} == bodies


def test_the_same_single_arm_evidence_is_judged_differently(run: Any) -> None:
    (dossier,) = json.loads(run("check", ZOLGENSMA, "--format", "json").out)["dossiers"]
    gaps = {
        verdict["jurisdiction"] for verdict in dossier["verdicts"] if verdict["status"] == "gap" and verdict["group"] in ("relative-effectiveness", "clinical")
    }
    assert gaps & {"NICE", "HAS", "G-BA", "CADTH", "BeNeLuxA", "FINOSE"}
    assert dossier["divergences"]


def test_another_day_has_other_rules(run: Any) -> None:
    then = json.loads(run("check", ZOLGENSMA, "--format", "json", "--as-of", "2019-06-30").out)
    now = json.loads(run("check", ZOLGENSMA, "--format", "json", "--as-of", "2026-06-30").out)
    assert (then["as_of"], now["as_of"]) == ("2019-06-30", "2026-06-30")

    def verdicts(document: Any) -> dict[str, tuple[str, str]]:
        return {verdict["rule"]: (verdict["status"], verdict["states"]) for verdict in document["dossiers"][0]["verdicts"]}

    assert {verdict["as_of"] for verdict in then["dossiers"][0]["verdicts"]} == {"2019-06-30"}
    changed = {rule for rule in verdicts(then).keys() & verdicts(now).keys() if verdicts(then)[rule] != verdicts(now)[rule]}
    assert changed
    assert verdicts(then).keys() != verdicts(now).keys()


def test_the_filing_day_counts_by_default(run: Any) -> None:
    (dossier,) = json.loads(run("check", ZOLGENSMA, "--format", "json", "--against", "EMA").out)["dossiers"]
    assert {verdict["as_of"] for verdict in dossier["verdicts"]} == {"2018-10-31"}


@pytest.mark.parametrize(("name", "column"), [("CDA-AMC", "CADTH"), ("ema", "EMA"), ("FINOSE:NO", "FINOSE:NO"), ("NL", "BeNeLuxA:NL")])
def test_names_and_aliases_work(run: Any, name: str, column: str) -> None:
    (dossier,) = json.loads(run("check", ZOLGENSMA, "--against", name, "--format", "json").out)["dossiers"]
    assert list(dossier["summary"]) == [column]


def test_topics_and_groups_select(run: Any) -> None:
    (dossier,) = json.loads(run("check", ZOLGENSMA, "--topic", "economics,long-term-follow-up", "--format", "json").out)["dossiers"]
    assert {verdict["group"] for verdict in dossier["verdicts"]} <= {"economics", "post-authorisation"}
    assert "long-term-follow-up" in {verdict["topic"] for verdict in dossier["verdicts"]}


@pytest.mark.parametrize(
    ("level", "codes"),
    [
        ("must", {"must": 1, "should": 1, "may": 1, "unknown": 1, "never": 0}),
        ("should", {"must": 0, "should": 1, "may": 1, "unknown": 1}),
        ("may", {"should": 0, "may": 1}),
    ],
)
def test_the_threshold_decides_the_exit_code(run: Any, demo: Any, level: str, codes: dict[str, int]) -> None:
    for fail_on, code in codes.items():
        assert run(*demo(level), "--fail-on", fail_on).code == code
    assert run(*demo(level)).code == (1 if level == "must" else 0)


def test_silence_is_no_gap_but_can_fail(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "silent.yaml"
    path.write_text("product: {name: Silent}\n", encoding="utf-8")
    assert run("check", str(path), "--fail-on", "may").code == 0
    assert run("check", str(path), "--fail-on", "unknown").code == 1
    document = json.loads(run("check", str(path), "--format", "json").out)
    assert "met" not in {verdict["status"] for verdict in document["dossiers"][0]["verdicts"] if verdict["kind"] == "requirement"}


def test_csv_has_a_row_for_each_verdict(run: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(run("check", ZOLGENSMA, "--format", "csv").out)))
    (dossier,) = json.loads(run("check", ZOLGENSMA, "--format", "json").out)["dossiers"]
    assert [row["rule"] for row in rows] == [verdict["rule"] for verdict in dossier["verdicts"] + dossier["routes"]]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_plain_says_everything_in_words(run: Any) -> None:
    out = run("check", ZOLGENSMA, "--all").out
    for heading in (
        "Verdicts by jurisdiction and topic group",
        "Gaps of level must",
        "Gaps of level should",
        "Routes:",
        "Divergences",
        "Not stated:",
        "All verdicts",
        "Total:",
    ):
        assert heading in out
    assert "\x1b" not in out
    assert not {"✓", "✗"} & set(out)
    order = [
        out.index(heading) for heading in ("\nVerdicts by", "\nGaps of level must", "\nGaps of level should", "\nRoutes:", "\nDivergences", "\nNot stated:")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("color", ["never", "always"])
def test_tables_fit_the_terminal(run: Any, monkeypatch: pytest.MonkeyPatch, width: int, color: str) -> None:
    import re

    monkeypatch.setenv("COLUMNS", str(width))
    # Colour changes no word: the products are shared out between the two, and each width sees all of them.
    shown = PRODUCTS[color == "always" :: 2]
    out = run("check", *shown, "--format", "table", "--color", color, "--all").out
    assert ("\x1b[" in out) is (color == "always")
    bare = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(map(len, bare.splitlines())) <= width
    for words in ("met", "gap", "Gaps: must", "Gaps: should", "Routes", "Divergences", "Not stated"):
        assert words in bare


def test_no_color_is_honoured(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "\x1b" not in run("check", ZOLGENSMA, "--format", "table").out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run("check", ZOLGENSMA, "--format", "table").out


def test_markdown_is_a_document(run: Any) -> None:
    out = run("check", ZOLGENSMA, "--format", "markdown").out
    assert out.startswith("# Zolgensma")
    assert "## Gaps: must" in out
    assert "| **EMA** |" in out


@pytest.mark.parametrize(("name", "starts"), [("r.json", "{"), ("r.md", "# "), ("r.csv", "product,"), ("r.txt", "Zolgensma"), ("r.log", "Zolgensma")])
def test_the_ending_of_the_output_chooses_the_format(run: Any, tmp_path: Path, name: str, starts: str) -> None:
    target = tmp_path / name
    target.write_text("before", encoding="utf-8")
    result = run("check", ZOLGENSMA, "--output", str(target), "--fail-on", "never")
    assert (result.code, result.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith(starts)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.yaml"], "missing.yaml: there is no such file"),
        ([str(TOP)], "this is a directory"),
        ([ZOLGENSMA, "--against", "NIECE"], "NICE"),
        ([ZOLGENSMA, "--against", ","], "names no jurisdiction"),
        ([ZOLGENSMA, "--against", "FINOSE:NL"], "its members are FI"),
        ([ZOLGENSMA, "--as-of", "yesterday"], "2026-06-30"),
        ([ZOLGENSMA, "--as-of", "2026-02-30"], "no"),
        ([ZOLGENSMA, "--as-of", "2026"], "2026-06-30"),
        ([ZOLGENSMA, "--topic", "discount-rates"], "discount-rate"),
        ([ZOLGENSMA, "--topic", "zzz"], "atmpcmp list topics"),
        ([ZOLGENSMA, "--format", "jsn"], "json"),
        ([ZOLGENSMA, "--format", "pdf"], "one of: table"),
        ([ZOLGENSMA, "--fail-on", "perhaps"], "perhaps"),
        ([ZOLGENSMA, "--rules", "nowhere"], "there is no such folder"),
        ([ZOLGENSMA, "--as-of", "1900-01-01", "--against", "NICE", "--topic", "discount-rate"], "nothing to check"),
        ([ZOLGENSMA, "--output", str(TOP)], "is a directory"),
        ([ZOLGENSMA, "--output", "/nowhere/x.json"], "there is no folder"),
        ([], "DOSSIER"),
        ([ZOLGENSMA, "--nonsense"], "--nonsense"),
    ],
)
def test_what_cannot_be_done_exits_with_2(run: Any, arguments: list[str], says: str) -> None:
    result = run("check", *arguments)
    assert result.code == 2
    assert says in result.err
    assert result.out == ""
    assert "Traceback" not in result.err


def test_all_problems_of_all_files_are_told_at_once(run: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("product: {gmo: maybe}\nfollow_up: {planned: 15}\n", encoding="utf-8")
    result = run("check", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), ZOLGENSMA)
    assert result.code == 2
    assert [line.split(":")[1] for line in result.err.splitlines()[:4]] == ["1", "2", "1", "2"]
    assert "4 problems; nothing was judged" in result.err


def test_a_thousand_problems_are_capped_with_a_count(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("studies:\n" + "  - {design: x}\n" * 1000, encoding="utf-8")
    err = run("check", str(path)).err
    assert "… and 900 more" in err
    assert len(err.splitlines()) < 110


def test_text_from_files_is_never_markup_or_control(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "evil.yaml"
    name = "[bold red]X[/bold red] \\x1b[31mred \\u202e gnp \\x07 =cmd() <b>"
    path.write_text(f'product: {{name: "{name}"}}\nstudies: [{{id: "\\x1b]8;;http://x\\x07a", design: single-arm, role: pivotal}}]\n', encoding="utf-8")
    for form in ("table", "plain", "markdown", "csv"):
        out = run("check", str(path), "--format", form, "--color", "never", "--all").out
        assert "\x1b" not in out
        assert "\x07" not in out
        assert "\u202e" not in out
        if form in ("table", "plain"):
            assert "[bold red]X[/bold red]" in out
    bad = tmp_path / "bad.yaml"
    bad.write_text('"\\x1b[31m": 1\n', encoding="utf-8")
    assert "\x1b" not in run("check", str(bad)).err
    monkeypatch.setenv("COLUMNS", "80")


def _process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "atmpcmp", *arguments], capture_output=True, text=True, check=False, **options)


def test_as_a_process_of_its_own(demo: Any) -> None:
    done = _process(*demo("must"))
    assert done.returncode == 1
    assert done.stderr == ""
    assert _process("check", "missing.yaml").returncode == 2
    assert _process("--version").stdout.startswith("atmpcmp ")
    assert _process("--help").returncode == 0


def test_a_pipe_that_closes_is_no_traceback() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m atmpcmp check {ZOLGENSMA} --all --format json | head -1"], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("{")
    assert done.stderr == ""


def test_a_terminal_without_unicode_gets_ascii() -> None:
    done = _process("check", ZOLGENSMA, "--format", "table", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode in (0, 1)
    assert done.stdout.isascii()
    assert done.stderr == ""


def test_an_internal_error_is_no_traceback(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("atmpcmp.engine.check.check", fail)
    result = run("check", ZOLGENSMA)
    assert result.code == 2
    assert "internal error: RuntimeError: a mistake of ours" in result.err
    with pytest.raises(RuntimeError):
        main(["check", ZOLGENSMA, "--debug"])
