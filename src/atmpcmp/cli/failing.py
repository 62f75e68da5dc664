"""What is said when the work cannot be done: every problem with its place, never a traceback."""

from __future__ import annotations

import sys

from atmpcmp.cli import EXIT_FAILED
from atmpcmp.reports.clean_text import clean

_MANY = 100


def say_failure(error: Exception) -> int:
    """Print what went wrong to standard error and give the exit code."""
    from atmpcmp.model.problem import InvalidInputError

    if isinstance(error, InvalidInputError):
        for problem in error.problems[:_MANY]:
            say(str(problem))
        count = len(error.problems)
        if count > _MANY:
            say(f"… and {count - _MANY} more")
        if count > 1:
            say(f"{count} problems; nothing was judged")
    elif isinstance(error, ValueError):
        say(f"error: {error}")
    elif isinstance(error, OSError):
        say(f"error: {error.filename or ''}: {error.strerror or error}".replace(": : ", ": "))
    else:
        say(f"internal error: {type(error).__name__}: {error}; run it with --debug and report what it shows")
    return EXIT_FAILED


def say(words: str) -> None:
    """One line to standard error, whatever its encoding."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(clean(words).encode(encoding, "replace").decode(encoding) + "\n")
