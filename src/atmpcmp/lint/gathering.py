"""Paths to what is linted: files are found, read, told apart and tied to the library that they belong to."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from atmpcmp.lint.subject import LintedDecisions, LintedDossier, LintedFile, LintedRule, Subject
from atmpcmp.model.jurisdiction import Document, Jurisdiction, Member
from atmpcmp.model.library import Library
from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.problem import InvalidInputError, Problem
from atmpcmp.model.topic import Topics
from atmpcmp.model.vocabulary import Vocabulary
from atmpcmp.reading.data_folders import DOCUMENTS_FILE, JURISDICTION_FILE, TOPICS_FILE, VOCABULARY_FILE, bundled_data, shown
from atmpcmp.reading.decisions_file import read_decisions
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.jurisdiction_folder import read_documents, read_jurisdiction
from atmpcmp.reading.library_folders import bodies_of
from atmpcmp.reading.rule_file import RuleContext, read_rules
from atmpcmp.reading.vocabulary_file import topics_from, vocabulary_from
from atmpcmp.reading.yaml_text import Mapping, Scalar, parse_yaml, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from atmpcmp.lint.subject import FileKind
    from atmpcmp.model.rule import Rule
    from atmpcmp.reading.rule_file import Example

DOSSIER_FILE, DECISIONS_FILE = "dossier.yaml", "decisions.yaml"
ENDINGS = (".yaml", ".yml")
_BY_NAME: dict[str, FileKind] = {
    VOCABULARY_FILE: "vocabulary",
    TOPICS_FILE: "topics",
    JURISDICTION_FILE: "jurisdiction",
    DOCUMENTS_FILE: "documents",
    DOSSIER_FILE: "dossier",
    DECISIONS_FILE: "decisions",
}
_FORMAT = re.compile(r"atmpcmp-(vocabulary|topics|jurisdiction|documents|decisions)-\d+")
_RULE_ID = re.compile(r"[A-Z][A-Z0-9-]*-\d+")
_RULE_KEYS = {"topic", "kind", "history", "examples"}
_SECTIONS = {"dossier", "company", "product", "indication", "studies", "jurisdictions", "quality", "follow_up", "synthesis"}


class NothingToLintError(ValueError):
    """No rule file, dossier or other file of ours is at the paths; never a green run."""


def gather(paths: Sequence[Path], today: date, *, advance: Callable[[], None] | None = None) -> list[Subject]:
    """Everything at the paths, one subject for each folder of data that they belong to; the bundled data where there are none.

    Args:
        paths: files and folders.
        today: the day that counts as today.
        advance: called for every file that was read, for a progress bar.

    Raises:
        NothingToLintError: where no path holds anything that is linted.
    """
    groups: dict[Path, list[Path]] = {}
    missing: list[Problem] = []
    for path in paths or [bundled_data()]:
        if not path.is_dir() or _can_be_listed(path, missing):
            groups.setdefault(_data_of(path), []).append(path)
    subjects = [_Gathering(data, today, advance).subject(given) for data, given in groups.items()]
    if missing:
        first = subjects[0] if subjects else _Gathering(bundled_data(), today, advance).subject([])
        _add(first.problems, missing)
        subjects = subjects or [first]
    if not any(file.is_wanted for subject in subjects for file in subject.files.values()) and not missing:
        named = ", ".join(str(path) for path in paths) or shown(bundled_data())
        raise NothingToLintError(f"nothing to lint: no rule file, dossier or other file of a library is in {named}")
    return subjects


def _can_be_listed(path: Path, problems: list[Problem]) -> bool:
    try:
        next(path.iterdir(), None)
    except OSError as error:
        problems.append(Problem(shown(path), 0, 0, f"the folder cannot be read: {error.strerror or error}", "", "unreadable-file"))
        return False
    return True


def _data_of(path: Path) -> Path:
    """The folder of data that a path belongs to: the nearest one around it with a vocabulary and topics, else the bundled one."""
    absolute = path.absolute()
    for folder in (absolute, *absolute.parents):
        if (folder / VOCABULARY_FILE).is_file() and (folder / TOPICS_FILE).is_file():
            return folder
    return bundled_data()


def _add(problems: dict[str, list[Problem]], found: Iterable[Problem]) -> None:
    for problem in found:
        problems.setdefault(problem.code, []).append(problem)


@dataclass
class _Home:
    """A jurisdiction's files, wherever they lie."""

    folder: Path
    jurisdiction: LintedFile | None = None
    documents: LintedFile | None = None
    rules: list[LintedFile] = field(default_factory=list)
    identity: str = ""


class _Gathering:
    def __init__(self, data: Path, today: date, advance: Callable[[], None] | None) -> None:
        self.data = data
        self.today = today
        self.advance = advance
        self.problems: list[Problem] = []
        self.files: dict[str, LintedFile] = {}
        self.jurisdictions: dict[str, Jurisdiction] = {}
        self.homes: dict[Path, _Home] = {}

    def subject(self, paths: Sequence[Path]) -> Subject:
        wanted = {found.absolute(): found for path in paths for found in self._files_at(path)}
        named = {path.absolute() for path in paths}
        base = {path.absolute(): path for path in _base_files(self.data)}
        for absolute, path in (base | wanted).items():
            self._read(path, is_wanted=absolute in wanted, is_named=absolute in named)
        library = self._library()
        rules = self._rules(library)
        library = library.model_copy(update={"rules": tuple(linted.rule for linted in rules), "jurisdictions": self.jurisdictions})
        dossiers = tuple(self._dossier(file, library.vocabulary) for file in self._of("dossier") if isinstance(file.node, Mapping))
        decisions = tuple(LintedDecisions(file, read_decisions(file.node, file.name, library, self.problems)) for file in self._of("decisions") if file.node)
        subject = Subject(library, self.files, rules, dossiers, decisions, {}, self.today, {folder: home.identity for folder, home in self.homes.items()})
        self._check_shape_of_dossiers()
        wanted_names = {file.name for file in self.files.values() if file.is_wanted}
        _add(subject.problems, (problem for problem in self.problems if problem.file in wanted_names or problem.file not in self.files))
        _add(subject.problems, (problem for judged in subject.judged_examples for problem in judged.problems))
        return subject

    def _files_at(self, path: Path) -> list[Path]:
        if not path.is_dir():
            return [path]

        def refused(error: OSError) -> None:
            name = shown(Path(error.filename))
            self.problems.append(Problem(name, 0, 0, f"the folder cannot be read: {error.strerror or error}", "", "unreadable-file"))

        found = []
        for folder, inner, names in os.walk(path, onerror=refused):
            inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in ("node_modules", "__pycache__"))
            found += [Path(folder, name) for name in sorted(names) if name.endswith(ENDINGS) and not name.startswith(".")]
        return found

    def _read(self, path: Path, *, is_wanted: bool, is_named: bool) -> None:
        if self.advance is not None:
            self.advance()
        name = shown(path)
        file = LintedFile(name, path, None, is_wanted=is_wanted)
        try:
            file.text = read_text(path, name)
            file.node, problems = parse_yaml(file.text, name)
        except InvalidInputError as error:
            problems = list(error.problems)
        file.kind = self._kind(file)
        if file.kind is None and file.node is not None:
            if not is_named:
                return
            problems = [
                *problems,
                Problem(
                    name,
                    1,
                    1,
                    "this file holds neither rules nor a dossier, nor documents, topics, a jurisdiction or decisions",
                    "rules are keyed by an id such as EMA-012; other files say format: atmpcmp-…-1 in their first line",
                    "wrong-format",
                ),
            ]
        self.files[name] = file
        self.problems += problems

    def _kind(self, file: LintedFile) -> FileKind | None:
        if (by_name := _BY_NAME.get(file.path.name)) is not None:
            return by_name
        node = file.node
        if isinstance(node, Mapping):
            written = node.entries.get("format")
            if isinstance(written, Scalar) and (match := _FORMAT.fullmatch(written.text)):
                return cast("FileKind", match[1])
            if any(_RULE_ID.fullmatch(key) for key in node.entries) or any(
                isinstance(child, Mapping) and len(_RULE_KEYS & child.entries.keys()) > 1 for child in node.entries.values()
            ):
                return "rules"
            if _SECTIONS & node.entries.keys():
                return "dossier"
        if node is not None and self._has_jurisdiction(file.path):
            return "rules"
        return None

    def _has_jurisdiction(self, path: Path) -> bool:
        folder = path.absolute().parent
        return any((near / name).exists() for near in (folder, folder.parent) for name in (JURISDICTION_FILE, DOCUMENTS_FILE))

    def _of(self, kind: FileKind) -> list[LintedFile]:
        return [file for file in self.files.values() if file.kind == kind]

    # --- the library

    def _library(self) -> Library:
        vocabulary = self._vocabulary()
        topics = self._topics(vocabulary)
        self._find_homes()
        for home in self.homes.values():
            self._identify(home)
        vocabulary = vocabulary.model_copy(update={"topics": tuple(topics.topics), "bodies": bodies_of(vocabulary.bodies, self.jurisdictions)})
        return Library(vocabulary=vocabulary, topics=topics, jurisdictions={}, rules=())

    def _vocabulary(self) -> Vocabulary:
        for file in self._of("vocabulary"):
            if file.node is not None and file.path.absolute().parent == self.data:
                return vocabulary_from(file.node, file.name, self.problems)
        return self._bundled_vocabulary()

    def _bundled_vocabulary(self) -> Vocabulary:
        """What others are read by where the vocabulary of the data itself is broken; empty where that is the bundled one."""
        path = bundled_data() / VOCABULARY_FILE
        ignored: list[Problem] = []
        try:
            return vocabulary_from(parse_yaml(read_text(path, ""), "")[0], "", ignored)
        except InvalidInputError:
            return Vocabulary(fields={}, sections=(), territorial=(), implications=(), meanings={})

    def _topics(self, vocabulary: Vocabulary) -> Topics:
        for file in self._of("topics"):
            if file.node is not None and file.path.absolute().parent == self.data:
                return topics_from(file.node, file.name, vocabulary, self.problems)
        ignored: list[Problem] = []
        try:
            return topics_from(parse_yaml(read_text(bundled_data() / TOPICS_FILE, ""), "")[0], "", vocabulary, ignored)
        except InvalidInputError:
            return Topics(groups={}, topics={})

    def _find_homes(self) -> None:
        for file in self.files.values():
            folder = file.path.absolute().parent
            if file.kind == "jurisdiction":
                self._home(folder).jurisdiction = file
            elif file.kind == "documents":
                self._home(folder).documents = file
        for file in self._of("rules"):
            folder = file.path.absolute().parent
            self._home(folder.parent if folder not in self.homes and folder.parent in self.homes else folder).rules.append(file)

    def _home(self, folder: Path) -> _Home:
        return self.homes.setdefault(folder, _Home(folder))

    def _identify(self, home: _Home) -> None:
        """Which jurisdiction a folder's rules belong to; one that cannot be read is stood in for, so that its rules still are."""
        read = None
        file = home.jurisdiction
        if file is not None and file.node is not None:
            read = read_jurisdiction(file.node, file.name, self.problems)
        if read is None:
            identity = self._guessed(home)
            if identity is None:
                first = min([*home.rules, *([home.documents] if home.documents else [])], key=lambda one: one.name, default=None)
                if first is not None and file is None:
                    self.problems.append(
                        Problem(
                            first.name,
                            0,
                            0,
                            f"{home.folder.name} is no known jurisdiction, so its folder needs a {JURISDICTION_FILE}",
                            did_you_mean(home.folder.name, self.jurisdictions) or f"start one with atmpcmp new jurisdiction --id {home.folder.name.upper()}",
                            "no-jurisdiction",
                        )
                    )
                identity = home.folder.name.upper()
            read = self.jurisdictions.get(identity) or _stand_in(identity, home)
        home.identity = read.id
        known = self.jurisdictions.get(read.id)
        documents: dict[str, Document] = dict(known.documents) if known is not None else {}
        if home.documents is not None and home.documents.node is not None:
            documents |= read_documents(home.documents.node, home.documents.name, self.problems)
        self.jurisdictions[read.id] = read.model_copy(update={"documents": documents})

    def _guessed(self, home: _Home) -> str | None:
        """By the id that jurisdiction.yaml says, by the folder's name, or by the ids of the rules."""
        if home.jurisdiction is not None and (written := home.jurisdiction.at("id")) is not None and isinstance(written, Scalar):
            return written.text
        by_folder = next((known for known in self.jurisdictions if known.lower() == home.folder.name.lower()), None)
        if by_folder is not None:
            return by_folder
        prefixes = {key.rpartition("-")[0] for file in home.rules if isinstance(file.node, Mapping) for key in file.node.entries if _RULE_ID.fullmatch(key)}
        return next((known for known in self.jurisdictions if prefixes == {known.upper()}), None)

    # --- rules, dossiers

    def _rules(self, library: Library) -> tuple[LintedRule, ...]:
        documents = {name: document for jurisdiction in self.jurisdictions.values() for name, document in jurisdiction.documents.items()}
        kept: dict[str, LintedRule] = {}
        for home in self.homes.values():
            context = RuleContext(library.vocabulary, library.topics, self.jurisdictions[home.identity], documents)
            here: dict[str, LintedRule] = {}
            for file in sorted(home.rules, key=lambda file: (file.path.absolute().parent != home.folder, file.name)):
                assert file.node is not None  # noqa: S101  what could not be parsed has no kind
                read = read_rules(file.node, file.name, context, self.problems)
                examples: dict[str, list[Example]] = {}
                for example in read.examples:
                    examples.setdefault(example.rule, []).append(example)
                for rule in read.rules:
                    self._keep(rule, file, home, here, tuple(examples.get(rule.id, ())))
            kept |= here
        return tuple(linted for identity in self.jurisdictions for linted in kept.values() if linted.rule.jurisdiction == identity)

    def _keep(self, rule: Rule, file: LintedFile, home: _Home, here: dict[str, LintedRule], examples: tuple[Example, ...]) -> None:
        assert isinstance(file.node, Mapping)  # noqa: S101  it holds a rule
        node = file.node.entries[rule.id]
        assert isinstance(node, Mapping)  # noqa: S101  so does the rule
        line, column = file.node.keys[rule.id]
        if rule.id in here:
            earlier = here[rule.id].rule
            message = f"{rule.id} is taken: {earlier.file}:{earlier.line} has it"
            self.problems.append(Problem(file.name, line, column, message, "number on from the highest id", "rule-id-taken", rule.id))
            return
        folder = file.path.absolute().parent
        subfolder = folder.name if folder != home.folder else None
        if subfolder != rule.member:
            hint = f"member: {subfolder}, or another folder" if subfolder else f"move it to a subfolder {rule.member}"
            message = f"{rule.id} stands in the wrong folder for its member"
            self.problems.append(Problem(file.name, line, column, message, hint, "wrong-folder", rule.id))
        here[rule.id] = LintedRule(rule, file, node, examples)

    def _dossier(self, file: LintedFile, vocabulary: Vocabulary) -> LintedDossier:
        assert isinstance(file.node, Mapping)  # noqa: S101  asked before
        product = file.path.absolute().parent.name if file.path.name == DOSSIER_FILE else file.path.stem
        try:
            return LintedDossier(file, file.node, dossier_from(file.node, vocabulary, file.name, product))
        except InvalidInputError as error:
            self.problems += error.problems
            return LintedDossier(file, file.node, None)

    def _check_shape_of_dossiers(self) -> None:
        for file in self._of("dossier"):
            if file.node is not None and not isinstance(file.node, Mapping):
                self.problems.append(Problem(file.name, file.node.line, file.node.column, "a dossier is a mapping of sections", "", "wrong-shape"))


def _stand_in(identity: str, home: _Home) -> Jurisdiction:
    members = sorted({file.path.parent.name for file in home.rules if file.path.absolute().parent != home.folder})
    return Jurisdiction(
        id=identity,
        name=identity,
        kind="joint-hta" if members else "hta",
        members=tuple(Member(id=name, name=name) for name in members),
        coverage="",
    )


def _base_files(data: Path) -> list[Path]:
    """The files of a folder of data that others refer to."""
    files = [data / VOCABULARY_FILE, data / TOPICS_FILE]
    folders = sorted(path for path in (data / "jurisdictions").glob("*") if path.is_dir())
    for folder in folders:
        own = sorted(folder.glob("*.yaml"))
        first = [path for path in own if path.name in (JURISDICTION_FILE, DOCUMENTS_FILE)]
        files += [*reversed(first), *(path for path in own if path not in first), *sorted(folder.glob("*/*.yaml"))]
    return [path for path in files if path.exists()]
