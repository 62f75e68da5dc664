"""Expression engines of PyPI, each given the same conditions in its own language: a function of data for each condition."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from peer_conditions import Plain, Sayable, constants, name_of, tests

from atmpcmp.model.condition import Combination, Condition, Negation, Test

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.scope import Scope

    Answer = Callable[[dict[str, Plain]], object]
_SIGNS = {"is": "==", "at_least": ">=", "at_most": "<="}


def _expression(condition: Condition, scope: Scope, *, words: tuple[str, str, str], prefix: str = "") -> str:
    """The condition in one of the languages that look like C or Python; `words` are those for and, or and not."""
    match condition:
        case Test():
            wanted = [json.dumps(value) for value in constants(condition, scope)]
            name = prefix + name_of(condition, scope)
            return f"({name} in [{', '.join(wanted)}])" if condition.word == "one_of" else f"({name} {_SIGNS[condition.word]} {wanted[0]})"
        case Combination():
            parts = [_expression(part, scope, words=words, prefix=prefix) for part in condition.parts]
            joined = f" {words[condition.word == 'any']} ".join(parts)
            return f"({joined})"
        case Negation():
            return f"({words[2]}({_expression(condition.part, scope, words=words, prefix=prefix)}))"
        case _:
            raise TypeError(condition)


def zen_engine(conditions: list[Sayable]) -> list[Answer]:
    """GoRules' engine, in Rust."""
    import zen

    compiled = [zen.compile_expression(_expression(one.condition, one.scope, words=("and", "or", "not "))) for one in conditions]
    return [lambda data, one=one: one.evaluate(data) for one in compiled]


def common_expression_language(conditions: list[Sayable]) -> list[Answer]:
    """CEL, in Rust."""
    import cel

    expressions = [_expression(one.condition, one.scope, words=("&&", "||", "!")) for one in conditions]
    if hasattr(cel, "compile"):
        programs = [cel.compile(one) for one in expressions]
        return [lambda data, one=one: one.execute(data) for one in programs]
    return [lambda data, one=one: cel.evaluate(one, data) for one in expressions]


def cel_python(conditions: list[Sayable]) -> list[Answer]:
    """CEL, in Python."""
    import celpy
    from celpy import celtypes

    environment = celpy.Environment()
    programs = [environment.program(environment.compile(_expression(one.condition, one.scope, words=("&&", "||", "!")))) for one in conditions]
    convert: dict[type, Any] = {bool: celtypes.BoolType, int: celtypes.IntType, float: celtypes.DoubleType, str: celtypes.StringType}
    converted: dict[int, Any] = {}

    def ask(program: Any, data: dict[str, Plain]) -> object:
        # Converting once for each dossier is what a careful user would do.
        if id(data) not in converted:
            converted[id(data)] = {name: convert[type(value)](value) for name, value in data.items()}
        return program.evaluate(converted[id(data)])

    return [lambda data, one=one: ask(one, data) for one in programs]


def rule_engine(conditions: list[Sayable]) -> list[Answer]:
    """A language of its own, in Python; a name that is missing is null, as its context is told."""
    import rule_engine as engine

    context = engine.Context(default_value=None)
    rules = [engine.Rule(_expression(one.condition, one.scope, words=("and", "or", "not ")), context=context) for one in conditions]
    return [lambda data, one=one: one.evaluate(data) for one in rules]


def jsonschema_rs(conditions: list[Sayable]) -> list[Answer]:
    """JSON Schema, in Rust: a condition is a schema, and a test demands its field."""
    import jsonschema_rs as engine

    validators = [engine.validator_for(_schema(one.condition, one.scope)) for one in conditions]
    return [lambda data, one=one: one.is_valid(data) for one in validators]


def _schema(condition: Condition, scope: Scope) -> dict[str, Any]:
    match condition:
        case Test():
            name, wanted = name_of(condition, scope), constants(condition, scope)
            said: dict[str, Any] = {"at_least": {"minimum": wanted[0]}, "at_most": {"maximum": wanted[0]}}.get(condition.word, {"enum": wanted})
            return {"properties": {name: said}, "required": [name]}
        case Combination():
            return {"allOf" if condition.word == "all" else "anyOf": [_schema(part, scope) for part in condition.parts]}
        case Negation():
            return {"not": _schema(condition.part, scope)}
        case _:
            raise TypeError(condition)


class _Rego:
    """One module with a rule for each condition; all are asked at once, as Rego is meant to be used."""

    def __init__(self, conditions: list[Sayable]) -> None:
        from regopy import Interpreter

        lines = ["package peers", "import rego.v1"]
        self.count = 0
        for index, one in enumerate(conditions):
            lines += [f"default c{index} := false", f"c{index} if {self._rule(one.condition, one.scope, lines)}"]
        self.interpreter = Interpreter()
        self.interpreter.add_module("peers", "\n".join(lines))
        self.answers: dict[int, dict[str, bool]] = {}

    def _rule(self, condition: Condition, scope: Scope, lines: list[str]) -> str:
        """The name of a rule that holds where the condition does."""
        self.count += 1
        name = f"r{self.count}"
        match condition:
            case Test():
                wanted = [json.dumps(value) for value in constants(condition, scope)]
                path = f"input.{name_of(condition, scope)}"
                test = f"{path} in {{{', '.join(wanted)}}}" if condition.word == "one_of" else f"{path} {_SIGNS[condition.word]} {wanted[0]}"
                lines.append(f"{name} if {test}")
            case Negation():
                lines.append(f"{name} if not {self._rule(condition.part, scope, lines)}")
            case Combination():
                inner = [self._rule(part, scope, lines) for part in condition.parts]
                lines += [f"{name} if {{ {'; '.join(inner)} }}"] if condition.word == "all" else [f"{name} if {one}" for one in inner]
        return name

    def ask(self, data: dict[str, Plain]) -> dict[str, Any]:
        self.interpreter.set_input(data)
        found: dict[str, Any] = json.loads(str(self.interpreter.query("data.peers")))["expressions"][0]
        return found


def regopy(conditions: list[Sayable]) -> list[Answer]:
    """Rego, in C++: what is asked first of a data set asks everything, the others look it up."""
    rego = _Rego(conditions)
    last: dict[str, Any] = {}

    def ask(index: int, data: dict[str, Plain]) -> object:
        if index == 0:
            last["answers"] = rego.ask(data)
        return last["answers"][f"c{index}"]

    return [lambda data, index=index: ask(index, data) for index in range(len(conditions))]


PEERS = {
    "zen-engine": zen_engine,
    "common-expression-language": common_expression_language,
    "rule-engine": rule_engine,
    "cel-python": cel_python,
    "regopy": regopy,
    "jsonschema-rs": jsonschema_rs,
}
__all__ = ["PEERS", "tests"]
