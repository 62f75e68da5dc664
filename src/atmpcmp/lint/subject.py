"""What is linted: the files as text and as trees, what they were read as, and what could not be read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from atmpcmp.lint.finding import Found
from atmpcmp.lint.line_breaks import lines_of
from atmpcmp.reading.yaml_text import Mapping, Node, Scalar, Sequence, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from atmpcmp.lint.finding import Edit
    from atmpcmp.lint.judged_example import JudgedExample
    from atmpcmp.model.decision import Decision
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library
    from atmpcmp.model.problem import Problem
    from atmpcmp.model.rule import Entry, Rule
    from atmpcmp.reading.rule_file import Example

FileKind = Literal["vocabulary", "topics", "jurisdiction", "documents", "rules", "dossier", "decisions"]
Steps = tuple[str | int, ...]


@dataclass
class LintedFile:
    """One file.

    Attributes:
        name: as people know it.
        path: where it is.
        kind: what it holds; None where that cannot be told.
        text: empty where it could not be read.
        node: its tree; None where it could not be parsed.
        is_wanted: whether it was asked for, or is only there for others to refer to.
    """

    name: str
    path: Path
    kind: FileKind | None
    text: str = ""
    node: Node | None = None
    is_wanted: bool = True

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, as its tree counts them."""
        return lines_of(self.text)

    @cached_property
    def scalars_by_place(self) -> dict[tuple[int, int], Scalar]:
        """Every value by line and column."""
        return {(scalar.line, scalar.column): scalar for _, scalar in scalars(self.node)} if self.node is not None else {}

    @cached_property
    def _placed(self) -> tuple[list[tuple[int, int]], list[Steps]]:
        """Everything in the tree in the order of the text: where it starts (never before what comes earlier), and its path."""
        starts: list[tuple[int, int]] = []
        paths: list[Steps] = []
        for path, start in _starts(self.node, ()) if self.node is not None else ():
            # What an alias stands for starts further up.
            starts.append(max(start, starts[-1]) if starts else start)
            paths.append(path)
        return starts, paths

    def path_at(self, line: int, column: int) -> str:
        """The structural path of the deepest thing that starts at or before a place and holds it, for what is known by its place only."""
        starts, paths = self._placed
        before = bisect_right(starts, (line, column))
        return ".".join(str(step) for step in paths[before - 1]) if before else ""

    def found(
        self,
        path: Steps,
        message: str,
        help: str = "",
        *,
        of_key: bool = False,
        rule: str = "",
        fix: tuple[Edit, ...] = (),
    ) -> Found:
        """A finding at a path of this file: at the value, or at the key."""
        line, column = place(self.node, path, of_key=of_key) if self.node is not None else (0, 0)
        return Found(self.name, line, column, message, help, rule, ".".join(str(step) for step in path), fix)

    def at(self, *path: str | int) -> Node | None:
        """The tree at a path; None where there is nothing."""
        node = self.node
        for step in path:
            if isinstance(node, Mapping) and isinstance(step, str):
                node = node.entries.get(step)
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node


@dataclass(frozen=True, slots=True)
class LintedEntry:
    """One entry of the history of a rule, with its tree."""

    rule: LintedRule
    entry: Entry
    node: Mapping
    is_newest: bool

    @property
    def path(self) -> Steps:
        """From the rule."""
        return ("history", self.entry.since)

    def found(self, path: Steps, message: str, help: str = "", *, of_key: bool = False, fix: tuple[Edit, ...] = ()) -> Found:
        """A finding in this entry."""
        return self.rule.found((*self.path, *path), message, help, of_key=of_key, fix=fix)


@dataclass(frozen=True)
class LintedRule:
    """One rule that could be read, with its tree and its examples."""

    rule: Rule
    file: LintedFile
    node: Mapping
    examples: tuple[Example, ...]

    def found(self, path: Steps, message: str, help: str = "", *, of_key: bool = False, fix: tuple[Edit, ...] = ()) -> Found:
        """A finding in this rule."""
        return self.file.found((self.rule.id, *path), message, help, of_key=of_key or not path, rule=self.rule.id, fix=fix)

    @cached_property
    def entries(self) -> tuple[LintedEntry, ...]:
        """The entries of its history."""
        history = self.node.entries["history"]
        assert isinstance(history, Mapping)  # noqa: S101  a rule that could be read has one
        return tuple(
            LintedEntry(self, entry, node, index == 0)
            for index, entry in enumerate(self.rule.history)
            if isinstance(node := history.entries[entry.since], Mapping)
        )


@dataclass(frozen=True, slots=True)
class LintedDossier:
    """One dossier file; `dossier` is None where something in it was refused."""

    file: LintedFile
    node: Mapping
    dossier: Dossier | None


@dataclass(frozen=True, slots=True)
class LintedDecisions:
    """One file of decisions, with those that could be read, by their place in it."""

    file: LintedFile
    decisions: tuple[tuple[int, Decision], ...]


@dataclass
class Subject:
    """Everything that checks look at.

    Attributes:
        library: all that could be read, wanted or not.
        files: by name.
        rules: all rules that could be read; checks of one rule look at those of wanted files only.
        dossiers: of wanted files, and the bundled ones where a whole folder of data is linted.
        decisions: of wanted files.
        problems: what could not be read, by the name of its code.
        today: the day that counts as today.
        homes: the jurisdiction that each folder of rules is of.
        seen: what checks have worked out, for other checks.
    """

    library: Library
    files: dict[str, LintedFile]
    rules: tuple[LintedRule, ...]
    dossiers: tuple[LintedDossier, ...]
    decisions: tuple[LintedDecisions, ...]
    problems: dict[str, list[Problem]]
    today: date
    homes: dict[Path, str] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def wanted_rules(self) -> tuple[LintedRule, ...]:
        """Rules of the files that were asked for."""
        return tuple(linted for linted in self.rules if linted.file.is_wanted)

    @property
    def wanted_entries(self) -> Iterator[LintedEntry]:
        """Entries of those rules."""
        for linted in self.wanted_rules:
            yield from linted.entries

    def of_kind(self, *kinds: FileKind) -> Iterator[LintedFile]:
        """Wanted files of some kinds that could be parsed."""
        return (file for file in self.files.values() if file.is_wanted and file.kind in kinds and file.node is not None)

    @cached_property
    def judged_examples(self) -> tuple[JudgedExample, ...]:
        """Every example of the wanted rules with what came of it."""
        from atmpcmp.lint.judged_example import judge_examples

        return judge_examples(self)

    def refused(self, *names: str) -> Iterator[Found]:
        """What the reader refused under these names, as findings."""
        for name in names:
            for problem in self.problems.get(name, ()):
                yield Found(
                    problem.file,
                    problem.line,
                    problem.column,
                    problem.message,
                    problem.hint,
                    self._rule_of(problem),
                    problem.path,
                )

    def _rule_of(self, problem: Problem) -> str:
        file = self.files.get(problem.file)
        first = problem.path.partition(".")[0]
        return first if file is not None and file.kind == "rules" and isinstance(file.node, Mapping) and first in file.node.entries else ""


def _starts(node: Node, path: Steps) -> Iterator[tuple[Steps, tuple[int, int]]]:
    yield path, (node.line, node.column)
    children: Iterable[tuple[str | int, Node]] = ()
    if isinstance(node, Mapping):
        for key, child in node.entries.items():
            yield (*path, key), node.keys[key]
            yield from _starts(child, (*path, key))
    elif isinstance(node, Sequence):
        children = enumerate(node.items)
    for step, child in children:
        yield from _starts(child, (*path, step))


def scalars(node: Node, path: Steps = ()) -> Iterator[tuple[Steps, Scalar]]:
    """Every single value of a tree, with its path."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for key, child in node.entries.items():
            yield from scalars(child, (*path, key))
    else:
        for index, child in enumerate(node.items):
            yield from scalars(child, (*path, index))
