"""Sources: every entry points to a place in a document that is known, dated and in force."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atmpcmp.engine.in_force import first_day
from atmpcmp.lint.code import code
from atmpcmp.lint.near_word import with_near_word
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.rule import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import LintedEntry, LintedFile, Subject
    from atmpcmp.model.jurisdiction import DatedName, Document, Jurisdiction, Member, News, Source

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::\d+)?(?:/\S*)?")
_NO_PLACE = re.compile(r"(?:n/?a|none|unknown|various|passim|see (?:above|document|text)|tbd|-+|\?+|\.+|document|text|guideline)\.?", re.IGNORECASE)
_BARE_WORD = re.compile(r"(?:sections?|pages?|pp?\.|articles?|art\.|annex(?:es)?|tables?|chapters?|paragraphs?|points?|figures?|§+)", re.IGNORECASE)
_PAGES = re.compile(r"\bpp?\.\s*(\d+)\s*[-\u2013]\s*(\d+)")
_LAWS = (
    r"Directive|Regulation \((?:EU|EC)\)|Sozialgesetzbuch|SGB V|AMG|AM-NutzenV|CFR|U\.?S\.?C\.?",
    r"Code de la s|Décret|Royal Decree|Arrêté|Koninklijk besluit|Wet",
)
_LEGAL = re.compile(rf"\b(?:{'|'.join(_LAWS)})\b")
_LEGAL_PLACE = re.compile(
    r"\d|\b(?:Articles?|Art\.|Annex|section|Section|recitals?|chapter|Chapter|[Pp]art|paragraph|Schedule|Title|preamble|definitions?)\b|§", re.IGNORECASE
)


@code("AC101", "warning", "strict")
def source_without_locator(subject: Subject) -> Iterator[Found]:
    """A source names no place in its document.

    What it finds:
        Sources of entries, practice, names and news whose locator is missing or null, where the document was not read itself.
    Why it matters:
        Whoever has to rely on a rule wants to read the sentence, not a guideline of eighty pages.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: null}
            confidence: secondary
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
            confidence: secondary
    """
    for file, path, source, confidence, rule in _cited(subject):
        if not source.locator and confidence != "primary":
            yield file.found((*path, "locator"), f"{source.document} is cited without a place in it", "name section, article, table or page", rule=rule)


@code("AC102", "warning")
def primary_without_locator(subject: Subject) -> Iterator[Found]:
    """A source was read itself and still names no place.

    What it finds:
        `confidence: primary` with a missing or null locator.
    Why it matters:
        Primary says that somebody read the sentence. Then its place is known, and without it nobody can check the claim.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: null}
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
    """
    for file, path, source, confidence, rule in _cited(subject):
        if not source.locator and confidence == "primary":
            message = f"{source.document} is said to be read itself, and no place in it is named"
            yield file.found((*path, "locator"), message, "name section, article, table or page, or say confidence: secondary", rule=rule)


@code("AC103")
def locator_shape(subject: Subject) -> Iterator[Found]:
    """A locator is no place in a document of its kind.

    What it finds:
        Words such as “passim” or “n/a”, “section” without a number, an address, pages that run backwards, the document's own title; in a law a place
        without article, section or annex.
    Why it matters:
        It looks like a citation and leads nowhere.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section}
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
    """
    for file, path, source, _, rule in _cited(subject):
        if source.locator is None:
            continue
        document = _document(source.document, subject)
        wrong = _misshapen(source.locator.strip(), document)
        if wrong:
            yield file.found((*path, "locator"), f"“{source.locator}” {wrong}", "name section, article, table or page", rule=rule)


def _misshapen(locator: str, document: Document | None) -> str:  # noqa: PLR0911  each return is one shape
    """What is wrong with a locator; nothing where it can be a place."""
    pages = _PAGES.search(locator)
    if not locator or _NO_PLACE.fullmatch(locator):
        return "is no place in a document"
    if _BARE_WORD.fullmatch(locator):
        return "has no number"
    if "://" in locator:
        return "is an address; that belongs to the document"
    if pages is not None and len(pages[2]) >= len(pages[1]) and int(pages[2]) < int(pages[1]):
        return "runs backwards"
    if document is None:
        return ""
    if locator.casefold() in (document.title.casefold(), (document.reference or "").casefold()):
        return "is the document's own name"
    if document.reference and _LEGAL.search(document.reference) and not _LEGAL_PLACE.search(locator):
        return f"names no article, section or annex, and {document.reference} is a law"
    return ""


@code("AC104", fixes=True)
def unknown_document(subject: Subject) -> Iterator[Found]:
    """A cited document is listed nowhere.

    What it finds:
        A `document` that no documents.yaml has, or a `superseded_by` that leads nowhere, with the nearest id that there is.
    Why it matters:
        A citation that cannot be resolved is none.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-giude, locator: section 3}
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
    """
    for found in subject.refused("unknown-document"):
        yield with_near_word(subject, found)
    for file, path, source, _, rule in _cited(subject):
        if not rule and _document(source.document, subject) is None:
            yield file.found((*path, "document"), f"no documents.yaml has “{source.document}”", "list it, or cite one that is listed")


@code("AC105", "warning", "strict")
def unused_document(subject: Subject) -> Iterator[Found]:
    """A document is listed and nothing cites it.

    What it finds:
        Documents that no rule, practice, name, member or news cites, and that replace or are replaced by none that is cited.
    Why it matters:
        Mostly the rule that should cite it cites another, or was never written.
    Wrong:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, issuer: Demo agency}
          demo-guide-of-old: {title: Demo guide of old, issuer: Demo agency}
    Right:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, issuer: Demo agency}
        # demo/clinical.yaml, part of a rule
        name: follow-up-too-short
    """
    used = _all_cited(subject)
    for file, jurisdiction in _homes(subject, "documents"):
        for name, document in _listed(file, jurisdiction).items():
            succeeded = document.superseded_by in used
            preceded = any(other.superseded_by == name and key in used for key, other in jurisdiction.documents.items())
            if name not in used and not succeeded and not preceded:
                yield file.found(("documents", name), f"nothing cites {name}", "cite it where it says something, or remove it", of_key=True)


@code("AC106", "warning", "strict")
def document_without_address(subject: Subject) -> Iterator[Found]:
    """A document has no address.

    What it finds:
        Documents without `url`.
    Why it matters:
        A reader wants to open it.
    Wrong:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, issuer: Demo agency, issued: 2024-01-15}
    Right:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, issuer: Demo agency, issued: 2024-01-15, url: "https://demo.example/guide"}
    """
    for file, jurisdiction in _homes(subject, "documents"):
        for name, document in _listed(file, jurisdiction).items():
            if not document.url and not document.note:
                yield file.found(("documents", name), f"{name} has no address", "write url, or say in note why there is none", of_key=True)


@code("AC107")
def address_shape(subject: Subject) -> Iterator[Found]:
    """An address is none.

    What it finds:
        A `url` that does not begin with https:// or http://, has no host, or has spaces.
    Why it matters:
        It is printed as a link.
    Wrong:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, url: demo.example/guide}
    Right:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, url: "https://demo.example/guide"}
    """
    for file, jurisdiction in _homes(subject, "documents"):
        for name, document in _listed(file, jurisdiction).items():
            if document.url and not _ADDRESS.fullmatch(document.url):
                yield file.found(("documents", name, "url"), f"“{document.url}” is no address", "write it with https:// in front and no spaces")


@code("AC108")
def draft_in_force(subject: Subject) -> Iterator[Found]:
    """An entry in force cites a draft.

    What it finds:
        Entries whose day has come and whose document has the status draft.
    Why it matters:
        A draft asks nothing of anybody. What it announces is `note`, or an entry on the day when it comes into force.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-draft, locator: section 3}
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
    """
    for entry in subject.wanted_entries:
        document = _document_of(entry, subject)
        if document is not None and document.status == "draft" and first_day(entry.entry.since) <= subject.today and _is_current(entry, subject.today):
            yield entry.found(("source", "document"), f"{entry.entry.source.document} is a draft, and this entry is in force", "cite the final text")


@code("AC109", "warning", "strict")
def withdrawn_in_force(subject: Subject) -> Iterator[Found]:
    """An entry in force cites a document that was withdrawn or replaced.

    What it finds:
        The newest entry of a rule, where its document is withdrawn or has a successor and the rule has no note that says why it still holds.
    Why it matters:
        The successor may ask for something else.
    Wrong:
        # part of a rule
        history:
          2006-11:
            source: {document: demo-guide-of-old, locator: section 3}
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
    """
    for entry in subject.wanted_entries:
        document = _document_of(entry, subject)
        if document is None or not entry.is_newest or entry.entry.ended or entry.rule.rule.note or first_day(entry.entry.since) > subject.today:
            continue
        if document.superseded_by is not None and not _is_later_than_today(document.superseded_by, subject):
            message = f"{entry.entry.source.document} was replaced by {document.superseded_by}"
            yield entry.found(("source", "document"), message, f"read {document.superseded_by}, or say in note why this still holds")
        elif document.status == "withdrawn":
            yield entry.found(("source", "document"), f"{entry.entry.source.document} was withdrawn", "end the rule, or say in note why it still holds")


@code("AC110", "warning", "strict")
def document_of_another(subject: Subject) -> Iterator[Found]:
    """A rule cites a document that only another jurisdiction lists.

    What it finds:
        Sources whose document is not in the jurisdiction's own documents.yaml.
    Why it matters:
        It may be the wrong document; and a folder of rules that is used alone would not resolve it.
    Wrong:
        # part of a rule
        history:
          2024-01-15:
            source: {document: g-ba-guide, locator: section 3}
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
    """
    for file, path, source, _, rule in _cited(subject):
        jurisdiction = subject.library.rules_by_id[rule].jurisdiction if rule in subject.library.rules_by_id else ""
        own = subject.library.jurisdictions[jurisdiction].documents if jurisdiction else None
        if own is not None and source.document not in own and _document(source.document, subject) is not None:
            homes = [home.id for home in subject.library.jurisdictions.values() if source.document in home.documents]
            message = f"{source.document} is listed by {', '.join(homes)}, not by {jurisdiction}"
            yield file.found((*path, "document"), message, f"list it in the documents of {jurisdiction} too, if it is meant", rule=rule)


@code("AC111", "warning", "strict")
def entry_before_its_document(subject: Subject) -> Iterator[Found]:
    """An entry is dated before the document that it cites.

    What it finds:
        Entries that hold from a day more than a year before the document was issued or took effect.
    Why it matters:
        Either the day is wrong or the document is: a text of 2022 does not show what was asked in 2013. Where it tells of the past, the note says so.
    Wrong:
        # part of a rule
        history:
          2019-05:
            source: {document: demo-guide, locator: section 3}
    Right:
        # part of a rule
        history:
          2024-01-15:
            source: {document: demo-guide, locator: section 3}
    """
    for entry in subject.wanted_entries:
        document = _document_of(entry, subject)
        if document is None or entry.entry.since == UNDATED or entry.entry.ended or entry.rule.rule.note:
            continue
        days = [PartialDate.parse(text).first for text in (document.issued, document.effective) if text]
        since = PartialDate.parse(entry.entry.since)
        if days and (min(days) - since.last).days > 365:
            issued = document.issued or document.effective
            message = f"this entry holds from {since.text}, and {entry.entry.source.document} is of {issued}"
            yield entry.found(("source", "document"), message, "cite the text of the time, mend the day, or say in note how it is known")


@code("AC112", "warning", "strict")
def document_without_issuer(subject: Subject) -> Iterator[Found]:
    """A document does not say who issued it, or when.

    What it finds:
        Documents without `issuer`, or without `issued` and `effective`.
    Why it matters:
        A reader weighs a source by who speaks and of what day it is.
    Wrong:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, url: "https://demo.example/guide"}
    Right:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, issuer: Demo agency, issued: 2024-01-15, url: "https://demo.example/guide"}
    """
    for file, jurisdiction in _homes(subject, "documents"):
        for name, document in _listed(file, jurisdiction).items():
            missing = [word for word, has in (("issuer", document.issuer), ("issued", document.issued or document.effective)) if not has]
            if missing and not document.note:
                yield file.found(("documents", name), f"{name} has no {' and no '.join(missing)}", "write it, or say in note why it is not known", of_key=True)


# --- what is cited


def _cited(subject: Subject) -> Iterator[tuple[LintedFile, tuple[str | int, ...], Source, str, str]]:
    """Every source of wanted files: the file, its path, the source, how well it was read, and the rule."""
    for linted in subject.wanted_rules:
        rule = linted.rule
        for entry in linted.entries:
            yield linted.file, (rule.id, *entry.path, "source"), entry.entry.source, entry.entry.confidence, rule.id
        for index, practice in enumerate(rule.practice):
            if practice.source is not None:
                yield linted.file, (rule.id, "practice", index, "source"), practice.source, practice.confidence or "", rule.id
    for file, jurisdiction in _homes(subject, "jurisdiction"):
        parts: dict[str, tuple[DatedName | Member | News, ...]] = {"names": jurisdiction.names, "members": jurisdiction.members, "news": jurisdiction.news}
        for part, records in parts.items():
            for index, record in enumerate(records):
                if record.source is not None:
                    yield file, (part, index, "source"), record.source, getattr(record, "confidence", None) or "", ""


def _all_cited(subject: Subject) -> set[str]:
    """The documents that anything in the library cites."""
    used = {entry.source.document for rule in subject.library.rules for entry in rule.history}
    used |= {practice.source.document for rule in subject.library.rules for practice in rule.practice if practice.source is not None}
    for jurisdiction in subject.library.jurisdictions.values():
        records: tuple[DatedName | Member | News, ...] = (*jurisdiction.names, *jurisdiction.members, *jurisdiction.news)
        used |= {record.source.document for record in records if record.source is not None}
    return used


def _homes(subject: Subject, kind: str) -> Iterator[tuple[LintedFile, Jurisdiction]]:
    """Wanted files of a kind with the jurisdiction that their folder is of."""
    for file in subject.of_kind("documents" if kind == "documents" else "jurisdiction"):
        jurisdiction = subject.library.jurisdictions.get(subject.homes.get(file.path.absolute().parent, ""))
        if jurisdiction is not None:
            yield file, jurisdiction


def _listed(file: LintedFile, jurisdiction: Jurisdiction) -> dict[str, Document]:
    """The documents that this very file lists and that could be read."""
    written = file.at("documents")
    names = getattr(written, "entries", {})
    return {name: document for name, document in jurisdiction.documents.items() if name in names}


def _document(name: str, subject: Subject) -> Document | None:
    if "documents" not in subject.seen:
        subject.seen["documents"] = {
            name: document for jurisdiction in subject.library.jurisdictions.values() for name, document in jurisdiction.documents.items()
        }
    found: Document | None = subject.seen["documents"].get(name)
    return found


def _document_of(entry: LintedEntry, subject: Subject) -> Document | None:
    return subject.library.document(entry.rule.rule.jurisdiction, entry.entry.source.document)


def _is_current(entry: LintedEntry, today: date) -> bool:
    """Whether no later entry has taken its place yet."""
    started = [one for one in entry.rule.rule.history if first_day(one.since) <= today]
    return bool(started) and started[0].since == entry.entry.since


def _is_later_than_today(name: str, subject: Subject) -> bool:
    document = _document(name, subject)
    day = (document.effective or document.issued) if document is not None else None
    return day is not None and PartialDate.parse(day).first > subject.today
