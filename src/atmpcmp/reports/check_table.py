"""The result of `check` for a terminal: a grid first, then gaps, routes, divergences and what is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from atmpcmp.engine.clause_sentences import clause_sentences
from atmpcmp.engine.kinds_apart import kinds_apart, sentence
from atmpcmp.engine.precedents import ranked_precedents
from atmpcmp.engine.silence import silence
from atmpcmp.engine.verdict import Status
from atmpcmp.reports.check_words import (
    citation,
    day_sentence,
    folded_sentence,
    level_word,
    practice_sentences,
    route_title,
    routes_left_out,
    routes_shown,
    rule_place,
    verdict_counts,
)
from atmpcmp.reports.labelled_text import INDENT, LABELS, labelled
from atmpcmp.reports.precedent_words import gap_precedent_sentences
from atmpcmp.reports.terminal import Terminal, spaced, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.precedents import Precedent
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.library import Library

STYLES = {
    Status.MET: "green",
    Status.GAP: "bold red",
    Status.UNKNOWN: "yellow",
    Status.REVIEW: "magenta",
    Status.NOT_APPLICABLE: "dim",
    Status.OPEN: "green",
    Status.CLOSED: "dim",
}
_SHORT_GROUPS = {
    "pathway": "Route",
    "quality": "Quality",
    "environment": "Environ",
    "non-clinical": "Non-cl.",
    "clinical": "Clinic.",
    "post-authorisation": "After",
    "relative-effectiveness": "Rel.eff",
    "economics": "Econ.",
    "access": "Access",
}
_WIDE = 120
_QUESTIONS_SHOWN = 12


def render(results: Sequence[CheckResult], library: Library, terminal: Terminal, *, decided: Sequence[DecidedProduct] = (), show_all: bool = False) -> str:
    """All results, one under the other.

    Args:
        results: one for each dossier.
        library: for topics, documents and help.
        terminal: where it will be read.
        decided: products whose decisions stand under gaps as precedents.
        show_all: every verdict, not only gaps, and every question.
    """
    parts: list[RenderableType] = []
    for result in results:
        parts += _report(result, library, terminal, decided, show_all=show_all)
    return terminal.render(parts)


def _report(result: CheckResult, library: Library, terminal: Terminal, decided: Sequence[DecidedProduct], *, show_all: bool) -> Iterator[RenderableType]:
    yield Text(terminal.symbol("─", "-") * terminal.shown_width, style="dim")
    name = result.dossier.text("product.name") or result.dossier.product
    yield spaced(text(name, "bold"), text(result.dossier.text("indication.disease")), text(result.dossier.file, "dim"))
    yield text(day_sentence(result), "dim")
    yield Text()
    yield _grid(result, library, terminal)
    yield text(_legend(terminal), "dim")
    yield from _gaps(result, library, terminal, ranked_precedents(result.dossier, decided))
    yield from _routes(result, terminal, show_all=show_all)
    yield from _divergences(result, library, terminal)
    yield from _kinds_apart(result, library, terminal)
    yield from _silence(result, library, terminal, show_all=show_all)
    if show_all:
        yield from _all_verdicts(result, library, terminal)
    yield Text()
    yield text(verdict_counts(result), "bold")


def _heading(words: str, terminal: Terminal) -> list[RenderableType]:
    return [Text(), Text(words, style="bold underline" if terminal.color else "bold")]


def _legend(terminal: Terminal) -> str:
    met, gap, unknown = _signs(terminal)
    return f"{met} met   {gap} gap   {unknown} not stated, or for a person to judge; counts of requirements of all levels"


def _signs(terminal: Terminal) -> tuple[str, str, str]:
    return terminal.symbol("✓", "+"), terminal.symbol("✗", "x"), "?"


def _grid(result: CheckResult, library: Library, terminal: Terminal) -> Table:
    judged = {library.topics.topics[verdict.rule.topic].group for verdict in result.verdicts}
    groups = [group for group in library.topics.groups if group in judged]
    wide = terminal.width >= _WIDE
    table = Table(
        box=box.SIMPLE_HEAD if wide and terminal.unicode else None,
        pad_edge=False,
        padding=(0, 1 if not wide else 2, 0, 0),
        show_edge=False,
    )
    table.add_column("", no_wrap=True)
    for group in groups:
        table.add_column(group.capitalize() if wide else _SHORT_GROUPS.get(group, group[:7]), no_wrap=not wide)
    for column in result.columns:
        by_group: dict[str, list[Verdict]] = {}
        for verdict in result.by_column[column]:
            by_group.setdefault(library.topics.topics[verdict.rule.topic].group, []).append(verdict)
        if not by_group:
            continue
        jurisdiction, _, member = column.partition(":")
        name = f"  :{member}" if member and jurisdiction in result.columns else column
        table.add_row(Text(name, style="bold"), *(_cell(by_group.get(group, []), terminal) for group in groups))
    return table


def _cell(verdicts: list[Verdict], terminal: Terminal) -> Text:
    met, gap, unknown = _signs(terminal)
    counts = [
        (gap, "bold red", sum(verdict.status is Status.GAP for verdict in verdicts)),
        (unknown, "yellow", sum(verdict.status in (Status.UNKNOWN, Status.REVIEW) for verdict in verdicts)),
        (met, "green", sum(verdict.status is Status.MET for verdict in verdicts)),
    ]
    cell = Text()
    for sign, style, count in counts:
        if count:
            cell.append(f"{sign}{count}", style=style)
    return cell or Text(terminal.symbol("·", "."), style="dim")


def _gaps(result: CheckResult, library: Library, terminal: Terminal, precedents: Sequence[Precedent]) -> Iterator[RenderableType]:
    for level in ("must", "should"):
        gaps = result.with_status(Status.GAP, levels=(level,))
        yield from _heading(f"Gaps: {level} ({len(gaps)})", terminal)
        if not gaps:
            yield Text("none found among what is stated", style="dim")
        for verdict in gaps:
            yield Text()
            yield from _gap(verdict, library, terminal, precedents)


def _gap(verdict: Verdict, library: Library, terminal: Terminal, precedents: Sequence[Precedent]) -> Iterator[RenderableType]:
    rule, entry = verdict.rule, verdict.entry
    sign = _signs(terminal)[1]
    yield spaced(
        text(f"{sign} {rule.column}", "bold red"),
        text(rule.title, "bold"),
        text(f"{rule.id} {rule.name}", "dim"),
        text(f"[{rule.topic}]", "dim"),
    )
    rows = [("asked", entry.states, "")]
    rows += [("dossier", said, "red") for said in clause_sentences(verdict.deciding, rule.body)]
    if rule.closes_with:
        rows.append(("closes", rule.closes_with, ""))
    rows.append(("source", f"{citation(entry.source, entry.confidence, rule.jurisdiction, library)}; {rule_place(rule)}", "dim"))
    rows += [("practice", said, "dim") for said in practice_sentences(rule)]
    rows += [("precedent", said, "dim") for said in gap_precedent_sentences(verdict, precedents)]
    yield labelled(rows, terminal.shown_width)


def _plain_table(terminal: Terminal, *columns: tuple[str, int | None]) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD if terminal.unicode else None,
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="bold",
    )
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold", no_wrap=False)
    if any(ratio for _, ratio in columns):
        table.expand = True
    return table


def _routes(result: CheckResult, terminal: Terminal, *, show_all: bool) -> Iterator[RenderableType]:
    yield from _heading(f"Routes ({len(result.routes)})", terminal)
    if not result.routes:
        yield Text("none in force for what was asked", style="dim")
    for verdict in routes_shown(result, show_all=show_all):
        status = f"{verdict.status:<{LABELS + INDENT - 1}} "
        yield Text(status, STYLES[verdict.status]) + spaced(text(verdict.rule.column, "bold"), text(route_title(verdict.rule)), text(verdict.rule.id, "dim"))
        lasts = [("", f"stays open while {' and '.join(verdict.stays_open_while)}", "dim")] if verdict.stays_open_while else []
        yield labelled([("", verdict.why, ""), *lasts], terminal.shown_width)
    if said := routes_left_out(result, show_all=show_all):
        yield text(said, "dim")


def _divergences(result: CheckResult, library: Library, terminal: Terminal) -> Iterator[RenderableType]:
    yield from _heading(f"Divergences ({len(result.divergences)}): the same evidence, judged differently", terminal)
    if not result.divergences:
        yield Text("none among what is stated", style="dim")
        return
    for found in result.divergences:
        yield text(library.topics.topics[found.topic].title, "bold")
        rows = [("accepted", found.by_rule(found.met), "green"), ("a gap", found.by_rule(found.gap), "red"), ("open", ", ".join(found.unknown), "yellow")]
        yield labelled([row for row in rows if row[1]], terminal.shown_width)


def _kinds_apart(result: CheckResult, library: Library, terminal: Terminal) -> Iterator[RenderableType]:
    found = kinds_apart(result, library)
    if found:
        yield Text()
    for apart in found:
        yield labelled([("by kind", f"{library.topics.groups[apart.group]}: {sentence(apart)}", "")], terminal.shown_width)


def _silence(result: CheckResult, library: Library, terminal: Terminal, *, show_all: bool) -> Iterator[RenderableType]:
    found = silence(result, library)
    yield from _heading(f"Not stated ({len(found.questions)} questions, the most useful first)", terminal)
    shown = found.questions if show_all else found.questions[:_QUESTIONS_SHOWN]
    if shown:
        table = _plain_table(terminal, ("field", 4), ("state", 5), ("decides", None), ("asked by", 3))
        for question in shown:
            name = question.field.replace("jurisdictions.*.", "…")
            table.add_row(
                text(name, "bold"),
                text(question.asks),
                Text(f"{question.decides}" + (f" (+{question.helps})" if question.helps else ""), style="yellow"),
                text(", ".join(question.columns)),
            )
        yield table
        yield text(
            "… stands for an entry under jurisdictions; decides: rules that wait for this alone (+ those that wait for more)",
            "dim",
        )
    if len(shown) < len(found.questions):
        yield text(f"{len(found.questions) - len(shown)} more questions (--all shows them)", "dim")
    for folded in found.folded:
        yield text(folded_sentence(folded), "dim")


def _all_verdicts(result: CheckResult, library: Library, terminal: Terminal) -> Iterator[RenderableType]:
    yield from _heading(f"All verdicts ({len(result.verdicts)})", terminal)
    table = _plain_table(terminal, ("verdict", None), ("rule", 3), ("why", 5), ("source", 3))
    for verdict in result.verdicts:
        rule = verdict.rule
        name = spaced(text(f"{rule.column} {level_word(verdict)}", "bold"), text(rule.title), text(rule.id, "dim"))
        source = text(citation(verdict.entry.source, verdict.entry.confidence, rule.jurisdiction, library), "dim")
        table.add_row(text(str(verdict.status), STYLES[verdict.status]), name, text(verdict.why), source)
    yield table
