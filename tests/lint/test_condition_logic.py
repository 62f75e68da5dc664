"""What lint says about conditions by their structure holds for every dossier: tried on drawn conditions and dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atmpcmp.engine.evaluation import compiled
from atmpcmp.engine.truth import NO, YES
from atmpcmp.lint.condition_logic import covers_all, excludes, exhausts, implies, key
from atmpcmp.lint.examples import possible_truths
from atmpcmp.model.condition import Combination, Condition, Test
from atmpcmp.model.scope import Scope
from atmpcmp.reading.condition_tree import read_condition
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

_TESTS = [
    *(f"{word}: {{follow_up.planned: {amount}}}" for word in ("is", "at_least", "at_most") for amount in ("5 years", "60 months", "15 years", "lifelong")),
    *(f"{word}: {{product.administrations: {count}}}" for word in ("is", "at_least", "at_most") for count in (0, 1, 3)),
    *(f"is: {{product.gene_transfer: {value}}}" for value in ("in-vivo", "ex-vivo", "none")),
    "one_of: {product.gene_transfer: [in-vivo, ex-vivo]}",
    "one_of: {product.gene_transfer: [in-vivo, ex-vivo, none]}",
    "is: {product.gmo: true}",
    "is: {product.gmo: false}",
    "includes: {follow_up.covers: [safety, efficacy]}",
    "includes: {follow_up.covers: safety}",
    "one_of: {follow_up.covers: [safety, malignancy]}",
    "is: {follow_up.planned: none}",
    "some: {of: studies, meets: {is: {design: single-arm}}}",
    "some: {of: studies, where: {is: {role: pivotal}}, meets: {is: {design: single-arm}}}",
    "every: {of: studies, where: {is: {role: pivotal}}, meets: {is: {design: single-arm}}}",
    "every: {of: studies, meets: {is: {design: single-arm}}}",
]


@st.composite
def _conditions(draw: Any, depth: int = 2) -> str:
    word = draw(st.sampled_from(["test", "test", "test", "not", "all", "any"])) if depth else "test"
    if word == "test":
        return "{" + str(draw(st.sampled_from(_TESTS))) + "}"
    if word == "not":
        return f"{{not: {draw(_conditions(depth - 1))}}}"
    parts = draw(st.lists(_conditions(depth - 1), min_size=1, max_size=3))
    return f"{{{word}: [{', '.join(parts)}]}}"


def _stated(name: str, *values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *(f"{name}: {value}" for value in values)])


_STUDY = st.builds(
    lambda role, design: f"{{id: A{role}{design}" + (f", role: {role}" if role else "") + (f", design: {design}" if design else "") + "}",
    st.sampled_from(["", "pivotal", "supportive"]),
    st.sampled_from(["", "single-arm", "randomised-controlled"]),
)


@st.composite
def _dossiers(draw: Any) -> str:
    follow_up = [
        draw(_stated("planned", "5 years", "10 years", "15 years", "lifelong", "none")),
        draw(_stated("covers", "[]", "[safety]", "[safety, efficacy]", "[malignancy]")),
    ]
    product = [
        draw(_stated("gene_transfer", "in-vivo", "ex-vivo", "none")),
        draw(_stated("administrations", "0", "1", "2", "5")),
        draw(_stated("gmo", "true", "false")),
    ]
    lines = [f"follow_up: {{{', '.join(filter(None, follow_up))}}}", f"product: {{{', '.join(filter(None, product))}}}"]
    studies = draw(st.sampled_from([None, "none", "list"]))
    if studies == "none":
        lines.append("studies: none")
    elif studies == "list":
        lines.append("studies: [" + ", ".join(draw(st.lists(_STUDY, max_size=3))) + "]")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def scope(library: Library) -> Scope:
    return Scope(library.vocabulary, "EMA", "EU")


def _read(text: str, scope: Scope) -> Condition:
    problems: list[Any] = []
    condition = read_condition(parse_yaml(text, "x")[0], scope, "x", problems)
    assert condition is not None, problems
    return condition


def _truth(condition: Condition, dossier: str, scope: Scope) -> Any:
    node, _ = parse_yaml(dossier, "x")
    statements = dossier_from(node, scope.vocabulary, "x", "x").statements
    return compiled(condition, scope)(statements, None).truth


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_conditions(), _conditions(), _dossiers())
def test_what_is_said_of_two_conditions_holds(scope: Scope, first: str, second: str, dossier: str) -> None:
    one, other = _read(first, scope), _read(second, scope)
    truth, truth_other = _truth(one, dossier, scope), _truth(other, dossier, scope)
    if implies(one, other, scope) and truth is YES:
        assert truth_other is not NO
    if excludes(one, other, scope):
        assert not (truth is YES and truth_other is YES)
    if exhausts(one, other, scope):
        # What is stated to be absent meets no test of an amount or a choice.
        assert not (truth is NO and truth_other is NO) or "none" in dossier
    if key(one) == key(other):
        assert truth is truth_other
    assert truth.word == "unknown" or truth in possible_truths(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{at_least: {follow_up.planned: 15 years}}", "{at_least: {follow_up.planned: 60 months}}"),
        ("{at_most: {follow_up.planned: 1 year}}", "{at_most: {follow_up.planned: 5 years}}"),
        ("{is: {follow_up.planned: 15 years}}", "{at_least: {follow_up.planned: 5 years}}"),
        ("{is: {product.gene_transfer: in-vivo}}", "{one_of: {product.gene_transfer: [ex-vivo, in-vivo]}}"),
        ("{includes: {follow_up.covers: [safety, efficacy]}}", "{includes: {follow_up.covers: safety}}"),
        ("{includes: {follow_up.covers: safety}}", "{one_of: {follow_up.covers: [safety, efficacy]}}"),
        ("{all: [{is: {product.gmo: true}}, {is: {product.administrations: 1}}]}", "{is: {product.gmo: true}}"),
        ("{is: {product.gmo: true}}", "{any: [{is: {product.gmo: true}}, {is: {product.administrations: 1}}]}"),
        ("{any: [{is: {product.gmo: true}}, {is: {product.gmo: true}}]}", "{is: {product.gmo: true}}"),
        ("{is: {product.gmo: true}}", "{all: [{is: {product.gmo: true}}]}"),
        ("{not: {at_least: {follow_up.planned: 5 years}}}", "{not: {at_least: {follow_up.planned: 15 years}}}"),
        (
            "{some: {of: studies, where: {is: {role: pivotal}}, meets: {is: {design: single-arm}}}}",
            "{some: {of: studies, meets: {is: {design: single-arm}}}}",
        ),
        (
            "{every: {of: studies, meets: {is: {participants: 20}}}}",
            "{every: {of: studies, meets: {at_least: {participants: 10}}}}",
        ),
    ],
)
def test_implied(scope: Scope, one: str, other: str) -> None:
    assert implies(_read(one, scope), _read(other, scope), scope)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{at_least: {follow_up.planned: 15 years}}", "{at_most: {follow_up.planned: 5 years}}"),
        ("{is: {product.gene_transfer: in-vivo}}", "{one_of: {product.gene_transfer: [ex-vivo, none]}}"),
        ("{is: {product.administrations: 1}}", "{at_least: {product.administrations: 2}}"),
        ("{at_least: {product.administrations: 2}}", "{is: {product.administrations: 1}}"),
        ("{is: {product.gmo: true}}", "{not: {is: {product.gmo: true}}}"),
        ("{not: {is: {product.gmo: true}}}", "{is: {product.gmo: true}}"),
        ("{any: [{is: {product.gmo: false}}]}", "{is: {product.gmo: true}}"),
        ("{is: {product.gmo: true}}", "{all: [{is: {product.gmo: false}}, {is: {product.administrations: 1}}]}"),
    ],
)
def test_excluded(scope: Scope, one: str, other: str) -> None:
    assert excludes(_read(one, scope), _read(other, scope), scope)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{is: {product.gmo: true}}", "{is: {product.gmo: false}}"),
        ("{is: {product.gmo: true}}", "{not: {is: {product.gmo: true}}}"),
        ("{not: {is: {product.gmo: true}}}", "{is: {product.gmo: true}}"),
        ("{at_least: {follow_up.planned: 5 years}}", "{at_most: {follow_up.planned: 5 years}}"),
        ("{one_of: {product.gene_transfer: [in-vivo, none]}}", "{is: {product.gene_transfer: ex-vivo}}"),
    ],
)
def test_exhausted(scope: Scope, one: str, other: str) -> None:
    assert exhausts(_read(one, scope), _read(other, scope), scope)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{at_least: {follow_up.planned: 5 years}}", "{at_least: {follow_up.planned: 15 years}}"),
        ("{is: {product.name: none}}", "{is: {product.gmo: true}}"),
        ("{at_least: {dossier.date: {field: here.submission.date}}}", "{at_least: {dossier.date: 2020}}"),
        ("{is: {dossier.date: 2020}}", "{is: {dossier.date: 2021-01}}"),
        ("{at_least: {here.price.list: 1 million EUR}}", "{at_most: {here.price.list: 1 million USD}}"),
        ("{review: Is it?}", "{is: {product.gmo: true}}"),
        ("{some: {of: studies, meets: {is: {role: pivotal}}}}", "{every: {of: studies, meets: {is: {role: pivotal}}}}"),
        ("{one_of: {follow_up.covers: [safety]}}", "{includes: {follow_up.covers: safety}}"),
    ],
)
def test_nothing_is_said(scope: Scope, one: str, other: str) -> None:
    first, second = _read(one, scope), _read(other, scope)
    assert not implies(first, second, scope)
    assert not excludes(first, second, scope)
    assert not exhausts(first, second, scope)


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("{at_least: {product.administrations: 0}}", True),
        ("{at_least: {product.administrations: 1}}", False),
        ("{at_least: {follow_up.planned: 0 days}}", True),
        ("{one_of: {product.gene_transfer: [in-vivo, ex-vivo, none]}}", True),
        ("{one_of: {product.gene_transfer: [in-vivo, ex-vivo]}}", False),
        ("{is: {product.gmo: true}}", False),
        ("{is: {follow_up.planned: none}}", False),
        ("{includes: {follow_up.covers: safety}}", False),
    ],
)
def test_covers_all(scope: Scope, text: str, covers: bool) -> None:
    condition = _read(text, scope)
    assert isinstance(condition, Test)
    assert covers_all(condition, scope) is covers


def test_possible_truths_of_words(scope: Scope) -> None:
    def words(text: str) -> set[str]:
        return {truth.word for truth in possible_truths(_read(text, scope))}

    assert words("{review: Is it?}") == {"unknown"}
    assert words("{all: [{is: {product.gmo: true}}, {review: Is it?}]}") == {"no", "unknown"}
    assert words("{any: [{is: {product.gmo: true}}, {review: Is it?}]}") == {"yes", "unknown"}
    assert words("{not: {all: [{is: {product.gmo: true}}, {review: Is it?}]}}") == {"yes", "unknown"}
    assert words("{some: {of: studies, meets: {review: Is it?}}}") == {"no", "unknown"}
    assert words("{every: {of: studies, where: {review: Does it?}, meets: {is: {role: pivotal}}}}") == {"yes", "unknown"}
    assert {truth.word for truth in possible_truths(None)} == {"yes"}
    assert isinstance(_read("{all: [{is: {product.gmo: true}}]}", scope), Combination)
