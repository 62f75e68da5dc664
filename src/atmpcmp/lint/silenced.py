"""Examples with one statement taken away: the law that silence never decides, tried on every rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atmpcmp.engine.verdict import Status
from atmpcmp.lint.fragment_use import read_by, vocabulary_path
from atmpcmp.lint.judged_example import judge_of
from atmpcmp.model.dossier import Record, Statement
from atmpcmp.model.implication import apply_implications
from atmpcmp.model.vocabulary import JURISDICTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.judged_example import JudgedExample
    from atmpcmp.lint.subject import Subject

OPPOSITES = {Status.MET: Status.GAP, Status.GAP: Status.MET, Status.OPEN: Status.CLOSED, Status.CLOSED: Status.OPEN}


def silenced_verdicts(judged: JudgedExample, subject: Subject) -> Iterator[tuple[str, Status]]:
    """Statements without which the verdict is the opposite one, with that verdict."""
    dossier, verdict = judged.dossier, judged.verdict
    if dossier is None or verdict is None or verdict.status not in OPPOSITES:
        return
    judge, vocabulary = judge_of(subject), subject.library.vocabulary
    read = read_by(judged.linted, subject)
    said = {path: statement for path, statement in dossier.statements.items() if not statement.implied_by}
    is_implied = len(said) < len(dossier.statements)
    inner = {path.partition(".")[2].partition(".")[2] for path in said if path.startswith(f"{JURISDICTIONS}.")}
    has_rivals = len(inner) < sum(path.startswith(f"{JURISDICTIONS}.") for path in said)
    for path, statement in said.items():
        known = vocabulary_path(path)
        is_list = isinstance(statement.value, tuple) and any(field.startswith(f"{known}[].") for field in read)
        if (known not in read and not is_list) or path.endswith(".submission.date") or (has_rivals and path.startswith(f"{JURISDICTIONS}.")):
            continue
        for field, without in _without(path, known, said, read):
            if is_implied:
                apply_implications(without, vocabulary, "")
            status = judge.verdict(verdict.rule, verdict.entry, replace(dossier, statements=without), verdict.judged_on).status
            if status is OPPOSITES[verdict.status]:
                yield field, status


def _without(path: str, known: str, said: dict[str, Statement], read: frozenset[str]) -> Iterator[tuple[str, dict[str, Statement]]]:
    """The statements less one: less the whole, and less each field of each record in it that the rule reads."""
    yield path, {key: statement for key, statement in said.items() if key != path}
    statement = said[path]
    records = statement.value if isinstance(statement.value, tuple) else ()
    for index, record in enumerate(records):
        if not isinstance(record, Record):
            return
        for name in record.statements:
            if f"{known}[].{name}" not in read or name in ("name", "best_evidence"):
                continue
            less = Record(record.label, record.line, {key: value for key, value in record.statements.items() if key != name})
            kept = tuple(less if at == index else one for at, one in enumerate(records))
            yield f"{path}.{record.label}.{name}", {**said, path: statement._replace(value=kept)}
