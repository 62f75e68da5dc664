"""Truth: what a sentence says, what the condition asks, and how well it is known."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atmpcmp.lint.code import code
from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Test

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import LintedRule, Subject

MAX_WORDS = 70
_UP_TO_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UP_TO_TWENTY = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
_NUMBER_WORDS = {word: number for number, word in enumerate((*_UP_TO_TEN, *_UP_TO_TWENTY))}
_NUMBER_WORDS |= {"twenty-four": 24, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}
_UNITS = {
    "minute": ("time", Fraction(1, 1440)),
    "hour": ("time", Fraction(1, 24)),
    "day": ("time", Fraction(1)),
    "week": ("time", Fraction(7)),
    "month": ("time", Fraction(487, 16)),
    "year": ("time", Fraction(1461, 4)),
    "%": ("share", Fraction(1)),
    "percent": ("share", Fraction(1)),
}
_WORDS = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_ADJECTIVES = "active|calendar|working|business|clock|consecutive|full|whole|further|more"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(\d+(?:[.,]\d+)?|{_WORDS})(?:\s+({_ADJECTIVES}))?[\s-]*(minute|hour|day|week|month|year|percent|%|per cent)",
    re.IGNORECASE,
)
_WORKING = ("working", "business")
_PLAIN_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)()\s*(minute|hour|day|week|month|year|%)")


@code("AC801", "warning")
def recalled_must(subject: Subject) -> Iterator[Found]:
    """A rule of level must is known from memory only.

    What it finds:
        Entries of level must with `confidence: recalled`.
    Why it matters:
        A gap of level must stops a filing. It has to be read somewhere before it does.
    Wrong:
        # part of a rule
        history:
          2024-01-15: {confidence: recalled}
    Right:
        # part of a rule
        level: should
        history:
          2024-01-15: {confidence: recalled}
    """
    for entry in subject.wanted_entries:
        if entry.entry.confidence == "recalled" and entry.rule.rule.level_of(entry.entry) == "must" and not entry.entry.ended:
            yield entry.found(("confidence",), "this rule of level must is known from memory only", "find and read the source, or lower the level")


@code("AC802", "warning", "strict")
def number_contradicts(subject: Subject) -> Iterator[Found]:
    """A number in a sentence is none of those that the condition and the values have.

    What it finds:
        Entries whose `states` names amounts of time or shares, none of which is the amount that the condition or `values` asks for.
    Why it matters:
        Users read the sentence and are judged by the condition. One of the two is wrong.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            states: Patients are followed for at least 10 years.
    Right:
        # part of a rule
        history:
          2024-01-15:
            states: Patients are followed for at least 15 years.
    """
    for entry in subject.wanted_entries:
        asked = _amounts_asked(entry.entry.condition) + _amounts_in(entry.entry.values)
        said = _amounts(entry.entry.states, _AMOUNT)
        for dimension in dict.fromkeys(kind for kind, _, _ in asked):
            wanted = {amount: text for kind, amount, text in asked if kind == dimension}
            told = {amount: text for kind, amount, text in said if kind == dimension}
            if told and wanted and not any(_near(one, other) for one in told for other in wanted):
                message = f"the sentence says {', '.join(dict.fromkeys(told.values()))}; condition and values have {', '.join(wanted.values())}"
                yield entry.found(("states",), message, "one of the two is wrong")


def _near(one: Fraction, other: Fraction) -> bool:
    """Whether two amounts are the same as people speak of them (12 months and a year, 180 days and six months)."""
    return abs(one - other) <= max(one, other) / 40


def _amounts(text: str, shape: re.Pattern[str]) -> list[tuple[str, Fraction, str]]:
    found = []
    for match in shape.finditer(text):
        word = match[1].lower()
        number = Fraction(_NUMBER_WORDS[word]) if word in _NUMBER_WORDS else Fraction(word.replace(",", "."))
        dimension, factor = _UNITS["%" if match[3].lower() == "per cent" else match[3].lower()]
        found.append((dimension, number * factor, match[0]))
        if (match[2] or "").lower() in _WORKING:
            # Five working days are a week; values count them either way.
            found.append((dimension, number * factor * Fraction(7, 5), match[0]))
    return found


def _amounts_asked(condition: Condition | None) -> list[tuple[str, Fraction, str]]:
    """The amounts that the tests of a condition want."""
    match condition:
        case Test():
            if isinstance(condition.wanted, FieldOperand):
                return _amounts(f"{condition.wanted.plus} {condition.wanted.minus}", _PLAIN_AMOUNT)
            return [amount for raw in condition.wanted for amount in _amounts(str(raw), _PLAIN_AMOUNT)]
        case Combination():
            return [amount for part in condition.parts for amount in _amounts_asked(part)]
        case Negation():
            return _amounts_asked(condition.part)
        case Quantifier():
            return _amounts_asked(condition.meets) + _amounts_asked(condition.where)
        case _:
            return []


def _amounts_in(values: dict[str, Any]) -> list[tuple[str, Fraction, str]]:
    texts = [str(item) for value in values.values() for item in (value if isinstance(value, list) else [value])]
    return [amount for text in texts for amount in _amounts(text, _PLAIN_AMOUNT)]


@code("AC803", "warning", "strict")
def long_sentence(subject: Subject) -> Iterator[Found]:
    """What a rule states is too long to be read at a glance.

    What it finds:
        `states` of more than 70 words.
    Why it matters:
        It stands in tables beside those of other jurisdictions. Details belong in `note`, or the rule is two rules.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            states: >-
              Patients are followed for at least 15 years, and the plan says who follows them, where, by which visits, with which tests, how samples are
              kept, how patients who move are found again, how children are followed when they come of age, what happens when the company is sold or ends,
              who pays for visits and travel, which events are reported within which time to whom, and how all of that is told to patients before they agree.
    Right:
        # part of a rule
        history:
          2024-01-15:
            states: Patients are followed for at least 15 years.
    """
    for entry in subject.wanted_entries:
        words = len(entry.entry.states.split())
        if words > MAX_WORDS:
            yield entry.found(("states",), f"{words} words", f"say it in {MAX_WORDS}, or make two rules of it")


@code("AC804", "warning")
def same_sentence(subject: Subject) -> Iterator[Found]:
    """Two rules of one jurisdiction state the same.

    What it finds:
        A `states` that another rule of the same jurisdiction and member has word for word.
    Why it matters:
        One demand is counted twice, or a sentence was copied and never changed.
    Wrong:
        # parts of rules
        DEMO-001: {name: no-follow-up}
        DEMO-002: {name: follow-up-too-short}
    Right:
        # part of a rule
        name: follow-up-too-short
    """
    seen: dict[tuple[str, str], LintedRule] = {}
    for linted in subject.rules:
        for entry in linted.entries:
            said = " ".join(entry.entry.states.split()).casefold()
            first = seen.setdefault((linted.rule.column, said), linted)
            if first is not linted:
                yield entry.found(("states",), f"{first.rule.id} ({first.file.name}:{first.rule.line}) states the same", "say what this rule asks")


@code("AC805", "warning", "strict")
def gap_without_remedy(subject: Subject) -> Iterator[Found]:
    """A requirement does not say what closes the gap.

    What it finds:
        Requirements in force without `closes_with`.
    Why it matters:
        Whoever reads of a gap asks next what to do.
    Wrong:
        # demo/clinical.yaml
        DEMO-001:
          name: follow-up-too-short
          topic: long-term-follow-up
          kind: requirement
          level: must
          title: Fifteen years of follow-up
          history:
            2024-01-15:
              states: Patients are followed for at least 15 years.
              met_when: {at_least: {follow_up.planned: 15 years}}
              source: {document: demo-guide, locator: section 3}
              confidence: primary
    Right:
        # part of a rule
        closes_with: Extend the plan to 15 years.
    """
    for linted in subject.wanted_rules:
        rule = linted.rule
        if rule.kind == "requirement" and not rule.history[0].ended and not rule.closes_with:
            yield linted.found((), f"{rule.id} does not say what closes the gap", "write closes_with")
