"""A condition in words, one part a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Quantifier, Test

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {"is": "is", "one_of": "is one of", "at_least": "is at least", "at_most": "is at most", "includes": "includes"}
_NOT_WORDS = {
    "is": "is not",
    "one_of": "is none of",
    "at_least": "is less than",
    "at_most": "is more than",
    "includes": "does not include",
}
_JOINED = {"all": "all of:", "any": "at least one of:"}
_JOINED_NOT = {"all": "not all of:", "any": "none of:"}


def condition_lines(condition: Condition, indent: int = 0) -> list[str]:
    """The lines, two spaces for each level."""
    return [f"{'  ' * level}{words}" for level, words in _lines(condition, indent, denied=False)]


def _lines(condition: Condition, level: int, *, denied: bool) -> Iterator[tuple[int, str]]:
    match condition:
        case Test():
            yield level, f"{condition.path} {(_NOT_WORDS if denied else _WORDS)[condition.word]} {_wanted(condition)}"
        case Negation():
            yield from _lines(condition.part, level, denied=not denied)
        case Combination():
            yield level, (_JOINED_NOT if denied else _JOINED)[condition.word]
            for part in condition.parts:
                yield from _lines(part, level + 1, denied=False)
        case Quantifier():
            each = "some record" if condition.word == "some" else "every record"
            yield (
                level,
                f"{'not: ' if denied else ''}{each} of {condition.of}" + (" that counts" if condition.where is not None else "") + " meets:",
            )
            yield from _lines(condition.meets, level + 1, denied=False)
            if condition.where is not None:
                yield level + 1, "counting are those for which:"
                yield from _lines(condition.where, level + 2, denied=False)
        case _:
            yield level, f"a person judges{' (denied)' if denied else ''}: {condition.question}"


def _wanted(test: Test) -> str:
    if isinstance(test.wanted, FieldOperand):
        shift = f" plus {test.wanted.plus}" if test.wanted.plus else f" minus {test.wanted.minus}" if test.wanted.minus else ""
        return f"{test.wanted.field}{shift}"
    return ", ".join(str(constant).lower() if isinstance(constant, bool) else str(constant) for constant in test.wanted)
