"""What is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(NamedTuple):
    """One mistake in one place.

    Attributes:
        file: the file as the user named it.
        line: from 1; 0 where the problem is the file as a whole.
        column: from 1; 0 where the problem is the file as a whole.
        message: a plain sentence.
        hint: the nearest right thing, where one is known.
        code: the name of this kind of mistake.
        path: the place in the structure of the file (`studies.0.design`).
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    code: str = "invalid"
    path: str = ""

    def __str__(self) -> str:
        """The problem in one line, as editors understand it."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class InvalidInputError(Exception):
    """The work could not be done because of what was given; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of files and lines."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
