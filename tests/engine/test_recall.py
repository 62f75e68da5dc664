"""Recall and its interval."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmpcmp.engine.recall import Recall, Scored, recall_table


# The intervals are those of Wilson's score as statistical tables give them.
@pytest.mark.parametrize(
    ("found", "named", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 4, 0.0456, 0.6994), (81, 263, 0.2553, 0.3662)]
)
def test_the_interval_is_wilsons(found: int, named: int, low: float, high: float) -> None:
    assert Recall(found, named).interval == pytest.approx((low, high), abs=5e-5)


def test_nothing_named_is_no_recall() -> None:
    assert Recall(0, 0).share is None
    assert Recall(0, 0).interval is None


@given(st.integers(1, 500).flatmap(lambda named: st.tuples(st.integers(0, named), st.just(named))))
def test_the_interval_holds_the_share_and_mirrors(counts: tuple[int, int]) -> None:
    found, named = counts
    recall, mirrored = Recall(found, named), Recall(named - found, named)
    assert recall.interval is not None
    assert recall.share is not None
    assert mirrored.interval is not None
    low, high = recall.interval
    assert 0 <= low <= recall.share <= high <= 1
    assert (low, high) == pytest.approx((1 - mirrored.interval[1], 1 - mirrored.interval[0]))


_SCORED = st.builds(Scored, st.sampled_from("AB"), st.sampled_from("pq"), st.sampled_from("xyz"), st.booleans())


@given(st.lists(_SCORED))
def test_the_parts_add_up_to_the_whole(scored: list[Scored]) -> None:
    table = recall_table(scored, "BA", "zyx")
    for part in (table.by_jurisdiction, table.by_product, table.by_topic):
        assert sum(recall.named for recall in part.values()) == table.all.named == len(scored)
        assert sum(recall.found for recall in part.values()) == table.all.found
        assert all(recall.named for recall in part.values())
    assert list(table.by_topic) == [topic for topic in "zyx" if topic in table.by_topic]
    assert list(table.by_jurisdiction) == [body for body in "BA" if body in table.by_jurisdiction]
