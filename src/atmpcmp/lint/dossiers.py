"""Dossiers and decisions: what a company states, where it is from, and what was decided on it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atmpcmp.lint.code import code
from atmpcmp.model.dossier import Record
from atmpcmp.model.field import Field
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.quantity import Quantity
from atmpcmp.model.vocabulary import ListType, MapType, RecordType
from atmpcmp.reading.yaml_text import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import LintedDossier, Steps, Subject
    from atmpcmp.model.dossier import Statement
    from atmpcmp.model.vocabulary import Shape, Vocabulary
    from atmpcmp.reading.yaml_text import Node

_FIGURES = frozenset({"count", "number", "percent", "quantity", "money", "list of number", "list of percent"})
_YEAR = Fraction(1461, 4)
_EARLIEST_STUDY = 1980


@code("AC901")
def contradiction(subject: Subject) -> Iterator[Found]:
    """A dossier states the opposite of what follows from another statement.

    What it finds:
        A value that a definition excludes: an in-vivo gene therapy with cells, a vector kind `none` with a persistence.
    Why it matters:
        One of the two statements is wrong, and verdicts would depend on which is read.
    Wrong:
        # dossier.yaml
        product:
          gene_transfer: ex-vivo
          cells: {substantially_manipulated: false}
    Right:
        # dossier.yaml
        product:
          gene_transfer: ex-vivo
          cells: {substantially_manipulated: true}
    """
    return subject.refused("contradiction")


@code("AC902")
def derived_field(subject: Subject) -> Iterator[Found]:
    """A dossier states what is worked out from its other statements.

    What it finds:
        A field that the vocabulary marks as derived.
    Why it matters:
        Stated by hand it would drift away from what it follows from.
    Wrong:
        # dossier.yaml
        jurisdictions:
          DEMO:
            trial_share: 5 %
    Right:
        # dossier.yaml
        jurisdictions:
          DEMO:
            trial_participants: 5
    """
    return subject.refused("derived-field")


@code("AC903")
def own_scale(subject: Subject) -> Iterator[Found]:
    """A value on a body's own scale is said of all bodies at once.

    What it finds:
        Under `jurisdictions.all` a field that each body answers on a scale of its own, such as the claimed added benefit.
    Why it matters:
        “considerable” is a grade in one country and none in another.
    Wrong:
        # dossier.yaml
        jurisdictions:
          all: {claim: {added_benefit: considerable}}
    Right:
        # dossier.yaml
        jurisdictions:
          G-BA: {claim: {added_benefit: considerable}}
    """
    return subject.refused("own-scale")


@code("AC904")
def stated_twice(subject: Subject) -> Iterator[Found]:
    """A dossier has two entries for one body.

    What it finds:
        A second key under `jurisdictions` that is an alias of the first.
    Why it matters:
        One of the two would not be read.
    Wrong:
        # dossier.yaml
        jurisdictions:
          G-BA: {submission: {date: 2020}}
          IQWiG: {submission: {date: 2021}}
    Right:
        # dossier.yaml
        jurisdictions:
          G-BA: {submission: {date: 2020}}
    """
    return subject.refused("stated-twice")


@code("AC905")
def repeated_value(subject: Subject) -> Iterator[Found]:
    """A value stands twice in a list.

    What it finds:
        The second of two equal values of a list of a dossier.
    Why it matters:
        A list says what there is; mostly the second was meant to be another value.
    Wrong:
        # dossier.yaml
        indication: {codes: ["ORPHA:70", "ORPHA:70"]}
    Right:
        # dossier.yaml
        indication: {codes: ["ORPHA:70"]}
    """
    return subject.refused("repeated-value")


@code("AC906", "warning", "strict")
def figure_without_source(subject: Subject) -> Iterator[Found]:
    """A figure or date of a dossier has no source.

    What it finds:
        Amounts, counts, rates and dates that no entry of `sources` covers, in dossiers that have `sources` at all or lie among the bundled products.
    Why it matters:
        A verdict is worth as much as the figure that it rests on.
    Wrong:
        # dossier.yaml
        studies:
          - {id: STUDY-1, participants: 22}
        sources:
          - {for: [product], where: "Demo register, 2024", confidence: primary}
    Right:
        # dossier.yaml
        studies:
          - {id: STUDY-1, participants: 22}
        sources:
          - {for: [studies.STUDY-1], where: "Demo register, 2024", confidence: primary}
    """
    for linted in subject.dossiers:
        if not linted.file.is_wanted or linted.dossier is None or "sources" not in linted.node.entries:
            continue
        covered = [name for _, name in _supported(linted)]
        for steps, path, field, _ in _stated(linted.node, subject.library.vocabulary.root, (), ""):
            is_figure = field.type in _FIGURES or (field.type == "date" and path != "dossier.date")
            if is_figure and not any(path == one or path.startswith(f"{one}.") for one in covered):
                yield linted.file.found(steps, f"{path} has no source", "name the path, its record or its section under sources", of_key=True)


def _stated(node: Node, shape: Shape | None, steps: Steps, path: str) -> Iterator[tuple[Steps, str, Field, Node]]:
    """The fields that a dossier states: the place in the tree, the path as people write it, the field, the value."""
    if isinstance(shape, Field):
        if not isinstance(node, Scalar) or node.value is not None:
            yield steps, path, shape, node
    elif isinstance(shape, ListType) and isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _stated(item, shape.item, (*steps, index), f"{path}.{_label(item, index + 1)}")
    elif isinstance(node, Mapping):
        for key, child in node.entries.items():
            inner = shape.entry if isinstance(shape, MapType) else shape.children.get(key) if isinstance(shape, RecordType) else None
            yield from _stated(child, inner, (*steps, key), f"{path}.{key}" if path else key)


def _label(item: Node, index: int) -> str:
    from atmpcmp.reading.dossier_file import label_of

    return label_of(item, index) if isinstance(item, Mapping) else str(index)


@code("AC907", "warning")
def implausible_figure(subject: Subject) -> Iterator[Found]:
    """A figure of a dossier can hardly be true.

    What it finds:
        Shares above 100 %, ages above 120 years, a youngest age above the oldest, follow-up longer than since the study began, dates before 1980,
        discount rates above 20 %, frequencies above one for each person.
    Why it matters:
        Mostly a unit or a digit is wrong, and a rule is met or missed by it.
    Wrong:
        # dossier.yaml
        studies:
          - {id: STUDY-1, age_from: 18 years, age_to: 12 years}
    Right:
        # dossier.yaml
        studies:
          - {id: STUDY-1, age_from: 12 years, age_to: 18 years}
    """
    for linted in subject.dossiers:
        if linted.file.is_wanted and linted.dossier is not None:
            for steps, path, field, node in _stated(linted.node, subject.library.vocabulary.root, (), ""):
                said = _implausible(path, field, node, subject.library.vocabulary)
                if said:
                    yield linted.file.found(steps, f"{path}: {said}", "is the unit right, and every digit?")
            yield from _implausible_studies(linted)


def _implausible(path: str, field: Field, node: Node, vocabulary: Vocabulary) -> str:  # noqa: PLR0911  each return is one sentence
    """What is unlikely about one value; nothing where it may be true."""
    from atmpcmp.model.value import ValueProblemError, parse_value

    if not isinstance(node, Scalar) or field.item_type not in ("percent", "quantity", "date"):
        return ""
    try:
        value = parse_value(field, node.text, vocabulary)
    except ValueProblemError:
        return ""
    name = path.rpartition(".")[2]
    if isinstance(value, Fraction) and "discount" in path and value > 20:
        return f"{node.text} is a rate that nobody discounts at"
    if isinstance(value, Fraction) and value > 100 and "discount" not in path:
        return f"{node.text} is more than all"
    if isinstance(value, Quantity) and value.dimension == "duration" and not value.is_lifelong and name.startswith("age") and value.amount > 120 * _YEAR:
        return f"{node.text} is older than anybody"
    if isinstance(value, Quantity) and value.dimension != "duration" and value.amount > 1:
        return f"{node.text} is more than one case for each person"
    if isinstance(value, PartialDate) and value.first.year < _EARLIEST_STUDY:
        return f"{node.text} is before there were such products"
    return ""


def _implausible_studies(linted: LintedDossier) -> Iterator[Found]:
    assert linted.dossier is not None  # noqa: S101  asked before
    statement = linted.dossier.statements.get("studies")
    day = linted.dossier.statements.get("dossier.date")
    for index, study in enumerate(_records(statement)):
        youngest, oldest = _amount(study, "age_from"), _amount(study, "age_to")
        if youngest is not None and oldest is not None and youngest > oldest:
            yield linted.file.found(
                ("studies", index, "age_to"), f"studies.{study.label}: the oldest is younger than the youngest", "have the two changed places?"
            )
        start, until = _value(study, "start"), day.value if day is not None else None
        # A study that goes on with the patients of others counts from their treatment, before it began.
        goes_on = _value(study, "role") in ("long-term-follow-up", "natural-history")
        length = None if goes_on else _amount(study, "median_follow_up")
        if length is not None and isinstance(start, PartialDate) and isinstance(until, PartialDate) and length > (until.last - start.first).days + 31:
            message = f"studies.{study.label}: the follow-up is longer than the time since the study began"
            yield linted.file.found(("studies", index, "median_follow_up"), message, "is the unit right?")


def _records(statement: Statement | None) -> list[Record]:
    value = statement.value if statement is not None else ()
    return [record for record in value if isinstance(record, Record)] if isinstance(value, tuple) else []


def _value(record: Record, name: str) -> object:
    statement = record.statements.get(name)
    return statement.value if statement is not None else None


def _amount(record: Record, name: str) -> Fraction | float | None:
    value = _value(record, name)
    return value.amount if isinstance(value, Quantity) else None


@code("AC908", "warning")
def treatment_named_once(subject: Subject) -> Iterator[Found]:
    """A treatment is named in one place of a dossier only, and nearly so in another.

    What it finds:
        Names of controls and comparators that nothing else in the dossier has, while another name is close to it.
    Why it matters:
        The same words tie a comparator to the studies and comparisons with it. “best supportive care” and “Best supportive-care” are two treatments
        to a test, and the evidence against one is not found for the other.
    Wrong:
        # dossier.yaml
        studies:
          - {id: STUDY-1, design: randomised-controlled, control: {name: nusinersen}}
        jurisdictions:
          DEMO: {comparators: [{name: Nusinersen}]}
    Right:
        # dossier.yaml
        studies:
          - {id: STUDY-1, design: randomised-controlled, control: {name: nusinersen}}
        jurisdictions:
          DEMO: {comparators: [{name: nusinersen}]}
    """
    from atmpcmp.model.nearest import nearest

    for linted in subject.dossiers:
        if not linted.file.is_wanted:
            continue
        names: dict[str, list[Steps]] = {}
        for steps, path, _, node in _stated(linted.node, subject.library.vocabulary.root, (), ""):
            if _is_treatment(steps, path):
                for at, item in enumerate(node.items) if isinstance(node, Sequence) else [(None, node)]:
                    if isinstance(item, Scalar):
                        names.setdefault(item.text, []).append(steps if at is None else (*steps, at))
        for name, places in names.items():
            others = [other for other in names if other != name and len(names[other]) >= len(places)]
            close = [other for other in nearest(name, others, count=1) if _much_alike(name, other)]
            if len(places) == 1 and close:
                message = f"“{name}” is named here only, and “{close[0]}” elsewhere"
                yield linted.file.found(places[0], message, "use the same words for the same treatment")


def _is_treatment(steps: Steps, path: str) -> bool:
    """Whether a field names a treatment by words that tie."""
    in_comparators = "comparators" in steps and (path.endswith(".name") or steps[-1] == "comparators")
    return path.endswith((".control.name", ".comparator")) or in_comparators


def _much_alike(name: str, other: str) -> bool:
    from difflib import SequenceMatcher

    one, two = ("".join(letter for letter in text.casefold() if letter.isalnum()) for text in (name, other))
    return one == two or SequenceMatcher(None, one, two).ratio() > 0.92


@code("AC909", "warning")
def source_for_nothing(subject: Subject) -> Iterator[Found]:
    """A source is given for a path that the dossier does not state.

    What it finds:
        Paths under `for` of `sources` that lead to no statement, record or section of the dossier.
    Why it matters:
        The figure that it was meant for has no source; mostly the record was renamed.
    Wrong:
        # dossier.yaml
        studies:
          - {id: STUDY-1, participants: 22}
        sources:
          - {for: [studies.STUDY-2], where: "Demo register, 2024", confidence: primary}
    Right:
        # dossier.yaml
        studies:
          - {id: STUDY-1, participants: 22}
        sources:
          - {for: [studies.STUDY-1], where: "Demo register, 2024", confidence: primary}
    """
    for linted in subject.dossiers:
        if not linted.file.is_wanted or "sources" not in linted.node.entries:
            continue
        stated = [path for _, path, _, _ in _stated(linted.node, subject.library.vocabulary.root, (), "")]
        stated += [path for path, _ in _sections(linted.node, "")]
        for steps, name in _supported(linted):
            if not any(path == name or path.startswith(f"{name}.") for path in stated):
                yield linted.file.found(steps, f"the dossier states nothing at {name}", did_you_mean(name, stated))


def _sections(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    """Sections and lists as a whole, which may be stated none."""
    if isinstance(node, Mapping):
        for key, child in node.entries.items():
            inner = f"{path}.{key}" if path else key
            yield inner, child
            yield from _sections(child, inner)


def _supported(linted: LintedDossier) -> Iterator[tuple[Steps, str]]:
    """The paths that sources are given for, each with its place."""
    sources = linted.node.entries["sources"]
    for index, source in enumerate(sources.items if isinstance(sources, Sequence) else []):
        said = source.entries.get("for") if isinstance(source, Mapping) else None
        for at, item in enumerate(said.items if isinstance(said, Sequence) else []):
            if isinstance(item, Scalar):
                yield ("sources", index, "for", at), item.text


@code("AC941")
def decision_before_first_study(subject: Subject) -> Iterator[Found]:
    """A decision is dated before the product's first study began.

    What it finds:
        Decisions earlier than the start of the first study of the dossier beside them.
    Why it matters:
        Either date is wrong. A decision on the wrong day is compared with the rules of the wrong day.
    Wrong:
        # products/demo/decisions.yaml
        format: atmpcmp-decisions-1
        decisions:
          - jurisdiction: DEMO
            indication: demo disease
            date: 2009-05-04
            kind: hta
            outcome: Not recommended.
            source: {title: Demo decision, confidence: primary}
        # products/demo/dossier.yaml
        product: {name: Demogene}
        studies: [{id: STUDY-1, start: 2015-03}]
    Right:
        # products/demo/decisions.yaml
        format: atmpcmp-decisions-1
        decisions:
          - jurisdiction: DEMO
            indication: demo disease
            date: 2019-05-04
            kind: hta
            outcome: Not recommended.
            source: {title: Demo decision, confidence: primary}
        # products/demo/dossier.yaml
        product: {name: Demogene}
        studies: [{id: STUDY-1, start: 2015-03}]
    """
    starts = {linted.file.path.absolute().parent: _first_start(linted) for linted in subject.dossiers}
    for listed in subject.decisions:
        begun = starts.get(listed.file.path.absolute().parent)
        for index, decision in listed.decisions:
            day = _day(decision.date)
            if begun is not None and day is not None and day.last < begun.first:
                message = f"decided on {decision.date}, before the first study began ({begun.text})"
                yield listed.file.found(("decisions", index, "date"), message, "one of the two is wrong")


def _first_start(linted: LintedDossier) -> PartialDate | None:
    statement = linted.dossier.statements.get("studies") if linted.dossier is not None else None
    starts = [start for study in _records(statement) if isinstance(start := _value(study, "start"), PartialDate)]
    return min(starts, key=lambda start: start.first, default=None)


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


@code("AC942", "warning")
def critique_without_coverage(subject: Subject) -> Iterator[Found]:
    """A decision names critiques and says that none were found, or the other way round.

    What it finds:
        Decisions with `critiques` whose `critiques_coverage` is none or missing, and decisions without any whose coverage says summary or partial.
    Why it matters:
        How much of an authority's reasons was read decides what a miss means.
    Wrong:
        # products/demo/decisions.yaml
        format: atmpcmp-decisions-1
        decisions:
          - jurisdiction: DEMO
            indication: demo disease
            date: 2019-05-04
            kind: hta
            outcome: Not recommended.
            critiques: [{topic: direct-comparison, states: No comparison with standard care.}]
            source: {title: Demo decision, confidence: primary}
    Right:
        # products/demo/decisions.yaml
        format: atmpcmp-decisions-1
        decisions:
          - jurisdiction: DEMO
            indication: demo disease
            date: 2019-05-04
            kind: hta
            outcome: Not recommended.
            critiques: [{topic: direct-comparison, states: No comparison with standard care.}]
            critiques_coverage: partial
            source: {title: Demo decision, confidence: primary}
    """
    for listed in subject.decisions:
        for index, decision in listed.decisions:
            if bool(decision.critiques) != (decision.critiques_coverage != "none"):
                said = f"{len(decision.critiques)} critiques, and critiques_coverage is {decision.critiques_coverage}"
                yield listed.file.found(("decisions", index, "critiques_coverage"), said, "say how much of the reasons was read: summary, partial or none")


@code("AC943", "warning")
def decided_twice(subject: Subject) -> Iterator[Found]:
    """One decision is recorded twice.

    What it finds:
        Two decisions of one body (and member) on one day in one indication.
    Why it matters:
        It counts twice in every back-test.
    Wrong:
        # products/demo/decisions.yaml
        format: atmpcmp-decisions-1
        decisions:
          - {jurisdiction: DEMO, indication: demo disease, date: 2019-05-04, kind: hta, outcome: No., source: {title: A, confidence: primary}}
          - {jurisdiction: DEMO, indication: demo disease, date: 2019-05-04, kind: hta, outcome: No., source: {title: A, confidence: primary}}
    Right:
        # products/demo/decisions.yaml
        format: atmpcmp-decisions-1
        decisions:
          - {jurisdiction: DEMO, indication: demo disease, date: 2019-05-04, kind: hta, outcome: No., source: {title: A, confidence: primary}}
    """
    for listed in subject.decisions:
        seen: dict[tuple[str, str | None, str, str, str], int] = {}
        for index, decision in listed.decisions:
            key = (decision.jurisdiction, decision.member, decision.date, decision.indication, decision.kind)
            first = seen.setdefault(key, index)
            if first != index:
                yield listed.file.found(("decisions", index), f"the same as decision {first + 1} of this file", "keep one")
