"""The grid of a portfolio at every width: readable, whole, and clear about what it leaves out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from atmpcmp import Library, check, load_dossier, load_library
from atmpcmp.engine.portfolio import Portfolio, PortfolioRow, Standing, portfolio_row
from atmpcmp.reading.data_folders import bundled_data
from atmpcmp.reports import check_table, portfolio_markdown, portfolio_plain, portfolio_table
from atmpcmp.reports.portfolio_words import left_out, standing_words
from atmpcmp.reports.terminal import Terminal

TODAY = date(2026, 6, 30)
HOSTILE = "[red]\x1b[31m|=cmd()\u202e<b>"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def thirty(library: Library) -> Portfolio:
    """Thirty products: the bundled ones under other names, some of them long."""
    paths = sorted((bundled_data() / "products").glob("*/dossier.yaml"))
    rows = [portfolio_row(check(library, load_dossier(path, library), today=TODAY), library.columns) for path in paths]
    names = [f"{rows[index % len(rows)].product}-{'another-indication-in-children' if index % 7 == 6 else index}" for index in range(30)]
    return Portfolio(library.columns, tuple(rows[index % len(rows)]._replace(product=name) for index, name in enumerate(names)), None, TODAY)


@pytest.mark.parametrize("show_all", [False, True], ids=["short", "all"])
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_grid_fits_and_holds_every_jurisdiction(thirty: Portfolio, library: Library, width: int, show_all: bool) -> None:
    out = portfolio_table.render_head(thirty, library, Terminal(width), show_all=show_all)
    assert max(map(len, out.splitlines())) <= width
    words = out.replace("\n", " ")
    for jurisdiction in library.jurisdictions:
        assert jurisdiction in words or all(part in words for part in jurisdiction.split("-")), jurisdiction
    for row in thirty.rows[:6]:
        assert row.product in words
    parts = re.search(r"The grid is in (\d+) parts", words)
    assert sum(line.startswith(f"{thirty.rows[0].product} ") for line in out.splitlines()) == (int(parts[1]) if parts else 1)
    if show_all:
        assert ":NO" in words
        assert "counted with them" not in words
    else:
        assert "Members of FINOSE and BeNeLuxA are counted with them" in words
    assert "Left out, as they ask nothing of these products:" in words


def test_one_part_where_there_is_room(thirty: Portfolio, library: Library) -> None:
    assert "parts" not in portfolio_table.render_head(thirty, library, Terminal(200))


def test_cells_say_what_is_missing(library: Library) -> None:
    columns = ("EMA", "FDA", "NICE", "HAS", "SMC")
    row = PortfolioRow("a", "a.yaml", (Standing(1, 2, 3, 4), Standing(0, 0, 0, 4), Standing(), None, Standing(0, 0, 12, 0)), ())
    portfolio = Portfolio(columns, (row, row._replace(product="b", standings=(None, None, Standing(1), None, None))), None, TODAY)
    out = portfolio_table.render_head(portfolio, library, Terminal(120))
    assert re.search(r"^a  ✗1~2\?15 +✗1~2\?3 +✓ +· +\?12$", out, re.MULTILINE)
    assert re.search(r"^b  ✗1 +· +· +✗1 +·$", out, re.MULTILINE)
    assert "Left out, as they ask nothing of these products: HAS" in out
    ascii_only = portfolio_table.render_head(portfolio, library, Terminal(120, unicode=False))
    assert re.search(r"^a  x1~2\?15 +x1~2\?3 +\+ +\. +\?12$", ascii_only, re.MULTILINE)
    assert ascii_only.isascii()
    marked = portfolio_markdown.render_head(portfolio, library)
    assert "| **a** | 1 / 2 / 15 | 1 / 2 / 3 | met | · | 0 / 0 / 12 |" in marked
    said = portfolio_plain.render_head(portfolio, library)
    assert "a: in all 1 must, 2 should, 15 open; EMA 1 must, 2 should, 3 open; FDA all met; SMC 12 open" in said


def test_nothing_missing_is_not_called_met_where_nothing_was_met() -> None:
    assert standing_words(Standing(0, 0, 0, 1)) == "all met"
    assert standing_words(Standing()) == "nothing asked"


def test_markdown_is_a_table(thirty: Portfolio, library: Library) -> None:
    lines = [line for line in portfolio_markdown.render_head(thirty, library).splitlines() if line.startswith("|")]
    assert len(lines) == 32
    assert len({line.count("|") for line in lines}) == 1


def test_what_was_not_judged_stands_above_and_below(thirty: Portfolio, library: Library) -> None:
    stopped = thirty._replace(unfinished=tuple(f"p{index}.yaml" for index in range(9)))
    says = "INTERRUPTED: 30 of 39 dossiers were judged; not judged: p0.yaml, p1.yaml, p2.yaml, p3.yaml, p4.yaml, p5.yaml and 3 more"
    assert says in portfolio_plain.render_head(stopped, library)
    assert says in portfolio_plain.render_tail(stopped)
    assert "INTERRUPTED" not in portfolio_plain.render_head(thirty, library)
    for part in (portfolio_table.render_head(stopped, library, Terminal(200)), portfolio_table.render_tail(stopped, Terminal(200))):
        assert says in part
    assert says in portfolio_markdown.render_tail(stopped)


def test_names_are_never_markup_or_control(library: Library) -> None:
    row = PortfolioRow(HOSTILE, HOSTILE, (Standing(1),), (("potency", "EMA"),))
    portfolio = Portfolio(("EMA",), (row, row), None, TODAY, (HOSTILE,))
    for out in (
        portfolio_table.render_head(portfolio, library, Terminal(80)),
        portfolio_plain.render_head(portfolio, library) + portfolio_plain.render_tail(portfolio),
        portfolio_markdown.render_head(portfolio, library) + portfolio_markdown.render_tail(portfolio),
    ):
        assert not {"\x1b", "\u202e"} & set(out)
    assert r"\[red\]" in portfolio_markdown.render_head(portfolio, library)
    assert "[red]" in portfolio_table.render_head(portfolio, library, Terminal(80))


def test_no_dossier_at_all_is_no_error(library: Library) -> None:
    empty = Portfolio(("EMA",), (), TODAY, TODAY, ("a.yaml",))
    for out in (
        portfolio_table.render_head(empty, library, Terminal(80)),
        portfolio_plain.render_head(empty, library),
        portfolio_markdown.render_head(empty, library),
    ):
        assert "0 dossiers" in out
        assert "as asked" in out


def test_left_out_names_members_only_where_they_are_folded(thirty: Portfolio) -> None:
    assert left_out(thirty, thirty, thirty.columns) == []


def test_a_dossier_in_short_is_shorter_than_in_full(library: Library) -> None:
    result = check(library, load_dossier(bundled_data() / "products" / "zolgensma" / "dossier.yaml", library), as_of=TODAY)
    for width in (80, 120, 200):
        short = portfolio_table.render_dossier(result, library, Terminal(width))
        assert max(map(len, short.splitlines())) <= width
        assert len(short.splitlines()) < 40
        assert len(short) < len(check_table.render([result], library, Terminal(width))) / 10
    plain = portfolio_plain.render_dossier(result, library)
    for verdict in result.with_status("gap", levels=("must",)):  # type: ignore[arg-type]
        assert verdict.rule.id in plain
        assert (verdict.rule.closes_with or "") in plain
    for verdict in result.with_status("gap", levels=("should",)):  # type: ignore[arg-type]
        assert not (verdict.entry.confidence == "recalled" and verdict.rule.id in plain) or f"{verdict.rule.id} unconfirmed" in plain
