"""What regulators and HTA bodies make of the same evidence, by topic group: the first look at why a licence is not yet a price."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.engine.verdict import Status

if TYPE_CHECKING:
    from atmpcmp.engine.check import CheckResult
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.library import Library

KIND_NAMES = {"regulator": "regulators", "hta": "HTA bodies", "joint-hta": "joint HTA bodies", "payer": "payers"}


class KindCount(NamedTuple):
    """Verdicts of level must and should that one kind of decision-maker gives on one topic group."""

    kind: str
    met: int
    gap: int
    open: int
    columns_with_gap: tuple[str, ...]


class GroupApart(NamedTuple):
    """A topic group on which one kind of decision-maker finds a gap and another finds none."""

    group: str
    kinds: tuple[KindCount, ...]


def kinds_apart(result: CheckResult, library: Library) -> tuple[GroupApart, ...]:
    """The topic groups that divide the kinds of decision-makers, in the order of the library; those who ask nothing there are counted with zeros."""
    kinds = [kind for kind in KIND_NAMES if any(library.jurisdictions[column.partition(":")[0]].kind == kind for column in result.columns)]
    judged: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in result.verdicts:
        if verdict.level in ("must", "should"):
            place = (library.topics.topics[verdict.rule.topic].group, library.jurisdictions[verdict.rule.jurisdiction].kind)
            judged.setdefault(place, []).append(verdict)
    apart = []
    for group in library.topics.groups:
        counts = tuple(_count(kind, judged.get((group, kind), [])) for kind in kinds)
        if any(count.gap for count in counts) and any(not count.gap for count in counts):
            apart.append(GroupApart(group, counts))
    return tuple(apart)


def _count(kind: str, verdicts: list[Verdict]) -> KindCount:
    gaps = [verdict for verdict in verdicts if verdict.status is Status.GAP]
    return KindCount(
        kind,
        sum(verdict.status is Status.MET for verdict in verdicts),
        len(gaps),
        sum(verdict.status in (Status.UNKNOWN, Status.REVIEW) for verdict in verdicts),
        tuple(dict.fromkeys(verdict.rule.column for verdict in gaps)),
    )


def sentence(apart: GroupApart) -> str:
    """`regulators find no gap (8 met, 2 open), HTA bodies 4 (G-BA, NICE; 3 met, 20 open)`."""
    return ", ".join(_said(count) for count in apart.kinds)


def _said(count: KindCount) -> str:
    name = KIND_NAMES[count.kind]
    if not count.met + count.gap + count.open:
        return f"{name} ask nothing here"
    rest = f"{count.met} met, {count.open} open"
    if not count.gap:
        return f"{name} find no gap ({rest})"
    return f"{name} find {count.gap} gap{'s' if count.gap > 1 else ''} ({', '.join(count.columns_with_gap)}; {rest})"
