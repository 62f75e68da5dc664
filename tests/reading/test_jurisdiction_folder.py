"""Who a decision-maker is, and what it cites: every date of it is one of the calendar, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reading.decision_records import _instead_of
from atmpcmp.reading.jurisdiction_folder import read_documents, read_jurisdiction
from atmpcmp.reading.vocabulary_file import vocabulary_from
from atmpcmp.reading.yaml_text import Scalar, parse_yaml

if TYPE_CHECKING:
    from atmpcmp.model.problem import Problem

TEXT = """\
format: atmpcmp-jurisdiction-1
id: DEMO
name: Demo
kind: joint-hta
coverage: Little.
last_full_review: 2026-02-30
members: [{id: NL, name: Netherlands, from: 2019-13}]
news:
  - {date: 2020-00, states: Said., source: {document: d}}
"""


def test_dates_in_a_jurisdiction_and_in_its_lists() -> None:
    problems: list[Problem] = []
    read_jurisdiction(parse_yaml(TEXT, "jurisdiction.yaml")[0], "jurisdiction.yaml", problems)
    assert [(problem.line, problem.code, problem.path) for problem in problems] == [
        (6, "wrong-date", "last_full_review"),
        (7, "wrong-date", "members.0.from"),
        (9, "wrong-date", "news.0.date"),
    ]


def test_dates_of_documents() -> None:
    problems: list[Problem] = []
    text = "format: atmpcmp-documents-1\ndocuments: {a: {title: A, issued: 2020-13, effective: 2020}}\n"
    read_documents(parse_yaml(text, "documents.yaml")[0], "documents.yaml", problems)
    assert [(problem.code, problem.path) for problem in problems] == [("wrong-date", "documents.a.issued")]


def test_another_shape_has_a_code() -> None:
    problems: list[Problem] = []
    text = "format: atmpcmp-vocabulary-1\nsections: [5, {id: a, title: A, fields: {x: 1}}]\nterritorial: [[a]]\nlists: {b: 1}\nimplies: [{if: {}, then: {}}]\n"
    vocabulary_from(parse_yaml(text, "vocabulary.yaml")[0], "vocabulary.yaml", problems)
    assert {problem.code for problem in problems} == {"wrong-shape"}
    assert sorted(problem.path for problem in problems) == ["implies.0", "lists.b", "sections.0", "sections.1", "territorial.0"]


def test_what_stands_instead_is_text_whatever_it_looks_like() -> None:
    assert _instead_of(Scalar("x", plain=True, line=3, column=4), "NO").value == "NO"
    assert _instead_of(Scalar("x", plain=True, line=3, column=4), "true").value == "true"
