"""The reports of `matrix`: values first, with level and day, in every format; the table says what it left out."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from atmpcmp.engine.matrix import matrix
from atmpcmp.reports import matrix_csv, matrix_json, matrix_markdown, matrix_plain, matrix_table
from atmpcmp.reports.matrix_words import divergence
from atmpcmp.reports.terminal import Terminal

if TYPE_CHECKING:
    from atmpcmp.engine.matrix import MatrixResult
    from atmpcmp.model.library import Library

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def result(diff_library: Library) -> MatrixResult:
    return matrix(diff_library, against=["NORTH", "SOUTH", "UNION"], today=TODAY)


@pytest.fixture(scope="module")
def of_rates(diff_library: Library) -> MatrixResult:
    return matrix(diff_library, against=["NORTH", "SOUTH", "UNION"], topics=["discount-rate"], today=TODAY)


def test_json(result: MatrixResult, of_rates: MatrixResult, diff_library: Library) -> None:
    found = json.loads(matrix_json.render(result, diff_library))
    assert found["format"] == "atmpcmp-matrix-1"
    assert found["columns"][3] == {"jurisdiction": "UNION", "member": "AX", "as_of": "2026-06-30"}
    rate = found["topics"][0]
    assert (rate["topic"], rate["pairs"]) == ("discount-rate", {"differing": 3, "comparable": 6})
    cell = rate["cells"][0]
    assert (cell["text"], cell["level"], cell["in_force_from"], cell["rules"]) == ("costs 3 %; effects 3 %", "must", "2020-01-01", ["NORTH-009"])
    assert cell["announced"] == [{"rule": "NORTH-009", "in_force_from": "2099-01-01", "ended": False}]
    assert cell["source"]["title"] == "Guide of the north"
    assert {"left": "NORTH", "right": "SOUTH", "group": "economics", "same": 2, "comparable": 4} in found["harmonisation"]
    assert json.loads(matrix_json.render(of_rates, diff_library))["without_rules"] == ["UNION"]


def test_csv(result: MatrixResult, diff_library: Library) -> None:
    rows = list(csv.DictReader(io.StringIO(matrix_csv.render(result, diff_library))))
    assert rows[0]["NORTH"] == "costs 3 %; effects 3 % (must, 2020-01-01, 1 announced; NORTH-009)"
    assert (rows[0]["differing_pairs"], rows[0]["comparable_pairs"], rows[0]["UNION"]) == ("3", "6", "")
    assert len(rows) == len(result.rows)


def test_plain(result: MatrixResult, of_rates: MatrixResult, diff_library: Library) -> None:
    said = matrix_plain.render(result, diff_library)
    assert "discount-rate, Discount rate (3 of 6 pairs differ)\n  NORTH: costs 3 %; effects 3 % (must, 2020-01-01, 1 announced; NORTH-009)\n" in said
    assert "  NORTH: perspective societal (unconfirmed) (must, 2015; NORTH-003)\n" in said
    assert "  SOUTH: Fifteen years for vectors that integrate (must, 2015, +1 rule; SOUTH-010)\n" in said
    assert "  UNION:AX and UNION:AL: 0/1 in all; economics 0/1\n" in said
    assert matrix_plain.render(of_rates, diff_library).startswith(
        "1 topic by 4 jurisdictions and members, as of 2026-06-30\nNo rule in force on what was asked: UNION\n"
    )


def test_markdown(result: MatrixResult, of_rates: MatrixResult, diff_library: Library) -> None:
    said = matrix_markdown.render(result, diff_library)
    assert "| topic | NORTH | SOUTH | UNION | UNION:AX | UNION:AL |\n" in said
    assert "| **Discount rate** (3 of 6 pairs differ) | costs 3 %; effects 3 % (must, 2020-01-01, 1 announced) |" in said
    assert "| UNION:AX, UNION:AL | 0/1 |" in said
    assert "- Discount rate, NORTH: NORTH-009, Guide of the north, section 9, 2019-05 (read in the document)\n" in said
    assert "No rule in force on what was asked: UNION." in matrix_markdown.render(of_rates, diff_library)


def test_what_cannot_be_compared_is_not_called_the_same(result: MatrixResult) -> None:
    alone = next(row for row in result.rows if row.topic == "shedding")
    assert divergence(alone) == "nothing to compare"


@pytest.mark.parametrize(
    ("width", "shown"),
    [(40, ["NORTH", "SOUTH"]), (80, ["NORTH", "SOUTH", "UNION"]), (120, ["NORTH", "SOUTH", "UNION", "UNION:AX", "UNION:AL"])],
)
def test_the_table_chooses_columns_that_fit(width: int, shown: list[str], result: MatrixResult, diff_library: Library) -> None:
    assert matrix_table.columns_shown(result, width) == shown
    said = matrix_table.render(result, diff_library, Terminal(width))
    assert max(map(len, said.split("\n"))) <= width
    hidden = [side.column for side in result.columns if side.column not in shown]
    assert ("For want of room without" in said) == bool(hidden)
    for column in hidden:
        assert column in said.partition("--against")[0]


def test_the_table_says_which_topics_only_others_have(result: MatrixResult, diff_library: Library) -> None:
    said = " ".join(matrix_table.render(result, diff_library, Terminal(40)).split())
    assert "1 more topic on which only columns that are not shown have rules" in said


def test_the_table_without_unicode(of_rates: MatrixResult, diff_library: Library) -> None:
    said = matrix_table.render(of_rates, diff_library, Terminal(120, unicode=False))
    assert said.isascii()
    assert "No rule in force on what was asked: UNION" in said
