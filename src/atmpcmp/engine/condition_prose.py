"""A short condition in one phrase, for sentences; a long one has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.model.condition import Combination, Condition, FieldOperand, Negation, Test

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LENGTH = 90
_WORDS = {"is": "is", "one_of": "is", "at_least": "is at least", "at_most": "is at most", "includes": "includes"}
_NOT_WORDS = {"is": "is not", "one_of": "is not", "at_least": "is less than", "at_most": "is more than", "includes": "does not include"}


def prose(condition: Condition | None) -> str:
    """The phrase, such as `vector persistence is integrating`; nothing where it would be too long or too nested to read."""
    said = _said(condition, denied=False) if condition is not None else ""
    return said if len(said) <= MAX_LENGTH else ""


def field_words(path: str) -> str:
    """A path as words: its last part, with the one before where that alone says too little."""
    steps = path.split(".")
    last = steps[-1].replace("_", " ")
    return last if " " in last or len(steps) == 1 or steps[-2] == "here" else f"{steps[-2].replace('_', ' ')} {last}"


def listed(words: Sequence[str], joined: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joined} {words[-1]}" if words else ""


def _said(condition: Condition, *, denied: bool) -> str:
    match condition:
        case Test() if not isinstance(condition.wanted, FieldOperand):
            constants = [str(constant).lower() if isinstance(constant, bool) else str(constant) for constant in condition.wanted]
            joined = "and" if condition.word == "includes" else "or"
            return f"{field_words(condition.path)} {(_NOT_WORDS if denied else _WORDS)[condition.word]} {listed(constants, joined)}"
        case Negation():
            return _said(condition.part, denied=not denied)
        case Combination() if not denied and all(isinstance(part, Test | Negation) for part in condition.parts):
            parts = [_said(part, denied=False) for part in condition.parts]
            return f" {'and' if condition.word == 'all' else 'or'} ".join(parts) if all(parts) else ""
        case _:
            return ""
