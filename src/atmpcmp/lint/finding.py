"""What lint has to say about one place of one file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Group = Literal["default", "strict", "preview"]
SEVERITIES: tuple[Severity, ...] = ("warning", "error")
GROUPS: tuple[Group, ...] = ("default", "strict", "preview")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Text from one place up to another, replaced by other text; lines and columns from 1, the end not included."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one check found in one place.

    Attributes:
        file: as the user named it.
        line: from 1; 0 where it is about the file as a whole.
        column: from 1; 0 where it is about the file as a whole.
        message: a plain sentence.
        help: the right thing, where it is known.
        rule: the id of the rule that it is about, if any.
        path: the place in the structure of the file, steps joined by dots.
        fix: what mends it without a person, where that is certain.
    """

    file: str
    line: int
    column: int
    message: str
    help: str = ""
    rule: str = ""
    path: str = ""
    fix: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A found thing under the name of its lint code.

    Attributes:
        name: of the code (`source-without-locator`).
        code: its alias (`AC101`).
        severity: error or warning.
        group: default, strict or preview.
        found: what was found, and where.
        fingerprint: stays the same while file, structural path and code do, whatever the line.
    """

    name: str
    code: str
    severity: Severity
    group: Group
    found: Found
    fingerprint: str

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By file, place and code."""
        return (self.found.file, self.found.line, self.found.column, self.code, self.found.message)


def fingerprint_of(file: str, path: str, code: str, occurrence: int) -> str:
    """The identity of a finding by structure.

    Args:
        file: as the user named it.
        path: the place in the structure of the file.
        code: the alias of the code.
        occurrence: counts findings of one code at one path, from 0.
    """
    text = "\0".join((file, path, code, *([str(occurrence)] if occurrence else [])))
    return hashlib.sha256(text.encode()).hexdigest()
