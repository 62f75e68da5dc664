"""Which statements of an example its rule reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atmpcmp.engine.readers import fields_read
from atmpcmp.lint.field_use import DERIVED_FROM
from atmpcmp.model.vocabulary import JURISDICTIONS
from atmpcmp.reading.yaml_text import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.judged_example import JudgedExample
    from atmpcmp.lint.subject import LintedRule, Steps, Subject

_NAMES = frozenset({"id", "name", "comparator", "topic", "kind", "factor", "role", "note"})
_ENTRY = re.compile(rf"^{JURISDICTIONS}\.[^.]+\.")


def idle_paths(judged: JudgedExample, subject: Subject) -> Iterator[tuple[str, Steps]]:
    """The fields of a fragment that its rule does not read, each with its place in the fragment."""
    if judged.dossier is None:
        return
    read = read_by(judged.linted, subject)
    sections = {path.rpartition(".")[0] for path in read}
    for path, steps, node in _leaves(judged.example.fragment, "", ()):
        whole = not isinstance(node, Scalar) or node.text == "none"
        is_read = path in read or (whole and any(section == path or section.startswith((f"{path}.", f"{path}[]")) for section in sections))
        if not is_read and path.rpartition(".")[2] not in _NAMES:
            yield path, steps


def read_by(linted: LintedRule, subject: Subject) -> frozenset[str]:
    """The fields, by their path in the vocabulary, that decide a rule: those asked, those that these follow from, and the filing day."""
    cache: dict[str, frozenset[str]] = subject.seen.setdefault("read-by", {})
    if linted.rule.id not in cache:
        cache[linted.rule.id] = _read_by(linted, subject)
    return cache[linted.rule.id]


def _read_by(linted: LintedRule, subject: Subject) -> frozenset[str]:
    rule, scope = linted.rule, subject.library.scope(linted.rule)
    conditions = [rule.applies_when, *(part for entry in rule.history for part in (entry.applies_when, entry.condition))]
    read = {path for condition in conditions if condition is not None for path in fields_read(condition, scope)}
    read.add(f"{JURISDICTIONS}.*.submission.date")
    for derived, sources in DERIVED_FROM.items():
        if any(path.endswith(f".{derived}") for path in read):
            read |= set(sources)
    grown = True
    while grown:
        grown = False
        for implication in subject.library.vocabulary.implications:
            follows = any(path == field or field.startswith(f"{path}.") for path in implication.then for field in read)
            if follows and not set(implication.when) <= read:
                read |= set(implication.when)
                grown = True
    return frozenset(read)


def _leaves(node: Node, path: str, steps: Steps) -> Iterator[tuple[str, Steps, Node]]:
    """Every statement as written, with its path in the vocabulary."""
    if isinstance(node, Mapping) and node.entries:
        for key, child in node.entries.items():
            name = "*" if path == JURISDICTIONS else key
            yield from _leaves(child, f"{path}.{name}" if path else name, (*steps, key))
    elif isinstance(node, Sequence) and any(isinstance(item, Mapping) for item in node.items):
        for index, item in enumerate(node.items):
            yield from _leaves(item, f"{path}[]", (*steps, index))
    elif path:
        yield path, steps, node


def vocabulary_path(path: str) -> str:
    """The path in the vocabulary of a path in a dossier's statements."""
    return _ENTRY.sub(f"{JURISDICTIONS}.*.", path)
