"""Laws of the language: De Morgan, commutativity, and that more information never turns one settled verdict into the other."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from atmpcmp.engine.evaluation import compiled
from atmpcmp.engine.outcome import clauses, deciding_leaves, open_leaves
from atmpcmp.engine.truth import UNKNOWN, YES, Truth
from atmpcmp.engine.verdict import Status, status_of_requirement
from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Review, Test
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.model.scope import Scope
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from atmpcmp.engine.outcome import Outcome
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

DESIGNS = ["randomised-controlled", "single-arm", "cohort"]
ROLES = ["pivotal", "supportive"]
DURATIONS = ["none", "30 days", "5 years", "180 months", "lifelong"]
DATES = ["2026", "2026-03", "2026-03-15", "none"]
COVERS = ["safety", "efficacy", "malignancy"]

STUDY = st.fixed_dictionaries(
    {},
    optional={
        "design": st.sampled_from(DESIGNS),
        "role": st.sampled_from(ROLES),
        "participants": st.integers(0, 3),
        "median_follow_up": st.sampled_from(DURATIONS),
        "control": st.one_of(st.just("none"), st.fixed_dictionaries({}, optional={"name": st.sampled_from(["A", "B", "none"])})),
    },
)
DOSSIERS = st.fixed_dictionaries(
    {},
    optional={
        "product": st.fixed_dictionaries({}, optional={"gmo": st.booleans(), "individualised": st.booleans()}),
        "follow_up": st.one_of(
            st.just("none"),
            st.fixed_dictionaries({}, optional={"planned": st.sampled_from(DURATIONS), "covers": st.lists(st.sampled_from(COVERS), unique=True)}),
        ),
        "evidence_review": st.one_of(st.just("none"), st.fixed_dictionaries({}, optional={"search_date": st.sampled_from(DATES)})),
        "studies": st.one_of(st.just("none"), st.lists(STUDY, max_size=3)),
        "jurisdictions": st.fixed_dictionaries(
            {},
            optional={
                "NICE": st.fixed_dictionaries(
                    {},
                    optional={
                        "economics": st.fixed_dictionaries(
                            {},
                            optional={
                                "comparators": st.lists(st.sampled_from(["A", "B"]), unique=True),
                                "icer": st.sampled_from(["20000 GBP", "40000 GBP", "30000 EUR", "none"]),
                                "discount_costs": st.sampled_from(["1.5 %", "3.5 %"]),
                            },
                        ),
                        "submission": st.fixed_dictionaries({}, optional={"date": st.sampled_from(DATES)}),
                    },
                )
            },
        ),
    },
)

ROOT_TESTS = st.one_of(
    st.builds(lambda value: Test(word="is", path="product.gmo", wanted=(value,)), st.booleans()),
    st.builds(lambda value: Test(word="is", path="product.individualised", wanted=(value,)), st.booleans()),
    st.builds(
        lambda word, value: Test(word=word, path="follow_up.planned", wanted=(value,)),
        st.sampled_from(["at_least", "at_most", "is"]),
        st.sampled_from(["15 years", "1 month", "lifelong"]),
    ),
    st.just(Test(word="is", path="follow_up.planned", wanted=("none",))),
    st.builds(
        lambda word, values: Test(word=word, path="follow_up.covers", wanted=tuple(values)),
        st.sampled_from(["includes", "one_of"]),
        st.lists(st.sampled_from(COVERS), min_size=1, unique=True),
    ),
    st.builds(
        lambda word, value: Test(word=word, path="evidence_review.search_date", wanted=(value,)),
        st.sampled_from(["at_least", "at_most", "is"]),
        st.sampled_from(["2026", "2026-03", "2026-03-10"]),
    ),
    st.builds(
        lambda word, shift: Test(word=word, path="evidence_review.search_date", wanted=FieldOperand(field="here.submission.date", minus=shift)),
        st.sampled_from(["at_least", "at_most", "is"]),
        st.sampled_from(["", "3 months", "10 days"]),
    ),
    st.builds(
        lambda word, value: Test(word=word, path="here.economics.icer", wanted=(value,)),
        st.sampled_from(["at_least", "at_most", "is"]),
        st.sampled_from(["30000 GBP", "30000 EUR"]),
    ),
    st.just(Test(word="one_of", path="here.economics.discount_costs", wanted=("1.5 %", "3 %"))),
    st.just(Review(word="review", question="Is it?")),
)
STUDY_TESTS = st.one_of(
    st.builds(lambda value: Test(word="is", path="design", wanted=(value,)), st.sampled_from(DESIGNS)),
    st.builds(lambda value: Test(word="is", path="role", wanted=(value,)), st.sampled_from(ROLES)),
    st.builds(lambda value: Test(word="at_least", path="participants", wanted=(value,)), st.integers(0, 3)),
    st.just(Test(word="at_least", path="median_follow_up", wanted=("1 year",))),
    st.just(Test(word="one_of", path="control.name", wanted=FieldOperand(field="here.economics.comparators"))),
    st.just(Test(word="is", path="product.gmo", wanted=(True,))),
    st.just(Review(word="review", question="Is this one?")),
)


def _trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(lambda word, parts: Combination(word=word, parts=tuple(parts)), st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda part: Negation(word="not", part=part), inner),
        ),
        max_leaves=5,
    )


QUANTIFIERS = st.builds(
    lambda word, where, meets: Quantifier(word=word, of="studies", where=where, meets=meets),
    st.sampled_from(["some", "every"]),
    st.one_of(st.none(), _trees(STUDY_TESTS)),
    _trees(STUDY_TESTS),
)
CONDITIONS = _trees(st.one_of(ROOT_TESTS, QUANTIFIERS))


@pytest.fixture(scope="module")
def scope(library: Library) -> Scope:
    return Scope(library.vocabulary, "NICE", "GB-ENG")


def _dossier(data: dict[str, Any], scope: Scope) -> Dossier:
    import json

    node, _ = parse_yaml(json.dumps(data), "law.yaml")
    try:
        return dossier_from(node, scope.vocabulary, "law.yaml", "law")
    except InvalidInputError:
        assume(False)
        raise


def _judge(condition: Condition, data: dict[str, Any], scope: Scope) -> Outcome:
    return compiled(condition, scope)(_dossier(data, scope).statements, None)


@given(st.lists(CONDITIONS, min_size=1, max_size=3), DOSSIERS)
def test_de_morgan(scope: Scope, parts: list[Any], data: dict[str, Any]) -> None:
    together = Negation(word="not", part=Combination(word="all", parts=tuple(parts)))
    apart = Combination(word="any", parts=tuple(Negation(word="not", part=part) for part in parts))
    assert _judge(together, data, scope).truth is _judge(apart, data, scope).truth


@given(QUANTIFIERS, DOSSIERS)
def test_de_morgan_of_quantifiers(scope: Scope, quantifier: Quantifier, data: dict[str, Any]) -> None:
    other = Quantifier(
        word="every" if quantifier.word == "some" else "some", of="studies", where=quantifier.where, meets=Negation(word="not", part=quantifier.meets)
    )
    assert _judge(Negation(word="not", part=quantifier), data, scope).truth is _judge(other, data, scope).truth


@given(st.sampled_from(["all", "any"]), st.lists(CONDITIONS, min_size=2, max_size=4), DOSSIERS, st.randoms())
def test_the_order_of_parts_does_not_count(scope: Scope, word: Any, parts: list[Any], data: dict[str, Any], random: Any) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    one = _judge(Combination(word=word, parts=tuple(parts)), data, scope)
    other = _judge(Combination(word=word, parts=tuple(shuffled)), data, scope)
    assert (one.truth, one.is_vacuous, status_of_requirement(None, one)) == (other.truth, other.is_vacuous, status_of_requirement(None, other))


@given(CONDITIONS, DOSSIERS)
def test_a_double_negation_changes_no_truth(scope: Scope, condition: Any, data: dict[str, Any]) -> None:
    assert _judge(Negation(word="not", part=Negation(word="not", part=condition)), data, scope).truth is _judge(condition, data, scope).truth


def _silenced(data: Any, choose: Any) -> Any:
    """The same dossier with some statements taken back; the items of a stated list stay."""
    if isinstance(data, dict):
        return {key: _silenced(value, choose) for key, value in data.items() if choose()}
    if isinstance(data, list) and data and isinstance(data[0], dict):
        # A record that states nothing is no record: one field stays so that the list keeps its length.
        return [_silenced(item, choose) or dict([next(iter(item.items()))]) if item else item for item in data]
    return data


@settings(max_examples=400)
@given(CONDITIONS, st.one_of(st.none(), CONDITIONS), DOSSIERS, st.data())
def test_more_information_never_turns_met_into_gap_or_back(scope: Scope, met_when: Any, applies_when: Any, data: dict[str, Any], draw: Any) -> None:
    data = deepcopy(data)
    if isinstance(data.get("studies"), list):
        data["studies"] = [study for study in data["studies"] if study and study != {"control": {}}]
    for study in data.get("studies", []) if isinstance(data.get("studies"), list) else []:
        if study.get("control") == {}:
            del study["control"]
    less = _silenced(data, lambda: draw.draw(st.booleans()))
    for condition in (met_when, applies_when):
        if condition is None:
            continue
        before, after = _judge(condition, less, scope).truth, _judge(condition, data, scope).truth
        assert before is UNKNOWN or before is after
    statuses = []
    for known in (less, data):
        applies = _judge(applies_when, known, scope) if applies_when is not None else None
        statuses.append(status_of_requirement(applies, _judge(met_when, known, scope)))
    assert set(statuses) != {Status.MET, Status.GAP}


@given(CONDITIONS, DOSSIERS)
def test_every_outcome_explains_itself(scope: Scope, condition: Any, data: dict[str, Any]) -> None:
    outcome = _judge(condition, data, scope)
    assert bool(list(open_leaves(outcome))) is (outcome.truth is UNKNOWN)
    deciding = list(deciding_leaves(outcome))
    assert deciding
    if outcome.truth is not UNKNOWN:
        assert all((leaf.truth.negated() if denied else leaf.truth) in (Truth.NO, YES) for leaf, _, denied in deciding)
    for clause in clauses(outcome, "met"):
        assert clause.wanted
        assert clause.found
        assert (clause.line is None) == (clause.found == "not stated")
