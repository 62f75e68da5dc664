"""The condition table is the contract of the language: every row runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from atmpcmp.engine.evaluation import compiled
from atmpcmp.engine.in_force import entry_in_force, judging_day
from atmpcmp.engine.outcome import Branch, Leaf, Outcome
from atmpcmp.engine.verdict import status_of_requirement, status_of_route
from atmpcmp.model.jurisdiction import Source
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.model.rule import Entry, Rule
from atmpcmp.model.scope import Scope
from atmpcmp.model.vocabulary import Vocabulary
from atmpcmp.reading.condition_tree import read_condition
from atmpcmp.reading.data_folders import bundled_data
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.vocabulary_file import read_topics, read_vocabulary
from atmpcmp.reading.yaml_text import Mapping, Node, Scalar, Sequence, plain, read_yaml

TABLE = Path(__file__).parent.parent / "data" / "condition-table.yaml"
TODAY = date(2026, 6, 30)


def _table() -> Mapping:
    node, problems = read_yaml(TABLE)
    assert not problems
    assert isinstance(node, Mapping)
    return node


NODE = _table()
BODIES = plain(NODE.entries["bodies"])


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    data = bundled_data()
    read = read_vocabulary(data / "vocabulary.yaml")
    topics = read_topics(data / "topics.yaml", read)
    bodies = dict(read.bodies)
    for body, described in BODIES.items():
        for name in (body, *described.get("aliases", [])):
            bodies[name] = body
    return read.model_copy(update={"bodies": bodies, "topics": tuple(topics.topics)})


def _rows(part: str) -> list[Any]:
    sequence = NODE.entries[part]
    assert isinstance(sequence, Sequence)
    return [pytest.param(row, id=f"line-{row.line}") for row in sequence.items]


def _word(row: Mapping, key: str, default: str = "") -> str:
    child = row.entries.get(key)
    return child.text if isinstance(child, Scalar) else default


def _body(row: Mapping) -> str:
    return _word(row, "member") or _word(row, "jurisdiction", "NICE")


def _scope(row: Mapping, vocabulary: Vocabulary) -> Scope:
    body = _body(row)
    return Scope(vocabulary, body, BODIES.get(body, {}).get("territory", ""))


def _evaluate(node: Node | None, row: Mapping, vocabulary: Vocabulary) -> Outcome | None:
    if node is None:
        return None
    problems: list[Problem] = []
    condition = read_condition(node, _scope(row, vocabulary), "table", problems)
    assert not problems, problems
    assert condition is not None
    dossier = dossier_from(row.entries["dossier"], vocabulary, "table", "table")
    return compiled(condition, _scope(row, vocabulary))(dossier.statements, None)


def _first_statement_path(outcome: Outcome) -> str:
    if isinstance(outcome, Leaf):
        return outcome.statement.path if outcome.statement is not None else ""
    return next((path for part in outcome.parts if (path := _first_statement_path(part))), "")


@pytest.mark.parametrize("row", _rows("rows"))
def test_row(row: Mapping, vocabulary: Vocabulary) -> None:
    met = _evaluate(row.entries["condition"], row, vocabulary)
    assert met is not None
    assert met.truth.word == _word(row, "truth"), _word(row, "why")
    if "verdict" in row.entries:
        applies = _evaluate(row.entries.get("applies_when"), row, vocabulary)
        judge = status_of_route if _word(row, "kind") == "route" else status_of_requirement
        assert judge(applies, met) == _word(row, "verdict"), _word(row, "why")
    if "found" in row.entries:
        assert _first_statement_path(met).startswith(_word(row, "found") + ".")
    assert isinstance(met, Leaf | Branch)


@pytest.mark.parametrize("row", _rows("refused"))
def test_refused(row: Mapping, vocabulary: Vocabulary) -> None:
    if "condition" in row.entries:
        problems: list[Problem] = []
        condition = read_condition(row.entries["condition"], _scope(row, vocabulary), "table", problems)
        assert condition is None
    else:
        with pytest.raises(InvalidInputError) as refused:
            dossier_from(row.entries["dossier"], vocabulary, "table", "table")
        problems = list(refused.value.problems)
    text = "; ".join(str(problem) for problem in problems)
    assert _word(row, "because") in text
    assert all(problem.line for problem in problems)


@pytest.mark.parametrize("row", _rows("history"))
def test_history(row: Mapping, vocabulary: Vocabulary) -> None:
    source = Source(document="x")
    entries = []
    for key in plain(row.entries["entries"], frozenset({"ended"})):
        ended = isinstance(key, dict)
        entries.append(Entry(since=str(key["ended"] if ended else key), ended=ended, states="x", source=source, confidence="primary"))
    rule = Rule(
        id="X-001", jurisdiction=_word(row, "jurisdiction", "NICE"), member=_word(row, "member") or None, name="x", topic="x", kind="stance",
        title="x", history=tuple(entries),
    )  # fmt: skip
    dossier = dossier_from(row.entries["dossier"], vocabulary, "table", "table")
    as_of = date.fromisoformat(_word(row, "as_of")) if "as_of" in row.entries else None
    entry = entry_in_force(rule, judging_day(dossier, rule.body, as_of, TODAY).day)
    assert (entry.since if entry is not None else "none") == _word(row, "counts"), _word(row, "why")
