"""Every kind of mistake keeps its code: people silence it and look it up by that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from atmpcmp.model.jurisdiction import Document
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.rule_file import RuleContext, read_rules
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from atmpcmp.model.library import Library
    from atmpcmp.model.problem import Problem

DATA = Path(__file__).parent.parent / "data"
CODES = yaml.safe_load((DATA / "problem-codes.yaml").read_text(encoding="utf-8"))


def _cases(name: str) -> list[Any]:
    cases = yaml.safe_load((DATA / f"bad-{name}.yaml").read_text(encoding="utf-8"))
    assert {case["name"] for case in cases} == set(CODES[name])
    return [pytest.param(case["text"], CODES[name][case["name"]], id=case["name"]) for case in cases]


@pytest.mark.parametrize(("text", "codes"), _cases("dossiers"))
def test_of_a_dossier(library: Library, text: str, codes: list[str]) -> None:
    with pytest.raises(InvalidInputError) as refused:
        dossier_from(*_parsed(text, library))
    assert [problem.code for problem in refused.value.problems] == codes


def _parsed(text: str, library: Library) -> tuple[Any, ...]:
    node, problems = parse_yaml(text, "dossier.yaml")
    return node, library.vocabulary, "dossier.yaml", "x", problems


@pytest.mark.parametrize(("text", "codes"), _cases("rules"))
def test_of_a_rule(library: Library, text: str, codes: list[str]) -> None:
    context = RuleContext(library.vocabulary, library.topics, library.jurisdictions["NICE"], {"nice-pmg36": Document(title="A manual")})
    problems: list[Problem] = []
    read_rules(parse_yaml(text, "rules.yaml")[0], "rules.yaml", context, problems)
    assert [problem.code for problem in sorted(problems)] == codes


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("values: 5", "wrong-shape"),
        ("values: {costs: {a: b}}", "wrong-value"),
        ("values: {tested: [[1 %]]}", "wrong-value"),
        ("values: {tested: 3 %}", "wrong-value"),
    ],
)
def test_of_the_values_of_an_entry(library: Library, part: str, code: str) -> None:
    context = RuleContext(library.vocabulary, library.topics, library.jurisdictions["NICE"], {"nice-pmg36": Document(title="A manual")})
    entry = f"{{states: Y., {part}, source: {{document: nice-pmg36}}, confidence: primary}}"
    text = f"NICE-901: {{name: y, topic: discount-rate, kind: stance, title: Y, history: {{2020: {entry}}}}}\n"
    problems: list[Problem] = []
    read_rules(parse_yaml(text, "rules.yaml")[0], "rules.yaml", context, problems)
    assert [problem.code for problem in problems] == [code]
