"""Two jurisdictions, or one on two days, topic by topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from atmpcmp.engine.change import changes_between, changes_sentence
from atmpcmp.engine.difference import DiffResult, TopicDifference
from atmpcmp.engine.judged_difference import judged_topics
from atmpcmp.engine.pairing import measures_beyond, outcome, pairs_of
from atmpcmp.engine.sentence import announced_sentence, names_of, topic_sentence
from atmpcmp.engine.side import announced_rulings, rules_of, rulings, side_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atmpcmp.engine.difference import Change, Ruling
    from atmpcmp.engine.side import Side
    from atmpcmp.engine.verdict import Judge
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library


class NothingToCompareError(ValueError):
    """The two sides are one and the same, or neither has a rule on what was asked; never silently the same."""


def diff(
    library: Library,
    left: str,
    right: str,
    *,
    as_of: date | None = None,
    topics: Iterable[str] = (),
    dossier: Dossier | None = None,
    today: date | None = None,
    judge: Judge | None = None,
) -> DiffResult:
    """Compare two sides topic by topic.

    Args:
        library: the rules.
        left: a jurisdiction, alias or member (`EMA`, `JNHB`, `BeNeLuxA:NL`, `NO`), on a day where `@` and the day follow (`NICE@2021-12-31`).
        right: another one, or the same on another day.
        as_of: the day of a side that names none; by default the filing day that the dossier states for it, else today.
        topics: only these topics; all where empty.
        dossier: only topics that make a difference to this product, the widest difference first.
        today: the day that counts as today.
        judge: one that has compiled conditions already.

    Raises:
        UnknownNameError: for a jurisdiction or member that the library does not hold, with the nearest right name.
        NothingInForceError: where a side has no rules, or none yet on its day.
        NothingToCompareError: where both sides are the same on the same day, or neither has a rule on these topics.
        ValueError: for a day that is not in the calendar.
    """
    today = today or date.today()
    sides = tuple(_on_its_day(side_of(text, library, as_of or today), dossier, as_of) for text in (left, right))
    one, other = sides
    if one.column == other.column and one.as_of == other.as_of:
        raise NothingToCompareError(
            f"both sides are {one.column} on {one.as_of.isoformat()}; name another jurisdiction, or another day as in {one.column}@{one.as_of.year - 5}-12-31"
        )
    found = differences(library, one, other, topics=topics, today=today)
    if not found:
        raise NothingToCompareError(f"neither {one.column} nor {other.column} has a rule on {', '.join(topics)} in force on the day asked for")
    if dossier is None:
        return DiffResult(one, other, today, found)
    kept, left_out = judged_topics(found, library, one, other, dossier, judge)
    return DiffResult(one, other, today, kept, left_out)


def _on_its_day(side: Side, dossier: Dossier | None, as_of: date | None) -> Side:
    """Rules count by filing day: with a dossier a side that names no day stands on the one that the dossier states for it."""
    if dossier is None or side.is_dated or as_of is not None:
        return side
    filing = dossier.filing_day(side.body)
    return replace(side, as_of=filing.last) if filing is not None else side


def differences(library: Library, left: Side, right: Side, *, topics: Iterable[str] = (), today: date) -> tuple[TopicDifference, ...]:
    """All topics on which one of two sides has a rule, in the order of the vocabulary; the two may be one and the same.

    Args:
        library: the rules.
        left: one side.
        right: the other.
        topics: only these; all where empty.
        today: the day that counts as today.

    Raises:
        NothingInForceError: where a side has no rules, or none yet on its day.
    """
    wanted = frozenset(topics)
    by_topic = [_by_topic(rulings(rules_of(side, library), side.as_of)) for side in (left, right)]
    coming = [_by_topic(announced_rulings(rules_of(side, library), side.as_of, today)) for side in (left, right)]
    found = []
    for topic in library.topics.topics:
        if wanted and topic not in wanted:
            continue
        here = tuple(tuple(side.get(topic, ())) for side in (*by_topic, *coming))
        if any(here):
            found.append(topic_difference(topic, library, (left, right), (here[0], here[1]), (here[2], here[3])))
    return tuple(found)


def _by_topic(found: Iterable[Ruling]) -> dict[str, list[Ruling]]:
    by_topic: dict[str, list[Ruling]] = {}
    for ruling in found:
        by_topic.setdefault(ruling.rule.topic, []).append(ruling)
    return by_topic


def topic_difference(
    topic: str,
    library: Library,
    sides: tuple[Side, Side],
    in_force: tuple[tuple[Ruling, ...], tuple[Ruling, ...]],
    announced: tuple[tuple[Ruling, ...], tuple[Ruling, ...]] = ((), ()),
) -> TopicDifference:
    """How two sides stand on one topic.

    Args:
        topic: its id.
        library: the rules.
        sides: left and right.
        in_force: the rules of each side on the topic that are in force on its day.
        announced: what is announced on each side.
    """
    left, right = in_force
    one, other = sides
    is_one_body = one.column == other.column
    pairs = pairs_of(left, right, library, by_id=is_one_body)
    beyond = () if is_one_body else measures_beyond(left, right, pairs, library)
    kind = outcome(left, right, pairs, beyond)
    names = names_of(one, other)
    changes: tuple[Change, ...] = ()
    if is_one_body:
        (start, earlier), (end, later) = sorted(((one.as_of, left), (other.as_of, right)), key=lambda stand: stand[0])
        changes = changes_between(start, end, earlier, later)
        changed = {change.rule.id for change in changes}
        unchanged = [ruling for ruling in later if ruling.rule.id not in changed]
        ahead = announced[1] if other.as_of >= one.as_of else announced[0]
        said = [changes_sentence(changes, unchanged, one.column, library), announced_sentence((one.column, ""), (ahead, ()), (later, ()))]
    else:
        said = [
            topic_sentence(kind, names, in_force, pairs, beyond, library),
            _members_sentence(topic, library, sides, in_force) if left or right else "",
            announced_sentence(names, announced, in_force),
        ]
    return TopicDifference(
        topic=topic,
        group=library.topics.topics[topic].group,
        kind=kind,
        sentence=" ".join(part for part in said if part),
        left=left,
        right=right,
        pairs=pairs,
        measures=(*(measure for pair in pairs for measure in pair.measures), *beyond),
        announced_left=announced[0],
        announced_right=announced[1],
        changes=changes,
    )


def _members_sentence(topic: str, library: Library, sides: tuple[Side, Side], in_force: tuple[Sequence[Ruling], Sequence[Ruling]]) -> str:
    """Where a joint body itself has no rule, which of its members do; where a member has none, whether the joint body does."""
    said = []
    for side, own in zip(sides, in_force, strict=True):
        if own:
            continue
        relatives = [
            column
            for column, rules in library.rules_by_column.items()
            if column != side.column
            and column.partition(":")[0] == side.jurisdiction
            and (side.member is None or ":" not in column)
            and any(ruling.rule.topic == topic for ruling in rulings(rules, side.as_of))
        ]
        if relatives:
            said.append(f"{side.column} itself has none, {', '.join(relatives)} {'has' if len(relatives) == 1 else 'have'}")
        else:
            said.append(f"The library has none of {side.column}")
    return "; ".join(said) + "." if said else ""
