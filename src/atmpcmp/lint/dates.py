"""Dates: what held when, and when somebody last looked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from atmpcmp.lint.code import code
from atmpcmp.lint.reordering import reordered
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.rule import UNDATED
from atmpcmp.reading.yaml_text import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import LintedFile, Steps, Subject

_FAR_AHEAD = timedelta(days=5 * 366)
_A_YEAR = timedelta(days=366)
_OLDEST = 1950


@code("AC201")
def wrong_date(subject: Subject) -> Iterator[Found]:
    """A date is none of the calendar.

    What it finds:
        Text that is no day, month or year, and days that do not exist, in rules, documents, jurisdictions and decisions.
    Why it matters:
        Which entry counts on a day is worked out from dates.
    Wrong:
        # part of a rule
        still_valid_on: 2026-02-30
    Right:
        # part of a rule
        still_valid_on: 2026-02-28
    """
    return subject.refused("wrong-date")


@code("AC202", fixes=True)
def history_order(subject: Subject) -> Iterator[Found]:
    """The entries of a history do not stand latest first.

    What it finds:
        An entry that is not earlier than the one above it.
    Why it matters:
        The first entry whose day has come counts; in another order an old demand would hide the new one.
    Wrong:
        # part of a rule, as it is
        history:
          2006-11:
            states: Patients are followed for at least 5 years.
            met_when: {at_least: {follow_up.planned: 5 years}}
            source: {document: demo-guide-of-old, locator: section 3}
            confidence: primary
          2024-01-15:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide, locator: section 3}
            confidence: primary
    Right:
        # part of a rule, as it is
        history:
          2024-01-15:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide, locator: section 3}
            confidence: primary
          2006-11:
            states: Patients are followed for at least 5 years.
            met_when: {at_least: {follow_up.planned: 5 years}}
            source: {document: demo-guide-of-old, locator: section 3}
            confidence: primary
    """
    return _in_order(subject, "history-order")


@code("AC203", fixes=True)
def undated_not_last(subject: Subject) -> Iterator[Found]:
    """An undated entry does not stand last.

    What it finds:
        An entry below `undated`.
    Why it matters:
        Undated means: before anything that is known. Nothing is older.
    Wrong:
        # part of a rule, as it is
        history:
          undated:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide, locator: section 3}
            confidence: primary
          2006-11:
            states: Patients are followed for at least 5 years.
            met_when: {at_least: {follow_up.planned: 5 years}}
            source: {document: demo-guide-of-old, locator: section 3}
            confidence: primary
    Right:
        # part of a rule
        history:
          undated: {}
    """
    return _in_order(subject, "undated-not-last")


def _in_order(subject: Subject, name: str) -> Iterator[Found]:
    """Entries that stand in the wrong order, with the fix that sorts the history."""
    from dataclasses import replace

    for found in subject.refused(name):
        file = subject.files[found.file]
        history = file.at(found.rule, "history")
        if isinstance(history, Mapping) and all(since == UNDATED or _parsed(since) is not None for since in history.entries):
            found = replace(found, fix=reordered(file, history, sorted(history.entries, key=_latest_first)))  # noqa: PLW2901
        yield found


def _latest_first(since: str) -> tuple[bool, int]:
    day = _parsed(since)
    return (day is None, -day.first.toordinal() if day is not None else 0)


@code("AC204")
def date_in_future(subject: Subject) -> Iterator[Found]:
    """Something is said to have happened on a day that has not come.

    What it finds:
        `still_valid_on` and `last_full_review` after today, and the day of a decision; documents issued after today that are not drafts.
    Why it matters:
        Nobody can have checked a rule tomorrow. Mostly two digits have changed places.
    Wrong:
        # part of a rule
        still_valid_on: 2062-06-30
    Right:
        # part of a rule
        still_valid_on: 2026-06-30
    """
    for linted in subject.wanted_rules:
        if _is_future(linted.rule.still_valid_on, subject):
            yield linted.found(("still_valid_on",), f"{linted.rule.still_valid_on} has not come yet, so nobody can have checked then")
    for file in subject.of_kind("jurisdiction"):
        written = file.at("last_full_review")
        if _is_future(getattr(written, "text", None), subject):
            yield file.found(("last_full_review",), "this day has not come yet, so nothing can have been reviewed then")
    yield from _future_documents(subject)
    for listed in subject.decisions:
        for index, decision in listed.decisions:
            if listed.file.is_wanted and _is_future(decision.date, subject):
                yield listed.file.found(("decisions", index, "date"), f"{decision.date} has not come yet, so nothing can have been decided then")


def _future_documents(subject: Subject) -> Iterator[Found]:
    for file in subject.of_kind("documents"):
        documents = file.at("documents")
        for name in documents.entries if isinstance(documents, Mapping) else ():
            issued, status = file.at("documents", name, "issued"), file.at("documents", name, "status")
            if _is_future(getattr(issued, "text", None), subject) and getattr(status, "text", "") != "draft":
                yield file.found(("documents", name, "issued"), f"{name} is said to be issued on a day that has not come yet")


@code("AC205", "warning")
def entry_far_ahead(subject: Subject) -> Iterator[Found]:
    """An entry is dated far in the future, or before there was anything of the kind.

    What it finds:
        Entries from more than five years ahead, and before 1950.
    Why it matters:
        What has been announced comes into force sooner. Mostly a digit is wrong, and the rule is silently not in force.
    Wrong:
        # part of a rule, as it is
        history:
          2204-01-15:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide, locator: section 3}
            confidence: primary
    Right:
        # part of a rule
        history:
          2024-01-15: {}
    """
    for entry in subject.wanted_entries:
        day = _parsed(entry.entry.since)
        if day is not None and day.first > subject.today + _FAR_AHEAD:
            yield entry.found((), f"{day.text} is more than five years ahead", "is the year right?", of_key=True)
        elif day is not None and day.first.year < _OLDEST:
            yield entry.found((), f"{day.text} is before there were such rules", "is the year right?", of_key=True)


@code("AC206")
def still_valid_before_entry(subject: Subject) -> Iterator[Found]:
    """A rule was last checked before its newest entry began.

    What it finds:
        `still_valid_on` earlier than the newest entry that is in force.
    Why it matters:
        The day says that the newest entry was looked at. Somebody changed the entry and not the day.
    Wrong:
        # part of a rule
        still_valid_on: 2023-06-30
    Right:
        # part of a rule
        still_valid_on: 2026-06-30
    """
    for linted in subject.wanted_rules:
        rule = linted.rule
        checked = _parsed(rule.still_valid_on)
        begun = [day for entry in rule.history if (day := _parsed(entry.since)) is not None and day.first <= subject.today]
        if checked is not None and begun and checked.last < begun[0].first:
            message = f"last checked on {checked.text}, before the entry of {begun[0].text} began"
            yield linted.found(("still_valid_on",), message, "check the entry, and write the day")


@code("AC207", "warning", "strict")
def not_checked_for_a_year(subject: Subject) -> Iterator[Found]:
    """Nobody has looked for over a year whether a rule still holds.

    What it finds:
        `still_valid_on` more than a year ago, and `last_full_review` of a jurisdiction likewise.
    Why it matters:
        Guidance changes; a rule that nobody looks at becomes wrong without a sign.
    Wrong:
        # part of a rule
        still_valid_on: 2024-02-01
    Right:
        # part of a rule
        still_valid_on: 2026-06-30
    """
    for linted in subject.wanted_rules:
        rule = linted.rule
        checked = _parsed(rule.still_valid_on)
        if checked is not None and checked.last < subject.today - _A_YEAR and not rule.history[0].ended:
            yield linted.found(("still_valid_on",), f"last checked on {checked.text}, over a year ago", "read the source again, and write the day")
    for file in subject.of_kind("jurisdiction"):
        reviewed = _parsed(getattr(file.at("last_full_review"), "text", None))
        if reviewed is not None and reviewed.last < subject.today - _A_YEAR:
            yield file.found(("last_full_review",), f"last reviewed as a whole on {reviewed.text}, over a year ago", "review it, and write the day")


@code("AC208", "warning", "strict")
def year_end_as_day(subject: Subject) -> Iterator[Found]:
    """The last day of a year stands for a year.

    What it finds:
        Entries dated on the 31st of December.
    Why it matters:
        Rules seldom begin on that day; mostly only the year was known. A year is written 2021 and counts from its first day.
    Wrong:
        # part of a rule, as it is
        history:
          2021-12-31:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide-of-old, locator: section 3}
            confidence: primary
    Right:
        # part of a rule, as it is
        history:
          2021:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide-of-old, locator: section 3}
            confidence: primary
    """
    for entry in subject.wanted_entries:
        if entry.entry.since.endswith("-12-31"):
            year = entry.entry.since[:4]
            yield entry.found(
                (), f"{entry.entry.since} stands for a year, it seems", f"write {year}, or {int(year) + 1} if it holds from the new year", of_key=True
            )


@code("AC209", "warning")
def entry_without_change(subject: Subject) -> Iterator[Found]:
    """An entry says the same as the one before it.

    What it finds:
        Two entries in a row with the same statement, condition, scope, level and values.
    Why it matters:
        A history tells what changed and when. Where only the document was issued anew, the older entry still holds.
    Wrong:
        # part of a rule
        history:
          2024-01-15: {}
          2020: {}
    Right:
        # part of a rule
        history:
          2024-01-15: {}
          2020:
            states: Patients are followed for at least 5 years.
            met_when: {at_least: {follow_up.planned: 5 years}}
    """
    from atmpcmp.lint.condition_logic import key

    for linted in subject.wanted_rules:
        for newer, older in zip(linted.entries, linted.entries[1:], strict=False):
            one, other = newer.entry, older.entry
            same_asked = (one.condition is None) == (other.condition is None) and (
                one.condition is None or other.condition is None or key(one.condition) == key(other.condition)
            )
            same_said = one.states == other.states and one.level == other.level and one.values == other.values and one.ended == other.ended
            if same_asked and same_said and one.applies_when == other.applies_when:
                yield newer.found((), f"this entry says the same as that of {other.since}", "say what changed, or keep the older entry alone", of_key=True)


@code("AC210", "warning")
def dates_out_of_order(subject: Subject) -> Iterator[Found]:
    """Two dates of one thing stand the wrong way round.

    What it finds:
        `until` before `from`; a document in effect more than a year before it was issued; a document replaced by an older one; dated names that overlap
        or leave a gap.
    Why it matters:
        On some day a body would have two names or none.
    Wrong:
        # demo/jurisdiction.yaml
        format: atmpcmp-jurisdiction-1
        id: DEMO
        name: Demo agency
        kind: hta
        coverage: A sample.
        names:
          - {name: Demo office, from: 2010, until: 2008}
    Right:
        # demo/jurisdiction.yaml
        format: atmpcmp-jurisdiction-1
        id: DEMO
        name: Demo agency
        kind: hta
        coverage: A sample.
        names:
          - {name: Demo office, from: 2008, until: 2010}
    """
    for file in subject.of_kind("jurisdiction"):
        for part in ("names", "members"):
            yield from _spans(file, part)
    for file in subject.of_kind("documents"):
        yield from _documents(file)


def _spans(file: LintedFile, part: str) -> Iterator[Found]:
    records = getattr(file.at(part), "items", [])
    earlier: PartialDate | None = None
    for index, record in enumerate(records):
        entries = record.entries if isinstance(record, Mapping) else {}
        since, until = (_parsed(getattr(entries.get(name), "text", None)) for name in ("from", "until"))
        if since is not None and until is not None and until.last < since.first:
            yield file.found((part, index, "until"), f"until {until.text} is before from {since.text}")
        if part == "names":
            if earlier is not None and since is not None and since.last < earlier.first:
                yield file.found((part, index, "from"), f"this name begins on {since.text}, before the one above it ends ({earlier.text})")
            if earlier is not None and since is not None and (since.first - earlier.last).days > 366:
                yield file.found((part, index, "from"), f"between {earlier.text} and {since.text} the body has no name")
            earlier = until


def _documents(file: LintedFile) -> Iterator[Found]:
    documents = file.at("documents")
    for name in documents.entries if isinstance(documents, Mapping) else ():
        path: Steps = ("documents", name)
        issued, effective = (_parsed(getattr(file.at(*path, key), "text", None)) for key in ("issued", "effective"))
        if issued is not None and effective is not None and (issued.first - effective.last).days > 366:
            yield file.found((*path, "effective"), f"{name} took effect in {effective.text}, before it was issued ({issued.text})")
        successor = getattr(file.at(*path, "superseded_by"), "text", None)
        later = _parsed(getattr(file.at("documents", successor, "issued"), "text", None)) if successor else None
        if issued is not None and later is not None and later.last < issued.first:
            yield file.found((*path, "superseded_by"), f"{name} of {issued.text} is said to be replaced by {successor} of {later.text}")


def _parsed(text: str | None) -> PartialDate | None:
    """A date; None where there is none or it was refused elsewhere."""
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def _is_future(text: str | None, subject: Subject) -> bool:
    day = _parsed(text)
    return day is not None and day.first > subject.today
