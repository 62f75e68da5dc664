"""The result of `diff` as Markdown, for documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.reports.clean_text import clean_markdown as safe
from atmpcmp.reports.clean_text import link_markdown
from atmpcmp.reports.diff_words import (
    STRICTER_MEANS,
    clause_lines,
    counts_sentence,
    heading,
    kind_label,
    left_out_sentence,
    measure_sentence,
    rulings_of,
    source,
    standing,
    undated_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.engine.difference import DiffResult, Ruling, TopicDifference
    from atmpcmp.model.library import Library


def render(result: DiffResult, library: Library) -> str:
    """A table of all topics, then each topic with the rules of both sides and their sources."""
    return "\n".join(_report(result, library)) + "\n"


def _report(result: DiffResult, library: Library) -> Iterator[str]:
    topics = library.topics.topics
    yield f"# {safe(heading(result))}"
    yield from ("", f"{safe(counts_sentence(result))}. {safe(STRICTER_MEANS.capitalize())}.")
    if undated := undated_sentence(result):
        yield from ("", f"{safe(undated)}.")
    if result.left_out:
        yield from ("", f"{safe(left_out_sentence(result))}.")
    yield from ("", "| topic | | |", "|---|---|---|")
    for topic in result.topics:
        yield f"| {safe(topics[topic.topic].title)} | {safe(kind_label(topic.kind, result))} | {safe(_said(topic))} |"
    group = ""
    for topic in result.topics:
        if topic.group != group and not result.topics[0].judged:
            group = topic.group
            yield from ("", f"## {safe(library.topics.groups[group])}")
        yield from _topic(topic, result, library)


def _said(topic: TopicDifference) -> str:
    return f"{topic.judged.sentence} {topic.sentence}" if topic.judged is not None else topic.sentence


def _topic(topic: TopicDifference, result: DiffResult, library: Library) -> Iterator[str]:
    yield from ("", f"### {safe(library.topics.topics[topic.topic].title)} ({safe(kind_label(topic.kind, result))})", "", safe(_said(topic)), "")
    for name, verdict, said in clause_lines(topic, result):
        yield f"- {safe(name)}, {safe(verdict)}: {safe('; '.join(said))}"
    for measure in topic.measures:
        yield f"- {safe(measure_sentence(measure, result))}"
    for name, ruling in rulings_of(topic, result):
        yield f"- **{safe(name)}** {ruling.rule.id} ({safe(standing(ruling))}): {safe(ruling.entry.states)} {_cited(ruling, library)}"


def _cited(ruling: Ruling, library: Library) -> str:
    document = library.document(ruling.rule.jurisdiction, ruling.entry.source.document)
    return link_markdown(source(ruling, library), document.url if document is not None else None)
