"""The result of `diff` as one row a topic, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from atmpcmp.reports.clean_text import clean_cell
from atmpcmp.reports.diff_words import measure_sentence, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.difference import DiffResult, Ruling
    from atmpcmp.model.library import Library

COLUMNS = (
    "topic", "group", "kind", "sentence", "judged", "measures", "left", "left_as_of", "left_rules", "left_states", "left_sources",
    "right", "right_as_of", "right_rules", "right_states", "right_sources",
)  # fmt: skip


def render(result: DiffResult, library: Library) -> str:
    """A header and one row for each topic, with rules, texts and citations of both sides."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for topic in result.topics:
        row = (
            topic.topic, topic.group, topic.kind.word, topic.sentence, topic.judged.sentence if topic.judged is not None else "",
            "; ".join(measure_sentence(measure, result) for measure in topic.measures),
            result.left.column, result.left.as_of.isoformat(), *_rulings((*topic.left, *topic.announced_left), library),
            result.right.column, result.right.as_of.isoformat(), *_rulings((*topic.right, *topic.announced_right), library),
        )  # fmt: skip
        writer.writerow([clean_cell(cell) for cell in row])
    return stream.getvalue()


def _rulings(rulings: Sequence[Ruling], library: Library) -> tuple[str, str, str]:
    """Ids with level, what they state, and where it is written."""
    ids = "; ".join(
        f"{ruling.rule.id} ({ruling.level or ruling.rule.kind}{f', announced from {ruling.entry.since}' if ruling.is_announced else ''})" for ruling in rulings
    )
    states = " | ".join(f"{ruling.rule.id}: {ruling.entry.states}" for ruling in rulings)
    return ids, states, " | ".join(f"{ruling.rule.id}: {source(ruling, library)}" for ruling in rulings)
