"""A file of decisions to typed decisions; every mistake in it is found in one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.model.decision import Decision
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.problem import Problem
from atmpcmp.reading.model_file import build
from atmpcmp.reading.yaml_text import Mapping, Node, Sequence, place, plain

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

DECISIONS_FORMAT = "atmpcmp-decisions-1"
_AS_WRITTEN = frozenset({"date", "locator", "title"})


def read_decisions(node: Node, file: str, library: Library, problems: list[Problem]) -> tuple[tuple[int, Decision], ...]:
    """The decisions of one file that could be read, each with its place in the list; what could not goes to `problems`.

    Args:
        node: the tree of the file.
        file: for messages.
        library: whose jurisdictions and topics they name.
        problems: where mistakes go.
    """
    if not isinstance(node, Mapping):
        problems.append(Problem(file, node.line, node.column, "this file is a mapping with format and decisions", "", "wrong-shape"))
        return ()
    if plain(node).get("format") != DECISIONS_FORMAT:
        problems.append(Problem(file, *place(node, ("format",)), f"this file has to say format: {DECISIONS_FORMAT}", "", "wrong-format", "format"))
        return ()
    problems += [
        Problem(file, *node.keys[key], f"unknown key “{key}”", "one of: format, decisions", "unknown-key", key)
        for key in node.entries
        if key not in ("format", "decisions")
    ]
    listed = node.entries.get("decisions")
    if not isinstance(listed, Sequence):
        problems.append(Problem(file, *place(node, ("decisions",)), "decisions is a list", "", "wrong-shape", "decisions"))
        return ()
    found = []
    for index, one in enumerate(listed.items):
        decision = build(Decision, plain(one, _AS_WRITTEN), node, file, problems, ("decisions", index))
        if decision is not None:
            problems += _refer(decision, index, node, file, library)
            found.append((index, _under_its_own_name(decision, library)))
    return tuple(found)


def _under_its_own_name(decision: Decision, library: Library) -> Decision:
    """The decision with its jurisdiction under the id by which it is kept, whatever alias it was called by."""
    body = library.vocabulary.body(decision.jurisdiction)
    return decision.model_copy(update={"jurisdiction": body}) if body is not None and body != decision.jurisdiction else decision


def _refer(decision: Decision, index: int, node: Node, file: str, library: Library) -> list[Problem]:
    """What a decision names and the library does not hold."""
    problems = []

    def problem(path: tuple[str | int, ...], message: str, hint: str, code: str) -> None:
        whole = ("decisions", index, *path)
        problems.append(Problem(file, *place(node, whole), message, hint, code, ".".join(str(step) for step in whole)))

    body = library.vocabulary.body(decision.jurisdiction)
    if body is None:
        hint = did_you_mean(decision.jurisdiction, library.vocabulary.bodies)
        problem(("jurisdiction",), f"“{decision.jurisdiction}” is no jurisdiction", hint, "unknown-jurisdiction")
    elif body not in library.jurisdictions:
        of = [joint.id for joint in library.jurisdictions.values() if body in [member.id for member in joint.members]]
        said = f"write jurisdiction: {of[0]} and member: {body}" if of else "name the authority that decided"
        problem(("jurisdiction",), f"“{decision.jurisdiction}” is a country, not who decided", said, "unknown-jurisdiction")
    elif decision.member is not None:
        known = [member.id for member in library.jurisdictions[body].members]
        if decision.member not in known:
            said = f"its members are {', '.join(known)}" if known else f"{body} is no joint body"
            problem(("member",), f"{body} has no member “{decision.member}”", said, "unknown-member")
    try:
        PartialDate.parse(decision.date)
    except ValueError as error:
        problem(("date",), str(error), "", "wrong-date")
    for part, points in (("critiques", decision.critiques), ("accepted", decision.accepted)):
        for at, point in enumerate(points):
            if point.topic not in library.topics.topics:
                problem((part, at, "topic"), f"unknown topic “{point.topic}”", did_you_mean(point.topic, library.topics.topics), "unknown-topic")
    return problems
