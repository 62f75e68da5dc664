"""Library: what shows only when all rules and all dossiers are looked at together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.in_force import entry_in_force, judging_day
from atmpcmp.engine.verdict import Status
from atmpcmp.lint.code import code
from atmpcmp.lint.fragment_use import read_by
from atmpcmp.lint.judged_example import judge_of
from atmpcmp.model.vocabulary import JURISDICTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import Subject

ENOUGH_DOSSIERS = 3


@code("AC851", "warning", "preview")
def unknown_everywhere(subject: Subject) -> Iterator[Found]:
    """A rule is unknown on every dossier at hand.

    What it finds:
        Rules that give unknown on each of at least three dossiers. For a rule that reads the entry of its body (`here`) only dossiers that have one count.
    Why it matters:
        It asks what nobody states. A coarser field would decide it.
    Wrong:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
        # products/one/dossier.yaml
        product: {name: Demogene}
        # products/two/dossier.yaml
        product: {name: Demogene}
        # products/three/dossier.yaml
        product: {name: Demogene}
    Right:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
        # products/one/dossier.yaml
        follow_up: {planned: 15 years}
        # products/two/dossier.yaml
        follow_up: {planned: 15 years}
        # products/three/dossier.yaml
        follow_up: {planned: 15 years}
    """
    for rule, statuses in _verdicts(subject).items():
        if len(statuses) >= ENOUGH_DOSSIERS and set(statuses) == {Status.UNKNOWN}:
            yield from _at(rule, f"{rule} is unknown on all {len(statuses)} dossiers", "ask a field that a dossier states", subject)


@code("AC852", "warning", "preview")
def met_everywhere(subject: Subject) -> Iterator[Found]:
    """A requirement is met by every dossier at hand.

    What it finds:
        Requirements that give met on each of at least three dossiers.
    Why it matters:
        It may ask for less than the source does.
    Wrong:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
        # products/one/dossier.yaml
        follow_up: {planned: 15 years}
        # products/two/dossier.yaml
        follow_up: {planned: 15 years}
        # products/three/dossier.yaml
        follow_up: {planned: 15 years}
    Right:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
        # products/one/dossier.yaml
        follow_up: {planned: 5 years}
        # products/two/dossier.yaml
        follow_up: {planned: 5 years}
        # products/three/dossier.yaml
        follow_up: {planned: 5 years}
    """
    for rule, statuses in _verdicts(subject).items():
        if len(statuses) >= ENOUGH_DOSSIERS and set(statuses) == {Status.MET}:
            yield from _at(rule, f"{rule} is met by all {len(statuses)} dossiers", "does the source ask for no more?", subject)


@code("AC853", "warning", "preview")
def topic_of_one(subject: Subject) -> Iterator[Found]:
    """Only one jurisdiction has rules on a topic.

    What it finds:
        Topics under which the rules of a single jurisdiction stand.
    Why it matters:
        Topics are there to compare; perhaps the others' rules stand under a neighbouring topic.
    Wrong:
        # demo/clinical.yaml, part of a rule
        topic: long-term-follow-up
    Right:
        # demo/clinical.yaml, part of a rule
        topic: long-term-follow-up
        # g-ba/clinical.yaml, part of a rule
        topic: long-term-follow-up
    """
    homes: dict[str, set[str]] = {}
    for rule in subject.library.rules:
        homes.setdefault(rule.topic, set()).add(rule.jurisdiction)
    for file in subject.of_kind("topics"):
        for index, topic in enumerate(subject.library.topics.topics.values()):
            here = homes.get(topic.id, set())
            if len(here) == 1:
                yield file.found(("topics", index), f"only {next(iter(here))} has rules on {topic.id}", "compare with the topics beside it")


def _verdicts(subject: Subject) -> dict[str, list[Status]]:
    """For every wanted rule its verdicts on the dossiers at hand."""
    if "verdicts" not in subject.seen:
        judge = judge_of(subject)
        found: dict[str, list[Status]] = {}
        dossiers = [one.dossier for one in subject.dossiers if one.dossier is not None]
        for linted in subject.wanted_rules:
            rule = linted.rule
            if rule.kind == "stance":
                continue
            reads_here = any(path.startswith(f"{JURISDICTIONS}.") and not path.endswith(".submission.date") for path in read_by(linted, subject))
            for dossier in dossiers:
                if reads_here and not dossier.is_filed(rule.body):
                    continue
                judged_on = judging_day(dossier, rule.body, None, subject.today)
                entry = entry_in_force(rule, judged_on.day)
                if entry is not None:
                    found.setdefault(rule.id, []).append(judge.verdict(rule, entry, dossier, judged_on).status)
        subject.seen["verdicts"] = found
    verdicts: dict[str, list[Status]] = subject.seen["verdicts"]
    return verdicts


def _at(rule: str, message: str, help: str, subject: Subject) -> Iterator[Found]:
    for linted in subject.wanted_rules:
        if linted.rule.id == rule:
            yield linted.found((), message, help, of_key=True)
