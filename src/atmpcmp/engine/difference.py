"""What comes of a comparison: kinds, measures, pairs of rules and topics, all frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from atmpcmp.engine.strictness import Strictness

if TYPE_CHECKING:
    from datetime import date

    from atmpcmp.engine.side import Side
    from atmpcmp.engine.verdict import Verdict
    from atmpcmp.model.rule import Entry, Level, Rule


class DifferenceKind(Enum):
    """How two sides stand on a topic; each kind carries its sentence."""

    SAME = "same", "{left} and {right} ask the same"
    STRICTER_LEFT = "stricter-left", "{left} is stricter"
    STRICTER_RIGHT = "stricter-right", "{right} is stricter"
    DIFFERENT = "different", "{left} and {right} differ"
    ONLY_LEFT = "only-left", "only {left} has rules here"
    ONLY_RIGHT = "only-right", "only {right} has rules here"
    NOT_COMPARABLE = "not-comparable", "what {left} and {right} have here cannot be compared"

    def __init__(self, word: str, sentence: str) -> None:
        """Keep the word for programs and the sentence for people."""
        self.word = word
        self._sentence = sentence

    def sentence(self, left: str, right: str) -> str:
        """What it means, of two sides by their names."""
        return self._sentence.format(left=left, right=right)

    @property
    def mirrored(self) -> DifferenceKind:
        """The same with the sides swapped."""
        return _MIRRORED.get(self, self)

    @property
    def is_comparable(self) -> bool:
        """Whether both sides have something that can be set against the other."""
        return self in _COMPARABLE


_MIRRORED = {
    DifferenceKind.STRICTER_LEFT: DifferenceKind.STRICTER_RIGHT,
    DifferenceKind.STRICTER_RIGHT: DifferenceKind.STRICTER_LEFT,
    DifferenceKind.ONLY_LEFT: DifferenceKind.ONLY_RIGHT,
    DifferenceKind.ONLY_RIGHT: DifferenceKind.ONLY_LEFT,
}
_COMPARABLE = (DifferenceKind.SAME, DifferenceKind.STRICTER_LEFT, DifferenceKind.STRICTER_RIGHT, DifferenceKind.DIFFERENT)
_KIND_OF_PAIR = {
    Strictness.SAME: DifferenceKind.SAME,
    Strictness.STRICTER: DifferenceKind.STRICTER_LEFT,
    Strictness.LOOSER: DifferenceKind.STRICTER_RIGHT,
    Strictness.UNLIKE: DifferenceKind.DIFFERENT,
}


def kind_of(strictness: Strictness) -> DifferenceKind:
    """The kind that a comparison of the left side with the right one gives."""
    return _KIND_OF_PAIR[strictness]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule as it stands on the day of its side.

    Attributes:
        rule: the rule.
        entry: the entry of its history that counts.
        is_announced: known on that day and not yet in force.
    """

    rule: Rule
    entry: Entry
    is_announced: bool = False

    @property
    def level(self) -> Level | None:
        """The level on that day; None of a route or stance."""
        return self.rule.level_of(self.entry)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing on which both sides say how much.

    Attributes:
        field: a key of `values`, or the path of a field that both conditions test.
        left: what the left side says, as written.
        right: what the right side says.
        relation: of the left side to the right one; unlike where no direction is the stricter one.
        left_rules: which rules say so, in the order of what they say.
        right_rules: which rules say so.
        is_value: whether it is a key of `values`.
    """

    field: str
    left: str
    right: str
    relation: Strictness
    left_rules: tuple[str, ...]
    right_rules: tuple[str, ...]
    is_value: bool = True


class PairedBy(Enum):
    """Why two rules were set against each other."""

    ID = "the same rule"
    NAME = "the same name"
    SHAPE = "conditions of the same shape"
    VALUES = "the same comparable values"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rules that ask about the same thing.

    Attributes:
        left: the rule of the left side.
        right: the rule of the right side.
        paired_by: why they are set against each other.
        asked: of what is asked (`met_when`, `open_when`).
        scope: of the products that they hold for: stricter is the rule that catches more (of a route, that lets in fewer).
        level: of their levels.
        strictness: all of this together.
        measures: what both say how much of.
    """

    left: Ruling
    right: Ruling
    paired_by: PairedBy
    asked: Strictness
    scope: Strictness
    level: Strictness
    strictness: Strictness
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one rule between two days.

    Attributes:
        rule: the rule.
        before: the entry on the earlier day; None where it was not in force.
        after: the entry on the later day; None where it is not in force.
        turns: the entries that brought the change, the earliest first; the last is the one in force, or the dated end.
    """

    rule: Rule
    before: Entry | None
    after: Entry | None
    turns: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a product makes of a topic on both sides.

    Attributes:
        left: verdicts by the rules of the left side.
        right: verdicts by the rules of the right side.
        rank: 1 is the widest difference: met here and a gap there.
        sentence: who accepts and who does not, by which rule.
    """

    left: tuple[Verdict, ...]
    right: tuple[Verdict, ...]
    rank: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TopicDifference:
    """How two sides stand on one topic.

    Attributes:
        topic: the id of the topic.
        group: its group.
        kind: the outcome.
        sentence: what a person would say.
        left: rules of the left side that are in force on its day.
        right: rules of the right side.
        pairs: which of them were set against each other.
        measures: what both sides say how much of, in pairs and beyond.
        announced_left: what is announced on the left side and not yet in force.
        announced_right: the same on the right side.
        changes: what became of each rule, where both sides are one jurisdiction on two days.
        judged: what a dossier makes of it, where one was given.
    """

    topic: str
    group: str
    kind: DifferenceKind
    sentence: str
    left: tuple[Ruling, ...]
    right: tuple[Ruling, ...]
    pairs: tuple[Pair, ...]
    measures: tuple[Measure, ...]
    announced_left: tuple[Ruling, ...] = ()
    announced_right: tuple[Ruling, ...] = ()
    changes: tuple[Change, ...] = ()
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class DiffResult:
    """Two sides, topic by topic.

    Attributes:
        left: the left side.
        right: the right side.
        today: the day that counts as today.
        topics: in the order of the vocabulary; with a dossier the widest difference first, and only what matters to it.
        left_out: how many topics a dossier left out, by why.
    """

    left: Side
    right: Side
    today: date
    topics: tuple[TopicDifference, ...]
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[DifferenceKind, int]:
        """How many topics there are of each kind."""
        return {kind: sum(topic.kind is kind for topic in self.topics) for kind in DifferenceKind}
