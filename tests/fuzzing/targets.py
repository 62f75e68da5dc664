"""What is fuzzed: for each reader of files a function of bytes that is quiet when the reader behaves.

Behaving means: a model, or our own error with a place and a sentence; never another exception, never long. A dossier or a rule that is accepted is judged
and reported too, and no report may hold a control sequence, markup that was not ours, or a formula.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from atmpcmp.engine.check import NothingToCheckError, check
from atmpcmp.engine.verdict import Judge
from atmpcmp.lint.baseline import baseline_from
from atmpcmp.model.jurisdiction import Document
from atmpcmp.model.library import Library
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading import compiled_library, library_cache
from atmpcmp.reading.decision_records import as_decisions
from atmpcmp.reading.decisions_file import read_decisions
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.jurisdiction_folder import read_documents, read_jurisdiction
from atmpcmp.reading.library_folders import read_library
from atmpcmp.reading.rule_file import RuleContext, read_rules
from atmpcmp.reading.vocabulary_file import topics_from, vocabulary_from
from atmpcmp.reading.yaml_text import Sequence, parse_yaml, place, plain, text_of
from atmpcmp.reports import check_csv, check_json, check_markdown, check_plain, check_table
from atmpcmp.reports.terminal import Terminal

from .documents import document, spoilt_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.problem import Problem
    from atmpcmp.reading.yaml_text import Node

FILE = "fuzzed.yaml"
TODAY = date(2026, 6, 30)
_MEMORY = "/dev/shm"  # noqa: S108  a file system in memory, and a name of its own in it
_DIGEST = "0" * 32
JUDGED_ONE_IN = 64
_FORBIDDEN = frozenset(map(chr, [*range(10), *range(11, 32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]))


@lru_cache
def library() -> Library:
    """The bundled library."""
    read = read_library()
    assert not read.problems
    return read.library


@lru_cache
def _context() -> RuleContext:
    whole = library()
    documents = {name: document for one in whole.jurisdictions.values() for name, document in one.documents.items()}
    return RuleContext(whole.vocabulary, whole.topics, whole.jurisdictions["NICE"], documents | {"a": Document(title="A")})


@lru_cache
def _judge() -> Judge:
    return Judge(library())


@lru_cache
def _example() -> Dossier:
    node, problems = parse_yaml("product: {name: X, gmo: true}\nstudies: [{role: pivotal, design: single-arm}]\nfollow_up: {planned: 5 years}\n", FILE)
    return dossier_from(node, library().vocabulary, FILE, "x", problems)


def _tree(kind: str, data: bytes) -> tuple[Node, list[Problem]]:
    """The first byte says whether the rest is a file as it stands, or the choices by which one is made of real pieces."""
    content = data[1:]
    text = document(kind, content) if data[:1] and data[0] % 2 else text_of(content, FILE)
    return parse_yaml(text, FILE)


def _behaves(problems: list[Problem] | tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.message.strip(), problem
        assert problem.code, problem
        assert problem.line >= 0, problem
        assert (problem.line == 0) == (problem.column == 0), problem


def _quiet(reported: str) -> None:
    found = _FORBIDDEN & set(reported)
    assert not found, f"a report holds {found!r}"


def _judged(dossier: Dossier, whole: Library, judge: Judge) -> None:
    try:
        result = check(whole, dossier, today=TODAY, judge=judge)
    except NothingToCheckError:
        return
    _quiet(check_plain.render([result], whole, show_all=True))
    _quiet(check_markdown.render([result], whole, show_all=True))
    _quiet(check_table.render([result], whole, Terminal(width=80), show_all=True))
    _quiet(check_json.render([result], whole, TODAY))
    rows = check_csv.render([result], whole)
    _quiet(rows)
    for row in csv.reader(io.StringIO(rows)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def fuzz_yaml(data: bytes) -> None:
    """The reader of YAML itself."""
    node, problems = parse_yaml(text_of(data, FILE), FILE)
    _behaves(problems)
    plain(node)
    place(node, ("a", 0, "b"))


def fuzz_dossier(data: bytes) -> None:
    """A dossier; one in so many that are accepted is judged by every rule and reported in every format."""
    node, problems = _tree("dossier", data)
    dossier = dossier_from(node, library().vocabulary, FILE, "fuzzed", problems)
    if hashlib.sha256(data).digest()[0] % JUDGED_ONE_IN == 0:
        _judged(dossier, library(), _judge())


def fuzz_rules(data: bytes) -> None:
    """A rule file; rules that are accepted judge a small dossier."""
    node, problems = _tree("rules", data)
    read = read_rules(node, FILE, _context(), problems)
    _behaves(problems)
    if read.rules and hashlib.sha256(data).digest()[0] % 8 == 0:
        # Not a copy: that would keep what the whole library has worked out about its own rules.
        few = Library(vocabulary=library().vocabulary, topics=library().topics, jurisdictions=library().jurisdictions, rules=read.rules)
        _judged(_example(), few, Judge(few))


def fuzz_decisions(data: bytes) -> None:
    """A file of decisions, or a bare list of them."""
    node, problems = _tree("decisions", data)
    if isinstance(node, Sequence):
        node = as_decisions(node, library())
    read_decisions(node, FILE, library(), problems)
    _behaves(problems)


def fuzz_jurisdiction(data: bytes) -> None:
    """Who a decision-maker is."""
    node, problems = _tree("jurisdiction", data)
    read_jurisdiction(node, FILE, problems)
    _behaves(problems)


def fuzz_documents(data: bytes) -> None:
    """What its rules cite."""
    node, problems = _tree("documents", data)
    read_documents(node, FILE, problems)
    _behaves(problems)


def fuzz_vocabulary(data: bytes) -> None:
    """A vocabulary, and the topics of comparison typed by it."""
    node, problems = _tree("vocabulary", data)
    vocabulary = vocabulary_from(node, FILE, problems)
    _behaves(problems)
    dossier_from(parse_yaml("product: {name: X}\n", FILE)[0], vocabulary, FILE, "x", [])


def fuzz_topics(data: bytes) -> None:
    """The topics of comparison."""
    node, problems = _tree("topics", data)
    topics_from(node, FILE, library().vocabulary, problems)
    _behaves(problems)


def fuzz_baseline(data: bytes) -> None:
    """Findings that lint is told to know."""
    known = baseline_from(text_of(data, FILE), FILE)
    assert all(isinstance(one, str) for one in known)


@lru_cache
def _cache_file() -> Path:
    """Where the cache has a library of these files, whatever they hold."""
    folder = tempfile.mkdtemp(prefix="fuzzed-", dir=_MEMORY if Path(_MEMORY).is_dir() else None)
    os.environ["ATMPCMP_CACHE_DIR"] = folder
    return Path(folder) / f"library-{_DIGEST}.json"


@lru_cache
def _small_library() -> tuple[bytes, ...]:
    """A few rules and the fields of the dossier that they might ask for, line by line as the cache keeps them."""
    whole = library()
    rules = tuple(rule for rule in whole.rules if rule.jurisdiction == "NICE")[:3]
    fields = dict(list(whole.vocabulary.fields.items())[:5])
    vocabulary = whole.vocabulary.model_copy(update={"fields": fields, "sections": whole.vocabulary.sections[:1], "bodies": {"NICE": "NICE"}})
    topics = whole.topics.model_copy(update={"topics": dict(list(whole.topics.topics.items())[:2])})
    few = whole.model_copy(update={"rules": rules, "vocabulary": vocabulary, "topics": topics, "jurisdictions": {}})
    return tuple(compiled_library.written(few).split(b"\n"))


def _spoilt_library(data: bytes) -> bytes:
    lines = list(_small_library())
    index = data[0] % len(lines) if data else 0
    lines[index] = spoilt_json(json.loads(lines[index]), data[1:])
    return b"\n".join(lines)


def fuzz_cache(data: bytes) -> None:
    """The compiled library: as it stands, or under a checksum that is right, or a real one spoilt."""
    body = _spoilt_library(data[1:]) if data[:1] and data[0] % 4 > 1 else data[1:]
    right = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
    path = _cache_file()
    path.write_bytes(right if data[:1] and data[0] % 2 else body)
    library_cache._from_compiled(_DIGEST)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": fuzz_yaml, "dossier": fuzz_dossier, "rules": fuzz_rules, "decisions": fuzz_decisions, "jurisdiction": fuzz_jurisdiction,
    "documents": fuzz_documents, "vocabulary": fuzz_vocabulary, "topics": fuzz_topics, "baseline": fuzz_baseline, "cache": fuzz_cache,
}  # fmt: skip


def execute(target: str, data: bytes) -> bool:
    """Run a target on an input; whether it was accepted. What is not our own refusal is raised."""
    try:
        TARGETS[target](data)
    except InvalidInputError as refused:
        problems = refused.problems
    else:
        return True
    assert problems
    _behaves(problems)
    return False
