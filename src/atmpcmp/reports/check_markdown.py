"""The result of `check` as Markdown, for documents and pull requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.clause_sentences import clause_sentences
from atmpcmp.engine.kinds_apart import kinds_apart, sentence
from atmpcmp.engine.precedents import ranked_precedents
from atmpcmp.engine.silence import silence
from atmpcmp.engine.verdict import Status
from atmpcmp.reports.check_words import citation, day_sentence, folded_sentence, group_counts, practice_sentences, route_title, routes_shown, verdict_counts
from atmpcmp.reports.clean_text import clean_markdown as safe
from atmpcmp.reports.clean_text import code_markdown, link_markdown
from atmpcmp.reports.precedent_words import gap_precedent_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.precedents import Precedent
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.library import Library

_QUESTIONS_SHOWN = 12


def render(results: Sequence[CheckResult], library: Library, *, decided: Sequence[DecidedProduct] = (), show_all: bool = False) -> str:
    """All results, one under the other; decisions on other products stand under gaps as precedents."""
    return "\n".join(line for result in results for line in _report(result, library, decided, show_all=show_all)) + "\n"


def _report(result: CheckResult, library: Library, decided: Sequence[DecidedProduct], *, show_all: bool) -> Iterator[str]:
    precedents = ranked_precedents(result.dossier, decided)
    yield f"# {safe(result.dossier.text('product.name') or result.dossier.product)}"
    yield ""
    yield f"{safe(result.dossier.text('indication.disease'))}. {code_markdown(result.dossier.file)}. {safe(day_sentence(result))}."
    yield from _grid(result, library)
    for level in ("must", "should"):
        gaps = result.with_status(Status.GAP, levels=(level,))
        yield from ("", f"## Gaps: {level} ({len(gaps)})")
        for verdict in gaps:
            yield from _gap(verdict, library, precedents)
    shown = routes_shown(result, show_all=show_all)
    yield from (
        "",
        f"## Routes ({len(result.routes)})",
        "",
        "| status | jurisdiction | route | why |",
        "|---|---|---|---|",
    )
    for verdict in shown:
        lasts = f"; stays open while {' and '.join(verdict.stays_open_while)}" if verdict.stays_open_while else ""
        yield f"| {verdict.status} | {verdict.rule.column} | {safe(route_title(verdict.rule))} ({verdict.rule.id}) | {safe(verdict.why + lasts)} |"
    if len(shown) < len(result.routes):
        yield from (
            "",
            f"{len(result.routes) - len(shown)} more routes wait for what is not stated, where nothing is filed.",
        )
    yield from (
        "",
        f"## Divergences ({len(result.divergences)})",
        "",
        "| topic | accepted by | a gap for | cannot tell |",
        "|---|---|---|---|",
    )
    for found in result.divergences:
        title = library.topics.topics[found.topic].title
        yield f"| {safe(title)} | {safe(found.by_rule(found.met))} | {safe(found.by_rule(found.gap))} | {', '.join(found.unknown)} |"
    apart = kinds_apart(result, library)
    yield from ["", *(f"- by kind of decision-maker, {safe(library.topics.groups[one.group])}: {safe(sentence(one))}" for one in apart)] if apart else []
    yield from _silence(result, library, show_all=show_all)
    if show_all:
        yield from (
            "",
            f"## All verdicts ({len(result.verdicts)})",
            "",
            "| verdict | level | jurisdiction | rule | why |",
            "|---|---|---|---|---|",
        )
        for verdict in result.verdicts:
            rule = verdict.rule
            yield f"| {verdict.status} | {verdict.level} | {rule.column} | {safe(rule.title)} ({rule.id}) | {safe(verdict.why)} |"
    yield from ("", f"**{safe(verdict_counts(result))}**", "")


def _grid(result: CheckResult, library: Library) -> Iterator[str]:
    counts = {column: group_counts(result, column, library) for column in result.columns}
    groups = [group for group in library.topics.groups if any(group in said for said in counts.values())]
    yield from ("", "| | " + " | ".join(groups) + " |", "|---" * (len(groups) + 1) + "|")
    for column, said in counts.items():
        if said:
            yield f"| **{column}** | " + " | ".join(said.get(group, "") for group in groups) + " |"


def _gap(verdict: Verdict, library: Library, precedents: Sequence[Precedent]) -> Iterator[str]:
    rule, entry = verdict.rule, verdict.entry
    yield from ("", f"### {rule.column}: {safe(rule.title)} ({rule.id})", "")
    yield f"- asked: {safe(entry.states)}"
    for said in clause_sentences(verdict.deciding, rule.body):
        yield f"- dossier: {safe(said)}"
    if rule.closes_with:
        yield f"- closes with: {safe(rule.closes_with)}"
    document = library.document(rule.jurisdiction, entry.source.document)
    cited = citation(entry.source, entry.confidence, rule.jurisdiction, library)
    yield f"- source: {link_markdown(cited, document.url if document is not None else None)}"
    for said in practice_sentences(rule):
        yield f"- practice: {safe(said)}"
    for said in gap_precedent_sentences(verdict, precedents):
        yield f"- precedent: {safe(said)}"


def _silence(result: CheckResult, library: Library, *, show_all: bool) -> Iterator[str]:
    found = silence(result, library)
    shown = found.questions if show_all else found.questions[:_QUESTIONS_SHOWN]
    yield from ("", f"## Not stated ({len(found.questions)} questions, the most useful first)", "")
    yield from ("| field | what to state | decides | helps | asked by |", "|---|---|---|---|---|")
    for question in shown:
        yield f"| `{question.field}` | {safe(question.asks)} | {question.decides} | {question.helps} | {', '.join(question.columns)} |"
    if len(shown) < len(found.questions):
        yield from ("", f"{len(found.questions) - len(shown)} more questions.")
    if found.folded:
        yield ""
    for folded in found.folded:
        yield f"- {folded_sentence(folded)}"
