"""The bundled data, and users' folders beside it, read to one library of rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from atmpcmp.model.jurisdiction import Jurisdiction
from atmpcmp.model.library import Library
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.reading.collector import collector_paused
from atmpcmp.reading.data_folders import (
    DOCUMENTS_FILE,
    JURISDICTION_FILE,
    TOPICS_FILE,
    VOCABULARY_FILE,
    bundled_data,
    jurisdiction_folders,
    rule_files,
    shown,
)
from atmpcmp.reading.jurisdiction_folder import read_documents, read_jurisdiction
from atmpcmp.reading.rule_file import RuleContext, RuleFile, read_rules
from atmpcmp.reading.vocabulary_file import read_topics, read_vocabulary
from atmpcmp.reading.yaml_text import Node, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from atmpcmp.model.rule import Rule

_KINDS = ("regulator", "hta", "joint-hta", "payer")


@dataclass(slots=True)
class ReadLibrary:
    """A library together with the trees of its files and every mistake in them, for those who look at the text itself.

    Attributes:
        library: of everything that could be read.
        problems: what could not be read.
        rule_files: by the file's name.
        trees: of all other files, by name.
    """

    library: Library
    problems: list[Problem]
    rule_files: dict[str, RuleFile] = field(default_factory=dict)
    trees: dict[str, Node] = field(default_factory=dict)


def read_library(folders: Iterable[Path] = ()) -> ReadLibrary:
    """Read the bundled data and users' folders.

    A user's folder may add a jurisdiction, add rules to one, or replace a rule by one of the same id.

    Raises:
        InvalidInputError: where vocabulary or topics cannot be read, or a user's folder holds nothing; all else is in `problems`.
    """
    with collector_paused():
        return _read(list(folders))


def _read(folders: list[Path]) -> ReadLibrary:
    data = bundled_data()
    problems: list[Problem] = []
    trees: dict[str, Node] = {}
    vocabulary = read_vocabulary(data / VOCABULARY_FILE)
    topics = read_topics(data / TOPICS_FILE, vocabulary)
    jurisdictions: dict[str, Jurisdiction] = {}
    identities = [(folder, _identity(folder, jurisdictions, trees, problems)) for folder in jurisdiction_folders(folders)]
    homes = [(folder, identity) for folder, identity in identities if identity is not None]
    vocabulary = vocabulary.model_copy(update={"topics": tuple(topics.topics), "bodies": bodies_of(vocabulary.bodies, jurisdictions)})
    documents = {name: document for jurisdiction in jurisdictions.values() for name, document in jurisdiction.documents.items()}
    rules: dict[str, Rule] = {}
    files: dict[str, RuleFile] = {}
    for folder, identity in homes:
        context = RuleContext(vocabulary, topics, jurisdictions[identity], documents)
        here: dict[str, Rule] = {}
        for path in rule_files(folder):
            node = _tree(path, problems)
            if node is None:
                continue
            read = files[shown(path)] = read_rules(node, shown(path), context, problems)
            for rule in read.rules:
                _place(rule, path, folder, here, problems)
        rules |= here
    jurisdictions = _in_order(jurisdictions, rules)
    ordered = tuple(rule for home in jurisdictions for rule in rules.values() if rule.jurisdiction == home)
    library = Library(vocabulary=vocabulary, topics=topics, jurisdictions=jurisdictions, rules=ordered)
    return ReadLibrary(library, problems, files, trees)


def _in_order(jurisdictions: dict[str, Jurisdiction], rules: dict[str, Rule]) -> dict[str, Jurisdiction]:
    """Regulators before HTA bodies before joint bodies before payers, and among each those that the library knows most of first."""
    known = Counter(rule.jurisdiction for rule in rules.values())
    return dict(sorted(jurisdictions.items(), key=lambda item: (_KINDS.index(item[1].kind), -known[item[0]], item[0])))


def _tree(path: Path, problems: list[Problem]) -> Node | None:
    try:
        node, found = read_yaml(path, shown(path))
    except InvalidInputError as error:
        problems += error.problems
        return None
    problems += found
    return node


def _identity(folder: Path, jurisdictions: dict[str, Jurisdiction], trees: dict[str, Node], problems: list[Problem]) -> str | None:
    """Read jurisdiction.yaml and documents.yaml of a folder into `jurisdictions`; the id, or None where it cannot be known."""
    path = folder / JURISDICTION_FILE
    identity: str | None = None
    if path.exists():
        node = _tree(path, problems)
        if node is None:
            return None
        trees[shown(path)] = node
        jurisdiction = read_jurisdiction(node, shown(path), problems)
        if jurisdiction is None:
            return None
        identity = jurisdiction.id
        known = jurisdictions.get(identity)
        jurisdictions[identity] = jurisdiction.model_copy(update={"documents": known.documents}) if known else jurisdiction
    else:
        identity = next((known for known in jurisdictions if known.lower() == folder.name.lower()), None)
        if identity is None:
            problems.append(
                Problem(
                    shown(path),
                    0,
                    0,
                    f"{folder.name} is no known jurisdiction, so its folder needs a {JURISDICTION_FILE}",
                    "",
                    "no-jurisdiction",
                )
            )
            return None
    path = folder / DOCUMENTS_FILE
    if path.exists() and (node := _tree(path, problems)) is not None:
        trees[shown(path)] = node
        documents = jurisdictions[identity].documents | read_documents(node, shown(path), problems)
        jurisdictions[identity] = jurisdictions[identity].model_copy(update={"documents": documents})
    return identity


def _place(rule: Rule, path: Path, folder: Path, here: dict[str, Rule], problems: list[Problem]) -> None:
    """Keep a rule, unless its id is taken in this folder or it stands in another member's subfolder."""
    if rule.id in here:
        earlier = here[rule.id]
        problems.append(
            Problem(
                shown(path),
                rule.line,
                1,
                f"{rule.id} is taken: {earlier.file}:{earlier.line} has it",
                "",
                "rule-id-taken",
                rule.id,
            )
        )
        return
    subfolder = path.parent.name if path.parent != folder else None
    if subfolder != rule.member:
        wanted = f"member: {subfolder}" if subfolder else "a subfolder named by the member"
        problems.append(
            Problem(
                shown(path),
                rule.line,
                1,
                f"{rule.id} stands in the wrong folder for its member; expected {wanted}",
                "",
                "wrong-folder",
                rule.id,
            )
        )
    here[rule.id] = rule


def bodies_of(territories: dict[str, str], jurisdictions: dict[str, Jurisdiction]) -> dict[str, str]:
    """Every name under which a body is known, with the one under which it is kept: territories, jurisdictions and their aliases, members."""
    bodies = dict(territories)
    for jurisdiction in jurisdictions.values():
        for name in (jurisdiction.id, *jurisdiction.aliases):
            bodies[name] = jurisdiction.id
        for member in jurisdiction.members:
            bodies.setdefault(member.id, member.id)
    return bodies
