"""`atmpcmp lint` as people and pipelines call it: formats, exit codes, fixes, baselines."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from lint.demo_folder import RULE, demo

TOP = Path(__file__).parents[2]
WRONG = RULE.replace("locator: section 3", "locator: section").replace("2026-06-30", "2020-06-30").replace("demo-guide", "demo-giude")
FORMATS = ("table", "plain", "json", "sarif", "github", "junit", "markdown")


def _run(*arguments: str | Path, folder: Path | None = None, columns: int = 100, color: bool = False) -> subprocess.CompletedProcess[str]:
    import os

    environment = {**os.environ, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"}
    if color:
        environment["FORCE_COLOR"] = "1"
    return subprocess.run(
        [sys.executable, "-m", "atmpcmp", "lint", *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return demo(tmp_path, WRONG.replace("  title: Fifteen", "  titel: Fifteen").replace("DEMO-001", "DEMO-002") + WRONG)


def test_exit_codes(tmp_path: Path) -> None:
    path = demo(tmp_path)
    assert _run(path).returncode == 0
    path.write_text(RULE.replace("15 years}}]", "1 year}}]"), encoding="utf-8")
    assert _run(path).returncode == 1
    assert _run(path, "--fail-on", "never").returncode == 0
    path.write_text(RULE.replace("    gap: [{follow_up: {planned: 5 years}}]\n", ""), encoding="utf-8")
    assert _run(path).returncode == 0
    assert _run(path, "--fail-on", "warning").returncode == 1
    assert _run(path, "--fail-on", "warning", "--ignore", "missing-example").returncode == 0


def test_what_could_not_be_linted_is_never_green(tmp_path: Path) -> None:
    for arguments, words in (
        ([tmp_path / "nothing"], "there is no"),
        ([tmp_path], "nothing to lint"),
        (["--format", "xml"], "unknown format"),
        (["--select", "zzzz"], "is no lint code"),
        (["--baseline", tmp_path / "nothing"], "there is no such file"),
    ):
        done = _run(*arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    (tmp_path / "other.yaml").write_text("hello: world\n", encoding="utf-8")
    done = _run(tmp_path / "other.yaml")
    assert (done.returncode, "nothing was linted" in done.stderr) == (2, True)
    (tmp_path / "broken.yaml").write_text("a: [\n", encoding="utf-8")
    assert _run(tmp_path / "broken.yaml").returncode == 1
    assert _run(tmp_path / "broken.yaml", "--fail-on", "never").returncode == 2


def test_a_missing_path_hides_no_finding(wrong: Path) -> None:
    done = _run("nothing.yaml", wrong)
    assert done.returncode == 2
    assert "unknown-document" in done.stdout
    assert "unreadable-file" in done.stdout


def test_plain_is_what_editors_read(wrong: Path) -> None:
    lines = _run(wrong.name, folder=wrong.parent).stdout.splitlines()
    assert all(re.match(r"clinical\.yaml:\d+:\d+: (error|warning) [a-z0-9-]+: ", line) for line in lines[:-1])
    assert re.fullmatch(r"\d+ errors?.*; 1 file, 0 rules, 0 examples run", lines[-1])


def test_json_has_the_shape_of_the_contract(wrong: Path) -> None:
    document = json.loads(_run(wrong, "--format", "json").stdout)
    assert document["format"] == "atmpcmp-lint-1"
    assert {"findings", "files", "rules", "examples"} <= set(document)
    for finding in document["findings"]:
        assert {"code", "name", "severity", "message", "file", "line", "column", "rule", "help"} <= set(finding)
        assert re.fullmatch(r"AC\d{3}", finding["code"])
        assert re.fullmatch(r"[0-9a-f]{64}", finding["fingerprint"])
    assert {finding["rule"] for finding in document["findings"]} == {"DEMO-001", "DEMO-002"}


def test_sarif_is_valid_by_the_official_schema(wrong: Path, tmp_path: Path) -> None:
    schema = json.loads((TOP / "tests" / "data" / "lint" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema)
    (wrong.parent / "broken.yaml").write_text("a: [\n", encoding="utf-8")
    for path in (wrong, wrong.parent, demo(tmp_path / "clean")):
        document = json.loads(_run(path, "--format", "sarif", "--select", "all", "--max-per-file", "3").stdout)
        assert [error.message for error in validator.iter_errors(document)] == []
        (run,) = document["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
        assert all(result["partialFingerprints"] for result in run["results"])


def test_github_annotates_the_place(wrong: Path) -> None:
    lines = _run(wrong.name, "--format", "github", folder=wrong.parent).stdout.splitlines()
    assert all(re.match(r"::error file=clinical\.yaml,line=\d+,col=\d+,title=AC\d{3} [a-z0-9-]+::", line) for line in lines[:-1])
    assert lines[-1].startswith("::notice title=atmpcmp lint::")


def test_github_lets_no_text_out_of_its_place(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("topic: long-term-follow-up", 'topic: "x\\n::error::y%"'))
    out = _run(path, "--format", "github").stdout
    assert not any(line.startswith("::error::y") for line in out.splitlines())
    assert "%25" in out


def test_junit_counts_findings(wrong: Path, tmp_path: Path) -> None:
    root = ET.fromstring(_run(wrong, "--format", "junit").stdout.split("\n", 1)[1])  # noqa: S314  our own output
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) > 0
    root = ET.fromstring(_run(demo(tmp_path / "clean"), "--format", "junit").stdout.split("\n", 1)[1])  # noqa: S314
    assert (root.attrib["tests"], root.attrib["failures"]) == ("1", "0")


def test_markdown_has_a_table_for_each_file(wrong: Path) -> None:
    out = _run(wrong, "--format", "markdown").stdout
    assert out.count("| line | severity | code | message |") == 1
    assert "AC104 unknown-document" in out


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@pytest.mark.parametrize("color", [True, False])
def test_table_fits_the_terminal(wrong: Path, columns: int, color: bool) -> None:
    done = _run(wrong.name, "--format", "table", folder=wrong.parent, columns=columns, color=color)
    text = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    assert ("\x1b[" in done.stdout) is color
    assert all(len(line) <= max(columns, 40) for line in text.splitlines())
    assert "clinical.yaml" in text
    assert re.search(r"\d+:\d+ +error +unknown-document", text)


def test_the_mark_stands_under_the_place(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("locator: section 3", "locator: section"))
    lines = _run(path, "--format", "table", columns=200).stdout.splitlines()
    mark = next(index for index, line in enumerate(lines) if line.strip().startswith("|") and line.rstrip().endswith("^"))
    assert lines[mark - 1][lines[mark].index("^") :].startswith("section}")


@pytest.mark.parametrize("format", FORMATS)
def test_control_sequences_never_reach_the_terminal(tmp_path: Path, format: str) -> None:
    path = demo(tmp_path, RULE.replace("topic: long-term-follow-up", 'topic: "x\\e[31m[bold]\\u202e"'))
    out = _run(path, "--format", format).stdout
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "unknown-topic" in out


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_what_is_left_out(tmp_path: Path, format: str) -> None:
    many = "".join(RULE.replace("DEMO-001", f"DEMO-{number:03d}").replace("demo-guide", "demo-giude") for number in range(1, 20))
    out = _run(demo(tmp_path, many), "--format", format, "--max-per-file", "5").stdout
    assert "14" in out
    assert out.count("demo-giude") < 19


@pytest.mark.parametrize(("name", "start"), [("out.json", "{"), ("out.sarif", "{"), ("out.xml", "<?xml"), ("out.md", "# Lint"), ("out.txt", "")])
def test_output_takes_its_format_from_the_ending(wrong: Path, tmp_path: Path, name: str, start: str) -> None:
    done = _run(wrong, "--output", tmp_path / name)
    assert (done.returncode, done.stdout) == (1, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_baseline_is_written_and_known(wrong: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    done = _run(wrong, "--write-baseline", known, "--max-per-file", "1")
    assert (done.returncode, "findings written" in done.stderr) == (0, True)
    done = _run(wrong, "--baseline", known)
    assert done.returncode == 0
    assert "known to the baseline" in done.stdout


def test_fix_writes_and_diff_does_not(tmp_path: Path) -> None:
    text = RULE.replace("demo-guide", "demo-giude").replace("  level", "  # a comment\n  level")
    path = demo(tmp_path, text)
    path.chmod(0o640)
    done = _run(path, "--diff")
    assert done.returncode == 0
    assert "+      source: {document: demo-guide, locator: section 3}" in done.stdout
    assert path.read_text(encoding="utf-8") == text
    done = _run(path, "--fix")
    assert (done.returncode, "1 finding mended in 1 file" in done.stderr) == (0, True)
    assert path.read_text(encoding="utf-8") == text.replace("demo-giude", "demo-guide")
    assert path.stat().st_mode & 0o777 == 0o640


def test_silenced_findings_are_counted(tmp_path: Path) -> None:
    path = demo(tmp_path, RULE.replace("locator: section 3}", "locator: section}  # lint: ignore[locator-shape] one section"))
    assert _run(path).stdout == "nothing found; 1 file, 1 rule, 2 examples run; 1 silenced in place\n"


def test_no_path_is_the_bundled_data() -> None:
    done = _run("--format", "json", "--fail-on", "never")
    document: dict[str, Any] = json.loads(done.stdout)
    assert document["rules"] > 500
    assert done.returncode == 0
