"""The mistakes that the harness makes are real ones, each made once, and the module stays a module."""

from __future__ import annotations

import ast

import pytest

from .mutants import count, mutant
from .run import interval


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a == b", {"a == b -> a != b"}),
        ("a < b <= c", {"a < b <= c -> a <= b <= c", "a < b <= c -> a < b < c"}),
        ("x = a and not b", {"a and (not b) -> a or not b", "not b -> b"}),
        ("x = 1 + y", {"1 + y -> 1 - y", "1 -> 2"}),
        ("x = True", {"True -> False"}),
        ("x = 'word'", {"'word' -> 'XXword'"}),
        ("x = 'more than a word'", set()),
        ("x: Literal['a'] = y", set()),
        ("def f():\n    return x", {"return x -> return None"}),
        ("def f():\n    'documented'\n    return None", set()),
        ("x = [a for a in b if c]", {"for a in b if c -> for a in b"}),
        ("while x:\n    break", {"while x: break -> while not x: break", "break -> continue"}),
        ("x.append(1)", {"x.append(1) -> pass", "1 -> 2"}),
        ("if TYPE_CHECKING:\n    x = 1", set()),
        ("assert x == 1", set()),
    ],
)
def test_each_mistake_is_made_once(source: str, changes: set[str]) -> None:
    made = [mutant(source, number) for number in range(count(source))]
    assert {one.what for one in made} == changes
    assert len(made) == len(changes)
    for one in made:
        ast.parse(one.source)
        assert ast.unparse(ast.parse(source)) != one.source


def test_an_interval_holds_its_share() -> None:
    low, high = interval(45, 50)
    assert 0.78 < low < 0.9 < high < 0.97
