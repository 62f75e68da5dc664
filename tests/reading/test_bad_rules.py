"""Every mistake in a rule file is told with its place and the nearest right thing, and costs no other rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from atmpcmp.model.jurisdiction import Document
from atmpcmp.reading.rule_file import RuleContext, read_rules
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from atmpcmp.model.library import Library
    from atmpcmp.model.problem import Problem

CASES = yaml.safe_load((Path(__file__).parent.parent / "data" / "bad-rules.yaml").read_text(encoding="utf-8"))
GOOD = """
NICE-901:
  name: y
  topic: discount-rate
  kind: stance
  title: Y
  history: {2020: {states: Y., values: {costs: 3.5 %, tested: [0 %, 6 %]}, source: {document: nice-pmg36}, confidence: primary}}
"""


@pytest.fixture(scope="module")
def context(library: Library) -> RuleContext:
    nice = library.jurisdictions["NICE"]
    return RuleContext(library.vocabulary, library.topics, nice, {"nice-pmg36": Document(title="A manual")})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_refused(case: dict[str, Any], context: RuleContext) -> None:
    problems: list[Problem] = []
    text = case["text"] + (GOOD if not case["text"].startswith("-") else "")
    node, found = parse_yaml(text, "rules.yaml")
    assert not found
    read = read_rules(node, "rules.yaml", context, problems)
    problems.sort()
    assert len(problems) == len(case["says"]), "\n".join(map(str, problems))
    for problem, (line, column, words) in zip(problems, case["says"], strict=True):
        assert words in str(problem)
        assert (problem.line, problem.column) == (line, column), str(problem)
        assert problem.code
    assert [rule.id for rule in read.rules] == (["NICE-901"] if GOOD in text else [])


def test_a_good_rule(context: RuleContext) -> None:
    problems: list[Problem] = []
    node, _ = parse_yaml(GOOD, "rules.yaml")
    (rule,) = read_rules(node, "rules.yaml", context, problems).rules
    assert not problems
    assert (rule.id, rule.body, rule.column, rule.line) == ("NICE-901", "NICE", "NICE", 2)
    assert rule.history[0].values == {"costs": "3.5 %", "tested": ["0 %", "6 %"]}
