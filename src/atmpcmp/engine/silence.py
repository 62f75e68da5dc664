"""What a dossier does not state, as questions: the one whose answer would decide most rules first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.engine.verdict import Status
from atmpcmp.model.vocabulary import JURISDICTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.library import Library

_ENTRY = re.compile(rf"{JURISDICTIONS}\.([^.]+)\.")
_WEIGHT = {"must": 4, "should": 2, "may": 1, None: 1}


class Question(NamedTuple):
    """One field that is silent, and who asks for it.

    Attributes:
        field: its path in the vocabulary (`jurisdictions.*.economics.perspective`).
        asks: what to state, in the vocabulary's words.
        columns: who asks, in the order of the library.
        decides: rules that wait for nothing else.
        helps: rules that wait for this and other fields.
        paths: where to state it.
    """

    field: str
    asks: str
    columns: tuple[str, ...]
    decides: int
    helps: int
    paths: tuple[str, ...]


class Folded(NamedTuple):
    """A jurisdiction, member or territory for which the dossier states nothing of its own: how many questions wait there."""

    body: str
    questions: int
    rules: int


class Silence(NamedTuple):
    """Everything that is not stated and that some rule asks for."""

    questions: tuple[Question, ...]
    folded: tuple[Folded, ...]


def silence(result: CheckResult, library: Library) -> Silence:
    """Group the silent fields of a result by the question that they answer.

    Fields of jurisdictions for which the dossier has no entry are folded into a line each.
    """
    waiting = [verdict for verdict in (*result.verdicts, *result.routes) if verdict.status in (Status.UNKNOWN, Status.REVIEW) and verdict.waits_for]
    fields: dict[str, list[tuple[str, Verdict]]] = {}
    folded: dict[str, list[tuple[str, Verdict]]] = {}
    for verdict in waiting:
        for path in verdict.waits_for:
            entry = _ENTRY.match(path)
            if entry is not None and not result.dossier.is_filed(entry[1]):
                folded.setdefault(entry[1], []).append((path, verdict))
            else:
                fields.setdefault(_ENTRY.sub(f"{JURISDICTIONS}.*.", path), []).append((path, verdict))
    questions = sorted((_question(field, asked, library) for field, asked in fields.items()), key=lambda question: question[0])
    return Silence(
        tuple(question for _, question in questions),
        tuple(
            Folded(body, len({path for path, _ in waits}), len({verdict.rule.id for _, verdict in waits}))
            for body, waits in sorted(folded.items(), key=lambda item: -len(item[1]))
        ),
    )


def _question(field: str, asked: Iterable[tuple[str, Verdict]], library: Library) -> tuple[tuple[int, int, str], Question]:
    asked = list(asked)
    verdicts = {verdict.rule.id: verdict for _, verdict in asked}.values()
    alone = [verdict for verdict in verdicts if len(verdict.waits_for) == 1]
    described = library.vocabulary.fields.get(field)
    columns = {verdict.rule.column for verdict in verdicts}
    question = Question(
        field=field,
        asks=described.help if described is not None else "",
        columns=tuple(column for column in library.columns if column in columns),
        decides=len(alone),
        helps=len(verdicts) - len(alone),
        paths=tuple(dict.fromkeys(path for path, _ in asked)),
    )
    weight_alone = sum(_WEIGHT[verdict.level] for verdict in alone)
    weight_all = sum(_WEIGHT[verdict.level] for verdict in verdicts)
    return (-weight_alone, -weight_all, field), question
