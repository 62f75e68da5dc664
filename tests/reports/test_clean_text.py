"""Text from files never becomes markup, a control sequence or a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmpcmp.reports.clean_text import clean, clean_cell, clean_markdown
from atmpcmp.reports.terminal import Terminal, spaced, text


@given(st.text())
def test_clean_text_is_one_printable_line(words: str) -> None:
    cleaned = clean(words)
    assert "\n" not in cleaned
    assert not [character for character in cleaned if ord(character) < 32 or 127 <= ord(character) < 160]
    assert cleaned.encode().decode() == cleaned


@pytest.mark.parametrize(("words", "shown"), [("\x1b[31mred", "\\x1b[31mred"), ("a\u202eb", "a\\u202eb"), (" a \n b ", "a b"), ("caf\u00e9", "caf\u00e9")])
def test_what_is_unsafe_is_shown_by_its_number(words: str, shown: str) -> None:
    assert clean(words) == shown


@given(st.text())
def test_no_cell_is_a_formula(words: str) -> None:
    assert not clean_cell(words).startswith(("=", "+", "-", "@"))


def test_markdown_stays_text() -> None:
    assert clean_markdown("[a](b) *c* `d` <e> | f") == "\\[a\\](b) \\*c\\* \\`d\\` \\<e\\> \\| f"


@given(st.text(max_size=200), st.integers(1, 400))
def test_a_report_keeps_its_width_and_has_no_markup(words: str, width: int) -> None:
    shown = Terminal(width=width).render([text(words), spaced(text(""), text("x"))])
    assert "\x1b" not in shown


def test_signs_have_stand_ins() -> None:
    assert Terminal(unicode=False).symbol("✓", "+") == "+"
    assert Terminal(unicode=True).symbol("✓", "+") == "✓"
