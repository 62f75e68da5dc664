"""What a person would say of two sides on one topic, composed from what the rules say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.condition_prose import field_words, listed, prose
from atmpcmp.engine.difference import DifferenceKind
from atmpcmp.engine.measures import has_direction, shown
from atmpcmp.engine.strictness import Strictness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.difference import Change, Measure, Pair, Ruling
    from atmpcmp.engine.side import Side
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.library import Library
    from atmpcmp.model.rule import Entry, Rule

TITLES_SHOWN = 3
_SINGULAR = {"must": "requires", "should": "expects", "may": "may ask for", "route": "offers", "stance": "holds"}
_PLURAL = {"must": "require", "should": "expect", "may": "may ask for", "route": "offer", "stance": "hold"}


def topic_sentence(
    kind: DifferenceKind,
    names: tuple[str, str],
    rulings: tuple[Sequence[Ruling], Sequence[Ruling]],
    pairs: Sequence[Pair],
    beyond: Sequence[Measure],
    library: Library,
) -> str:
    """One sentence on one topic.

    Args:
        kind: the outcome.
        names: of the left and the right side.
        rulings: all rules in force of the left and the right side.
        pairs: which of them were set against each other.
        beyond: measures outside the pairs.
        library: for topics.
    """
    left, right = rulings
    if kind is DifferenceKind.ONLY_LEFT or kind is DifferenceKind.ONLY_RIGHT:
        who = names[0] if left else names[1]
        return _sentence([f"only {who} has rules here and {verb_phrases(left or right)}"])
    if not left and not right:
        return ""
    several = len(left) > 1 or len(right) > 1
    clauses = []
    for pair in sorted(pairs, key=_weight):
        clauses.append(_pair_clause(pair, names, library, named=several))
    clauses += [_measure_beyond(measure, names, library) for measure in beyond]
    paired = {pair.left.rule.id for pair in pairs} | {pair.right.rule.id for pair in pairs}
    also = " also" if pairs else ""
    for name, rules in zip(names, rulings, strict=True):
        rest = [ruling for ruling in rules if ruling.rule.id not in paired]
        if rest:
            clauses.append(f"{name}{also} {verb_phrases(rest)}")
    if kind is DifferenceKind.NOT_COMPARABLE:
        clauses.append("nothing in this can be set against each other")
    if kind in (DifferenceKind.STRICTER_LEFT, DifferenceKind.STRICTER_RIGHT) and len(clauses) > 1:
        clauses.append(f"on the whole {kind.sentence(*names)}")
    return _sentence(clauses)


def _sentence(clauses: Sequence[str]) -> str:
    said = "; ".join(clauses)
    return f"{said[0].upper()}{said[1:]}." if said.startswith(("on ", "only ", "both ", "nothing ")) else f"{said}."


def _weight(pair: Pair) -> int:
    """Clauses that say who is stricter come first, then what differs, then what is the same."""
    if pair.strictness is Strictness.SAME:
        return 2
    return 1 if pair.strictness is Strictness.UNLIKE and not pair.measures else 0


def verb_phrases(rulings: Sequence[Ruling]) -> str:
    """`requires “A” and “B”, expects “C” and offers “D”`: the weightiest first, the rest counted."""
    shown_rulings = sorted(rulings, key=lambda ruling: list(_SINGULAR).index(_standing(ruling)))[:TITLES_SHOWN]
    phrases = []
    for standing, verb in _SINGULAR.items():
        titles = [quoted(ruling.rule) for ruling in shown_rulings if _standing(ruling) == standing]
        if titles:
            phrases.append(f"{verb} {listed(titles)}")
    more = len(rulings) - len(shown_rulings)
    return listed(phrases) + (f" (and has {more} more {'rule' if more == 1 else 'rules'})" if more else "")


def quoted(rule: Rule) -> str:
    """The title of a rule in quotation marks."""
    return f"“{rule.title}”"


def _standing(ruling: Ruling) -> str:
    return ruling.level or ruling.rule.kind


def _verb(ruling: Ruling) -> str:
    return _SINGULAR[_standing(ruling)]


def _pair_clause(pair: Pair, names: tuple[str, str], library: Library, *, named: bool) -> str:
    said = _measures(pair, names, library, named=named) if pair.measures else _without_measures(pair, names)
    said += _standing_clause(pair, names) if pair.measures else ""
    said += _scope_clause(pair, names)
    return said + _verdict(pair, names)


def _measures(pair: Pair, names: tuple[str, str], library: Library, *, named: bool) -> str:
    left, right = names
    titles = _titles(pair) if named else ("", "")
    equal = [measure for measure in pair.measures if measure.relation is Strictness.SAME]
    unequal = [measure for measure in pair.measures if measure.relation is not Strictness.SAME]
    asked = [measure for measure in unequal if _is_asked(measure, pair, library)]
    other = [measure for measure in unequal if measure not in asked]
    clauses = []
    for index, measure in enumerate(asked):
        one, two = titles if index == 0 else ("", "")
        clauses.append(f"{left} asks for {measure.left} ({_words(measure)}{one and ', ' + one}), {right} for {measure.right}{two and f' ({two})'}")
    if other:
        ones, others = (listed([f"{_words(measure)} {getattr(measure, side)}" for measure in other]) for side in ("left", "right"))
        one, two = titles if not asked else ("", "")
        clauses.append(f"{left} has {ones}{one and f' ({one})'}, {right} {others}{two and f' ({two})'}")
    if equal:
        one = _both_titles(pair) if named and not clauses else ""
        clauses.append(f"{left} and {right} both have {listed([f'{_words(measure)} {measure.left}' for measure in equal])}{one}")
    if not unequal and pair.asked is Strictness.UNLIKE and pair.left.rule.kind == pair.right.rule.kind != "stance":
        clauses[-1] += ", on different terms"
    return ", and ".join(clauses)


def _is_asked(measure: Measure, pair: Pair, library: Library) -> bool:
    return pair.left.rule.kind == pair.right.rule.kind == "requirement" and has_direction(measure, pair.left.rule.topic, library)


def _titles(pair: Pair) -> tuple[str, str]:
    one, other = quoted(pair.left.rule), quoted(pair.right.rule)
    return (one, "") if one == other else (one, other)


def _both_titles(pair: Pair) -> str:
    return f" ({listed([title for title in _titles(pair) if title])})"


def _words(measure: Measure) -> str:
    return field_words(measure.field)


def _without_measures(pair: Pair, names: tuple[str, str]) -> str:
    left, right = names
    one, other = quoted(pair.left.rule), quoted(pair.right.rule)
    like = pair.asked is Strictness.SAME
    if one == other:
        verbs = _PLURAL[_standing(pair.left)] if _standing(pair.left) == _standing(pair.right) else ""
        said = f"{left} and {right} both {verbs} {one}" if verbs else f"{left} {_verb(pair.left)} and {right} {_verb(pair.right)} {one}"
        return said if like else f"{said}, on different terms"
    if like and _standing(pair.left) == _standing(pair.right):
        return f"{left} and {right} both {_PLURAL[_standing(pair.left)]} the same, {one} and {other}"
    if like:
        return f"what {left} {_verb(pair.left)} with {one} {right} {_verb(pair.right)} with {other}"
    return f"{left} {_verb(pair.left)} {one}, {right} {_verb(pair.right)} {other}"


def _standing_clause(pair: Pair, names: tuple[str, str]) -> str:
    one, other = _standing(pair.left), _standing(pair.right)
    if one == other:
        return ""
    return f" ({names[0]} {_of_standing(one)}, {names[1]} {_of_standing(other)})"


def _of_standing(standing: str) -> str:
    return {"route": "as a route", "stance": "as a fact that no dossier can fail"}.get(standing, f"at level {standing}")


def _scope_clause(pair: Pair, names: tuple[str, str]) -> str:
    if pair.scope is Strictness.SAME:
        return ""
    phrases = []
    for name, ruling in zip(names, (pair.left, pair.right), strict=True):
        scope = ruling.rule.scope(ruling.entry)
        words = prose(scope)
        phrases.append(f"{name} for all" if scope is None else f"{name} where {words}" if words else f"{name} within a scope of its own")
    return f" [{', '.join(phrases)}]"


def _verdict(pair: Pair, names: tuple[str, str]) -> str:
    if pair.strictness not in (Strictness.STRICTER, Strictness.LOOSER):
        return ""
    who = names[0] if pair.strictness is Strictness.STRICTER else names[1]
    if pair.left.rule.kind == pair.right.rule.kind == "route":
        return f"; {who} opens it to fewer"
    why = []
    if pair.asked is pair.strictness and not any(measure.relation is pair.strictness for measure in pair.measures):
        why.append("asks more")
    if pair.level is pair.strictness:
        why.append("asks it more firmly")
    if pair.scope is pair.strictness:
        why.append("asks it of more products")
    return f": {who} is stricter" + (f", it {listed(why)}" if why else "")


def _measure_beyond(measure: Measure, names: tuple[str, str], library: Library) -> str:
    one, other = (quoted(library.rules_by_id[rule]) for rule in (measure.left_rule, measure.right_rule))
    words = _words(measure)
    if measure.relation is Strictness.SAME:
        return f"{names[0]} and {names[1]} both have {words} {measure.left} ({listed(list(dict.fromkeys((one, other))))})"
    return f"{names[0]} has {words} {measure.left} ({one}), {names[1]} {measure.right} ({other})"


def changes_sentence(changes: Sequence[Change], library: Library) -> str:
    """What changed on one topic between two days, and by which document."""
    return _sentence([_change_clause(change, library) for change in changes]) if changes else ""


def _change_clause(change: Change, library: Library) -> str:
    title, rule = quoted(change.rule), change.rule
    turns = listed([f"on {turn.since} by {_document(rule, turn, library)}" for turn in change.turns])
    if change.before is None:
        return f"{title} came in {turns}"
    if change.after is None:
        return f"{title} ended {turns}"
    return f"{title} changed {turns}: {listed(_what_changed(change))}"


def _what_changed(change: Change) -> list[str]:
    before, after, rule = change.before, change.after, change.rule
    assert before is not None  # noqa: S101  a change has both entries here
    assert after is not None  # noqa: S101
    said = []
    for key in dict.fromkeys([*before.values, *after.values]):
        one, other = before.values.get(key), after.values.get(key)
        if one != other:
            said.append(f"{field_words(key)} {'from ' + shown(one) if one is not None else 'now'} {'to ' if one is not None else ''}{_or_none(other)}")
    if rule.level_of(before) != rule.level_of(after):
        said.append(f"level from {rule.level_of(before)} to {rule.level_of(after)}")
    if rule.scope(before) != rule.scope(after):
        said.append("for other products")
    if before.condition != after.condition and not said:
        said.append("on other terms")
    return said or ["what is asked stays, the document is another"]


def _or_none(value: object) -> str:
    return shown(value) if value is not None else "none stated"


def _document(rule: Rule, entry: Entry, library: Library) -> str:
    document = library.document(rule.jurisdiction, entry.source.document)
    return document.title if document is not None else entry.source.document


def announced_sentence(names: tuple[str, str], announced: tuple[Sequence[Ruling], Sequence[Ruling]]) -> str:
    """What is announced on either side and not yet in force."""
    said = [
        f"{quoted(ruling.rule)} of {name} {'ends' if ruling.entry.ended else 'holds'} from {ruling.entry.since}"
        for name, rulings in zip(names, announced, strict=True)
        for ruling in rulings
    ]
    return f"Announced: {'; '.join(said)}." if said else ""


def names_of(left: Side, right: Side) -> tuple[str, str]:
    """How sentences call the sides: with their days where both are the same body."""
    if left.column == right.column:
        return f"{left.column} on {left.as_of.isoformat()}", f"{right.column} on {right.as_of.isoformat()}"
    return left.column, right.column


def verdicts_by_rule(column: str, verdicts: Sequence[Verdict]) -> str:
    """`EMA by “A” (EMA-044) and “B” (EMA-045)`: who judged so, and by which rules."""
    titles = [f"{quoted(verdict.rule)} ({verdict.rule.id})" for verdict in verdicts]
    more = len(titles) - TITLES_SHOWN
    return f"{column} by {listed(titles[:TITLES_SHOWN])}" + (f" and {more} more" if more > 0 else "")

