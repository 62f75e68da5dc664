"""Many dossiers at once: counts by column, members with their joint body, and gaps that several share."""

from __future__ import annotations

from datetime import date

import pytest

from atmpcmp import check, load_dossier, load_library
from atmpcmp.engine.portfolio import Portfolio, PortfolioRow, Standing, asked_columns, folded, portfolio_row, shared_gaps
from atmpcmp.reading.data_folders import bundled_data

TODAY = date(2026, 6, 30)
COLUMNS = ("EMA", "FINOSE", "FINOSE:NO", "FINOSE:SE", "NICE")
A = PortfolioRow("a", "a.yaml", (Standing(1, 0, 2, 3), Standing(0, 1, 0, 0), None, Standing(0, 2, 5, 1), None), (("potency", "EMA"), ("utilities", "FINOSE")))
B = PortfolioRow("b", "b.yaml", (Standing(0, 0, 0, 4), None, Standing(0, 0, 1, 0), None, Standing()), (("utilities", "FINOSE:NO"), ("utilities", "FINOSE:SE")))
C = PortfolioRow("c", "c.yaml", (None, None, None, None, None), ())


def _portfolio(*rows: PortfolioRow, columns: tuple[str, ...] = COLUMNS) -> Portfolio:
    return Portfolio(columns, rows, None, TODAY)


def test_members_are_counted_with_their_joint_body() -> None:
    shown = folded(_portfolio(A, B, C))
    assert shown.columns == ("EMA", "FINOSE", "NICE")
    assert shown.rows[0].standings == (Standing(1, 0, 2, 3), Standing(0, 3, 5, 1), None)
    assert shown.rows[1].standings == (Standing(0, 0, 0, 4), Standing(0, 0, 1, 0), Standing())
    assert [row.total for row in shown.rows] == [row.total for row in (A, B, C)]


def test_a_member_alone_stays_a_column() -> None:
    row = PortfolioRow("a", "a.yaml", (Standing(0, 1, 0, 0), Standing(1, 0, 0, 0)), ())
    assert folded(_portfolio(row, columns=("FINOSE:NO", "EMA"))).columns == ("FINOSE:NO", "EMA")


def test_columns_that_ask_nothing_of_anyone() -> None:
    assert asked_columns(_portfolio(A, B, C)) == ("EMA", "FINOSE", "FINOSE:NO", "FINOSE:SE")
    assert asked_columns(_portfolio(C)) == ()


def test_totals() -> None:
    assert A.total == Standing(1, 3, 7, 4)
    assert C.total == Standing()
    assert _portfolio(A, B, C).total == Standing(1, 3, 8, 8)
    assert _portfolio().total == Standing()


def test_gaps_of_several_dossiers_name_who_asks() -> None:
    (shared,) = shared_gaps(_portfolio(A, B, C))
    assert (shared.topic, [row.product for row in shared.rows], shared.columns) == ("utilities", ["a", "b"], ("FINOSE", "FINOSE:NO", "FINOSE:SE"))


def test_two_dossiers_of_the_same_product_are_two() -> None:
    assert [len(gap.rows) for gap in shared_gaps(_portfolio(A, A))] == [2, 2]


@pytest.mark.parametrize("product", ["zolgensma", "kymriah"])
def test_a_row_has_the_counts_of_the_summary(product: str) -> None:
    library = load_library()
    result = check(library, load_dossier(bundled_data() / "products" / product / "dossier.yaml", library), as_of=TODAY)
    row = portfolio_row(result, library.columns)
    for column, found in zip(library.columns, row.standings, strict=True):
        counts = result.summary.get(column)
        if counts is None or not any(count for level in counts.values() for count in level.values()):
            assert found is None
            continue
        assert found is not None
        assert (found.must, found.should) == (counts["must"]["gap"], counts["should"]["gap"])
        assert found.open == sum(level["unknown"] + level["review"] for level in counts.values())
        assert found.met == counts["must"]["met"] + counts["should"]["met"]
    assert {topic for topic, _ in row.gaps} == {verdict.rule.topic for verdict in result.with_status("gap", levels=("must", "should"))}  # type: ignore[arg-type]
