"""Every example of a rule is a dossier fragment with the verdict that the rule has to give on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from atmpcmp.engine.in_force import entry_in_force, judging_day
from atmpcmp.engine.verdict import REQUIREMENT_STATUSES, ROUTE_STATUSES, Judge, Verdict
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.yaml_text import place

if TYPE_CHECKING:
    from atmpcmp.model.rule import Rule
    from atmpcmp.reading.rule_file import Example, RuleFile


def check_examples(file: RuleFile, judge: Judge, today: date) -> list[Problem]:
    """Run the examples of one file; one problem for each that cannot be read or gives another verdict."""
    rules = {rule.id: rule for rule in file.rules}
    problems: list[Problem] = []
    for example in file.examples:
        rule = rules.get(example.rule)
        if rule is not None:
            problems += _run(example, rule, file, judge, today)
    return problems


def _run(example: Example, rule: Rule, file: RuleFile, judge: Judge, today: date) -> list[Problem]:
    line, column = place(file.node, example.path)
    where = ".".join(str(step) for step in example.path)

    def problem(message: str, hint: str = "", code: str = "example-fails") -> list[Problem]:
        return [Problem(file.file, line, column, message, hint, code, where)]

    reachable = [str(status) for status in (ROUTE_STATUSES if rule.kind == "route" else REQUIREMENT_STATUSES)]
    if rule.kind == "stance":
        return problem("a stance is not judged and has no examples", "", "example-of-stance")
    if example.expected not in reachable:
        return problem(f"“{example.expected}” is no verdict of a {rule.kind}", "one of: " + ", ".join(reachable), "example-verdict")
    try:
        verdict = judge_fragment(example, rule, file, judge, today)
    except InvalidInputError as error:
        return list(error.problems)
    if verdict is None:
        return problem("no entry of the rule is in force on the day of this example", "state a filing day of the body")
    if verdict.status != example.expected:
        return problem(f"the example of {example.rule} says {example.expected}, the rule gives {verdict.status}: {verdict.why}")
    return []


def judge_fragment(example: Example, rule: Rule, file: RuleFile, judge: Judge, today: date) -> Verdict | None:
    """The verdict of a rule on an example; None where no entry is in force on its day.

    Raises:
        InvalidInputError: where the fragment is no dossier.
    """
    dossier = dossier_from(example.fragment, judge.library.vocabulary, file.file, "example")
    judged_on = judging_day(dossier, rule.body, None, today)
    entry = entry_in_force(rule, judged_on.day)
    return judge.verdict(rule, entry, dossier, judged_on) if entry is not None else None
