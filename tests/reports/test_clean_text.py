"""Text from files never becomes markup, a control sequence or a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmpcmp.reports.clean_text import clean, clean_cell, clean_markdown, code_markdown, json_safe, link_markdown
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


@pytest.mark.parametrize(
    ("words", "shown"),
    [("&lt;b&gt;", "\\&lt;b\\&gt;"), ("&#60;", "\\&\\#60;"), ("R&D", "R&D"), ("Q&A; more", "Q&A; more"), ("~~gone~~", "\\~~gone\\~~"), ("~5", "~5")],
)
def test_markdown_has_no_references_and_no_struck_words(words: str, shown: str) -> None:
    assert clean_markdown(words) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.org/a b", "[w](<https://x.org/a%20b>)"),
        ("HTTP://x.org/<b>", "[w](<HTTP://x.org/%3Cb%3E>)"),
        ("javascript:alert(1)", "w"),
        (" https://x.org", "w"),
        ("", "w"),
        (None, "w"),
    ],
)
def test_a_link_leads_to_the_web_or_is_none(url: str | None, shown: str) -> None:
    assert link_markdown("w", url) == shown


def test_no_back_tick_ends_code() -> None:
    assert code_markdown("a`b\x1b") == "`a'b\\x1b`"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_formula_is_text_in_a_cell(start: str) -> None:
    assert clean_cell(f" {start}1") == f"'{start}1"


def test_json_stays_json_and_has_no_controls() -> None:
    import json

    words = "\x9b31m\u202e\u2028\ufeff\u061c\x00\ud800é"
    safe = json_safe(json.dumps({"a": words}, ensure_ascii=False, indent=1))
    assert json.loads(safe) == {"a": words}
    assert set(safe) - {"é"} <= set(map(chr, range(128)))
