"""The sentences that all reports of `check` share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from atmpcmp.engine.verdict import Status

if TYPE_CHECKING:
    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.silence import Folded
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.jurisdiction import Source
    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Rule

CONFIDENCE = {
    "primary": "read in the document",
    "secondary": "read about elsewhere",
    "recalled": "UNCONFIRMED: from memory",
}


def citation(source: Source, confidence: str, jurisdiction: str, library: Library) -> str:
    """Document, locator, date and how well it was read."""
    document = library.document(jurisdiction, source.document)
    title = document.title if document is not None else source.document
    parts = [title]
    if source.locator:
        parts.append(source.locator)
    if document is not None and document.issued:
        parts.append(document.issued)
    return ", ".join(parts) + f" ({CONFIDENCE[confidence]})"


def rule_place(rule: Rule) -> str:
    """The rule's own file and line."""
    return f"{rule.file}:{rule.line}"


def level_word(verdict: Verdict) -> str:
    """The level, or nothing for a route."""
    return verdict.level or ""


def day_sentence(result: CheckResult) -> str:
    """On which days which columns were judged, and why."""
    by_reason: dict[str, list[str]] = {}
    for column, judged_on in result.columns.items():
        if judged_on.reason == "asked":
            key = f"as of {judged_on.day.isoformat()}, as asked"
        elif judged_on.reason == "today":
            key = f"as of today, {judged_on.day.isoformat()}"
        else:
            key = f"as of the stated filing day {judged_on.day.isoformat()}"
        by_reason.setdefault(key, []).append(column)
    return "Judged " + "; ".join(f"{reason}: {', '.join(columns)}" for reason, columns in by_reason.items())


def verdict_counts(result: CheckResult) -> str:
    """One line that counts all verdicts by level and status."""
    parts = []
    by_level: dict[str | None, dict[Status, int]] = {}
    for verdict in result.verdicts:
        by_level.setdefault(verdict.level, dict.fromkeys(Status, 0))[verdict.status] += 1
    for level in ("must", "should", "may"):
        counted = by_level.get(level)
        if counted is not None:
            said = ", ".join(f"{count} {status}" for status, count in counted.items() if count)
            parts.append(f"{level}: {said}")
    return " · ".join(parts)


def group_counts(result: CheckResult, column: str, library: Library) -> dict[str, str]:
    """For one column, the counts of each topic group in words; groups without a rule are left out."""
    counted: dict[str, Counter[Status]] = {group: Counter() for group in library.topics.groups}
    for verdict in result.by_column[column]:
        counted[library.topics.topics[verdict.rule.topic].group][verdict.status] += 1
    counts: dict[str, str] = {}
    for group, by_status in counted.items():
        said = ", ".join(f"{by_status[status]} {status}" for status in Status if by_status[status] and status is not Status.NOT_APPLICABLE)
        if said:
            counts[group] = said
    return counts


def practice_sentences(rule: Rule) -> list[str]:
    """Precedents and base rates of a rule; what is from memory says so."""
    return [practice.states + (" (unconfirmed)" if practice.confidence == "recalled" else "") for practice in rule.practice if practice.states]


def folded_sentence(folded: Folded) -> str:
    """`jurisdictions.AT: the dossier has no such entry; 1 question waits there, for 3 rules`."""
    questions = "1 question waits" if folded.questions == 1 else f"{folded.questions} questions wait"
    rules = "1 rule" if folded.rules == 1 else f"{folded.rules} rules"
    return f"jurisdictions.{folded.body}: the dossier has no such entry; {questions} there, for {rules}"


def route_title(rule: Rule) -> str:
    """The title of a route; one that a product has to take is no door that stands open."""
    return rule.title + (" (binding)" if rule.binding else "")


def routes_shown(result: CheckResult, *, show_all: bool) -> list[Verdict]:
    """Routes, open ones first.

    Unless all are asked for, those are left out that wait for what is not stated where nothing is filed, and those that are not meant for such a product.
    """
    return [
        verdict
        for status in (Status.OPEN, Status.REVIEW, Status.UNKNOWN, Status.CLOSED)
        for verdict in result.routes
        if verdict.status is status and (show_all or not (_waits_where_nothing_is_filed(verdict, result) or verdict.is_out_of_scope))
    ]


def _waits_where_nothing_is_filed(verdict: Verdict, result: CheckResult) -> bool:
    return verdict.status is Status.UNKNOWN and not result.dossier.is_filed(verdict.rule.body)


def routes_left_out(result: CheckResult, *, show_all: bool) -> str:
    """A sentence on the routes that are not shown, or nothing."""
    if show_all:
        return ""
    silent = sum(_waits_where_nothing_is_filed(verdict, result) for verdict in result.routes)
    other = sum(verdict.is_out_of_scope for verdict in result.routes)
    parts = [f"{silent} wait for what is not stated where nothing is filed"] if silent else []
    parts += [f"{other} are not meant for such a product or stage"] if other else []
    return f"Not shown (--all shows them): {'; '.join(parts)}" if parts else ""
