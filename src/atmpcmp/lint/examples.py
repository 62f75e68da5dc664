"""Examples: every rule is tried on fragments of dossiers, beside the text that it was written from."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from atmpcmp.engine.in_force import JudgingDay, first_day
from atmpcmp.engine.outcome import Branch
from atmpcmp.engine.truth import NO, UNKNOWN, YES, Truth
from atmpcmp.engine.verdict import REQUIREMENT_STATUSES, ROUTE_STATUSES, Status
from atmpcmp.lint.code import code
from atmpcmp.lint.judged_example import judge_of
from atmpcmp.model.condition import Combination, Condition, Negation, Quantifier, Test
from atmpcmp.model.dossier import Dossier
from atmpcmp.reading.yaml_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.judged_example import JudgedExample
    from atmpcmp.lint.subject import LintedEntry, LintedRule, Subject
    from atmpcmp.reading.rule_file import Example


@code("AC501")
def example_fails(subject: Subject) -> Iterator[Found]:
    """An example does not get the verdict that it says.

    What it finds:
        Examples on which the rule, judged on the day of the example, gives another verdict; and examples on whose day no entry is in force.
    Why it matters:
        The example was written from the text of the source, so the condition says something else than the text. First ask whether the condition is
        wrong; never fit an example to a condition.
    Wrong:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 10 years}}]
          gap: [{follow_up: {planned: 5 years}}]
    Right:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}}]
          gap: [{follow_up: {planned: 5 years}}]
    """
    for judged in subject.judged_examples:
        if judged.dossier is None or judged.example.expected not in _reachable(judged.linted):
            continue
        verdict, expected = judged.verdict, judged.example.expected
        if verdict is None:
            yield judged.linted.found(judged.path, "no entry of the rule is in force on the day of this example", "state a filing day of the body")
        elif verdict.status != expected:
            message = f"the example of {judged.linted.rule.id} says {expected}, the rule gives {verdict.status}: {verdict.why}"
            yield judged.linted.found(judged.path, message, "is the condition what the source says?")


@code("AC502")
def example_verdict(subject: Subject) -> Iterator[Found]:
    """An example stands under a word that is no verdict of its kind of rule.

    What it finds:
        Keys of `examples` other than met, gap, review and not-applicable of a requirement, and open, closed and review of a route.
    Why it matters:
        Such an example is not run. `unknown` needs none: it is derived by leaving out what the others state.
    Wrong:
        # part of a rule
        examples:
          passed: [{follow_up: {planned: 15 years}}]
    Right:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}}]
    """
    for linted in subject.wanted_rules:
        reachable = _reachable(linted)
        for expected in dict.fromkeys(example.expected for example in linted.examples):
            if linted.rule.kind != "stance" and expected not in reachable:
                message = f"“{expected}” is no verdict of a {linted.rule.kind}"
                yield linted.found(("examples", expected), message, "one of: " + ", ".join(reachable), of_key=True)


def _reachable(linted: LintedRule) -> list[str]:
    return [str(status) for status in (ROUTE_STATUSES if linted.rule.kind == "route" else REQUIREMENT_STATUSES)]


@code("AC503")
def example_of_stance(subject: Subject) -> Iterator[Found]:
    """A stance has examples.

    What it finds:
        `examples` of a rule that is not judged.
    Why it matters:
        They are never run. Perhaps the rule is a requirement or a route.
    Wrong:
        # part of a rule
        kind: stance
        examples:
          met: [{follow_up: {planned: 15 years}}]
    Right:
        # part of a rule
        kind: stance
    """
    for linted in subject.wanted_rules:
        if linted.rule.kind == "stance" and linted.examples:
            yield linted.found(("examples",), "a stance is not judged and has no examples", "remove them, or make it a requirement or a route", of_key=True)


@code("AC504", "warning")
def missing_example(subject: Subject) -> Iterator[Found]:
    """A verdict that a rule can give has no example.

    What it finds:
        Of the verdicts that the newest entry can reach, those without an example.
    Why it matters:
        What is not tried is not known to work: a rule that can never be missed looks like one that is always met.
    Wrong:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}}]
    Right:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}}]
          gap: [{follow_up: {planned: 5 years}}]
    """
    for linted in subject.wanted_rules:
        entry = next((one for one in linted.entries if not one.entry.ended), None)
        if entry is None or linted.rule.kind == "stance" or linted.rule.history[0].ended:
            continue
        have = {example.expected for example in linted.examples}
        missing = [str(status) for status in _verdicts(entry) if str(status) not in have]
        if missing:
            path = ("examples",) if "examples" in linted.node.entries else ()
            message = f"{linted.rule.id} has no example for {' and '.join(missing)}"
            yield linted.found(path, message, "write one from the statement, not from the condition", of_key=True)


def _verdicts(entry: LintedEntry) -> list[Status]:
    """The decided verdicts, and review, that an entry can reach when everything is stated."""
    rule = entry.rule.rule
    scope = possible_truths(rule.scope(entry.entry))
    asked = possible_truths(entry.entry.condition)
    reached: list[Status] = []
    if rule.kind == "route":
        if YES in scope and YES in asked and (rule.scope(entry.entry) or entry.entry.condition):
            reached.append(Status.OPEN)
        if NO in scope | asked:
            reached.append(Status.CLOSED)
    else:
        if YES in scope:
            reached += [status for truth, status in ((YES, Status.MET), (NO, Status.GAP)) if truth in asked]
        if NO in scope:
            reached.append(Status.NOT_APPLICABLE)
    if UNKNOWN in scope | asked:
        reached.append(Status.REVIEW)
    return reached


def possible_truths(condition: Condition | None) -> frozenset[Truth]:  # noqa: PLR0911  one for each word
    """The truths that a condition can have where everything is stated; unknown then means a question for a person."""
    match condition:
        case None:
            return frozenset({YES})
        case Test():
            return frozenset({YES, NO})
        case Combination():
            found = possible_truths(condition.parts[0])
            pick = min if condition.word == "all" else max
            for part in condition.parts[1:]:
                found = frozenset(pick(one, other) for one, other in product(found, possible_truths(part)))
            return found
        case Negation():
            return frozenset(truth.negated() for truth in possible_truths(condition.part))
        case Quantifier():
            where, meets = possible_truths(condition.where), possible_truths(condition.meets)
            if condition.word == "some":
                return frozenset(min(one, other) for one, other in product(where, meets)) | {NO}
            return frozenset(max(one.negated(), other) for one, other in product(where, meets)) | {YES}
        case _:
            return frozenset({UNKNOWN})


@code("AC505", "warning")
def conjunct_never_falsified(subject: Subject) -> Iterator[Found]:
    """A part of a demand never fails in any example.

    What it finds:
        Of an `all` at the top of the demand in force: parts that hold in every example with a gap (of a route: closed).
    Why it matters:
        The rule passes its examples without that part. Nobody would notice if it were wrong or left out.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            met_when:
              all:
                - at_least: {follow_up.planned: 15 years}
                - is: {product.gmo: true}

        examples:
          met: [{follow_up: {planned: 15 years}, product: {gmo: true}}]
          gap: [{follow_up: {planned: 5 years}, product: {gmo: true}}]
    Right:
        # part of a rule
        history:
          2024-01-15:
            met_when:
              all:
                - at_least: {follow_up.planned: 15 years}
                - is: {product.gmo: true}
        examples:
          met: [{follow_up: {planned: 15 years}, product: {gmo: true}}]
          gap:
            - {follow_up: {planned: 5 years}, product: {gmo: true}}
            - {follow_up: {planned: 15 years}, product: {gmo: false}}
    """
    by_rule = _by_rule(subject)
    for linted in subject.wanted_rules:
        entry = next((one for one in linted.entries if not one.entry.ended and first_day(one.entry.since) <= subject.today), None)
        condition = entry.entry.condition if entry is not None else None
        if entry is None or not isinstance(condition, Combination) or condition.word != "all" or linted.rule.kind == "stance":
            continue
        outcomes = [judged.verdict.met for judged in by_rule.get(linted.rule.id, ()) if judged.verdict is not None and judged.verdict.entry is entry.entry]
        failed = {
            index for outcome in outcomes if isinstance(outcome, Branch) and outcome.truth is NO for index, part in enumerate(outcome.parts) if part.truth is NO
        }
        key = "open_when" if linted.rule.kind == "route" else "met_when"
        verdict = "closed" if linted.rule.kind == "route" else "a gap"
        for index, part in enumerate(condition.parts):
            if index not in failed and NO in possible_truths(part):
                message = f"no example of {linted.rule.id} fails by this part"
                yield entry.found((key, "all", index), message, f"write one that gives {verdict} by it")


@code("AC506", "warning")
def entry_never_run(subject: Subject) -> Iterator[Found]:
    """An older entry of a rule is run by no example.

    What it finds:
        Entries in force before the newest one, with a condition, on which no example was judged.
    Why it matters:
        Dossiers are judged by the entry of their filing day; the old demand has to be right too. A filing day in the fragment runs it.
    Wrong:
        # part of a rule
        history:
          2024-01-15: {}
          2006-11:
            states: Patients are followed for at least 5 years.
            met_when: {at_least: {follow_up.planned: 5 years}}
            source: {document: demo-guide-of-old, locator: section 3}
    Right:
        # part of a rule
        history:
          2024-01-15: {}
          2006-11:
            states: Patients are followed for at least 5 years.
            met_when: {at_least: {follow_up.planned: 5 years}}
            source: {document: demo-guide-of-old, locator: section 3}

        examples:
          met:
            - {follow_up: {planned: 15 years}}
            - {follow_up: {planned: 5 years}, jurisdictions: {DEMO: {submission: {date: 2019-03}}}}
          gap: [{follow_up: {planned: 5 years}}]
    """
    by_rule = _by_rule(subject)
    for linted in subject.wanted_rules:
        if linted.rule.kind == "stance":
            continue
        ran = {judged.verdict.entry.since for judged in by_rule.get(linted.rule.id, ()) if judged.verdict is not None}
        for entry in linted.entries:
            is_past = first_day(entry.entry.since) <= subject.today
            if not entry.is_newest and is_past and not entry.entry.ended and entry.entry.condition is not None and entry.entry.since not in ran:
                body = linted.rule.body
                remedy = f"write one with a filing day: jurisdictions: {{{body}: {{submission: {{date: …}}}}}}"
                yield entry.found((), f"no example runs the entry of {entry.entry.since}", remedy, of_key=True)


@code("AC507", "warning", "strict")
def idle_fragment_field(subject: Subject) -> Iterator[Found]:
    """An example states what the rule does not read.

    What it finds:
        Fields in a fragment that no condition of the rule asks, that nothing it asks follows from, and that are no name.
    Why it matters:
        An example is a reader's shortest way to a rule. What does not matter hides what does, and may be a misspelt field that does.
    Wrong:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}, product: {gmo: true}}]
          gap: [{follow_up: {planned: 5 years}}]
    Right:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}}]
          gap: [{follow_up: {planned: 5 years}}]
    """
    from atmpcmp.lint.fragment_use import idle_paths

    for judged in subject.judged_examples:
        for path, steps in idle_paths(judged, subject):
            yield judged.linted.found((*judged.path, *steps), f"{judged.linted.rule.id} does not read {path}", "leave it out", of_key=True)


@code("AC508", "warning")
def repeated_example(subject: Subject) -> Iterator[Found]:
    """Two examples of a rule state the same.

    What it finds:
        A fragment that stands twice, under one verdict or under two.
    Why it matters:
        It tries nothing new; under two verdicts one of them has to fail.
    Wrong:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}}, {follow_up: {planned: 15 years}}]
          gap: [{follow_up: {planned: 5 years}}]
    Right:
        # part of a rule
        examples:
          met: [{follow_up: {planned: 15 years}}]
          gap: [{follow_up: {planned: 5 years}}]
    """
    for linted in subject.wanted_rules:
        seen: dict[str, Example] = {}
        for example in linted.examples:
            first = seen.setdefault(repr(plain(example.fragment)), example)
            if first is not example:
                yield linted.found(example.path[1:], f"the example of line {first.fragment.line} states the same", "remove one, or change what it tries")


@code("AC509")
def silence_decides(subject: Subject) -> Iterator[Found]:
    """What is not stated counts as an answer.

    What it finds:
        Examples from which one stated value was taken away and whose verdict went from met to gap, from open to closed, or back, where it may only
        become unknown; and rules with a condition that decide on a dossier that states nothing. A body's own entry that hides one under `all`, and
        the filing day, are outside this law.
    Why it matters:
        “Not stated” is never “met”: the promise that everything else rests on, tried on every example of every rule. No condition should be able to
        break it; where one does, the program is wrong.
    """
    from atmpcmp.lint.silenced import OPPOSITES, silenced_verdicts

    for judged in subject.judged_examples:
        for field, status in silenced_verdicts(judged, subject):
            message = f"without {field} the verdict turns to {status}; it may only become unknown"
            yield judged.linted.found(judged.path, message, "report this as a mistake of the program")
    empty, judge, today = Dossier("", ""), judge_of(subject), JudgingDay(subject.today, "today")
    for entry in subject.wanted_entries:
        rule = entry.rule.rule
        if rule.kind != "stance" and not entry.entry.ended and (entry.entry.condition is not None or rule.scope(entry.entry) is not None):
            status = judge.verdict(rule, entry.entry, empty, today).status
            if status in OPPOSITES:
                yield entry.found((), f"{rule.id} is {status} for a dossier that states nothing", "report this as a mistake of the program", of_key=True)


def _by_rule(subject: Subject) -> dict[str, list[JudgedExample]]:
    if "examples-by-rule" not in subject.seen:
        found: dict[str, list[JudgedExample]] = {}
        for judged in subject.judged_examples:
            found.setdefault(judged.linted.rule.id, []).append(judged)
        subject.seen["examples-by-rule"] = found
    by_rule: dict[str, list[JudgedExample]] = subject.seen["examples-by-rule"]
    return by_rule
