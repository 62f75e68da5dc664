"""A dossier against every jurisdiction: columns, days, counts, divergences, and the questions that are open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.engine.check import NothingToCheckError, check
from atmpcmp.engine.divergence import divergences
from atmpcmp.engine.in_force import announced, entry_in_force, judging_day
from atmpcmp.engine.kinds_apart import GroupApart, KindCount, kinds_apart, sentence
from atmpcmp.engine.silence import silence
from atmpcmp.engine.verdict import Judge, Status
from atmpcmp.model.condition import Combination, Test
from atmpcmp.model.jurisdiction import Jurisdiction, Member, Source
from atmpcmp.model.library import Library, UnknownNameError
from atmpcmp.model.rule import Entry, Rule
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.dossier import Dossier

TODAY = date(2026, 6, 30)


def _rule(rule_id: str, jurisdiction: str, condition: Any = None, **more: Any) -> Rule:
    kind = more.pop("kind", "requirement")
    history = more.pop("history", None) or (Entry(since="2020", states="Said.", condition=condition, source=Source(document="d"), confidence="primary"),)
    defaults: dict[str, Any] = {"name": rule_id.lower(), "topic": "long-term-follow-up", "title": rule_id, "level": "must" if kind == "requirement" else None}
    return Rule(id=rule_id, jurisdiction=jurisdiction, kind=kind, history=history, **(defaults | more))


def _at_least(years: int) -> Test:
    return Test(word="at_least", path="follow_up.planned", wanted=(f"{years} years",))


@pytest.fixture
def small(library: Library) -> Library:
    """A regulator that wants five years, an HTA body that wants fifteen, a joint body with one member, and a stance."""
    jurisdictions = {
        "REG": Jurisdiction(id="REG", name="Regulator", kind="regulator", coverage="x", territory="EU"),
        "HTA": Jurisdiction(id="HTA", name="HTA body", kind="hta", coverage="x", territory="DE"),
        "JOINT": Jurisdiction(id="JOINT", name="Joint body", kind="joint-hta", coverage="x", members=(Member(id="NO", name="Norway"),)),
    }
    joint = Test(word="is", path="here.joint.consent", wanted=(True,))
    price = Test(word="at_most", path="here.price.list", wanted=("1 million EUR",))
    rules = (
        _rule("REG-001", "REG", _at_least(5)),
        _rule("REG-002", "REG", kind="stance"),
        _rule("REG-003", "REG", _at_least(1), kind="route", topic="expedited-designation"),
        _rule("HTA-001", "HTA", _at_least(15)),
        _rule("HTA-003", "HTA", _at_least(15), kind="route", applies_when=Test(word="is", path="product.gmo", wanted=(True,))),
        _rule("HTA-002", "HTA", price, topic="price-negotiation", level="should"),
        _rule("JOINT-001", "JOINT", joint, topic="joint-procedure-eligibility"),
        _rule("JOINT-002", "JOINT", price, topic="price-negotiation", member="NO"),
    )
    bodies = dict(library.vocabulary.bodies) | {name: name for name in jurisdictions}
    vocabulary = library.vocabulary.model_copy(update={"bodies": bodies})
    return Library(vocabulary=vocabulary, topics=library.topics, jurisdictions=jurisdictions, rules=rules)


@pytest.fixture
def make_dossier(small: Library) -> Callable[[str], Dossier]:
    def make(text: str) -> Dossier:
        node, problems = parse_yaml(text, "test.yaml")
        return dossier_from(node, small.vocabulary, "test.yaml", "test", problems)

    return make


def test_requirements_and_routes_are_judged_and_stances_are_not(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    result = check(small, make_dossier("follow_up: {planned: 5 years}"), today=TODAY)
    assert {verdict.rule.id: str(verdict.status) for verdict in result.verdicts} == {
        "REG-001": "met", "HTA-001": "gap", "HTA-002": "unknown", "JOINT-001": "unknown", "JOINT-002": "unknown",
    }  # fmt: skip
    assert [(verdict.rule.id, str(verdict.status)) for verdict in result.routes] == [("REG-003", "open"), ("HTA-003", "closed")]
    assert list(result.columns) == ["REG", "HTA", "JOINT", "JOINT:NO"]
    assert result.summary["HTA"]["must"] == {"met": 0, "gap": 1, "unknown": 0, "review": 0, "not-applicable": 0}
    assert [verdict.rule.id for verdict in result.with_status(Status.GAP, levels=("should",))] == []


def test_some_columns_and_topics_only(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    dossier = make_dossier("follow_up: {planned: 5 years}")
    assert [v.rule.id for v in check(small, dossier, against=["JOINT:NO"], today=TODAY).verdicts] == ["JOINT-002"]
    assert [v.rule.id for v in check(small, dossier, topics=["price-negotiation"], today=TODAY).verdicts] == ["HTA-002", "JOINT-002"]
    with pytest.raises(UnknownNameError):
        check(small, dossier, against=["nobody"])
    with pytest.raises(NothingToCheckError, match="nothing to check"):
        check(small, dossier, as_of=date(2019, 12, 31))


def test_the_day_is_the_one_asked_for_else_the_filing_day_else_today(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    dossier = make_dossier("jurisdictions: {EU: {submission: {date: 2021}}, all: {submission: {date: 2022-03}}}")
    assert (judging_day(dossier, "EU", None, TODAY).day, judging_day(dossier, "EU", None, TODAY).reason) == (date(2021, 12, 31), "filing")
    assert judging_day(dossier, "HTA", None, TODAY).day == date(2022, 3, 31)
    assert judging_day(make_dossier("product: {name: X}"), "HTA", None, TODAY).reason == "today"
    assert judging_day(dossier, "EU", date(2020, 1, 1), TODAY) == judging_day(dossier, "HTA", date(2020, 1, 1), TODAY)
    assert check(small, dossier, today=TODAY).columns["HTA"].reason == "filing"


def test_what_is_announced_is_not_in_force() -> None:
    entries = tuple(Entry(since=since, states=since, source=Source(document="d"), confidence="primary") for since in ("2027", "2025-06", "undated"))
    rule = _rule("X-001", "X", history=entries, kind="stance")
    assert [entry.since for entry in announced(rule, TODAY)] == ["2027"]
    assert (entry_in_force(rule, TODAY) or entries[0]).since == "2025-06"
    assert (entry_in_force(rule, date(1990, 1, 1)) or entries[0]).since == "undated"


def test_who_accepts_and_who_does_not(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    result = check(small, make_dossier("follow_up: {planned: 5 years}"), today=TODAY)
    (found,) = result.divergences
    assert (found.topic, found.met, found.gap, found.unknown) == ("long-term-follow-up", ("REG",), ("HTA",), ())
    assert divergences([]) == ()
    assert not check(small, make_dossier("follow_up: {planned: 15 years}"), today=TODAY).divergences


def test_regulators_and_hta_bodies_apart(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    result = check(small, make_dossier("follow_up: {planned: 5 years}"), today=TODAY)
    (apart,) = kinds_apart(result, small)
    assert apart.group == "post-authorisation"
    assert sentence(apart) == "regulators find no gap (1 met, 0 open), HTA bodies find 1 gap (HTA; 0 met, 0 open), joint HTA bodies ask nothing here"
    two = GroupApart("clinical", (KindCount("hta", 1, 2, 3, ("A", "B")),))
    assert sentence(two) == "HTA bodies find 2 gaps (A, B; 1 met, 3 open)"


def test_questions_are_grouped_and_the_most_useful_comes_first(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    result = check(small, make_dossier("jurisdictions: {HTA: {submission: {status: planned}}, NO: {submission: {status: planned}}}"), today=TODAY)
    found = silence(result, small)
    assert [question.field for question in found.questions] == ["follow_up.planned", "jurisdictions.*.price.list", "product.gmo"]
    first, second, _ = found.questions
    assert (first.decides, first.helps, first.columns) == (3, 1, ("REG", "HTA"))
    assert second.columns == ("HTA", "JOINT:NO")
    assert second.paths == ("jurisdictions.HTA.price.list", "jurisdictions.NO.price.list")
    assert [(folded.body, folded.questions, folded.rules) for folded in found.folded] == [("JOINT", 1, 1)]


def test_why_says_what_the_dossier_says_and_what_was_wanted(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    def why(text: str, rule: str) -> str:
        return next(verdict.why for verdict in check(small, make_dossier(text), today=TODAY).verdicts if verdict.rule.id == rule)

    assert why("follow_up: {planned: 5 years}", "HTA-001") == "follow_up.planned is 5 years (line 1); wanted at least 15 years"
    assert why("follow_up: {planned: 5 years}", "REG-001") == "follow_up.planned is 5 years (line 1)"
    assert why("follow_up: none", "REG-001") == "follow_up.planned is none (line 1); wanted at least 5 years".replace("follow_up.planned is", "follow_up is")
    assert why("product: {name: X}", "HTA-002") == "Not stated: jurisdictions.HTA.price.list"
    assert why("jurisdictions: {HTA: {price: {list: 3 million GBP}}}", "HTA-002").startswith(
        "Not settled by what is stated: jurisdictions.HTA.price.list is 3 million GBP"
    )


@pytest.mark.parametrize(
    ("text", "status", "why"),
    [
        ("follow_up: {planned: 5 years}", "closed", "follow_up.planned is 5 years (line 1); wanted at least 15 years"),
        ("follow_up: {planned: 15 years}", "unknown", "Not stated: product.gmo"),
        ("product: {gmo: true}", "unknown", "Not stated: follow_up.planned"),
        ("product: {gmo: false}", "closed", "Outside its scope: product.gmo is false (line 1); wanted true"),
        ("product: {name: X}", "unknown", "Not stated: product.gmo, follow_up.planned"),
    ],
)
def test_a_route_names_what_closes_it(small: Library, make_dossier: Callable[[str], Dossier], text: str, status: str, why: str) -> None:
    route = next(route for route in check(small, make_dossier(text), today=TODAY).routes if route.rule.id == "HTA-003")
    assert (str(route.status), route.why) == (status, why)


def test_an_open_route_says_what_would_close_it(small: Library, make_dossier: Callable[[str], Dossier]) -> None:
    stage = Test(word="one_of", path="dossier.stage", wanted=("exploratory", "pivotal-planned"))
    meant_for = Test(word="is", path="product.gmo", wanted=(True,))
    routes = (
        _rule("REG-004", "REG", stage, kind="route", applies_when=meant_for),
        _rule("REG-005", "REG", kind="route", applies_when=stage),
        _rule("REG-006", "REG", kind="route"),
    )
    library = Library(vocabulary=small.vocabulary, topics=small.topics, jurisdictions=small.jurisdictions, rules=routes)
    dossier = make_dossier("dossier: {stage: exploratory}\nproduct: {gmo: true}")
    first, second, third = check(library, dossier, today=TODAY).routes
    assert first.stays_open_while == second.stays_open_while == ("dossier.stage is one of exploratory, pivotal-planned",)
    assert first.why == "dossier.stage is exploratory (line 1)"
    assert second.why == "Open to all for whom it is meant: dossier.stage is exploratory (line 1)"
    assert (third.why, third.stays_open_while) == ("Open to all", ())
    assert check(library, make_dossier("dossier: {stage: filed}"), today=TODAY).routes[1].stays_open_while == ()


def test_a_condition_is_compiled_once(small: Library, make_dossier: Callable[[str], Dossier], monkeypatch: pytest.MonkeyPatch) -> None:
    judge = Judge(small)
    check(small, make_dossier("product: {name: X}"), today=TODAY, judge=judge)
    monkeypatch.setattr("atmpcmp.engine.verdict.compiled", lambda *_: pytest.fail("compiled again"))
    check(small, make_dossier("product: {name: Y}"), today=TODAY, judge=judge)


@pytest.mark.parametrize(
    ("dossier", "status", "fields"),
    [
        ("product: {gmo: false, vector: {kind: lentiviral}}\n", Status.NOT_APPLICABLE, ["product.gmo"]),
        ("product: {gmo: true, vector: {kind: lentiviral}}\nfollow_up: {planned: 1 year}\n", Status.GAP, ["follow_up.planned"]),
        ("product: {gmo: true, vector: {kind: lentiviral}}\n", Status.UNKNOWN, ["follow_up.planned"]),
        ("product: {vector: {kind: lentiviral}}\nfollow_up: {planned: 20 years}\n", Status.UNKNOWN, ["product.gmo"]),
    ],
)
def test_what_decides_is_what_made_the_verdict_so(
    library: Library, make_dossier: Callable[[str], Dossier], dossier: str, status: Status, fields: list[str]
) -> None:
    scope = Combination(
        word="all",
        parts=(Test(word="is", path="product.gmo", wanted=(True,)), Test(word="one_of", path="product.vector.kind", wanted=("lentiviral", "aav"))),
    )
    rule = _rule("EMA-901", "EMA", _at_least(15), applies_when=scope)
    # Not a copy: that would keep what the whole library has worked out about its own rules.
    few = Library(vocabulary=library.vocabulary, topics=library.topics, jurisdictions=library.jurisdictions, rules=(rule,))
    (verdict,) = check(few, make_dossier(dossier), against=["EMA"], today=TODAY).verdicts
    assert verdict.status is status
    assert [clause.field for clause in verdict.deciding] == fields
