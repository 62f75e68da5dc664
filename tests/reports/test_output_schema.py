"""What `--format json` prints is what its schema says, key by key, as an independent validator sees it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from atmpcmp.cli import main
from atmpcmp.cli.schema_command import What
from atmpcmp.reports.json_schema import KINDS
from atmpcmp.reports.output_schema import OUTPUTS, Output, render, schema

TOP = Path(__file__).parent.parent.parent
ZOLGENSMA = str(TOP / "data" / "products" / "zolgensma" / "dossier.yaml")
KYMRIAH = str(TOP / "data" / "products" / "kymriah" / "dossier.yaml")
CALLS: list[tuple[Output, list[str]]] = [
    ("atmpcmp-check-1", ["check", ZOLGENSMA]),
    ("atmpcmp-check-1", ["check", ZOLGENSMA, KYMRIAH, "--as-of", "2026-06-30"]),
    ("atmpcmp-diff-1", ["diff", "EMA", "FDA"]),
    ("atmpcmp-diff-1", ["diff", "BeNeLuxA:NL", "G-BA", "--as-of", "2019-06-30"]),
    ("atmpcmp-diff-1", ["diff", "NICE@2021-12-31", "NICE@2026-06-30"]),
    ("atmpcmp-diff-1", ["diff", "EMA", "G-BA", "--dossier", ZOLGENSMA]),
    ("atmpcmp-matrix-1", ["matrix"]),
    ("atmpcmp-matrix-1", ["matrix", "--as-of", "2019-06-30", "--against", "NICE,FINOSE"]),
    ("atmpcmp-precedents-1", ["precedents", ZOLGENSMA]),
    ("atmpcmp-backtest-1", ["backtest"]),
    ("atmpcmp-lint-1", ["lint", str(TOP / "data" / "jurisdictions" / "nice"), "--select", "all", "--fail-on", "never"]),
    ("atmpcmp-explain-1", ["explain", "long-term-follow-up"]),
    ("atmpcmp-explain-1", ["explain", "G-BA-001"]),
    ("atmpcmp-explain-1", ["explain", "follow_up.planned"]),
    ("atmpcmp-explain-1", ["explain", "lint"]),
    ("atmpcmp-explain-1", ["explain", "locator-shape"]),
    ("atmpcmp-rules-1", ["list", "rules"]),
    ("atmpcmp-jurisdictions-1", ["list", "jurisdictions"]),
    ("atmpcmp-topics-1", ["list", "topics"]),
    ("atmpcmp-documents-1", ["list", "documents"]),
    ("atmpcmp-products-1", ["list", "products"]),
    ("atmpcmp-fields-1", ["list", "fields"]),
]


def _closed(node: Any) -> Any:
    """The same schema with no key allowed that it does not name."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _closed(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and node.get("type") == "object":
        result["additionalProperties"] = False
    return result


def _problems(output: Output, document: Any) -> list[str]:
    validator = jsonschema.Draft7Validator(_closed(schema(output)))
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(document)][:5]


def _printed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    with pytest.raises(SystemExit) as left:
        main([*arguments, "--format", "json"])
    assert left.value.code in (0, 1, None)
    return json.loads(capsys.readouterr().out)


def test_every_output_is_tried() -> None:
    assert {output for output, _ in CALLS} == set(OUTPUTS)
    assert {what.value for what in What} == {*KINDS, *OUTPUTS}


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_schema_is_one(output: Output) -> None:
    jsonschema.Draft7Validator.check_schema(schema(output))
    assert json.loads(render(output)) == schema(output)


@pytest.mark.parametrize(("output", "arguments"), CALLS, ids=lambda value: value if isinstance(value, str) else " ".join(map(str, value[:3]))[:40])
def test_what_is_printed_is_what_the_schema_says(output: Output, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    document = _printed(arguments, capsys)
    assert document["format"] == output
    assert _problems(output, document) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "atmpcmp-check-2"),
        (("as_of",), "June"),
        (("dossiers", 0, "verdicts", 0, "status"), "open"),
        (("dossiers", 0, "verdicts", 0, "kind"), "route"),
        (("dossiers", 0, "verdicts", 0, "level"), None),
        (("dossiers", 0, "routes", 0, "level"), "must"),
        (("dossiers", 0, "routes", 0, "status"), "met"),
        (("dossiers", 0, "verdicts", 0, "source", "document"), None),
        (("dossiers", 0, "verdicts", 0, "rule_line"), "12"),
        (("dossiers", 0, "summary", "EMA", "must", "gap"), -1),
        (("dossiers", 0, "file"), None),
    ],
    ids=str,
)
def test_what_is_wrong_is_refused(place: tuple[Any, ...], value: Any, capsys: pytest.CaptureFixture[str]) -> None:
    document = copy.deepcopy(_printed(["check", ZOLGENSMA, "--against", "EMA"], capsys))
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert _problems("atmpcmp-check-1", document) != []


def test_an_interrupted_portfolio_says_so() -> None:
    from datetime import date

    from atmpcmp.reports import check_json

    document = json.loads(check_json.opening(date(2026, 6, 30)) + check_json.closing(["a.yaml", "b.yaml"]))
    assert document["unfinished"] == ["a.yaml", "b.yaml"]
    assert _problems("atmpcmp-check-1", document) == []


def test_keys_may_be_added_without_a_new_number() -> None:
    document = {"format": "atmpcmp-topics-1", "topics": [], "more": 1}
    assert list(jsonschema.Draft7Validator(schema("atmpcmp-topics-1")).iter_errors(document)) == []


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["schema", "atmpcmp-diff-1"])
    assert left.value.code == 0
    assert json.loads(capsys.readouterr().out) == schema("atmpcmp-diff-1")
