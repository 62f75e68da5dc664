"""Kinds: a requirement can be met or missed, a route is open or closed, a stance is a fact that no dossier can fail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atmpcmp.lint.code import code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import Subject

_CASES = "decisions|appraisals|submissions|assessments|products|procedures|evaluations|reviews|cases|opinions"
_STATISTIC = re.compile(
    rf"\b\d+(?:\.\d+)?\s*(?:%|per ?cent)\s+of\s+(?:all\s+|the\s+)?(?:\w+\s+)?(?:{_CASES})"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+(?:out\s+)?of\s+(?:the\s+)?\d+\b"
    r"|\b(?:a study|an analysis|a survey) of \d+",
    re.IGNORECASE,
)
_PRECEDENT = re.compile(
    r"\b(?:was|were) (?:accepted|approved|rejected|refused|authorised|licensed|recommended|withdrawn|criticised) (?:for|in|with|on)\b",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"\b(convincing|adequate|sufficient|appropriate|robust|acceptable|meaningful|satisfactory|compelling|reasonable|plausible|persuasive"
    r"|high[- ]quality|well[- ]justified)\b",
    re.IGNORECASE,
)


@code("AC701")
def missing_level(subject: Subject) -> Iterator[Found]:
    """A requirement has no level.

    What it finds:
        Requirements without must, should or may.
    Why it matters:
        The level says how bad a gap is; `--fail-on` goes by it.
    Wrong:
        # demo/clinical.yaml
        DEMO-001:
          name: follow-up-too-short
          topic: long-term-follow-up
          kind: requirement
          title: Fifteen years of follow-up
          history:
            2024-01-15:
              states: Patients are followed for at least 15 years.
              met_when: {at_least: {follow_up.planned: 15 years}}
              source: {document: demo-guide, locator: section 3}
              confidence: primary
    Right:
        # part of a rule
        level: should
    """
    return subject.refused("missing-level")


@code("AC702")
def level_without_requirement(subject: Subject) -> Iterator[Found]:
    """A route or a stance has a level.

    What it finds:
        `level` on a rule, or an entry of a rule, that is no requirement.
    Why it matters:
        Nobody must take a route, and no dossier can miss a stance.
    Wrong:
        # part of a rule
        kind: stance
        level: must
    Right:
        # part of a rule
        kind: stance
    """
    return subject.refused("level-without-requirement")


@code("AC711")
def binding_without_route(subject: Subject) -> Iterator[Found]:
    """Something that is no route is called binding.

    What it finds:
        `binding: true` on a requirement or a stance.
    Why it matters:
        It says that a product which a route catches has to take it; what a requirement binds to is its level.
    Wrong:
        # part of a rule
        binding: true
    Right:
        # part of a rule
        level: must
    """
    return subject.refused("binding-without-route")


@code("AC703")
def condition_of_another_kind(subject: Subject) -> Iterator[Found]:
    """A condition stands under the key of another kind.

    What it finds:
        `open_when` on a requirement, `met_when` on a route, either of them on a stance.
    Why it matters:
        It would not be read.
    Wrong:
        # part of a rule
        kind: stance
        history:
          2024-01-15:
            met_when: {is: {product.gmo: true}}
    Right:
        # part of a rule
        kind: stance
    """
    return subject.refused("condition-of-another-kind")


@code("AC704")
def missing_history(subject: Subject) -> Iterator[Found]:
    """A rule has no entry.

    What it finds:
        Rules without a history, or with an empty one.
    Why it matters:
        Without a day from which it holds a rule is never in force.
    Wrong:
        # demo/clinical.yaml
        DEMO-001:
          name: follow-up-too-short
          topic: long-term-follow-up
          kind: requirement
          level: must
          title: Fifteen years of follow-up
    Right:
        # part of a rule
        title: Fifteen years of follow-up
    """
    return subject.refused("missing-history")


@code("AC705")
def wrong_practice(subject: Subject) -> Iterator[Found]:
    """A practice is neither a statement nor a decision.

    What it finds:
        An item of `practice` with both `states` and `decision`, or with neither.
    Why it matters:
        It could not be shown or traced.
    Wrong:
        # part of a rule
        practice:
          - {confidence: primary}
    Right:
        # part of a rule
        practice:
          - {states: Five years were accepted once., source: {document: demo-guide, locator: page 4}, confidence: primary}
    """
    return subject.refused("wrong-practice")


@code("AC706")
def undeclared_value(subject: Subject) -> Iterator[Found]:
    """A comparable value is not declared under its topic.

    What it finds:
        A key of `values` that topics.yaml does not have for the topic of the rule.
    Why it matters:
        Values are compared between jurisdictions; one that only this rule has is compared with nothing.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            values: {length: 15 years}
    Right:
        # part of a rule
        history:
          2024-01-15:
            values: {duration: 15 years}
    """
    return subject.refused("undeclared-value")


@code("AC707", "warning")
def stance_without_values(subject: Subject) -> Iterator[Found]:
    """A stance has nothing that could be compared.

    What it finds:
        Stances with an entry that has no `values` although their topic declares some.
    Why it matters:
        A stance is there to be compared: what it says has to stand in a value, not only in a sentence.
    Wrong:
        # demo/clinical.yaml
        DEMO-001:
          name: evidence-levels
          topic: trial-design
          kind: stance
          title: Levels of evidence
          history:
            2024-01-15:
              states: Evidence is graded on two levels.
              source: {document: demo-guide, locator: section 3}
              confidence: primary
    Right:
        # part of a rule
        kind: stance
    """
    topics = subject.library.topics.topics
    for entry in subject.wanted_entries:
        rule = entry.rule.rule
        if rule.kind == "stance" and not entry.entry.values and not entry.entry.ended and topics[rule.topic].values:
            declared = ", ".join(topics[rule.topic].values)
            yield entry.found((), f"{rule.id} is a stance without values", f"the topic {rule.topic} declares {declared}", of_key=True)


@code("AC708", "warning", "strict")
def route_open_to_all(subject: Subject) -> Iterator[Found]:
    """A route is open to every product at every stage.

    What it finds:
        Routes without `applies_when` whose newest entry has no `open_when`.
    Why it matters:
        A route that asks for nothing (not even a stage of development, a class of product or a step in the procedure) says nothing about a dossier.
    Wrong:
        # demo/clinical.yaml
        DEMO-001:
          name: early-advice
          topic: early-dialogue
          kind: route
          title: Early advice
          history:
            2024-01-15:
              states: Advice can be asked for before the pivotal trial.
              source: {document: demo-guide, locator: section 3}
              confidence: primary
    Right:
        # part of a rule
        kind: route
    """
    for entry in subject.wanted_entries:
        rule = entry.rule.rule
        if rule.kind == "route" and entry.is_newest and not entry.entry.ended and entry.entry.condition is None and rule.scope(entry.entry) is None:
            yield entry.found((), f"{rule.id} is open to every product at every stage", "say to whom it applies, or what opens it", of_key=True)


@code("AC709", "warning", "strict")
def statistic_as_requirement(subject: Subject) -> Iterator[Found]:
    """A requirement states a statistic or a precedent.

    What it finds:
        Requirements whose `states` tells shares, counts of cases or what was once accepted.
    Why it matters:
        What an authority once accepted is no demand. It belongs under `practice` of the rule that it is about.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            states: In 40 % of appraisals the follow-up was below 15 years.
    Right:
        # part of a rule
        practice:
          - {states: In 40 % of appraisals the follow-up was below 15 years., source: {document: demo-guide, locator: page 4}, confidence: primary}
    """
    for entry in subject.wanted_entries:
        if entry.rule.rule.kind != "requirement":
            continue
        match = _STATISTIC.search(entry.entry.states) or _PRECEDENT.search(entry.entry.states)
        if match is not None:
            yield entry.found(("states",), f"“{match[0]}” tells what happened, not what is asked", "move it to practice")


@code("AC710", "warning", "strict")
def judgement_as_yes_no(subject: Subject) -> Iterator[Found]:
    """A yes/no field asks the company to judge itself.

    What it finds:
        Yes/no fields of the vocabulary whose name or help has words such as convincing, adequate or sufficient.
    Why it matters:
        Every company would say yes. Such a thing is a `review`: a question for a person, saying what to look at.
    Wrong:
        # vocabulary.yaml, at the end
        - id: extra
          title: Extra
          holds: record
          fields:
              extra.convincing: {type: yes/no, help: Whether the evidence is convincing., mirrors: none}
    Right:
        # vocabulary.yaml, at the end
        - id: extra
          title: Extra
          holds: record
          fields:
              extra.published: {type: yes/no, help: Whether the evidence was published., mirrors: none}
    """
    from atmpcmp.lint.field_use import field_uses

    for file in subject.of_kind("vocabulary"):
        places = field_uses(subject).places
        for path, field in subject.library.vocabulary.fields.items():
            match = _JUDGING.search(f"{field.name.replace('_', ' ')} {field.help}") if field.type == "yes/no" else None
            if match is not None:
                message = f"{path} is a yes/no field, and “{match[0].lower()}” is for somebody else to judge"
                yield file.found(places[path], message, "ask a fact, or use review in the rule", of_key=True)
