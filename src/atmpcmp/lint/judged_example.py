"""Every example of a rule is a dossier fragment with the verdict that the rule has to give on it; here they are judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atmpcmp.engine.in_force import entry_in_force, judging_day
from atmpcmp.engine.verdict import Judge
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.reading.dossier_file import dossier_from

if TYPE_CHECKING:
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.lint.subject import LintedRule, Subject
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.reading.rule_file import Example


@dataclass(frozen=True, slots=True)
class JudgedExample:
    """An example with what came of it.

    Attributes:
        linted: the rule.
        example: the fragment and the verdict that is expected.
        dossier: None where the fragment is no dossier.
        verdict: None where the fragment is no dossier, or no entry is in force on its day.
        problems: why the fragment is no dossier.
    """

    linted: LintedRule
    example: Example
    dossier: Dossier | None
    verdict: Verdict | None
    problems: tuple[Problem, ...] = ()

    @property
    def path(self) -> tuple[str | int, ...]:
        """From the rule."""
        return self.example.path[1:]


def judge_of(subject: Subject) -> Judge:
    """The one judge of a run; every condition is compiled once."""
    judge: Judge = subject.seen.setdefault("judge", Judge(subject.library))
    return judge


def judge_examples(subject: Subject) -> tuple[JudgedExample, ...]:
    """Judge every example of the wanted rules; a stance is not judged."""
    judge = judge_of(subject)
    return tuple(_judged(example, linted, judge, subject) for linted in subject.wanted_rules if linted.rule.kind != "stance" for example in linted.examples)


def _judged(example: Example, linted: LintedRule, judge: Judge, subject: Subject) -> JudgedExample:
    try:
        dossier = dossier_from(example.fragment, subject.library.vocabulary, linted.file.name, "example")
    except InvalidInputError as error:
        inside = ".".join(str(step) for step in example.path)
        problems = tuple(problem._replace(path=f"{inside}.{problem.path}" if problem.path else inside) for problem in error.problems)
        return JudgedExample(linted, example, None, None, problems)
    judged_on = judging_day(dossier, linted.rule.body, None, subject.today)
    entry = entry_in_force(linted.rule, judged_on.day)
    verdict = judge.verdict(linted.rule, entry, dossier, judged_on) if entry is not None else None
    return JudgedExample(linted, example, dossier, verdict)
