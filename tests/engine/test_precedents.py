"""Which decisions are precedents, and in which order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from atmpcmp.engine.check import check
from atmpcmp.engine.precedents import dated_precedents, precedents_of_gap, precedents_of_rule, ranked_precedents
from atmpcmp.engine.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.library import Library


def test_the_most_alike_come_first_then_the_newest(make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> None:
    mine = make_decided("mine", make_decision("registry"), more="studies: [{role: pivotal, design: single-arm}]\n")
    far = make_decided("far", make_decision("registry", date="2024"))
    near = make_decided(
        "near", make_decision("registry", date="2019"), make_decision("registry", date="2021"), more="studies: [{role: pivotal, design: single-arm}]\n"
    )
    found = ranked_precedents(mine.dossier, [mine, far, near])
    assert [one.name for one in found] == ["near/DEMO/2021", "near/DEMO/2019", "far/DEMO/2024"]


def test_precedents_of_a_rule(decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> None:
    rule = decided_library.rules_by_id["DEMO-001"]
    mine = make_decided("mine")
    other = make_decided(
        "other",
        make_decision("durability"),  # named by the rule itself
        make_decision("long-term-follow-up", date="2021"),
        make_decision("long-term-follow-up", date="2022", jurisdiction="NICE"),
        make_decision(date="2023", accepted=({"topic": "long-term-follow-up", "states": "enough"},)),
    )
    ranked = ranked_precedents(mine.dossier, [other])
    assert [one.name for one in precedents_of_rule(rule, ranked)] == ["other/DEMO/2020-06-01", "other/DEMO/2023", "other/DEMO/2021"]
    assert [one.name for one in precedents_of_rule(rule, ranked, date(2022, 1, 1))] == ["other/DEMO/2020-06-01", "other/DEMO/2021"]
    assert [word for one in precedents_of_rule(rule, ranked) for word, _ in one.points_on(rule.topic)] == ["accepted", "criticised"]


def test_products_of_another_class_and_design_are_no_precedents(
    decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision], make_dossier: Callable[..., object]
) -> None:
    rule = decided_library.rules_by_id["DEMO-002"]
    other = make_decided("other", make_decision("paediatric"))
    tissue = make_dossier("product: {atmp_class: tissue-engineered}")
    assert precedents_of_rule(rule, ranked_precedents(tissue, [other])) == ()  # type: ignore[arg-type]
    assert len(precedents_of_rule(rule, dated_precedents([other]))) == 1


def test_a_rule_of_a_member_takes_decisions_of_it_and_of_the_joint_body(
    library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]
) -> None:
    rule = next(rule for rule in library.rules if rule.column == "FINOSE:NO")
    members = [make_decision(rule.topic, jurisdiction="FINOSE", member=member) for member in (None, "NO", "SE")]
    found = precedents_of_rule(rule, dated_precedents([make_decided("other", *members)]))
    assert sorted(str(one.decision.member) for one in found) == ["NO", "None"]


def test_on_a_day_asked_for_later_decisions_are_not_known(
    decided_library: Library, make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]
) -> None:
    mine, other = make_decided("mine"), make_decided("other", make_decision("long-term-follow-up", date="2021"))
    ranked = ranked_precedents(mine.dossier, [other])
    for day, count in ((date(2020, 1, 1), 0), (date(2022, 1, 1), 1), (None, 1)):
        (gap,) = check(decided_library, mine.dossier, against=["DEMO"], as_of=day, today=date(2020, 1, 1)).with_status(Status.GAP)
        assert len(precedents_of_gap(gap, ranked)) == count
