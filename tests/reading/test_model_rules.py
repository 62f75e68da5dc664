"""The model rules that the format was worked out on load, and pass their examples."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atmpcmp.engine.in_force import entry_in_force, judging_day
from atmpcmp.engine.verdict import Judge
from atmpcmp.model.jurisdiction import Document
from atmpcmp.model.library import Library
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.rule_file import RuleContext, RuleFile, read_rules
from atmpcmp.reading.yaml_text import Mapping, read_yaml

if TYPE_CHECKING:
    from atmpcmp.model.problem import Problem

MODEL_RULES = Path(__file__).parent.parent / "data" / "model-rules.yaml"
TODAY = date(2026, 6, 30)


def _tree() -> Mapping:
    node, problems = read_yaml(MODEL_RULES)
    assert not problems
    assert isinstance(node, Mapping)
    return node


TREE = _tree()
RULE_IDS = list(TREE.entries)


class _AnyDocument(dict[str, Document]):
    """The model rules cite documents of the fact base, some of which no bundled rule cites."""

    def __contains__(self, _: object) -> bool:
        return True


def _read(rule_id: str, library: Library) -> RuleFile:
    jurisdiction = next(known for known in library.jurisdictions.values() if known.id.upper() == rule_id.rpartition("-")[0])
    context = RuleContext(library.vocabulary, library.topics, jurisdiction, _AnyDocument())
    problems: list[Problem] = []
    alone = Mapping({rule_id: TREE.entries[rule_id]}, {rule_id: TREE.keys[rule_id]}, 1, 1)
    read = read_rules(alone, "model-rules.yaml", context, problems)
    assert not problems, "\n".join(map(str, problems))
    return read


def test_there_are_sixteen() -> None:
    assert len(RULE_IDS) == 16


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_a_model_rule_loads_and_passes_its_examples(rule_id: str, library: Library) -> None:
    read = _read(rule_id, library)
    (rule,) = read.rules
    judge = Judge(Library(vocabulary=library.vocabulary, topics=library.topics, jurisdictions=library.jurisdictions, rules=(rule,)))
    assert bool(read.examples) is (rule.kind != "stance")
    for example in read.examples:
        dossier = dossier_from(example.fragment, library.vocabulary, "model-rules.yaml", "example")
        judged_on = judging_day(dossier, rule.body, None, TODAY)
        entry = entry_in_force(rule, judged_on.day)
        assert entry is not None
        assert judge.verdict(rule, entry, dossier, judged_on).status == example.expected
