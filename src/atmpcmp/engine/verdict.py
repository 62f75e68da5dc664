"""One rule against one dossier."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from atmpcmp.engine.clause_sentences import clause_sentences
from atmpcmp.engine.evaluation import compiled
from atmpcmp.engine.outcome import Clause, Leaf, Outcome, clause_place, clauses, open_leaves
from atmpcmp.engine.truth import NO, UNKNOWN, YES, Truth

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.in_force import JudgingDay
    from atmpcmp.model.dossier import Dossier, Record, Statement
    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Entry, Level, Rule

    Asked = Callable[[dict[str, Statement], Record | None], Outcome]


class Status(StrEnum):
    """What came of a rule: the first five of a requirement, the last two (with unknown and review) of a route."""

    MET = "met"
    GAP = "gap"
    UNKNOWN = "unknown"
    REVIEW = "review"
    NOT_APPLICABLE = "not-applicable"
    OPEN = "open"
    CLOSED = "closed"


# Fields whose value changes as development goes on.
_PASSES_WITH_TIME = frozenset({"stage", "status", "protocol_submitted", "evidence_so_far", "start", "completion"})
REQUIREMENT_STATUSES = (Status.MET, Status.GAP, Status.UNKNOWN, Status.REVIEW, Status.NOT_APPLICABLE)
ROUTE_STATUSES = (Status.OPEN, Status.CLOSED, Status.UNKNOWN, Status.REVIEW)


@dataclass(frozen=True)
class Verdict:
    """What came of one rule, and why.

    Attributes:
        rule: the rule.
        entry: the entry of its history that counted.
        status: the verdict.
        judged_on: the day, and where it comes from.
        applies: the outcome of its scope; None where it has none.
        ask: for the outcome of what it asks, which nobody wants to know of most rules that are not meant for the product.
    """

    rule: Rule
    entry: Entry
    status: Status
    judged_on: JudgingDay
    applies: Outcome | None
    ask: Callable[[], Outcome | None] = field(compare=False, repr=False)

    @cached_property
    def met(self) -> Outcome | None:
        """The outcome of what it asks; None of a route that is open to all."""
        return self.ask()

    @property
    def level(self) -> Level | None:
        """The level on that day."""
        return self.rule.level_of(self.entry)

    @property
    def is_out_of_scope(self) -> bool:
        """Whether the rule is not meant for this product."""
        return self.applies is not None and self.applies.truth is NO

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every test with its truth, what was wanted and what the dossier says."""
        applies = clauses(self.applies, "applies") if self.applies is not None else []
        met = clauses(self.met, "met") if self.met is not None else []
        return tuple(dict.fromkeys([*applies, *met]))

    @cached_property
    def deciding(self) -> tuple[Clause, ...]:
        """The tests that made the verdict what it is: the missed ones of a gap, the silent ones of an unknown."""
        is_open = self.status in (Status.UNKNOWN, Status.REVIEW)
        found: list[Clause] = []
        if self.applies is not None and (self.is_out_of_scope or (is_open and self.applies.truth is UNKNOWN)):
            found += clauses(self.applies, "applies", deciding=True)
        if self.met is not None and not self.is_out_of_scope and (not is_open or self.met.truth is UNKNOWN):
            found += clauses(self.met, "met", deciding=True)
        return tuple(dict.fromkeys(found))

    @property
    def _open_to_all(self) -> str:
        if self.applies is None:
            return "Open to all"
        return "Open to all for whom it is meant: " + "; ".join(clause_sentences(clauses(self.applies, "applies", deciding=True), self.rule.body))

    @cached_property
    def _open(self) -> tuple[Leaf, ...]:
        if self.status not in (Status.UNKNOWN, Status.REVIEW):
            return ()
        return tuple(leaf for outcome in (self.applies, self.met) if outcome is not None for leaf in open_leaves(outcome))

    @cached_property
    def waits_for(self) -> tuple[str, ...]:
        """The fields whose statement the verdict waits for."""
        return tuple(dict.fromkeys(leaf.waits_for for leaf in self._open if leaf.waits_for))

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What a person has to judge."""
        return tuple(dict.fromkeys(leaf.question for leaf in self._open if leaf.question))

    @cached_property
    def stays_open_while(self) -> tuple[str, ...]:
        """Of a route that is open, or for a person to judge: what passes with time and would close it, such as the stage of development."""
        if self.rule.kind != "route" or self.status not in (Status.OPEN, Status.REVIEW):
            return ()
        passing = [clause for clause in self.clauses if clause.truth is YES and clause.pattern.rpartition(".")[2] in _PASSES_WITH_TIME]
        return tuple(dict.fromkeys(f"{clause_place(clause, self.rule.body)} {_is(clause.wanted)}" for clause in passing))

    @cached_property
    def why(self) -> str:
        """The reason in one sentence."""
        if self.status is Status.REVIEW:
            return "A person has to judge: " + " ".join(self.questions)
        if self.status is Status.UNKNOWN:
            return _unknown(self)
        said = "; ".join(clause_sentences(self.deciding, self.rule.body))
        if self.is_out_of_scope:
            return f"Outside its scope: {said}"
        if self.status is Status.NOT_APPLICABLE:
            return f"Nothing to check: {said}"
        return said or self._open_to_all


def _is(wanted: str) -> str:
    return wanted if wanted.startswith("includes") else f"is {wanted}"


def _unknown(verdict: Verdict) -> str:
    body = verdict.rule.body
    silent = [clause_place(clause, body) for clause in verdict.deciding if clause.line is None]
    unsettled = [clause for clause in verdict.deciding if clause.line is not None]
    if unsettled:
        said = [*clause_sentences(unsettled, body), *(f"{place} is not stated" for place in dict.fromkeys(silent))]
        return "Not settled by what is stated: " + "; ".join(said)
    return "Not stated: " + ", ".join(dict.fromkeys(silent or verdict.waits_for))


class Judge:
    """Judges dossiers by the rules of one library; every condition is compiled once, when it is first needed."""

    def __init__(self, library: Library) -> None:
        """Judge by the rules of a library."""
        self.library = library
        self._compiled: dict[tuple[str, str, str], Asked | None] = {}

    def verdict(self, rule: Rule, entry: Entry, dossier: Dossier, judged_on: JudgingDay) -> Verdict:
        """Judge one rule by one entry of its history."""
        statements = dossier.statements
        applies = self._outcome("applies", rule, entry, statements)

        if applies is not None and applies.truth is NO:
            status = Status.CLOSED if rule.kind == "route" else Status.NOT_APPLICABLE
            return Verdict(rule, entry, status, judged_on, applies, lambda: self._outcome("met", rule, entry, statements))
        met = self._outcome("met", rule, entry, statements)
        status = status_of_route(applies, met) if rule.kind == "route" else status_of_requirement(applies, met)
        return Verdict(rule, entry, status, judged_on, applies, lambda: met)

    def _outcome(self, part: str, rule: Rule, entry: Entry, statements: dict[str, Statement]) -> Outcome | None:
        key = (rule.id, entry.since, part)
        if key not in self._compiled:
            condition = rule.scope(entry) if part == "applies" else entry.condition
            self._compiled[key] = compiled(condition, self.library.scope(rule)) if condition is not None else None
        asked = self._compiled[key]
        return asked(statements, None) if asked is not None else None


def status_of_requirement(applies: Outcome | None, met: Outcome | None) -> Status:
    """The verdict of a requirement from the outcomes of its scope and of what it asks."""
    scope = YES if applies is None else applies.truth
    asked = YES if met is None else met.truth
    if scope is NO or (met is not None and asked is YES and met.is_vacuous):
        return Status.NOT_APPLICABLE
    if scope is UNKNOWN or asked is UNKNOWN:
        return _open_status(applies, met)
    return Status.MET if asked is YES else Status.GAP


def status_of_route(applies: Outcome | None, met: Outcome | None) -> Status:
    """The verdict of a route: closed where it does not apply, open where its condition holds, however that came about."""
    scope = YES if applies is None else applies.truth
    asked: Truth = YES if met is None else met.truth
    if scope is NO or asked is NO:
        return Status.CLOSED
    if scope is UNKNOWN or asked is UNKNOWN:
        return _open_status(applies, met)
    return Status.OPEN


def _open_status(applies: Outcome | None, met: Outcome | None) -> Status:
    leaves = [leaf for outcome in (applies, met) if outcome is not None for leaf in open_leaves(outcome)]
    return Status.REVIEW if leaves and all(leaf.question for leaf in leaves) else Status.UNKNOWN
