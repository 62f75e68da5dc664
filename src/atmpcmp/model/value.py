"""One value of a dossier or of a rule, read by the type of its field."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from atmpcmp.model.money import Money, parse_money
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import MAX_DIGITS, Quantity, parse_quantity

if TYPE_CHECKING:
    from atmpcmp.model.field import Field
    from atmpcmp.model.vocabulary import Vocabulary

Value = bool | int | str | Fraction | Quantity | Money | PartialDate
Raw = str | int | float | bool | None

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_DECIMAL = re.compile(r"[-+]?\d+(?:\.\d+)?")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]*:\S+")
_MANY = 12
# What YAML 1.1 took for true and false; here they are words.
_OLD_WORDS = frozenset(["y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"])


class ValueProblemError(ValueError):
    """A value that its field cannot take; the message is for the user, the hint is the nearest right thing."""

    def __init__(self, message: str, hint: str = "", code: str = "wrong-value") -> None:
        """Keep message, hint and the name of the kind of mistake."""
        super().__init__(message)
        self.hint = hint
        self.code = code


def parse_value(field: Field, raw: Raw, vocabulary: Vocabulary, body: str = "") -> Value:
    """Read one value (of a list: one item).

    Args:
        field: the field that the value is for.
        raw: the scalar as YAML gives it.
        vocabulary: for the names of bodies and topics.
        body: the body whose scale counts, where bodies have scales of their own.

    Raises:
        ValueProblemError: with a sentence for the user.
    """
    if isinstance(raw, str) and raw in field.values and not field.values_by_body:
        return raw
    kind = field.item_type
    if kind == "yes/no":
        if isinstance(raw, bool):
            return raw
        hints = {
            "yes": "write true",
            "no": "write false",
            "on": "write true",
            "off": "write false",
            "y": "write true",
            "n": "write false",
            "none": "write false",
        }
        code = "yaml-1-1-word" if raw in _OLD_WORDS else "wrong-type"
        raise ValueProblemError(f"{field.path} is true or false, not “{_shown(raw)}”", hints.get(str(raw).lower(), ""), code)
    if raw is None or isinstance(raw, bool):
        hint = "put quotes around it" if kind in ("text", "code", "choice") else ""
        raise ValueProblemError(f"{field.path} wants {_wanted(field)}, not {_shown(raw)}", hint, "wrong-type")
    if kind == "count":
        return _count(field, raw)
    if kind == "number":
        return _number(field, raw)
    if kind == "choice":
        return _choice(field, raw, vocabulary, body)
    if not isinstance(raw, str) and kind in ("text", "code"):
        raise ValueProblemError(f"{field.path} wants {_wanted(field)}, not the number {_shown(raw)}", "put quotes around it", "wrong-type")
    return _parsed(field, kind, str(raw).strip())


def _parsed(field: Field, kind: str, text: str) -> Value:
    try:
        match kind:
            case "quantity":
                return parse_quantity(text, field.unit)
            case "money":
                return parse_money(text, field.unit or None)
            case "date":
                return PartialDate.parse(text)
            case "percent":
                return _percent(field, text)
            case "code":
                if not _CODE.fullmatch(text):
                    raise ValueError(f"“{text}” is no code with its register in front, such as ORPHA:70")
                return text
            case _:
                if not text:
                    raise ValueError(f"{field.path} is empty")
                return text
    except ValueProblemError:
        raise
    except ValueError as error:
        code = "wrong-unit" if "unit" in str(error) or "amount" in str(error) else "wrong-value"
        raise ValueProblemError(f"{field.path}: {error}", "", code) from None


def _percent(field: Field, text: str) -> Fraction:
    shape = _PERCENT.fullmatch(text) if len(text) <= 2 * MAX_DIGITS else None
    if shape is None:
        hint = f"write {text} %" if _DECIMAL.fullmatch(text) else "write it as 3.5 %"
        raise ValueProblemError(f"{field.path} is a percentage; “{text[:60]}” has no % or is no number", hint, "wrong-unit")
    return Fraction(shape[1])


def _count(field: Field, raw: str | float) -> int:
    if not isinstance(raw, int) or raw < 0:
        raise ValueProblemError(f"{field.path} is a whole number, 0 or more, not “{_shown(raw)}”", "", "wrong-type")
    return raw


def _number(field: Field, raw: str | float) -> Fraction:
    if isinstance(raw, str):
        raise ValueProblemError(f"{field.path} is a plain number, not “{_shown(raw)}”", "", "wrong-type")
    return Fraction(repr(raw))


def _choice(field: Field, raw: str | float, vocabulary: Vocabulary, body: str) -> str:
    text = str(raw)
    if field.values_named == "jurisdiction":
        kept = vocabulary.body(text)
        if kept is None:
            raise ValueProblemError(
                f"“{_shown(raw)}” is no jurisdiction, member or territory",
                did_you_mean(text, vocabulary.bodies),
                "unknown-value",
            )
        return kept
    choices = vocabulary.choices(field, body)
    if choices is None:
        raise ValueProblemError(f"{field.path} is answered on a body's own scale, and {body or 'this body'} has none", "", "unknown-value")
    if text not in choices:
        listed = ", ".join(choices[:_MANY]) + (" …" if len(choices) > _MANY else "")
        hint = did_you_mean(text, choices) or f"one of: {listed}"
        raise ValueProblemError(f"“{_shown(raw)}” is none of the values of {field.path}", hint, "unknown-value")
    return text


def _wanted(field: Field) -> str:
    examples = {
        "count": "a whole number",
        "number": "a number",
        "percent": "a percentage such as 3.5 %",
        "quantity": f"a number and a unit ({field.unit})",
        "money": f"amount and currency ({('… ' + field.unit) if field.unit else '1.9 million EUR'})",
        "date": "a date such as 2020-05-18 or 2020-05",
        "choice": "one of its values",
        "code": "a code such as ORPHA:70",
    }
    return examples.get(field.item_type, "a text")


def _shown(raw: Raw) -> str:
    text = "nothing" if raw is None else str(raw).lower() if isinstance(raw, bool) else str(raw)
    return text if len(text) <= 60 else text[:60] + "…"
