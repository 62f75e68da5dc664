"""What became of the rules of one jurisdiction between two days, and by which document."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from atmpcmp.engine.condition_prose import field_words, listed
from atmpcmp.engine.difference import Change
from atmpcmp.engine.in_force import first_day
from atmpcmp.engine.measures import shown
from atmpcmp.engine.rule_titles import quoted, sentence_of
from atmpcmp.engine.sentence import verb_phrases
from atmpcmp.engine.strictness import Strictness, strictness
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.rule import UNDATED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from atmpcmp.engine.difference import Ruling
    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Entry, Rule

_SAME_EDITION = timedelta(days=90)
_ASKED = {Strictness.STRICTER: "it asks more", Strictness.LOOSER: "it asks less", Strictness.UNLIKE: "it asks something else"}
_OPEN = {Strictness.STRICTER: "it is open to fewer", Strictness.LOOSER: "it is open to more", Strictness.UNLIKE: "it is open on other terms"}
_TAKEN = {Strictness.STRICTER: "it catches fewer", Strictness.LOOSER: "it catches more", Strictness.UNLIKE: "it catches by other terms"}
_CAUGHT = {Strictness.STRICTER: "it holds for fewer", Strictness.LOOSER: "it holds for more products", Strictness.UNLIKE: "it holds for other products"}


def changes_between(start: date, end: date, earlier: Sequence[Ruling], later: Sequence[Ruling]) -> tuple[Change, ...]:
    """What became of each rule that did not stay as it was.

    Args:
        start: the earlier day.
        end: the later day.
        earlier: rules in force on the earlier day.
        later: rules in force on the later day.
    """
    before = {ruling.rule.id: ruling.entry for ruling in earlier}
    after = {ruling.rule.id: ruling.entry for ruling in later}
    rules: dict[str, Rule] = {ruling.rule.id: ruling.rule for ruling in (*earlier, *later)}
    return tuple(
        Change(rule, before.get(rule.id), after.get(rule.id), tuple(entry for entry in reversed(rule.history) if start < first_day(entry.since) <= end))
        for rule in rules.values()
        if before.get(rule.id) != after.get(rule.id)
    )


def changes_sentence(changes: Sequence[Change], unchanged: Sequence[Ruling], name: str, library: Library) -> str:
    """What changed on one topic, from the earlier to the later day, with the documents; what stayed where nothing changed.

    Args:
        changes: what became of each rule that did not stay as it was.
        unchanged: the rules that stayed.
        name: of the jurisdiction.
        library: for documents.
    """
    if not changes:
        return (
            f"Unchanged: {name} {verb_phrases(unchanged)}{_undated(unchanged)}{_replaced(unchanged, library)}."
            if unchanged
            else sentence_of(["nothing is in force yet"])
        )
    came = [change for change in changes if change.before is None]
    ended = [change for change in changes if change.after is None]
    changed = [change for change in changes if change.before is not None and change.after is not None]
    clauses = [_changed(change, library) for change in changed] + _grouped(came, library) + _grouped(ended, library)
    if unchanged:
        clauses.append(f"{len(unchanged)} more {'rule stays' if len(unchanged) == 1 else 'rules stay'} as {'it was' if len(unchanged) == 1 else 'they were'}")
    return sentence_of(clauses)


def _undated(unchanged: Sequence[Ruling]) -> str:
    """That a rule counts on both days only because nobody knows since when it holds."""
    undated = [ruling for ruling in unchanged if ruling.entry.since == UNDATED]
    if not undated:
        return ""
    if len(undated) == len(unchanged):
        return "; since when is not known"
    return f"; since when {listed([quoted(ruling.rule, ruling.entry) for ruling in undated])} {'holds' if len(undated) == 1 else 'hold'} is not known"


def _replaced(unchanged: Sequence[Ruling], library: Library) -> str:
    """That a rule counts as unchanged although its document has been replaced since, and nobody has read it in the new one."""
    documents = ((ruling, library.document(ruling.rule.jurisdiction, ruling.entry.source.document)) for ruling in unchanged)
    replaced = [ruling for ruling, document in documents if document is not None and document.superseded_by is not None]
    if not replaced:
        return ""
    titles = "its document" if len(unchanged) == 1 else f"the document of {listed([quoted(ruling.rule, ruling.entry) for ruling in replaced])}"
    return f"; {titles} has been replaced, and the rule was not read again in the new one"


def _grouped(changes: Sequence[Change], library: Library) -> list[str]:
    """Rules that came or went with the same document on the same day, in one clause."""
    by_turns: dict[str, list[Change]] = {}
    for change in changes:
        by_turns.setdefault(_turns(change, library), []).append(change)
    clauses = []
    for turns, together in by_turns.items():
        titles = listed([_quoted(change) for change in together])
        if together[0].before is not None:
            clauses.append(f"{titles} {turns}")
        else:
            # That a rule is first known from a day does not say that nothing of the kind held before.
            clauses.append(f"{titles} {'hold' if len(together) > 1 else 'holds'} {turns}, with nothing earlier in the library")
    return clauses


def _turns(change: Change, library: Library) -> str:
    """`from 2022-02-01 by A and changed on 2025-04-01 by B`, `changed on …` or `ended on …`."""
    said = []
    for turn in change.turns:
        if change.before is None and turn is change.turns[0]:
            when = f"from {turn.since}"
        else:
            when = f"{'ended' if turn.ended else 'changed'} {'on' if len(turn.since) == 10 else 'in'} {turn.since}"
        said.append(f"{when} {_document(change.rule, turn, library)}")
    return listed(said)


def _quoted(change: Change) -> str:
    entry = change.after or change.before
    assert entry is not None  # noqa: S101  a change has an entry on one of the days
    return quoted(change.rule, entry)


def _changed(change: Change, library: Library) -> str:
    assert change.before is not None  # noqa: S101  only rules with both entries come here
    doubt = " (what held before is unconfirmed)" if change.before.confidence == "recalled" else ""
    return f"{_quoted(change)} {_turns(change, library)}: {listed(_what_changed(change, library))}{doubt}"


def _what_changed(change: Change, library: Library) -> list[str]:
    before, after, rule = change.before, change.after, change.rule
    assert before is not None  # noqa: S101  only rules with both entries come here
    assert after is not None  # noqa: S101
    said = []
    for key in dict.fromkeys([*before.values, *after.values]):
        one, other = before.values.get(key), after.values.get(key)
        if one is None or other is None:
            said.append(f"{field_words(key)} now {shown(other)}" if one is None else f"{field_words(key)} no longer {shown(one)}")
        elif one != other:
            said.append(f"{field_words(key)} from {shown(one)} to {shown(other)}")
    if rule.level_of(before) != rule.level_of(after):
        said.append(f"level from {rule.level_of(before)} to {rule.level_of(after)}")
    scope = library.scope(rule)
    asked = strictness(after.condition, scope, before.condition, scope)
    caught = strictness(rule.scope(after), scope, rule.scope(before), scope)
    words_of_asked = (_TAKEN if rule.binding else _OPEN) if rule.kind == "route" else _ASKED
    said += [words[relation] for words, relation in ((words_of_asked, asked), (_CAUGHT, caught)) if relation in words]
    return said or ["the text is new" if rule.kind == "stance" else "what is tested stays, the text is new"]


def _document(rule: Rule, entry: Entry, library: Library) -> str:
    """`by A`, or `(as read in A)` of a document that is younger than the change, or of no known day, and so need not have brought it."""
    document = library.document(rule.jurisdiction, entry.source.document)
    if document is None:
        return f"by {entry.source.document}"
    # A guide may be issued months before or days after the day from which it counts; only a later edition is another text.
    is_later = document.issued is None or PartialDate.parse(document.issued).first > first_day(entry.since) + _SAME_EDITION
    return f"(as read in {document.title})" if is_later else f"by {document.title}"
