"""The result of `diff` as lines of plain words: no width, no colour, no signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports.clean_text import clean
from atmpcmp.reports.diff_words import (
    clause_lines,
    counts_sentence,
    heading,
    kind_label,
    left_out_sentence,
    measure_sentence,
    rulings_of,
    source,
    standing,
    trace,
    undated_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.difference import DiffResult, TopicDifference
    from atmpcmp.model.library import Library


def render(result: DiffResult, library: Library, *, show_all: bool = False) -> str:
    """One line a topic; with `show_all` the rules of both sides with their sources under it."""
    lines = [heading(result), counts_sentence(result), *filter(None, [undated_sentence(result)])]
    for topic in result.topics:
        lines += ["", f"{topic.topic} ({kind_label(topic.kind, result)}): {topic.sentence}"]
        if topic.judged is not None:
            lines.append(f"  {topic.judged.sentence}")
            lines += [f"  {name} {verdict}: {line}" for name, verdict, said in clause_lines(topic, result, show_all=show_all) for line in said]
        lines += list(_details(topic, result, library)) if show_all else [f"  rules: {trace(topic)}"]
    if result.left_out:
        lines += ["", left_out_sentence(result)]
    return "\n".join(f"{' ' * (len(line) - len(line.lstrip(' ')))}{clean(line)}" if line else "" for line in lines) + "\n"


def _details(topic: TopicDifference, result: DiffResult, library: Library) -> Iterator[str]:
    for measure in topic.measures:
        yield f"  measure {measure_sentence(measure, result)}"
    for name, ruling in rulings_of(topic, result):
        yield f"  {name} {ruling.rule.id} ({standing(ruling)}): {ruling.entry.states} Source: {source(ruling, library)}"
