"""The result of `check` as lines of plain words: no width, no colour, no signs; for pipes, logs and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.clause_sentences import clause_sentences
from atmpcmp.engine.kinds_apart import kinds_apart, sentence
from atmpcmp.engine.precedents import ranked_precedents
from atmpcmp.engine.silence import silence
from atmpcmp.engine.verdict import Status
from atmpcmp.reports.check_words import (
    citation,
    day_sentence,
    folded_sentence,
    group_counts,
    practice_sentences,
    route_title,
    routes_left_out,
    routes_shown,
    rule_place,
    verdict_counts,
)
from atmpcmp.reports.clean_text import clean
from atmpcmp.reports.precedent_words import gap_precedent_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.precedents import Precedent
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.decided_product import DecidedProduct
    from atmpcmp.model.library import Library

QUESTIONS_SHOWN = 12


def render(results: Sequence[CheckResult], library: Library, *, decided: Sequence[DecidedProduct] = (), show_all: bool = False) -> str:
    """All results, one under the other; decisions on other products stand under gaps as precedents."""
    lines = [line for result in results for line in _report(result, library, decided, show_all=show_all)]
    return "\n".join(" " * (len(line) - len(line.lstrip(" "))) + clean(line) for line in lines) + "\n"


def _report(result: CheckResult, library: Library, decided: Sequence[DecidedProduct], *, show_all: bool) -> Iterator[str]:
    file = result.dossier.file
    precedents = ranked_precedents(result.dossier, decided)
    yield f"{result.dossier.text('product.name') or result.dossier.product}, {result.dossier.text('indication.disease')}: {file}"
    yield day_sentence(result)
    yield ""
    yield "Verdicts by jurisdiction and topic group"
    for column in result.columns:
        if counts := group_counts(result, column, library):
            yield f"{column}: " + "; ".join(f"{group}: {said}" for group, said in counts.items())
    for level in ("must", "should"):
        gaps = result.with_status(Status.GAP, levels=(level,))
        yield ""
        yield f"Gaps of level {level}: {len(gaps)}"
        for verdict in gaps:
            yield from _gap(verdict, library, file, precedents)
    yield from _routes(result, show_all=show_all)
    yield ""
    yield f"Divergences, the same evidence judged differently: {len(result.divergences)}"
    for found in result.divergences:
        yield f"{found.topic}: {found.sentence}"
    for apart in kinds_apart(result, library):
        yield f"By kind of decision-maker, {library.topics.groups[apart.group]}: {sentence(apart)}"
    yield from _silence(result, library, show_all=show_all)
    if show_all:
        yield ""
        yield f"All verdicts: {len(result.verdicts)}"
        for verdict in result.verdicts:
            rule = verdict.rule
            yield f"{verdict.status} {verdict.level} {rule.column} {rule.id} {rule.name}: {rule.title}. {verdict.why}"
    yield ""
    yield f"Total: {verdict_counts(result)}"
    yield ""


def _gap(verdict: Verdict, library: Library, file: str, precedents: Sequence[Precedent]) -> Iterator[str]:
    rule, entry = verdict.rule, verdict.entry
    yield f"gap {verdict.level} {rule.column} {rule.id} {rule.name} ({rule.topic}): {rule.title}"
    yield f"  asked: {entry.states}"
    for said in clause_sentences(verdict.deciding, rule.body, file=file):
        yield f"  dossier: {said}"
    if rule.closes_with:
        yield f"  closes with: {rule.closes_with}"
    yield f"  source: {citation(entry.source, entry.confidence, rule.jurisdiction, library)}; rule in {rule_place(rule)}"
    for said in practice_sentences(rule):
        yield f"  practice: {said}"
    for said in gap_precedent_sentences(verdict, precedents):
        yield f"  precedent: {said}"


def _routes(result: CheckResult, *, show_all: bool) -> Iterator[str]:
    yield ""
    yield f"Routes: {len(result.routes)}"
    shown = routes_shown(result, show_all=show_all)
    for verdict in shown:
        yield f"{verdict.status} {verdict.rule.column} {verdict.rule.id} {route_title(verdict.rule)}: {verdict.why}"
        if verdict.stays_open_while:
            yield f"  stays open while {' and '.join(verdict.stays_open_while)}"
    if said := routes_left_out(result, show_all=show_all):
        yield said


def _silence(result: CheckResult, library: Library, *, show_all: bool) -> Iterator[str]:
    found = silence(result, library)
    yield ""
    yield f"Not stated: {len(found.questions)} questions, the most useful first"
    shown = found.questions if show_all else found.questions[:QUESTIONS_SHOWN]
    for question in shown:
        waits = f"decides {question.decides} rules" + (f", helps {question.helps}" if question.helps else "")
        yield f"{question.field}: {question.asks} ({waits}; asked by {', '.join(question.columns)})"
    if len(shown) < len(found.questions):
        yield f"{len(found.questions) - len(shown)} more questions (--all shows them)"
    for folded in found.folded:
        yield folded_sentence(folded)
