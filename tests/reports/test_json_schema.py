"""The JSON Schemas accept all bundled data and refuse what the reader refuses, as an independent validator sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from atmpcmp.reading.data_folders import bundled_data
from atmpcmp.reading.library_folders import read_library
from atmpcmp.reading.yaml_text import parse_yaml, plain, read_yaml
from atmpcmp.reports.json_schema import KINDS, Kind, render, schema

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

NAMES: dict[str, Kind] = {
    "jurisdiction.yaml": "jurisdiction",
    "documents.yaml": "documents",
    "dossier.yaml": "dossier",
    "decisions.yaml": "decisions",
    "topics.yaml": "topics",
}


@pytest.fixture(scope="module")
def library() -> Library:
    """As far as it can be read: schemas are there to mend what cannot."""
    return read_library().library


@pytest.fixture(scope="module")
def validators(library: Library) -> dict[str, Any]:
    return {kind: jsonschema.Draft7Validator(schema(kind, library)) for kind in KINDS}


def _files() -> list[Path]:
    return [path for path in sorted(bundled_data().rglob("*.yaml")) if path.name != "vocabulary.yaml"]


def _problems(validator: Any, data: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_one(kind: Kind, library: Library) -> None:
    jsonschema.Draft7Validator.check_schema(schema(kind, library))
    assert json.loads(render(kind, library)) == schema(kind, library)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.relative_to(bundled_data()).as_posix()) for path in _files()])
def test_bundled_data_is_valid(path: Path, validators: dict[str, Any]) -> None:
    node, _ = read_yaml(path)
    assert _problems(validators[NAMES.get(path.name, "rules")], plain(node)) == []


GOOD = """
DEMO-001:
  name: x
  topic: long-term-follow-up
  kind: requirement
  level: must
  title: X
  history:
    2024-01:
      states: X.
      met_when: {condition}
      source: {{document: d, locator: 5.1}}
      confidence: primary
"""


@pytest.mark.parametrize(
    "condition",
    [
        "{at_least: {follow_up.planned: 15 years}}",
        "{is: {follow_up.planned: none}}",
        "{all: [{is: {product.gmo: true}}, {not: {is: {here.economics.type: cost-utility}}}]}",
        "{some: {of: studies, where: {is: {role: pivotal}}, meets: {at_least: {participants: 20}}}}",
        "{every: {of: here.comparators, meets: {is: {name: {field: here.economics.comparators}}}}}",
        "{at_least: {dossier.date: {field: here.submission.date, minus: 3 months}}}",
        "{is: {jurisdictions.EMA.authorisation.kind: standard}}",
        "{review: Is it convincing?}",
        "{includes: {follow_up.covers: [malignancy]}}",
    ],
)
def test_good_conditions(condition: str, validators: dict[str, Any]) -> None:
    assert _problems(validators["rules"], _data(GOOD.format(condition=condition))) == []


@pytest.mark.parametrize(
    "condition",
    [
        "{at_lest: {follow_up.planned: 15 years}}",
        "{at_least: {follow_up.planed: 15 years}}",
        "{at_least: {follow_up.planned: 15}}",
        "{at_least: {product.gene_transfer: in-vivo}}",
        "{is: {product.gene_transfer: in-vitro}}",
        "{is: {product.gmo: 'yes'}}",
        "{is: {product.name: Zolgensma}}",
        "{one_of: {product.gene_transfer: in-vivo}}",
        "{is: {product.gmo: true}, not: {is: {product.gmo: true}}}",
        "{all: []}",
        "{some: {of: studies}}",
        "{some: {of: studios, meets: {is: {role: pivotal}}}}",
        "{some: {of: studies, meets: {is: {rolle: pivotal}}}}",
        "{review: ''}",
    ],
)
def test_bad_conditions(condition: str, validators: dict[str, Any]) -> None:
    assert _problems(validators["rules"], _data(GOOD.format(condition=condition))) != []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("rules", GOOD.replace("kind: requirement", "kind: stance").format(condition="{is: {product.gmo: true}}")),
        ("rules", GOOD.replace("  level: must\n", "").format(condition="{is: {product.gmo: true}}")),
        ("rules", GOOD.replace("follow-up\n", "folow-up\n").format(condition="{is: {product.gmo: true}}")),
        ("rules", GOOD.replace("2024-01:", "soon:").format(condition="{is: {product.gmo: true}}")),
        ("rules", GOOD.replace("      met_when: {condition}\n", "").format()),
        ("dossier", "product: {gmo: maybe}"),
        ("dossier", "produkt: {gmo: true}"),
        ("dossier", "product: none"),
        ("dossier", "jurisdictions: {NISE: {submission: {date: 2020}}}"),
        ("dossier", "jurisdictions: {NICE: {trial_share: 5 %}}"),
        ("dossier", "studies: [{id: A, participants: many}]"),
        ("jurisdiction", "{format: atmpcmp-jurisdiction-1, id: X, name: X, kind: regulators, coverage: X}"),
        ("jurisdiction", "{id: X, name: X, kind: hta, coverage: X}"),
        ("documents", "{format: atmpcmp-documents-1, documents: {a: {title: A, issued: soon}}}"),
        ("documents", "{format: atmpcmp-documents-1, documents: {a: {name: A}}}"),
        ("topics", "{format: atmpcmp-topics-1, groups: {}, topics: [{id: a}]}"),
        ("decisions", "{format: atmpcmp-decisions-1, decisions: [{jurisdiction: EMA, indication: x, date: 2020, kind: hta, outcome: No.}]}"),
    ],
)
def test_refused(kind: Kind, text: str, validators: dict[str, Any]) -> None:
    assert _problems(validators[kind], _data(text)) != []


def test_decisions_accepted(validators: dict[str, Any]) -> None:
    text = """
format: atmpcmp-decisions-1
decisions:
  - jurisdiction: EMA
    indication: SMA
    date: 2020-05
    kind: regulatory
    outcome: Conditional authorisation.
    critiques: [{topic: direct-comparison, states: None made.}]
    critiques_coverage: partial
    source: {title: EPAR, url: "https://example.org", confidence: secondary}
"""
    assert _problems(validators["decisions"], _data(text)) == []


def test_every_field_has_its_help(library: Library) -> None:
    text = render("dossier", library)
    missing = [field.path for field in library.vocabulary.fields.values() if not field.derived and json.dumps(field.help, ensure_ascii=False)[1:-1] not in text]
    assert missing == []


def _data(text: str) -> Any:
    node, problems = parse_yaml(text, "x")
    assert not problems
    return plain(node)
