"""Identity: ids and names by which rules are known, now and in old results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atmpcmp.lint.code import code
from atmpcmp.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import LintedRule, Subject

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@code("AC601")
def rule_id_shape(subject: Subject) -> Iterator[Found]:
    """A rule id is not the jurisdiction's id and a number.

    What it finds:
        Ids that are not like DEMO-012: the id of the jurisdiction in capitals, a hyphen, three or four digits.
    Why it matters:
        Ids stand in results, waivers and letters; everybody has to see whose rule it is.
    Wrong:
        # demo/clinical.yaml
        DEMO-1:
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
        title: Fifteen years of follow-up
    """
    return subject.refused("rule-id-shape")


@code("AC602")
def rule_id_taken(subject: Subject) -> Iterator[Found]:
    """A rule id is used twice in a jurisdiction.

    What it finds:
        The same id in two files of one jurisdiction. (Twice in one file is a duplicate key.)
    Why it matters:
        One of the two rules would not exist; and an id that once meant another rule makes old results wrong.
    Wrong:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
        # demo/quality.yaml, part of a rule
        name: follow-up-unplanned
    Right:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
    """
    return subject.refused("rule-id-taken")


@code("AC603")
def name_taken(subject: Subject) -> Iterator[Found]:
    """Two rules of one jurisdiction (and member) have the same name.

    What it finds:
        The second rule with a name.
    Why it matters:
        Names are used in output and on the command line; two rules with one name cannot be told apart. Across jurisdictions one name for the same
        defect is welcome.
    Wrong:
        # parts of rules
        DEMO-001: {name: no-control}
        DEMO-002: {name: no-control}
    Right:
        # parts of rules
        DEMO-001: {name: no-control}
        DEMO-002: {name: no-follow-up}
    """
    seen: dict[tuple[str, str], LintedRule] = {}
    for linted in subject.rules:
        rule = linted.rule
        first = seen.setdefault((rule.column, rule.name), linted)
        if first is not linted:
            yield linted.found(
                ("name",), f"{first.rule.id} ({first.file.name}:{first.rule.line}) has the name {rule.name} already", "name what this rule finds"
            )


@code("AC604")
def name_shape(subject: Subject) -> Iterator[Found]:
    """A name is not written as names are.

    What it finds:
        Names that are not words in lower case joined by hyphens, or that are longer than 60 characters.
    Why it matters:
        They are typed on the command line and shared between jurisdictions.
    Wrong:
        # part of a rule
        name: Follow-up too short
    Right:
        # part of a rule
        name: follow-up-too-short
    """
    for linted in subject.wanted_rules:
        name = linted.rule.name
        if not _NAME.fullmatch(name) or len(name) > 60:
            proper = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
            yield linted.found(("name",), f"“{name}” is not written as names are", f"write {proper}" if proper else "")


@code("AC605", "warning")
def ended_without_successor(subject: Subject) -> Iterator[Found]:
    """A rule has ended and says neither what replaced it nor that nothing did.

    What it finds:
        Rules whose newest entry is an end, without `replaced_by` and without a `note`.
    Why it matters:
        Whoever planned by the rule wants to know by what to plan now.
    Wrong:
        # part of a rule
        history:
          2025-01-15: {ended: true}
          2024-01-15: {}
    Right:
        # part of a rule
        history:
          2025-01-15: {ended: true}
          2024-01-15: {}
        note: Nothing has taken its place; follow-up is agreed case by case.
    """
    for linted in subject.wanted_rules:
        rule = linted.rule
        if rule.history[0].ended and not rule.replaced_by and not rule.note:
            yield linted.found(
                ("history", rule.history[0].since), f"{rule.id} has ended, and nothing says by what it was replaced", "write replaced_by, or a note"
            )


@code("AC606")
def unknown_successor(subject: Subject) -> Iterator[Found]:
    """A rule is said to be replaced by one that there is not.

    What it finds:
        `replaced_by` with an id that the library does not have, or with the rule's own.
    Why it matters:
        The reader is sent nowhere.
    Wrong:
        # part of a rule
        replaced_by: DEMO-999
    Right:
        # part of a rule
        title: Fifteen years of follow-up
    """
    known = subject.library.rules_by_id
    for linted in subject.wanted_rules:
        successor = linted.rule.replaced_by
        if successor is not None and (successor not in known or successor == linted.rule.id):
            yield linted.found(
                ("replaced_by",), f"{linted.rule.id} is said to be replaced by “{successor}”, which is no other rule", did_you_mean(successor, known)
            )


@code("AC607")
def wrong_folder(subject: Subject) -> Iterator[Found]:
    """A rule does not stand in the folder of its member.

    What it finds:
        A member's rule outside the subfolder that is named by the member, or a joint rule inside one.
    Why it matters:
        Whoever looks for the rules of a member looks into its folder.
    Wrong:
        # demo/AA/clinical.yaml, part of a rule
        name: follow-up-too-short
    Right:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
    """
    return subject.refused("wrong-folder")


@code("AC608")
def no_jurisdiction(subject: Subject) -> Iterator[Found]:
    """A folder of rules does not say whose they are.

    What it finds:
        Rule files or documents in a folder that has no jurisdiction.yaml and whose name is that of no known jurisdiction.
    Why it matters:
        Without it the rules have no body whose entry `here` could be.
    Wrong:
        # nowhere/clinical.yaml, part of a rule
        name: follow-up-too-short
    Right:
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
    """
    return subject.refused("no-jurisdiction", "no-rules")


@code("AC609")
def wrong_jurisdiction(subject: Subject) -> Iterator[Found]:
    """A jurisdiction says two things of itself that do not go together.

    What it finds:
        Members of a body that is not joint; an alias or id that another jurisdiction has.
    Why it matters:
        A name has to lead to one body.
    Wrong:
        # demo/jurisdiction.yaml
        format: atmpcmp-jurisdiction-1
        id: DEMO
        name: Demo agency
        kind: hta
        coverage: A sample.
        members: [{id: AA, name: Aland}]
    Right:
        # demo/jurisdiction.yaml
        format: atmpcmp-jurisdiction-1
        id: DEMO
        name: Demo agency
        kind: joint-hta
        coverage: A sample.
        members: [{id: AA, name: Aland}]
    """
    yield from subject.refused("wrong-jurisdiction")
    seen: dict[str, str] = {}
    for file in subject.files.values():
        written = file.at("id")
        jurisdiction = subject.library.jurisdictions.get(getattr(written, "text", "")) if file.kind == "jurisdiction" else None
        if jurisdiction is None:
            continue
        for index, name in enumerate((jurisdiction.id, *jurisdiction.aliases)):
            other = seen.setdefault(name, jurisdiction.id)
            if other != jurisdiction.id:
                yield file.found(("aliases", index - 1) if index else ("id",), f"“{name}” is a name of {other} already", "names lead to one body")
