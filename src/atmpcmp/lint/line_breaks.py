"""Lines as YAML counts them, which is as findings are placed: more than the line feed ends one."""

from __future__ import annotations

import re

# The carriage return of a pair stays with its line, so that what is written back keeps its line endings.
_BREAK = re.compile("\n|\r(?!\n)|[\x85\u2028\u2029]")


def lines_of(text: str) -> list[str]:
    """The lines of a text without what ends them."""
    return _BREAK.split(text)


def starts_of(text: str) -> list[int]:
    """Where each line starts, and behind the last the end of the text."""
    return [0, *(found.end() for found in _BREAK.finditer(text)), len(text) + 1]
