"""What follows from what a dossier states: silent fields are filled, contradictions are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.model.dossier import Statement, absent_reading
from atmpcmp.model.field import Field
from atmpcmp.model.problem import Problem
from atmpcmp.model.vocabulary import NONE, RecordType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.model.value import Value
    from atmpcmp.model.vocabulary import Implication, Vocabulary


def apply_implications(statements: dict[str, Statement], vocabulary: Vocabulary, file: str) -> list[Problem]:
    """Fill silent fields from what implies them, until nothing more follows.

    Args:
        statements: of the root of the dossier, by path; completed in place.
        vocabulary: whose implications count.
        file: for the problems.

    Returns:
        One problem for each statement that says the opposite of what follows from others.
    """
    problems: dict[str, Problem] = {}
    changed = True
    while changed:
        changed = False
        for implication in vocabulary.implications:
            causes = _causes(implication, statements)
            if causes is None:
                continue
            because = " and ".join(f"{cause.path}: {cause.text}" for cause in causes)
            for path, value, text in _consequences(implication, vocabulary):
                stated = statements.get(path)
                if stated is None:
                    in_doubt = any(cause.is_unconfirmed for cause in causes)
                    statements[path] = Statement(value, text, path, causes[0].line, because, in_doubt)
                    changed = True
                elif stated.value != value and path not in problems:
                    message = f"{stated.path}: {stated.text} contradicts {because} (line {causes[0].line}), from which {text} follows"
                    problems[path] = Problem(file, stated.line, 1, message, "", "contradiction", path)
    return list(problems.values())


def _causes(implication: Implication, statements: dict[str, Statement]) -> list[Statement] | None:
    causes = []
    for path, values in implication.when.items():
        statement = statements.get(path)
        if statement is None or statement.value is None or statement.value not in values:
            return None
        causes.append(statement)
    return causes


def _consequences(implication: Implication, vocabulary: Vocabulary) -> Iterator[tuple[str, Value | tuple[Value, ...] | None, str]]:
    for path, said in implication.then.items():
        shape = vocabulary.root.resolve(path)
        if isinstance(shape, Field):
            yield path, said, _shown(said)
        elif isinstance(shape, RecordType) and said == NONE:
            for inner, field in shape.fields():
                value = absent_reading(field, vocabulary) if isinstance(field, Field) else ()
                yield f"{path}.{inner}", value, NONE if value in (None, (), NONE) else _shown(value)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
