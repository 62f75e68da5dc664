"""Vocabulary: words that the library does not know, with the nearest that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.lint.code import code
from atmpcmp.lint.near_word import with_near_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.finding import Found
    from atmpcmp.lint.subject import Subject


@code("AC401", fixes=True)
def unknown_topic(subject: Subject) -> Iterator[Found]:
    """A topic is not one of the shared vocabulary.

    What it finds:
        A topic of a rule or of a decision that topics.yaml does not have, with the nearest one that it has.
    Why it matters:
        Jurisdictions are compared topic by topic; a rule under a topic of its own is compared with nothing.
    Wrong:
        # part of a rule
        topic: long-term-folow-up
    Right:
        # part of a rule
        topic: long-term-follow-up
    """
    return _near(subject, "unknown-topic")


@code("AC402", fixes=True)
def unknown_field(subject: Subject) -> Iterator[Found]:
    """A field is not one that a dossier has.

    What it finds:
        A path in a condition, an example or a dossier that the vocabulary does not have, with the nearest one that it has.
    Why it matters:
        The statement would count for nothing, and the test would wait for it for ever.
    Wrong:
        # part of a rule
        applies_when: {is: {product.gene_transfr: in-vivo}}
    Right:
        # part of a rule
        applies_when: {is: {product.gene_transfer: in-vivo}}
    """
    return _near(subject, "unknown-field")


@code("AC403", fixes=True)
def unknown_value(subject: Subject) -> Iterator[Found]:
    """A value is not in the closed list of its field.

    What it finds:
        A choice that the vocabulary does not have, in a condition, in `values`, in a dossier or in a key of a rule such as `kind`.
    Why it matters:
        Nothing would ever be equal to it.
    Wrong:
        # part of a rule
        applies_when: {is: {product.gene_transfer: in-vitro}}
    Right:
        # part of a rule
        applies_when: {is: {product.gene_transfer: in-vivo}}
    """
    return _near(subject, "unknown-value")


@code("AC404", fixes=True)
def unknown_jurisdiction(subject: Subject) -> Iterator[Found]:
    """A name stands for no jurisdiction, member or territory.

    What it finds:
        A key under `jurisdictions` of a dossier, or the jurisdiction of a decision, that the library does not know.
    Why it matters:
        What stands under it would be read by no rule.
    Wrong:
        # dossier.yaml
        jurisdictions:
          DEMOO: {submission: {date: 2025-01}}
    Right:
        # dossier.yaml
        jurisdictions:
          DEMO: {submission: {date: 2025-01}}
    """
    return _near(subject, "unknown-jurisdiction")


@code("AC405")
def unknown_member(subject: Subject) -> Iterator[Found]:
    """A rule is of a member that the joint body does not have.

    What it finds:
        A `member` of a rule or of a decision that jurisdiction.yaml does not list.
    Why it matters:
        `here` would read the entry of a body that decides nothing.
    Wrong:
        # part of a rule
        member: NL
    Right:
        # part of a rule
        title: Fifteen years of follow-up
    """
    return subject.refused("unknown-member")


@code("AC406", "warning", "strict")
def topic_without_rule(subject: Subject) -> Iterator[Found]:
    """No rule belongs to a topic.

    What it finds:
        Topics of topics.yaml under which no jurisdiction has a rule.
    Why it matters:
        A topic that compares nothing is an empty row of every matrix.
    Wrong:
        # topics.yaml
        format: atmpcmp-topics-1
        groups: {post-authorisation: After authorisation}
        topics:
          - id: long-term-follow-up
            group: post-authorisation
            title: Long-term follow-up
            question: How long must patients be followed?
            values: {duration: {type: quantity, unit: years}}
          - {id: registry, group: post-authorisation, title: Registries, question: Which registry must supply data?}
        # demo/clinical.yaml, part of a rule
        topic: long-term-follow-up
    Right:
        # topics.yaml
        format: atmpcmp-topics-1
        groups: {post-authorisation: After authorisation}
        topics:
          - id: long-term-follow-up
            group: post-authorisation
            title: Long-term follow-up
            question: How long must patients be followed?
            values: {duration: {type: quantity, unit: years}}
        # demo/clinical.yaml, part of a rule
        topic: long-term-follow-up
    """
    used = {rule.topic for rule in subject.library.rules}
    for file in subject.of_kind("topics"):
        for index, topic in enumerate(subject.library.topics.topics.values()):
            if topic.id not in used and subject.library.rules:
                yield file.found(("topics", index), f"no rule belongs to the topic {topic.id}", "write one, or remove the topic")


def _near(subject: Subject, name: str) -> Iterator[Found]:
    for found in subject.refused(name):
        yield with_near_word(subject, found)
