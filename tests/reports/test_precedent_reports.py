"""The reports of precedents: what was decided, why it stands there, and where it can be read."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from atmpcmp.engine.check import check
from atmpcmp.engine.precedents import Precedent, ranked_precedents
from atmpcmp.reports import check_markdown, check_plain, check_table, precedent_listing
from atmpcmp.reports.explanation import explain_rule, explain_topic, render
from atmpcmp.reports.precedent_words import precedent_sentence
from atmpcmp.reports.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.library import Library

DAY = date(2026, 6, 30)


@pytest.fixture
def mine(make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> DecidedProduct:
    return make_decided("mine", make_decision("long-term-follow-up", outcome="Its own."))


@pytest.fixture
def other(make_decided: Callable[..., DecidedProduct], make_decision: Callable[..., Decision]) -> DecidedProduct:
    source = {"title": "The report", "url": "https://example.org/a", "locator": "page 3", "confidence": "recalled"}
    return make_decided(
        "other",
        make_decision("long-term-follow-up", date="2022", source=source),
        make_decision("long-term-follow-up", date="2021", outcome="Evil \x1b[31m."),
        make_decision("long-term-follow-up", date="2019", other_indication=True, indication="leukaemia"),
    )


def test_a_sentence_has_product_body_date_outcome_critique_and_source(other: DecidedProduct) -> None:
    first, _, last = (Precedent(other, decision, None) for decision in other.decisions)
    assert precedent_sentence(first, "long-term-follow-up") == (
        "Other, DEMO, 2022: No. Criticised: long-term-follow-up is weak. Source: The report, page 3, https://example.org/a (UNCONFIRMED: from memory)"
    )
    assert precedent_sentence(last).startswith("Other (leukaemia), DEMO, 2019: No. Source: T")


def test_gaps_show_two_precedents_and_count_the_rest(decided_library: Library, mine: DecidedProduct, other: DecidedProduct) -> None:
    result = check(decided_library, mine.dossier, against=["DEMO"], today=DAY)
    plain = check_plain.render([result], decided_library, decided=[mine, other])
    assert "  precedent: Other, DEMO, 2022: No. Criticised" in plain
    assert "  precedent: 1 more on this topic (atmpcmp precedents lists them)\n" in plain
    assert "Its own." not in plain
    assert "\x1b" not in plain
    markdown = check_markdown.render([result], decided_library, decided=[mine, other])
    assert "- precedent: Other, DEMO, 2022: No. Criticised" in markdown
    table = check_table.render([result], decided_library, Terminal(100), decided=[mine, other])
    assert "  precedent Other, DEMO, 2022: No. Criticised" in table
    for said in (check_plain.render([result], decided_library), check_markdown.render([result], decided_library)):
        assert "precedent" not in said


def test_explain_shows_them_by_day(decided_library: Library, mine: DecidedProduct, other: DecidedProduct) -> None:
    rule = decided_library.rules_by_id["DEMO-001"]
    labels = dict(explain_rule(rule, decided_library, date(2021, 12, 31), [mine, other]).paragraphs)
    assert [line.split(":")[0] for line in labels["precedents"]] == ["Other, DEMO, 2021", "Mine, DEMO, 2020-06-01", "Other (leukaemia), DEMO, 2019"]
    assert "precedents" not in dict(explain_rule(rule, decided_library, DAY).paragraphs)
    topic = explain_topic(decided_library.topics.topics["long-term-follow-up"], decided_library, DAY, [other])
    assert len(dict(topic.paragraphs)["precedents"]) == 3
    assert "precedents" not in dict(explain_topic(decided_library.topics.topics["potency"], decided_library, DAY, [other]).paragraphs)
    assert "Criticised: long-term-follow-up is weak" in render([topic], "plain")


def test_the_listing_groups_decisions_that_rank_alike(mine: DecidedProduct, other: DecidedProduct) -> None:
    found = ranked_precedents(mine.dossier, [mine, other])
    plain = precedent_listing.render(mine.dossier, found, "plain")
    assert plain.startswith("Precedents for Mine (x): 3 decisions on 1 other product, the most alike first\n")
    assert "1. Other, \n" not in plain
    assert "2. Other, other indications\n  why here: alike in 1 of 1: class (gene-therapy)\n" in plain
    assert "    criticised: long-term-follow-up: long-term-follow-up is weak\n    source: The report, page 3" in plain
    assert "\x1b" not in plain
    markdown = precedent_listing.render(mine.dossier, found, "markdown")
    assert "## 2. Other, other indications" in markdown
    assert "- DEMO, 2022, hta: No." in markdown
    assert "\x1b" not in markdown
    for terminal in (Terminal(80), None):
        table = precedent_listing.render(mine.dossier, found, "table", terminal)
        assert all(len(line) <= 80 for line in table.splitlines())
        assert "DEMO, 2022, hta: No." in table


def test_the_listing_as_json(mine: DecidedProduct, other: DecidedProduct) -> None:
    found = json.loads(precedent_listing.render(mine.dossier, ranked_precedents(mine.dossier, [other]), "json"))
    assert (found["format"], found["product"], len(found["precedents"])) == ("atmpcmp-precedents-1", "mine", 3)
    first = found["precedents"][0]
    assert first["similarity"] == {"alike": {"class": "gene-therapy"}, "different": {}, "reason": "alike in 1 of 1: class (gene-therapy)"}
    assert first["critiques"] == [{"topic": "long-term-follow-up", "states": "long-term-follow-up is weak"}]
    assert first["source"]["url"] == "https://example.org/a"


def test_without_a_product_at_hand_nothing_is_said_of_likeness(mine: DecidedProduct, other: DecidedProduct) -> None:
    alone = [Precedent(other, other.decisions[0], None)]
    assert "similarity" not in json.loads(precedent_listing.render(mine.dossier, alone, "json"))["precedents"][0]
    assert "1 decision on 1 other product" in precedent_listing.render(mine.dossier, alone, "plain")
