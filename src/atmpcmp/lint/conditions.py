"""Conditions: what the types refuse, and what is well typed and still says something else than its author means."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from atmpcmp.lint.code import code
from atmpcmp.lint.condition_logic import covers_all, excludes, exhausts, implies, key
from atmpcmp.lint.near_word import with_near_word
from atmpcmp.lint.placed_condition import conditions_of
from atmpcmp.model.condition import Combination, FieldOperand, Negation, Quantifier, Test
from atmpcmp.model.vocabulary import HERE, JURISDICTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.placed_condition import Asked, Placed
    from atmpcmp.lint.subject import Subject

MAX_DEPTH = 6


@code("AC301")
def wrong_condition(subject: Subject) -> Iterator[Found]:
    """A condition is not built as conditions are.

    What it finds:
        A mapping with several words, a word without its parts, `of` that is no list, an operand that is neither a value nor a field.
    Why it matters:
        It has no meaning, so the rule is not judged at all.
    Wrong:
        # part of a rule
        applies_when: {at_least: {follow_up.planned: 1 year}, is: {product.gmo: true}}
    Right:
        # part of a rule
        applies_when:
          all:
            - at_least: {follow_up.planned: 1 year}
            - is: {product.gmo: true}
    """
    return subject.refused("wrong-condition")


@code("AC302", fixes=True)
def unknown_word(subject: Subject) -> Iterator[Found]:
    """A condition uses a word that there is not.

    What it finds:
        A word that is none of the eleven, with the nearest one that is.
    Why it matters:
        There are no negated or combined words: `not` and `all` say it.
    Wrong:
        # part of a rule
        applies_when: {is_not: {product.gmo: true}}
    Right:
        # part of a rule
        applies_when: {not: {is: {product.gmo: true}}}
    """
    for found in subject.refused("unknown-word"):
        yield with_near_word(subject, found)


@code("AC303")
def operator_against_type(subject: Subject) -> Iterator[Found]:
    """A word of a condition does not fit the type of its field.

    What it finds:
        `at_least` on a choice, `includes` on a single value, `is` on a list, a list for a word that takes one value.
    Why it matters:
        Choices have no order and lists are not equal to values; the test could never say what is meant.
    Wrong:
        # part of a rule
        applies_when: {at_least: {product.gene_transfer: ex-vivo}}
    Right:
        # part of a rule
        applies_when: {one_of: {product.gene_transfer: [ex-vivo, in-vivo]}}
    """
    return subject.refused("operator-against-type")


@code("AC304")
def incomparable_fields(subject: Subject) -> Iterator[Found]:
    """Two fields are compared that are of different kinds.

    What it finds:
        A field against another field of another type, dimension or basis of money.
    Why it matters:
        A duration is never equal to a date; the test would always say no.
    Wrong:
        # part of a rule
        applies_when: {is: {follow_up.planned: {field: dossier.date}}}
    Right:
        # part of a rule
        applies_when: {at_most: {dossier.date: {field: here.submission.date}}}
    """
    return subject.refused("incomparable-fields")


@code("AC305")
def constant_against_free_text(subject: Subject) -> Iterator[Found]:
    """A free text is compared with a word.

    What it finds:
        A constant against a field that people fill in in their own words.
    Why it matters:
        “EQ-5D” and “EQ-5D-5L” mean the same to a reader and not to a test: it gives gaps that are none. Only the absence (`none`) can be asked.
    Wrong:
        # part of a rule
        applies_when: {is: {product.name: Zolgensma}}
    Right:
        # part of a rule
        applies_when: {is: {product.gene_transfer: in-vivo}}
    """
    return subject.refused("constant-against-free-text")


@code("AC306")
def wrong_unit(subject: Subject) -> Iterator[Found]:
    """An amount has no unit, or one that its field does not take.

    What it finds:
        A number without unit, an unknown unit, a unit of another dimension, a rate without a percent sign, money without its currency.
    Why it matters:
        15 could be months or years; the difference decides a dossier.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            met_when: {at_least: {follow_up.planned: 15}}
    Right:
        # part of a rule
        history:
          2024-01-15:
            met_when: {at_least: {follow_up.planned: 15 years}}
    """
    return subject.refused("wrong-unit")


@code("AC307", fixes=True)
def asked_outside_here(subject: Subject) -> Iterator[Found]:
    """What differs by decision-maker is asked without `here`.

    What it finds:
        Economics, price, comparators, need, dates of filing and the like asked at the root of a dossier, or of the rule's own body by its full path.
    Why it matters:
        `here` looks in the body's own entry, then (for need, comparators, price and care) its territory, then `all`; a full path looks in one place.
    Wrong:
        # part of a rule
        applies_when: {is: {economics.type: cost-utility}}
    Right:
        # part of a rule
        applies_when: {is: {here.economics.type: cost-utility}}
    """
    yield from subject.refused("asked-outside-here")
    for placed in _walk(subject):
        for path, inner in _paths(placed):
            name, _, rest = path.removeprefix(f"{JURISDICTIONS}.").partition(".")
            if path.startswith(f"{JURISDICTIONS}.") and placed.scope.vocabulary.body(name) == placed.scope.body:
                yield placed.found(f"{path} is asked by its full path in a rule of {placed.scope.body} itself", f"say {HERE}.{rest}", *inner)


@code("AC308", "error")
def constant_condition(subject: Subject) -> Iterator[Found]:
    """A condition is always true, or never, whatever is stated.

    What it finds:
        Bounds or values of one field that exclude each other in an `all`, or leave nothing out in an `any`; a test that every value meets; a demand
        that the scope of the rule already implies or excludes.
    Why it matters:
        The rule asks nothing, or nothing can meet it. Mostly a bound is turned round, or `all` and `any` have changed places.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            met_when:
              all:
                - at_least: {follow_up.planned: 15 years}
                - at_most: {follow_up.planned: 5 years}
    Right:
        # part of a rule
        history:
          2024-01-15:
            met_when:
              all:
                - at_least: {follow_up.planned: 5 years}
                - at_most: {follow_up.planned: 15 years}
    """
    for placed in _walk(subject):
        condition, scope = placed.condition, placed.scope
        if isinstance(condition, Test) and covers_all(condition, scope):
            yield placed.found(f"every value of {condition.path} meets this test", "", condition.word)
        if isinstance(condition, Combination):
            yield from _constant_combination(placed)
    for asked in conditions_of(subject):
        if asked.part == "asks":
            yield from _constant_by_scope(asked)


def _constant_combination(placed: Placed) -> Iterator[Found]:
    is_all = placed.condition.word == "all"
    for one, other in combinations(_flat(placed), 2):
        if is_all and excludes(one.condition, other.condition, placed.scope):
            yield other.found(f"this can never hold together with line {one.condition.line}: the whole is never true")
        elif not is_all and exhausts(one.condition, other.condition, placed.scope):
            yield other.found(f"this or line {one.condition.line} always holds: the whole is always true")


def _flat(placed: Placed) -> list[Placed]:
    """The parts of a combination, with those of combinations of the same word inside."""
    found = []
    for part in placed.parts:
        found += _flat(part) if part.condition.word == placed.condition.word else [part]
    return found


def _constant_by_scope(asked: Asked) -> Iterator[Found]:
    rule = asked.whole.linted.rule
    entry = asked.entry
    assert entry is not None  # noqa: S101  what is asked belongs to an entry
    applies = rule.scope(entry.entry)
    if applies is None:
        return
    if implies(applies, asked.whole.condition, asked.whole.scope):
        yield asked.whole.found("the scope of the rule already implies this: nothing that it applies to can fail")
    elif excludes(applies, asked.whole.condition, asked.whole.scope):
        yield asked.whole.found("the scope of the rule excludes this: nothing that it applies to can meet it")


@code("AC309", "warning")
def covered_branch(subject: Subject) -> Iterator[Found]:
    """A part of a condition adds nothing to another part.

    What it finds:
        In an `any` a branch that holds only where another holds anyway; in an `all` a part that another implies; repeated parts.
    Why it matters:
        It is dead weight at best. Mostly one of the two was meant to ask something else.
    Wrong:
        # part of a rule
        applies_when:
          any:
            - one_of: {product.gene_transfer: [ex-vivo, in-vivo]}
            - is: {product.gene_transfer: ex-vivo}
    Right:
        # part of a rule
        applies_when: {one_of: {product.gene_transfer: [ex-vivo, in-vivo]}}
    """
    for placed in _walk(subject):
        if not isinstance(placed.condition, Combination):
            continue
        is_all = placed.condition.word == "all"
        dropped: set[int] = set()
        for (first, one), (second, other) in combinations(enumerate(placed.parts), 2):
            forward, backward = implies(one.condition, other.condition, placed.scope), implies(other.condition, one.condition, placed.scope)
            idle = second if (forward if is_all else backward) else first if (backward if is_all else forward) else None
            if idle is None or idle in dropped:
                continue
            dropped.add(idle)
            part, covering = (other, one) if idle == second else (one, other)
            how = "follows from" if is_all else "is covered by"
            yield part.found(f"this part {how} line {covering.condition.line} and adds nothing", "remove it, or ask what was meant")


@code("AC310", "warning", "strict")
def repeated_where(subject: Subject) -> Iterator[Found]:
    """The scope of a rule asks again for what the `where` of its demand picks.

    What it finds:
        `applies_when` with a `some` on the same records that the `where` of an `every` in the demand picks.
    Why it matters:
        An `every` that picks no record gives not-applicable by itself. Said twice, the two drift apart, and then records are judged that were
        never in scope.
    Wrong:
        # part of a rule
        applies_when: {some: {of: studies, meets: {is: {role: pivotal}}}}
        history:
          2024-01-15:
            met_when: {every: {of: studies, where: {is: {role: pivotal}}, meets: {is: {design: randomised-controlled}}}}
    Right:
        # part of a rule
        history:
          2024-01-15:
            met_when: {every: {of: studies, where: {is: {role: pivotal}}, meets: {is: {design: randomised-controlled}}}}
    """
    for asked in conditions_of(subject):
        if asked.part != "asks" or asked.entry is None:
            continue
        applies = asked.whole.linted.rule.scope(asked.entry.entry)
        condition = asked.whole.condition
        if applies is None or not isinstance(condition, Quantifier) or condition.word != "every" or condition.where is None:
            continue
        conjuncts = applies.parts if isinstance(applies, Combination) and applies.word == "all" else (applies,)
        for part in conjuncts:
            picks = isinstance(part, Quantifier) and part.word == "some" and part.of == condition.of
            if picks and isinstance(part, Quantifier) and key(part.meets) == key(condition.where) and part.where is None:
                message = f"applies_when (line {part.line}) asks again for what this where picks; an every that picks nothing is not-applicable by itself"
                yield asked.whole.found(message, "leave it out of applies_when", "every", "where")


@code("AC311", "warning", "strict")
def vacuous_every(subject: Subject) -> Iterator[Found]:
    """An `every` can pass because there was nothing to check.

    What it finds:
        An `every` in a scope, in an `open_when`, or beside other demands in an `all`, with no `some` on the same list beside it.
    Why it matters:
        Of an empty list every record is as wanted. Where an `every` is the whole demand the verdict is then not-applicable; elsewhere the rule
        is met, or the route open, for a dossier that says there is none.
    Wrong:
        # part of a rule
        applies_when: {every: {of: studies, meets: {is: {design: single-arm}}}}
    Right:
        # part of a rule
        applies_when:
          all:
            - some: {of: studies, meets: {is: {design: single-arm}}}
            - every: {of: studies, meets: {is: {design: single-arm}}}
    """
    for asked in conditions_of(subject):
        rule = asked.whole.linted.rule
        applies = rule.scope(asked.entry.entry) if asked.entry is not None else rule.applies_when
        guarded = _asked_for_presence(applies) if applies is not None and asked.part == "asks" else set()
        for placed in asked.whole.walk():
            condition = placed.condition
            if not isinstance(condition, Quantifier) or condition.word != "every" or condition.of in guarded or "." in condition.of.removeprefix(f"{HERE}."):
                continue
            if placed.within is not None and isinstance(placed.within.condition, Quantifier):
                continue
            is_whole_demand = asked.part == "asks" and rule.kind == "requirement" and not _stands_beside(placed)
            if not is_whole_demand and not _guarded_beside(placed):
                yield placed.found(f"this every passes where {condition.of} is stated to be empty", f"ask beside it: some: {{of: {condition.of}, …}}")


def _asked_for_presence(condition: object) -> set[str]:
    """The lists of which a condition wants at least one record."""
    if isinstance(condition, Quantifier) and condition.word == "some":
        return {condition.of}
    if isinstance(condition, Combination) and condition.word == "all":
        return {path for part in condition.parts for path in _asked_for_presence(part)}
    return set()


def _stands_beside(placed: Placed) -> bool:
    """Whether other demands stand beside a part, or it is denied: then it can make a whole true without having checked anything."""
    at: Placed | None = placed.within
    while at is not None:
        if isinstance(at.condition, Negation) or (isinstance(at.condition, Combination) and at.condition.word == "all" and len(at.condition.parts) > 1):
            return True
        at = at.within
    return False


def _guarded_beside(placed: Placed) -> bool:
    condition = placed.condition
    at = placed.within
    while at is not None:
        if isinstance(condition, Quantifier) and condition.of in _asked_for_presence(at.condition):
            return True
        at = at.within
    return False


@code("AC312")
def missing_condition(subject: Subject) -> Iterator[Found]:
    """An entry of a requirement asks nothing.

    What it finds:
        An entry without `met_when` that has not ended.
    Why it matters:
        Every product would meet it.
    Wrong:
        # demo/clinical.yaml
        DEMO-001:
          name: follow-up-too-short
          topic: long-term-follow-up
          kind: requirement
          level: must
          title: Fifteen years of follow-up
          history:
            2024-01-15:
              states: Patients are followed for at least 15 years.
              source: {document: demo-guide, locator: section 3}
              confidence: primary
    Right:
        # part of a rule
        history:
          2024-01-15:
            met_when: {at_least: {follow_up.planned: 15 years}}
    """
    return subject.refused("missing-condition")


@code("AC313", "warning", "strict")
def deep_condition(subject: Subject) -> Iterator[Found]:
    """A condition is nested so deeply that nobody reads it right.

    What it finds:
        More than six words inside each other.
    Why it matters:
        A reviewer has to follow it from the text of a guideline. Two rules, or a `where`, say the same more plainly.
    Wrong:
        # part of a rule
        applies_when: {all: [{any: [{all: [{any: [{all: [{any: [{not: {is: {product.gmo: true}}}, {is: {product.gmo: true}}]}]}]}]}]}]}
    Right:
        # part of a rule
        applies_when: {not: {is: {product.gmo: true}}}
    """
    for asked in conditions_of(subject):
        for placed in asked.whole.walk():
            if placed.depth == MAX_DEPTH:
                yield placed.found(f"{MAX_DEPTH} words stand around this one", "split the rule, or pick records with where")


@code("AC314", "warning")
def idle_word(subject: Subject) -> Iterator[Found]:
    """A word of a condition does nothing.

    What it finds:
        `all` or `any` of one part, `not` of a `not`, `one_of` with one value.
    Why it matters:
        A part was forgotten, or the condition says less than its author thought.
    Wrong:
        # part of a rule
        applies_when: {all: [{is: {product.gmo: true}}]}
    Right:
        # part of a rule
        applies_when: {is: {product.gmo: true}}
    """
    for placed in _walk(subject):
        condition = placed.condition
        if isinstance(condition, Combination) and len(condition.parts) == 1:
            yield placed.found(f"{condition.word} of one part", "write the part alone, or add what is missing")
        elif isinstance(condition, Negation) and isinstance(condition.part, Negation):
            yield placed.found("not of a not", "remove both")
        elif isinstance(condition, Test) and condition.word == "one_of" and not isinstance(condition.wanted, FieldOperand) and len(condition.wanted) == 1:
            field = placed.scope.resolve(condition.path).shape
            if not getattr(field, "is_list", True):
                yield placed.found("one_of with one value", f"write is: {{{condition.path}: {condition.wanted[0]}}}")


@code("AC315", "warning", "strict")
def field_read_by_no_rule(subject: Subject) -> Iterator[Found]:
    """A field of the vocabulary is asked by no rule.

    What it finds:
        Fields that no condition reads, that nothing is derived from or implied by, and that are no name by which records are told apart.
    Why it matters:
        Every field is work for the person who fills in a dossier. One that decides nothing is asked for nothing.
    Wrong:
        # vocabulary.yaml, at the end
        - id: extra
          title: Extra
          holds: record
          fields:
              extra.registered: {type: yes/no, help: Whether the product is registered., mirrors: none}
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
    Right:
        # vocabulary.yaml, at the end
        - id: extra
          title: Extra
          holds: record
          fields:
              extra.registered: {type: yes/no, help: Whether the product is registered., mirrors: none}
        # demo/clinical.yaml, part of a rule
        applies_when: {is: {extra.registered: true}}
    """
    from atmpcmp.lint.field_use import field_uses

    for file in subject.of_kind("vocabulary"):
        uses = field_uses(subject)
        for path, field in subject.library.vocabulary.fields.items():
            if not field.derived and path not in uses.asked and path not in uses.needed and subject.rules:
                yield file.found(uses.places[path], f"no rule reads {path}", "write the rule that needs it, or remove it", of_key=True)


@code("AC316", "warning", "preview")
def field_read_once(subject: Subject) -> Iterator[Found]:
    """A field that one rule reads has a name close to another's.

    What it finds:
        Two fields of one section whose names differ by little, one of which a single rule reads.
    Why it matters:
        Two authors may have made two fields for one thing: the dossier then has to say it twice, or one rule stays unknown.
    Wrong:
        # vocabulary.yaml, at the end
        - id: extra
          title: Extra
          holds: record
          fields:
              extra.registered: {type: yes/no, help: Whether the product is registered., mirrors: none}
              extra.register: {type: text, help: Where it is registered., mirrors: none}
        # demo/clinical.yaml, part of a rule
        applies_when: {is: {extra.registered: true}}
    Right:
        # vocabulary.yaml, at the end
        - id: extra
          title: Extra
          holds: record
          fields:
              extra.registered: {type: yes/no, help: Whether the product is registered., mirrors: none}
              extra.places: {type: text, help: Where it is registered., mirrors: none}
        # demo/clinical.yaml, part of a rule
        applies_when: {is: {extra.registered: true}}
    """
    from atmpcmp.lint.field_use import field_uses
    from atmpcmp.model.nearest import nearest

    for file in subject.of_kind("vocabulary"):
        uses = field_uses(subject)
        for path in subject.library.vocabulary.fields:
            if len(uses.readers.get(path, ())) != 1:
                continue
            section, _, name = path.rpartition(".")
            siblings = [other.rpartition(".")[2] for other in subject.library.vocabulary.fields if other != path and other.rpartition(".")[0] == section]
            close = [other for other in nearest(name, siblings, count=1) if _is_variant(name, other)]
            if close:
                message = f"only {uses.readers[path][0]} reads {path}, whose name is close to {close[0]}"
                yield file.found(uses.places[path], message, "make one field of the two, or names that tell them apart", of_key=True)


def _is_variant(name: str, other: str) -> bool:
    """Whether two names differ only in ending or in one word that says little."""
    plain = [re.sub(r"(_|s$|ed$|ing$)", "", one) for one in (name, other)]
    return plain[0] == plain[1] or (min(len(one) for one in plain) > 6 and (plain[0].startswith(plain[1]) or plain[1].startswith(plain[0])))


def _walk(subject: Subject) -> Iterator[Placed]:
    for asked in conditions_of(subject):
        yield from asked.whole.walk()


def _paths(placed: Placed) -> Iterable[tuple[str, tuple[str | int, ...]]]:
    """The paths that one part asks, each with its place inside the part."""
    condition = placed.condition
    if isinstance(condition, Test):
        yield condition.path, (condition.word, condition.path)
        if isinstance(condition.wanted, FieldOperand):
            yield condition.wanted.field, (condition.word, condition.path, "field")
    elif isinstance(condition, Quantifier):
        yield condition.of, (condition.word, "of")
