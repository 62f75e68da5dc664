"""Small mistakes in a module, one at a time: what a tired author might have written instead.

Not made: mistakes in annotations, docstrings, prose (text with a space in it), assertions, and in what only declares a class frozen or slotted.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_DECLARES = frozenset({"ConfigDict", "dataclass", "TypeVar", "cast"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake.

    Attributes:
        line: where.
        what: what was changed to what.
        source: the module with the mistake.
    """

    line: int
    what: str
    source: str


def count(source: str) -> int:
    """How many mistakes can be made in a module."""
    return sum(len(changes) for _, changes in _sites(ast.parse(source)))


def mutant(source: str, number: int) -> Mutant:
    """One of them."""
    tree = ast.parse(source)
    node, change = [(node, change) for node, changes in _sites(tree) for change in changes][number]
    before = ast.unparse(node)
    replacement = change()
    if replacement is not None:
        _put(tree, node, replacement)
    after = ast.unparse(replacement if replacement is not None else node)
    line = node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 0)
    return Mutant(line, f"{_clip(before)} -> {_clip(after)}", ast.unparse(ast.fix_missing_locations(tree)))


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else line[:90] + "…"


def _put(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return
            if isinstance(value, list) and any(item is old for item in value):
                setattr(parent, field, [new if item is old else item for item in value])
                return


def _sites(tree: ast.AST) -> Iterator[tuple[ast.AST, list[Callable[[], ast.AST | None]]]]:
    """The nodes that can be mistaken, each with what changes it in place or gives what stands there instead."""
    for node in _reached(tree):
        if changes := list(_changes(node)):
            yield node, changes


def _reached(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.Assert, ast.Import, ast.ImportFrom)):
        return
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _DECLARES:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases", "type_params") or (
            field == "slice" and not isinstance(value, (ast.Slice, ast.UnaryOp, ast.Constant))
        ):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _reached(child)


def _changes(node: ast.AST) -> Iterator[Callable[[], ast.AST | None]]:
    match node:
        case ast.Compare():
            yield from (partial(node.ops.__setitem__, index, _COMPARED[type(op)]()) for index, op in enumerate(node.ops))
        case ast.BoolOp():
            yield lambda: setattr(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield lambda: node.operand
        case ast.BinOp() if type(node.op) in _COMPUTED:
            yield lambda: setattr(node, "op", _COMPUTED[type(node.op)]())
        case ast.Constant(value=bool() as value):
            yield lambda: setattr(node, "value", not value)
        case ast.Constant(value=int() as number):
            yield lambda: setattr(node, "value", number + 1)
        case ast.Constant(value=str() as word) if word and " " not in word:
            yield lambda: setattr(node, "value", f"XX{word}")
        case ast.If() | ast.While() | ast.IfExp():
            yield lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension(ifs=[_, *_]):
            yield lambda: setattr(node, "ifs", [])
        case ast.Return(value=ast.expr() as given) if not (isinstance(given, ast.Constant) and given.value is None):
            yield lambda: setattr(node, "value", ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield ast.Pass
        case ast.Continue():
            yield ast.Break
        case ast.Break():
            yield ast.Continue
        case _:
            return
