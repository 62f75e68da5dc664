"""The result of `diff` for a terminal: one row a topic under its group, with the rules that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from atmpcmp.engine.difference import DifferenceKind
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
    trace,
    undated_sentence,
)
from atmpcmp.reports.terminal import Terminal, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from atmpcmp.engine.difference import DiffResult, TopicDifference
    from atmpcmp.model.library import Library

STYLES = {
    DifferenceKind.SAME: "green",
    DifferenceKind.STRICTER_LEFT: "bold magenta",
    DifferenceKind.STRICTER_RIGHT: "bold magenta",
    DifferenceKind.DIFFERENT: "bold yellow",
    DifferenceKind.ONLY_LEFT: "cyan",
    DifferenceKind.ONLY_RIGHT: "cyan",
    DifferenceKind.NOT_COMPARABLE: "dim",
}
_WIDE = 100
_STYLES_OF_STATUS = {"gap": "bold red", "met": "green", "open": "green", "closed": "red"}


def render(result: DiffResult, library: Library, terminal: Terminal, *, show_all: bool = False) -> str:
    """A comparison.

    Args:
        result: of `diff`.
        library: for titles and documents.
        terminal: where it will be read.
        show_all: the rules of both sides with their texts and sources under each topic, and topics on which nothing changed.
    """
    return terminal.render(_report(result, library, terminal, show_all=show_all))


def _report(result: DiffResult, library: Library, terminal: Terminal, *, show_all: bool) -> Iterator[RenderableType]:
    yield text(heading(result), "bold")
    yield text(counts_sentence(result))
    if any(kind in (DifferenceKind.STRICTER_LEFT, DifferenceKind.STRICTER_RIGHT) for kind in (topic.kind for topic in result.topics)):
        yield text(STRICTER_MEANS, "dim")
    if undated := undated_sentence(result):
        yield text(undated, "dim")
    is_one_body = result.left.column == result.right.column
    folded = [topic for topic in result.topics if is_one_body and not topic.changes and topic.kind is DifferenceKind.SAME and not show_all]
    is_ranked = any(topic.judged is not None for topic in result.topics)
    group = ""
    for topic in result.topics:
        if topic in folded:
            continue
        if topic.group != group and not is_ranked:
            group = topic.group
            yield from (Text(), text(library.topics.groups[group], "bold underline" if terminal.color else "bold"))
        yield from _topic(topic, result, library, terminal, show_all=show_all)
    if folded:
        yield from (Text(), text(f"Unchanged: {', '.join(library.topics.topics[topic.topic].title for topic in folded)}", "dim"))
    if result.left_out:
        yield from (Text(), text(left_out_sentence(result), "dim"))
    if not show_all and result.topics:
        yield from (Text(), text("--all shows the rules of both sides with their sources; `atmpcmp explain RULE` shows one in full", "dim"))


def _topic(topic: TopicDifference, result: DiffResult, library: Library, terminal: Terminal, *, show_all: bool) -> Iterator[RenderableType]:
    title, label = text(library.topics.topics[topic.topic].title, "bold"), text(kind_label(topic.kind, result), STYLES[topic.kind])
    body = [Text("\n").join([text(said) for said in ((topic.judged.sentence,) if topic.judged is not None else ()) + (topic.sentence,) if said])]
    if not show_all:
        body.append(text(trace(topic), "dim"))
    words = Text("\n").join(body)
    if terminal.width >= _WIDE:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
        table.add_column(width=24)
        table.add_column(width=max(14, *(len(kind_label(kind, result)) for kind in DifferenceKind)) if terminal.width >= _WIDE + 20 else 14)
        table.add_column(ratio=1, overflow="fold")
        table.add_row(title, label, words)
        yield table
    else:
        yield Text("  ").join([title, label])
        yield Padding(words, (0, 0, 0, 2))
    if topic.judged is not None:
        yield _clauses(topic, result, show_all=show_all)
    if show_all:
        yield _rules(topic, result, library)
        yield Text()


def _clauses(topic: TopicDifference, result: DiffResult, *, show_all: bool) -> Padding:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, verdict, said in clause_lines(topic, result, show_all=show_all):
        style = _STYLES_OF_STATUS.get(verdict.partition(" ")[0], "yellow")
        table.add_row(text(name, "bold"), text(verdict, style), Text("\n").join([text(line) for line in said]))
    return Padding(table, (0, 0, 0, 4))


def _rules(topic: TopicDifference, result: DiffResult, library: Library) -> Padding:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for measure in topic.measures:
        table.add_row(text("measure", "dim"), text(measure_sentence(measure, result)))
    for name, ruling in rulings_of(topic, result):
        said = text(ruling.entry.states)
        said.append("\n").append_text(text(source(ruling, library), "dim"))
        table.add_row(Text("\n").join([text(name, "bold"), text(ruling.rule.id, "dim"), text(standing(ruling), "dim")]), said)
    return Padding(table, (0, 0, 0, 4))
