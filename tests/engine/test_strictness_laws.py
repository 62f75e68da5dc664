"""Laws of strictness: it never claims more than the verdicts show, mirrors when the sides are swapped, and finds a loosened copy looser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atmpcmp.engine.evaluation import compiled
from atmpcmp.engine.strictness import Strictness, strictness, together
from atmpcmp.model.condition import Combination, Condition, Negation, Quantifier, Review, Test
from atmpcmp.model.scope import Scope
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from typing import Any

    from atmpcmp.model.library import Library

YEARS = ["1 year", "5 years", "60 months", "15 years", "lifelong"]
DESIGNS = ["randomised-controlled", "single-arm", "cohort"]
ROLES = ["pivotal", "supportive"]
COVERS = ["safety", "efficacy", "malignancy"]
PERSPECTIVES = ["payer", "societal", "collective"]


def _some_of(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


TESTS = st.one_of(
    st.builds(Test, word=st.sampled_from(["at_least", "at_most"]), path=st.just("follow_up.planned"), wanted=st.sampled_from(YEARS).map(lambda year: (year,))),
    st.builds(Test, word=st.just("one_of"), path=st.just("here.economics.perspective"), wanted=_some_of(PERSPECTIVES)),
    st.builds(Test, word=st.just("is"), path=st.just("product.gmo"), wanted=st.booleans().map(lambda said: (said,))),
    st.builds(Test, word=st.sampled_from(["includes", "one_of"]), path=st.just("follow_up.covers"), wanted=_some_of(COVERS)),
)
OF_A_STUDY = st.one_of(
    st.builds(Test, word=st.just("one_of"), path=st.just("design"), wanted=_some_of(DESIGNS)),
    st.builds(Test, word=st.just("is"), path=st.just("role"), wanted=st.sampled_from(ROLES).map(lambda role: (role,))),
    st.builds(Test, word=st.just("at_least"), path=st.just("participants"), wanted=st.integers(0, 3).map(lambda count: (count,))),
)
LEAVES = st.one_of(
    TESTS,
    st.builds(Quantifier, word=st.sampled_from(["some", "every"]), of=st.just("studies"), where=st.one_of(st.none(), OF_A_STUDY), meets=OF_A_STUDY),
    st.builds(Review, word=st.just("review"), question=st.sampled_from(["Is it enough?", "Is it right?"])),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Combination, word=st.sampled_from(["all", "any"]), parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Negation, word=st.just("not"), part=inner),
    ),
    max_leaves=4,
)
STUDY = st.fixed_dictionaries({}, optional={"design": st.sampled_from(DESIGNS), "role": st.sampled_from(ROLES), "participants": st.integers(0, 3)})
DOSSIERS = st.fixed_dictionaries(
    {"dossier": st.just({"stage": "filing"})},
    optional={
        "product": st.fixed_dictionaries({"gmo": st.booleans()}),
        "follow_up": st.fixed_dictionaries({}, optional={"planned": st.sampled_from(YEARS), "covers": st.lists(st.sampled_from(COVERS), unique=True)}),
        "studies": st.one_of(st.just("none"), st.lists(STUDY, min_size=1, max_size=3)),
        "jurisdictions": st.fixed_dictionaries(
            {"NORTH": st.fixed_dictionaries({"economics": st.fixed_dictionaries({"perspective": st.sampled_from(PERSPECTIVES)})})}
        ),
    },
)
RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def _scope(library: Library) -> Scope:
    return Scope(library.vocabulary, "NORTH")


@given(left=CONDITIONS, right=CONDITIONS, data=st.lists(DOSSIERS, min_size=3, max_size=6))
@RELAXED
def test_what_is_called_stricter_is_never_met_where_the_other_is_not(
    diff_library: Library, left: Condition, right: Condition, data: list[dict[str, Any]]
) -> None:
    scope = _scope(diff_library)
    found = strictness(left, scope, right, scope)
    for stated in data:
        node, problems = parse_yaml(json.dumps(stated).replace('"none"', "none"), "test.yaml")
        statements = dossier_from(node, diff_library.vocabulary, "test.yaml", "test", problems).statements
        one, other = (compiled(condition, scope)(statements, None).truth for condition in (left, right))
        if found in (Strictness.STRICTER, Strictness.SAME):
            assert one <= other
        if found in (Strictness.LOOSER, Strictness.SAME):
            assert one >= other


@given(left=CONDITIONS, right=CONDITIONS)
@RELAXED
def test_swapping_mirrors(diff_library: Library, left: Condition, right: Condition) -> None:
    scope = _scope(diff_library)
    assert strictness(right, scope, left, scope) is strictness(left, scope, right, scope).mirrored


@given(condition=CONDITIONS)
@RELAXED
def test_a_condition_is_the_same_as_itself(diff_library: Library, condition: Condition) -> None:
    scope = _scope(diff_library)
    assert strictness(condition, scope, condition, scope) is Strictness.SAME


@given(condition=CONDITIONS, extra=TESTS)
@RELAXED
def test_a_further_alternative_never_makes_it_stricter_and_a_further_clause_never_looser(diff_library: Library, condition: Condition, extra: Test) -> None:
    scope = _scope(diff_library)
    loosened = Combination(word="any", parts=(condition, extra))
    tightened = Combination(word="all", parts=(condition, extra))
    assert strictness(loosened, scope, condition, scope) in (Strictness.LOOSER, Strictness.SAME)
    assert strictness(tightened, scope, condition, scope) in (Strictness.STRICTER, Strictness.SAME)
    assert strictness(Negation(word="not", part=loosened), scope, Negation(word="not", part=condition), scope) in (Strictness.STRICTER, Strictness.SAME)


@given(condition=CONDITIONS)
@RELAXED
def test_a_copy_with_a_lower_bound_is_looser(diff_library: Library, condition: Condition) -> None:
    scope = _scope(diff_library)
    bound = Test(word="at_least", path="durability.longest_observed", wanted=("5 years",))
    lower = Test(word="at_least", path="durability.longest_observed", wanted=("3 years",))
    for word in ("all", "any"):
        one, other = (Combination(word=word, parts=(condition, test)) for test in (lower, bound))
        assert strictness(one, scope, other, scope) is Strictness.LOOSER


@given(parts=st.lists(st.sampled_from(Strictness)))
def test_comparisons_taken_together_mirror_too(parts: list[Strictness]) -> None:
    assert together(*(part.mirrored for part in parts)) is together(*parts).mirrored
