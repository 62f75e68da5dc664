"""Two sides, topic by topic: the expected sentences, the laws, dates, members, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from atmpcmp.engine.diff import NothingToCompareError, diff, differences, topic_difference
from atmpcmp.engine.difference import DifferenceKind, PairedBy, Ruling, kind_of
from atmpcmp.engine.pairing import compared
from atmpcmp.engine.side import NothingInForceError, Side, side_of
from atmpcmp.engine.strictness import Strictness
from atmpcmp.model.condition import Combination, Test
from atmpcmp.model.library import Library, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.difference import TopicDifference
    from atmpcmp.model.dossier import Dossier

TODAY = date(2026, 6, 30)
CASES: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent.parent / "data" / "diff-sentences.yaml").read_text(encoding="utf-8"))["cases"]


def _of(column: str, day: date = TODAY) -> Side:
    jurisdiction, _, member = column.partition(":")
    return Side(jurisdiction, member or None, day)


def _topic(library: Library, left: str, right: str, topic: str, **options: Any) -> TopicDifference:
    (found,) = diff(library, left, right, topics=[topic], today=TODAY, **options).topics
    return found


def _with(library: Library, **changed: Any) -> Library:
    """A library of its own: a copy would keep what the first one has worked out."""
    parts = {"vocabulary": library.vocabulary, "topics": library.topics, "jurisdictions": library.jurisdictions, "rules": library.rules}
    return Library(**{**parts, **changed})


def _ruling(library: Library, rule: str) -> Ruling:
    found = library.rules_by_id[rule]
    return Ruling(found, found.history[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['left']} {case['right']} {case['topic']}")
def test_the_sentence_of_a_topic(case: dict[str, str], diff_library: Library) -> None:
    found = _topic(diff_library, case["left"], case["right"], case["topic"])
    assert found.kind.word == case["kind"]
    assert found.sentence == case["sentence"]


# Laws, on the made-up bodies and on all real ones


def test_a_body_compared_with_itself_is_all_the_same(diff_library: Library) -> None:
    for column in diff_library.rules_by_column:
        side = _of(column)
        for topic in differences(diff_library, side, side, today=TODAY):
            if topic.left:
                assert topic.kind is DifferenceKind.SAME, (column, topic.topic)
            assert not topic.changes
            assert all(measure.relation is Strictness.SAME for measure in topic.measures)


def test_the_rules_of_a_body_under_another_name_are_all_the_same(diff_library: Library) -> None:
    """The same law where rules are paired by name and not by id."""
    for column in diff_library.rules_by_column:
        side = _of(column)
        other = replace(side, jurisdiction="UNION" if side.jurisdiction != "UNION" else "NORTH", member=None)
        for topic in differences(diff_library, side, side, today=TODAY):
            if topic.left:
                found = topic_difference(topic.topic, diff_library, (side, other), (topic.left, topic.left))
                assert found.kind is DifferenceKind.SAME, (column, topic.topic)


def test_swapping_the_sides_mirrors_kinds_and_measures(diff_library: Library) -> None:
    for left, right in combinations(diff_library.rules_by_column, 2):
        there = {topic.topic: topic for topic in differences(diff_library, _of(right), _of(left), today=TODAY)}
        for topic in differences(diff_library, _of(left), _of(right), today=TODAY):
            mirrored = there[topic.topic]
            assert mirrored.kind is topic.kind.mirrored, (left, right, topic.topic)
            assert {(one.field, one.left, one.right, one.relation) for one in topic.measures} == {
                (one.field, one.right, one.left, one.relation.mirrored) for one in mirrored.measures
            }


def test_no_topic_is_without_a_sentence(diff_library: Library) -> None:
    for left, right in combinations(diff_library.rules_by_column, 2):
        for topic in differences(diff_library, _of(left), _of(right), today=TODAY):
            assert topic.sentence.endswith("."), (left, right, topic.topic)


@pytest.mark.parametrize("word", ["any", "all"])
def test_a_loosened_copy_is_looser_and_a_tightened_one_stricter(word: Any, diff_library: Library) -> None:
    extra = Test(word="is", path="product.individualised", wanted=(True,))
    expected = {("requirement", "any"): Strictness.STRICTER, ("requirement", "all"): Strictness.LOOSER}
    for rule in diff_library.rules:
        for entry in rule.history:
            if rule.kind == "requirement" and entry.condition is not None:
                changed = entry.model_copy(update={"condition": Combination(word=word, parts=(entry.condition, extra))})
                pair = compared(Ruling(rule, entry), Ruling(rule, changed), diff_library, PairedBy.ID)
                assert pair.strictness is expected[rule.kind, word], rule.id


def test_a_wider_scope_is_stricter_for_a_requirement_and_looser_for_a_route(diff_library: Library) -> None:
    scope = Test(word="is", path="product.gmo", wanted=(True,))
    for name, expected in (("NORTH-001", Strictness.STRICTER), ("NORTH-016", Strictness.LOOSER)):
        ruling = _ruling(diff_library, name)
        narrowed = Ruling(ruling.rule, ruling.entry.model_copy(update={"applies_when": scope}))
        assert compared(ruling, narrowed, diff_library, PairedBy.ID).strictness is expected


def test_what_points_both_ways_is_no_stricter(diff_library: Library) -> None:
    ruling = _ruling(diff_library, "NORTH-001")
    softer = Ruling(ruling.rule, ruling.entry.model_copy(update={"level": "should"}))
    harder = softer.entry.model_copy(update={"condition": Test(word="at_least", path="quality.traceability.retention", wanted=("50 years",))})
    assert compared(ruling, softer, diff_library, PairedBy.ID).strictness is Strictness.STRICTER
    assert compared(ruling, Ruling(ruling.rule, harder), diff_library, PairedBy.ID).strictness is Strictness.UNLIKE


def test_a_fact_and_a_demand_are_not_the_same_even_with_one_value(diff_library: Library) -> None:
    demand, fact = _ruling(diff_library, "NORTH-002"), _ruling(diff_library, "NORTH-008")
    fact = Ruling(fact.rule.model_copy(update={"topic": "budget-impact"}), fact.entry.model_copy(update={"values": {"years": 3}}))
    pair = compared(demand, fact, diff_library, PairedBy.VALUES)
    assert pair.measures[0].relation is Strictness.SAME
    assert pair.strictness is Strictness.UNLIKE


def test_the_kinds_carry_their_sentences() -> None:
    assert DifferenceKind.STRICTER_RIGHT.sentence("A", "B") == "B is stricter"
    assert {kind.mirrored.mirrored for kind in DifferenceKind} == set(DifferenceKind)
    assert kind_of(Strictness.UNLIKE) is DifferenceKind.DIFFERENT
    assert not DifferenceKind.ONLY_LEFT.is_comparable


# Days, members, aliases


def test_a_day_counts_for_its_side_only(diff_library: Library) -> None:
    found = diff(diff_library, "NORTH@2018-01-01", "SOUTH", as_of=date(2024, 1, 1), today=TODAY)
    assert (found.left.as_of, found.right.as_of) == (date(2018, 1, 1), date(2024, 1, 1))
    rate = next(topic for topic in found.topics if topic.topic == "discount-rate")
    assert rate.kind is DifferenceKind.DIFFERENT


def test_what_came_into_force_since_is_not_announced(diff_library: Library) -> None:
    found = diff(diff_library, "NORTH@2018-01-01", "SOUTH", today=TODAY)
    assert "pico-scope" not in [topic.topic for topic in found.topics]
    ahead = next(topic for topic in found.topics if topic.topic == "discount-rate").announced_left
    assert [ruling.entry.since for ruling in ahead] == ["2099-01-01"]


def test_sides_swapped_in_time_tell_the_same_story(diff_library: Library) -> None:
    forth = _topic(diff_library, "NORTH@2018-01-01", "NORTH@2026-01-01", "generalisability")
    back = _topic(diff_library, "NORTH@2026-01-01", "NORTH@2018-01-01", "generalisability")
    assert forth.sentence == back.sentence
    assert (forth.kind, back.kind) == (DifferenceKind.ONLY_LEFT, DifferenceKind.ONLY_RIGHT)
    assert [turn.source.document for turn in forth.changes[0].turns] == ["north-guide"]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("NORTH", "NORTH"),
        ("nab", "NORTH"),
        ("UNION:al", "UNION:AL"),
        ("AX", "UNION:AX"),
        (" UNION @2026-01-01", "UNION"),
        ("CDA-AMC", "CADTH"),
        ("NO", "FINOSE:NO"),
    ],
)
def test_names_of_sides(text: str, column: str, diff_library: Library) -> None:
    assert side_of(text, diff_library, TODAY).column == column


def test_a_member_of_two_joint_bodies_has_to_be_said_in_full(diff_library: Library) -> None:
    other = diff_library.jurisdictions["UNION"].model_copy(update={"id": "OTHER", "aliases": ()})
    of_member = next(rule for rule in diff_library.rules if rule.column == "UNION:AX")
    rules = (*diff_library.rules, of_member.model_copy(update={"id": "OTHER-001", "jurisdiction": "OTHER"}))
    library = _with(diff_library, jurisdictions={**diff_library.jurisdictions, "OTHER": other}, rules=rules)
    with pytest.raises(ValueError, match="several joint bodies; say which: UNION:AX, OTHER:AX"):
        side_of("AX", library, TODAY)


# What is refused


@pytest.mark.parametrize(
    ("left", "right", "options", "error", "words"),
    [
        ("NORTHH", "SOUTH", {}, UnknownNameError, "did you mean NORTH"),
        ("UNION:XX", "SOUTH", {}, UnknownNameError, "its members are AX, AL"),
        ("", "SOUTH", {}, UnknownNameError, "a side is empty"),
        ("NORTH", "NAB", {}, NothingToCompareError, "both sides are NORTH on 2026-06-30"),
        ("NORTH@2020-13-01", "SOUTH", {}, ValueError, "no day, month or year"),
        ("NORTH@2020", "SOUTH", {}, ValueError, "write the whole day, such as 2020-12-31"),
        ("NORTH@1950-01-01", "SOUTH", {}, NothingInForceError, "the earliest dated one holds from 2015-01-01"),
        ("NORTH", "SOUTH", {"topics": ["redosing"]}, NothingToCompareError, "neither NORTH nor SOUTH has a rule on redosing"),
    ],
)
def test_refused(left: str, right: str, options: dict[str, Any], error: type[Exception], words: str, diff_library: Library) -> None:
    with pytest.raises(error, match=words):
        diff(diff_library, left, right, today=TODAY, **options)


def test_a_joint_body_without_rules_of_its_own_names_those_that_have(diff_library: Library) -> None:
    rules = tuple(rule for rule in diff_library.rules if rule.id != "UNION-001")
    library = _with(diff_library, rules=rules)
    with pytest.raises(NothingInForceError, match="no rules of UNION itself; UNION:AX, UNION:AL have rules"):
        diff(library, "UNION", "NORTH", today=TODAY)


# With a dossier


def test_a_dossier_leaves_what_makes_a_difference_the_widest_first(diff_library: Library, make_diff_dossier: Callable[[str], Dossier]) -> None:
    dossier = make_diff_dossier(
        "quality: {traceability: {retention: 20 years}, potency: {assay: none}}\n"
        "indication: {severity: seriously-debilitating}\n"
        "jurisdictions:\n  all: {need: {prevalence: 3 per 10000 people}}\n  NORTH: {submission: {date: 2024-05-02}}\n"
    )
    found = diff(diff_library, "NORTH", "SOUTH", dossier=dossier, today=TODAY)
    assert (found.left.as_of, found.right.as_of) == (date(2024, 5, 2), TODAY)
    ranked = [(topic.topic, topic.judged.rank) for topic in found.topics if topic.judged is not None]
    assert ranked == [("traceability", 1), ("expedited-designation", 4)]
    first, second = (topic.judged for topic in found.topics)
    assert first is not None
    assert second is not None
    assert first.sentence == "NORTH does not accept it by “Thirty years of records” (NORTH-001); SOUTH accepts it by “Ten years of records” (SOUTH-001)."
    assert second.sentence == "NORTH keeps closed “Fast lane” (NORTH-007); SOUTH opens “Quick lane” (SOUTH-007)."
    assert found.left_out == {"a gap on both sides": 1, "not decided by what is stated": 12, "no gap on either side": 5}


def test_a_gap_matters_where_the_other_side_asks_nothing_or_cannot_tell(diff_library: Library, make_diff_dossier: Callable[[str], Dossier]) -> None:
    dossier = make_diff_dossier(
        "evidence_review: {search_date: 2020-01-01}\njurisdictions: {NORTH: {submission: {date: 2024-05-02}, economics: {discount_costs: 9 %}}}\n"
    )
    found = diff(diff_library, "NORTH@2024-05-02", "SOUTH@2024-05-02", dossier=dossier, today=TODAY)
    ranks = {topic.topic: topic.judged for topic in found.topics}
    rate = ranks["discount-rate"]
    assert rate is not None
    assert (rate.rank, rate.sentence) == (
        2,
        "NORTH does not accept it by “Discounting at 3 %” (NORTH-009); SOUTH cannot tell by “Discounting at 3 %” (SOUTH-009).",
    )
    alone = diff(diff_library, "NORTH", "AX", as_of=TODAY, dossier=make_diff_dossier("quality: {potency: {assay: none}}\n"), today=TODAY)
    (potency,) = alone.topics
    assert potency.judged is not None
    assert (potency.judged.rank, potency.judged.sentence) == (
        3,
        "NORTH does not accept it by “Functional potency assay” (NORTH-004); UNION:AX asks nothing of this product here.",
    )
