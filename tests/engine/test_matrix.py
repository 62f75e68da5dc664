"""All bodies side by side: cells, divergence, harmonisation, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.engine.diff import NothingToCompareError
from atmpcmp.engine.difference import DifferenceKind
from atmpcmp.engine.harmonisation import harmonisation
from atmpcmp.engine.matrix import matrix
from atmpcmp.model.library import UnknownNameError

if TYPE_CHECKING:
    from atmpcmp.engine.matrix import MatrixResult
    from atmpcmp.model.library import Library

TODAY = date(2026, 6, 30)


def _matrix(library: Library, **options: Any) -> MatrixResult:
    return matrix(library, today=TODAY, **{"against": ["NORTH", "SOUTH", "UNION"], **options})


def test_one_column_for_each_body_and_member_with_rules(diff_library: Library) -> None:
    found = _matrix(diff_library)
    assert [side.column for side in found.columns] == ["NORTH", "SOUTH", "UNION", "UNION:AX", "UNION:AL"]
    assert found.without_rules == ()
    narrowed = _matrix(diff_library, topics=["discount-rate"])
    assert [side.column for side in narrowed.columns] == ["NORTH", "SOUTH", "UNION:AX", "UNION:AL"]
    assert narrowed.without_rules == ("UNION",)


def test_cells_show_values_before_titles_with_level_and_day(diff_library: Library) -> None:
    rows = {row.topic: row for row in _matrix(diff_library).rows}
    rate, potency, follow_up = rows["discount-rate"].cells["NORTH"], rows["potency"].cells["SOUTH"], rows["long-term-follow-up"].cells["SOUTH"]
    assert (rate.text, rate.standing, rate.since) == ("costs 3 %; effects 3 %", "must", "2020-01-01")
    assert [ruling.entry.since for ruling in rate.announced] == ["2099-01-01"]
    assert (potency.text, potency.standing) == ("Functional potency assay", "should")
    assert len(follow_up.rulings) == 2
    assert rows["perspective"].cells["NORTH"].is_unconfirmed
    assert rows["threshold"].cells["NORTH"].text == "low 20000 GBP per QALY; high 30000 GBP per QALY; explicit yes"
    assert rows["timeline"].cells["NORTH"].standing == "stance"


def test_the_most_divided_topic_comes_first(diff_library: Library) -> None:
    by_divergence, by_topic = _matrix(diff_library), _matrix(diff_library, order="topic")
    first = by_divergence.rows[0]
    assert (first.topic, first.differing, first.comparable) == ("discount-rate", 3, 6)
    assert [row.differing for row in by_divergence.rows] == sorted((row.differing for row in by_divergence.rows), reverse=True)
    order = list(diff_library.topics.topics)
    assert [row.topic for row in by_topic.rows] == sorted((row.topic for row in by_topic.rows), key=order.index)


def test_a_day_in_the_past(diff_library: Library) -> None:
    found = _matrix(diff_library, as_of=date(2018, 1, 1))
    assert [side.column for side in found.columns] == ["NORTH", "SOUTH"]
    assert found.without_rules == ("UNION", "UNION:AX", "UNION:AL")
    assert next(row for row in found.rows if row.topic == "discount-rate").cells["NORTH"].text == "costs 4 %; effects 4 %; later 3 %"


def test_harmonisation_counts_what_is_the_same_among_what_can_be_compared(diff_library: Library) -> None:
    found = {(one.left, one.right, one.group): (one.same, one.comparable) for one in _matrix(diff_library).agreements}
    assert found["NORTH", "SOUTH", "economics"] == (2, 4)
    assert found["UNION:AX", "UNION:AL", "economics"] == (0, 1)
    assert ("NORTH", "SOUTH", "access") not in found


def test_harmonisation_leaves_out_what_cannot_be_compared() -> None:
    kinds = {"a": DifferenceKind.SAME, "b": DifferenceKind.NOT_COMPARABLE, "c": DifferenceKind.STRICTER_LEFT, "d": None}
    (found,) = harmonisation(["X", "Y"], [(topic, "group") for topic in kinds], lambda topic, _one, _other: kinds[topic])
    assert (found.same, found.comparable) == (1, 2)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"against": ["NORTH"]}, NothingToCompareError, "there is 1 of NORTH"),
        ({"topics": ["redosing"]}, NothingToCompareError, "there are 0 of NORTH, SOUTH, UNION, UNION:AX, UNION:AL"),
        ({"against": None, "as_of": date(1900, 1, 1)}, NothingToCompareError, "of all"),
        ({"against": ["SOTH"]}, UnknownNameError, "did you mean SOUTH"),
    ],
)
def test_refused(options: dict[str, Any], error: type[Exception], words: str, diff_library: Library) -> None:
    with pytest.raises(error, match=words):
        _matrix(diff_library, **options)
