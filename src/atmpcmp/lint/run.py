"""One run of lint: the codes over the files, less what is silenced, known or too much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from atmpcmp.lint.finding import SEVERITIES, Finding, Found, fingerprint_of
from atmpcmp.lint.gathering import gather
from atmpcmp.lint.registry import code_called
from atmpcmp.lint.suppression import Suppression, suppressions
from atmpcmp.reading.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from atmpcmp.lint.code import Code
    from atmpcmp.lint.subject import Subject

MAX_PER_FILE = 100


@dataclass(frozen=True)
class LintResult:
    """What came of a run.

    Attributes:
        findings: by file and place.
        left_out: by file, how many more findings it has than are reported.
        silenced: how many findings are silenced in place.
        known: how many findings a baseline knows.
        files: how many files were looked at.
        read: how many of them could be read and hold something that is linted.
        rules: how many rules could be read.
        examples: how many examples were run.
        codes: that ran.
        texts: of the files with findings, by name.
        paths: of those files, by name.
    """

    findings: tuple[Finding, ...]
    left_out: dict[str, int]
    silenced: int
    known: int
    files: int
    read: int
    rules: int
    examples: int
    codes: tuple[Code, ...]
    texts: dict[str, str]
    paths: dict[str, Path]


def lint(
    paths: Sequence[Path],
    codes: tuple[Code, ...],
    today: date,
    *,
    baseline: frozenset[str] = frozenset(),
    max_per_file: int = MAX_PER_FILE,
    advance: Callable[[], None] | None = None,
) -> LintResult:
    """Check files.

    Args:
        paths: files and folders; the bundled data where there are none.
        codes: that are to run.
        today: the day that counts as today.
        baseline: fingerprints of findings that are known.
        max_per_file: findings of one file beyond these are only counted.
        advance: called for every file that was read and every code that ran, for a progress bar.

    Raises:
        NothingToLintError: where no path holds anything that is linted.
    """
    with collector_paused():
        return _lint(paths, codes, today, baseline, max_per_file, advance)


def _lint(
    paths: Sequence[Path],
    codes: tuple[Code, ...],
    today: date,
    baseline: frozenset[str],
    max_per_file: int,
    advance: Callable[[], None] | None,
) -> LintResult:
    subjects = gather(paths, today, advance=advance)
    findings: list[Finding] = []
    silenced = 0
    for subject in subjects:
        found, quiet = _found(subject, codes, advance)
        findings += found
        silenced += quiet
    known = [finding for finding in findings if finding.fingerprint in baseline]
    fresh = sorted((finding for finding in findings if finding.fingerprint not in baseline), key=lambda finding: finding.sort_key)
    reported, left_out = _capped(fresh, max_per_file)
    wanted = [file for subject in subjects for file in subject.files.values() if file.is_wanted]
    with_findings = {finding.found.file for finding in reported}
    return LintResult(
        findings=tuple(reported),
        left_out=left_out,
        silenced=silenced,
        known=len(known),
        files=len(wanted),
        read=sum(file.kind is not None and file.node is not None for file in wanted),
        rules=sum(len(subject.wanted_rules) for subject in subjects),
        examples=sum(len(subject.judged_examples) for subject in subjects),
        codes=codes,
        texts={file.name: file.text for file in wanted if file.name in with_findings},
        paths={file.name: file.path for file in wanted if file.name in with_findings},
    )


def _found(subject: Subject, codes: tuple[Code, ...], advance: Callable[[], None] | None) -> tuple[list[Finding], int]:
    """The findings of all codes that are not silenced in place, and how many are."""
    comments = {file.name: suppressions(file.text) for file in subject.files.values() if file.is_wanted}
    used: set[tuple[str, int]] = set()
    subject.seen["suppressions"], subject.seen["used"], subject.seen["ran"] = comments, used, codes
    unwanted = {file.name for file in subject.files.values() if not file.is_wanted}
    findings: list[Finding] = []
    silenced = 0
    seen: Counter[tuple[str, str, str]] = Counter()
    # Codes on suppressions ask which of them were used, so they come last.
    for code in sorted(codes, key=lambda code: code.family == "suppressions"):
        if advance is not None:
            advance()
        for found in code.check(subject):
            if found.file in unwanted:
                continue
            if not code.is_fatal and (comment := _silencing(found, code, comments)) is not None:
                used.add((found.file, comment.line))
                silenced += 1
                continue
            located = _located(found, subject)
            key = (located.file, located.path, code.alias)
            findings.append(
                Finding(
                    code.name,
                    code.alias,
                    code.severity,
                    code.group,
                    located,
                    fingerprint_of(*key, seen[key]),
                )
            )
            seen[key] += 1
    return findings, silenced


def _silencing(found: Found, code: Code, comments: dict[str, list[Suppression]]) -> Suppression | None:
    for comment in comments.get(found.file, ()):
        if max(found.line, 1) in comment.covers and comment.reason and any(code_called(name) is code for name in comment.names):
            return comment
    return None


def _located(found: Found, subject: Subject) -> Found:
    """With its structural path, where the reader knew only line and column."""
    if found.path or not found.line or (file := subject.files.get(found.file)) is None:
        return found
    return replace(found, path=file.path_at(found.line, found.column))


def _capped(findings: Sequence[Finding], most: int) -> tuple[list[Finding], dict[str, int]]:
    """So many findings of each file, errors before warnings, and how many more each has."""
    counts: Counter[str] = Counter()
    kept: set[int] = set()
    for index, finding in sorted(enumerate(findings), key=lambda item: -SEVERITIES.index(item[1].severity)):
        counts[finding.found.file] += 1
        if counts[finding.found.file] <= most:
            kept.add(index)
    reported = [finding for index, finding in enumerate(findings) if index in kept]
    return reported, {file: count - most for file, count in counts.items() if count > most}
