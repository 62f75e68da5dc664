"""What a person would say of two sides on one topic, composed from what the rules say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.engine.condition_prose import field_words, listed, prose
from atmpcmp.engine.difference import DifferenceKind
from atmpcmp.engine.measures import has_direction, shown
from atmpcmp.engine.rule_titles import TITLES_SHOWN, holds_for, quoted, sentence_of
from atmpcmp.engine.strictness import Strictness
from atmpcmp.model.condition import Combination

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmpcmp.engine.difference import Measure, Pair, Ruling
    from atmpcmp.engine.side import Side
    from atmpcmp.model.library import Library

Names = tuple[str, str]
_ONE = {"must": "requires", "should": "expects", "may": "may ask for", "binding": "applies", "route": "offers", "stance": "has"}
_BOTH = {"must": "require", "should": "expect", "may": "may ask for", "binding": "apply", "route": "offer", "stance": "have"}
_ROUTES = ("route", "binding")
_OWN_VALUES_SHOWN = 3


def topic_sentence(
    kind: DifferenceKind,
    names: Names,
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
        library: for topics and titles.
    """
    left, right = rulings
    if not left and not right:
        return sentence_of(["nothing is in force yet"])
    if kind in (DifferenceKind.ONLY_LEFT, DifferenceKind.ONLY_RIGHT):
        return sentence_of([f"{kind.sentence(*names)} and {verb_phrases(left or right)}"])
    is_whole = len(left) == len(right) == 1
    clauses = [_pair_clause(pair, names, library, is_whole=is_whole) for pair in sorted(pairs, key=_weight)]
    by_id = {ruling.rule.id: ruling for ruling in (*left, *right)}
    clauses += [_beyond_clause(measure, names, by_id) for measure in beyond]
    told = {ruling.rule.id for pair in pairs for ruling in (pair.left, pair.right)}
    told |= {rule for measure in beyond for rule in (*measure.left_rules, *measure.right_rules)}
    is_more = bool(clauses)
    for name, rules in zip(names, rulings, strict=True):
        rest = [ruling for ruling in rules if ruling.rule.id not in told]
        if rest:
            clauses.append(f"{name} {verb_phrases(rest, is_more=is_more)}")
    if kind is DifferenceKind.NOT_COMPARABLE:
        clauses.append("nothing in this can be set against each other")
    return sentence_of(clauses)


def _weight(pair: Pair) -> int:
    """Clauses that say who is stricter come first, then what differs, then what is the same."""
    if pair.strictness is Strictness.SAME:
        return 2
    return 1 if pair.strictness is Strictness.UNLIKE and not pair.measures else 0


def verb_phrases(rulings: Sequence[Ruling], *, is_more: bool = False) -> str:
    """`requires “A” and “B” [in some cases], expects “C” and offers “D”`: the weightiest first, the rest counted; `also requires` beside what was told."""
    by_weight = sorted(rulings, key=_telling)
    told, rest = by_weight[:TITLES_SHOWN], by_weight[TITLES_SHOWN:]
    phrases: list[str] = []
    for standing, verb in _ONE.items():
        titles = [_with_values(ruling) + holds_for(ruling.rule, ruling.entry) for ruling in told if _standing(ruling) == standing]
        if titles:
            phrases.append(f"{_with_also(verb) if is_more and not phrases else verb} {listed(titles)}")
    return listed(phrases) + (f" (and has {_counted(rest)})" if rest else "")


def _with_also(verb: str) -> str:
    return verb.replace("may ", "may also ") if verb.startswith("may ") else f"also {verb}"


def _telling(ruling: Ruling) -> tuple[int, int]:
    """What is told first: what is asked, then facts with a value, then routes and the rest."""
    is_fact = ruling.rule.kind == "stance" and bool(ruling.entry.values)
    return 0 if ruling.level else 1 if is_fact else 2, list(_ONE).index(_standing(ruling))


def _counted(rulings: Sequence[Ruling]) -> str:
    """`3 more rules, 1 of them unconfirmed`: what is not named may not pass as confirmed."""
    count, unconfirmed = len(rulings), sum(ruling.entry.confidence == "recalled" for ruling in rulings)
    if count == 1:
        return "1 more rule" + (", which is unconfirmed" if unconfirmed else "")
    return f"{count} more rules" + (f", {unconfirmed} of them unconfirmed" if unconfirmed else "")


def _title(ruling: Ruling) -> str:
    return quoted(ruling.rule, ruling.entry)


def _with_values(ruling: Ruling) -> str:
    """A title, with the values that a stance is about."""
    values = ruling.entry.values if ruling.rule.kind == "stance" and len(ruling.entry.values) <= 2 else {}
    said = ", ".join(f"{field_words(key)} {shown(value)}" for key, value in values.items())
    return _title(ruling) + (f" ({said})" if said else "")


def _standing(ruling: Ruling) -> str:
    return ruling.level or ("binding" if ruling.rule.binding else ruling.rule.kind)


def _pair_clause(pair: Pair, names: Names, library: Library, *, is_whole: bool) -> str:
    said = _measures_clause(pair, names, library) + _standing_clause(pair, names) if pair.measures else _titles_clause(pair, names)
    return said + _scope_clause(pair, names) + _strictness_clause(pair, names, is_whole=is_whole)


def _measures_clause(pair: Pair, names: Names, library: Library) -> str:
    left, right = names
    one, other = _title(pair.left), _title(pair.right)
    equal = [measure for measure in pair.measures if measure.relation is Strictness.SAME]
    unequal = [measure for measure in pair.measures if measure.relation is not Strictness.SAME]
    asked = [measure for measure in unequal if _is_asked(measure, pair, library)]
    stated = [measure for measure in unequal if measure not in asked]
    clauses = [f"{left} asks for {measure.left} ({_words(measure)}), {right} for {measure.right}" for measure in asked]
    if stated:
        clauses.append(f"{left} has {_all_said(stated, 'left')}, {right} {_all_said(stated, 'right')}")
    alike = [measure for measure in equal if _is_asked(measure, pair, library) and not measure.left.isdecimal()]
    held = [measure for measure in equal if measure not in alike]
    clauses += [f"{left} and {right} both ask for {measure.left} ({_words(measure)})" for measure in alike]
    if held:
        clauses.append(f"{left} and {right} both have {_all_said(held, 'left')}")
    if not unequal and pair.asked is Strictness.UNLIKE and pair.left.rule.kind == pair.right.rule.kind != "stance":
        clauses[-1] += " on different terms"
    return ", and ".join(clauses) + (f" (both by {one})" if one == other else f" ({one} against {other})") + _own_values(pair, names)


def _own_values(pair: Pair, names: Names) -> str:
    """What only one side of a pair says how much of, where that is little enough to say."""
    said = []
    for name, ruling, other in zip(names, (pair.left, pair.right), (pair.right, pair.left), strict=True):
        own = {key: value for key, value in ruling.entry.values.items() if key not in other.entry.values}
        if own and len(own) <= _OWN_VALUES_SHOWN:
            said.append(f"{name} with {listed([f'{field_words(key)} {shown(value)}' for key, value in own.items()])}")
    return f", {', '.join(said)}" if said else ""


def _is_asked(measure: Measure, pair: Pair, library: Library) -> bool:
    return pair.left.rule.kind == pair.right.rule.kind == "requirement" and has_direction(measure, pair.left.rule.topic, library)


def _words(measure: Measure) -> str:
    return field_words(measure.field)


def _said(measure: Measure, side: str) -> str:
    return f"{_words(measure)} {measure.left if side == 'left' else measure.right}"


def _all_said(measures: Sequence[Measure], side: str) -> str:
    return listed([_said(measure, side) for measure in measures])


def _titles_clause(pair: Pair, names: Names) -> str:
    left, right = names
    one, other = _title(pair.left), _title(pair.right)
    standings = _standing(pair.left), _standing(pair.right)
    is_like = pair.asked is Strictness.SAME
    if is_like and standings[0] == standings[1] in _ROUTES:
        return f"{left} {_ONE[standings[0]]} {one} and {right} {other}, {'to' if standings[0] == 'binding' else 'open to'} the same products"
    if one == other and standings[0] == standings[1]:
        return f"{left} and {right} both {_BOTH[standings[0]]} {one}" + ("" if is_like else ", on different terms")
    if is_like and standings[0] == standings[1]:
        return f"{left} {_ONE[standings[0]]} {one} and {right} {other}, which one and the same test decides"
    said = f"{left} {_ONE[standings[0]]} {one}, {right} {_ONE[standings[1]]} {other}"
    return f"{said}, which ask the same" if is_like and one == other else f"{said}, which one and the same test decides" if is_like else said


def _standing_clause(pair: Pair, names: Names) -> str:
    one, other = _standing(pair.left), _standing(pair.right)
    return "" if one == other else f" ({names[0]} {_of_standing(one)}, {names[1]} {_of_standing(other)})"


def _of_standing(standing: str) -> str:
    return {"route": "in a route", "binding": "in a binding route", "stance": "as a fact"}.get(standing, f"at level {standing}")


def _scope_clause(pair: Pair, names: Names) -> str:
    if pair.scope is Strictness.SAME:
        return ""
    phrases = []
    for name, ruling in zip(names, (pair.left, pair.right), strict=True):
        scope = ruling.rule.scope(ruling.entry)
        words = prose(scope)
        if scope is None:
            phrases.append(f"{name} for whom it is open to" if ruling.rule.kind == "route" else f"{name} for all")
        else:
            phrases.append(f"{name} where {words}" if words else f"{name} in some cases")
    if all(phrase.endswith("in some cases") for phrase in phrases):
        wider = {Strictness.STRICTER: f"{names[0]} in more", Strictness.LOOSER: f"{names[1]} in more"}.get(pair.scope, "not the same ones")
        return f" [each in some cases, {wider}]"
    return f" [{', '.join(phrases)}]"


def _strictness_clause(pair: Pair, names: Names, *, is_whole: bool) -> str:
    if pair.strictness not in (Strictness.STRICTER, Strictness.LOOSER):
        return ""
    who = names[0] if pair.strictness is Strictness.STRICTER else names[1]
    doubt = ", if what is unconfirmed holds" if "recalled" in (pair.left.entry.confidence, pair.right.entry.confidence) else ""
    if pair.left.rule.kind == "route":
        return f", of which {who}'s {'catches more' if pair.left.rule.binding else 'is open to fewer'}{doubt}"
    reasons = []
    if pair.asked is pair.strictness and not any(measure.relation is pair.strictness for measure in pair.measures):
        looser = pair.right if pair.strictness is Strictness.STRICTER else pair.left
        has_ways_out = isinstance(looser.entry.condition, Combination) and looser.entry.condition.word == "any"
        reasons.append("leaves fewer ways to meet it" if has_ways_out else "asks more")
    if pair.level is pair.strictness:
        reasons.append("asks it more firmly")
    if pair.scope is pair.strictness:
        reasons.append("asks it of more products")
    said = f", so {who} is stricter" if is_whole else f", of which {who}'s is stricter"
    return said + (f": it {listed(reasons)}" if reasons else "") + doubt


def _beyond_clause(measure: Measure, names: Names, by_id: dict[str, Ruling]) -> str:
    one, other = (_holders([by_id[rule] for rule in rules], measure.field) for rules in (measure.left_rules, measure.right_rules))
    if measure.relation is Strictness.SAME:
        return f"{names[0]} and {names[1]} both have {_said(measure, 'left')} ({one} and {other})"
    # Several values name their rules themselves.
    one, other = (f" ({said})" if "“" not in value else "" for said, value in ((one, measure.left), (other, measure.right)))
    return f"{names[0]} has {_said(measure, 'left')}{one}, {names[1]} {measure.right}{other}"


def _holders(rulings: Sequence[Ruling], key: str) -> str:
    """The rules that state a value, with the few others that they state; of many rules the first two, the rest counted."""
    told = [_title(ruling) + _further_values(ruling, key) + holds_for(ruling.rule, ruling.entry) for ruling in rulings]
    return listed(told if len(told) <= TITLES_SHOWN else [*told[:2], _counted(rulings[2:])])


def _further_values(ruling: Ruling, key: str) -> str:
    further = {name: value for name, value in ruling.entry.values.items() if name != key}
    if not further or len(further) > _OWN_VALUES_SHOWN:
        return ""
    return " with " + ", ".join(f"{field_words(name)} {shown(value)}" for name, value in further.items())


def announced_sentence(names: Names, announced: tuple[Sequence[Ruling], Sequence[Ruling]], in_force: tuple[Sequence[Ruling], Sequence[Ruling]]) -> str:
    """What is announced on either side and not yet in force.

    Args:
        names: of the sides.
        announced: by side.
        in_force: by side, which an announcement may change.
    """
    said = []
    for name, coming, current in zip(names, announced, in_force, strict=True):
        known = {ruling.rule.id for ruling in current}
        for ruling in coming:
            verb = "ends" if ruling.entry.ended else "changes" if ruling.rule.id in known else "comes into force"
            when = f"{'on' if len(ruling.entry.since) == 10 else 'in'} {ruling.entry.since}" if ruling.entry.ended else f"from {ruling.entry.since} on"
            said.append(f"{_title(ruling)} of {name} {verb} {when}")
    return f"Announced: {'; '.join(said)}." if said else ""


def names_of(left: Side, right: Side) -> Names:
    """How sentences call the sides: with their days where both are the same body."""
    if left.column == right.column:
        return f"{left.column} on {left.as_of.isoformat()}", f"{right.column} on {right.as_of.isoformat()}"
    return left.column, right.column
