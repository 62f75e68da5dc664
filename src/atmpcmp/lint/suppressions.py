"""Suppressions: a silenced finding has a reason, and goes when there is nothing left to silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.lint.code import code
from atmpcmp.lint.finding import Edit, Found
from atmpcmp.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atmpcmp.lint.subject import Subject
    from atmpcmp.lint.suppression import Suppression


def _comments(subject: Subject) -> Iterator[tuple[str, Suppression]]:
    for file, comments in subject.seen["suppressions"].items():
        for comment in comments:
            yield file, comment


@code("AC971")
def suppression_without_reason(subject: Subject) -> Iterator[Found]:
    """A suppression does not say why.

    What it finds:
        `# lint: ignore[code]` without words after it. It silences nothing.
    Why it matters:
        The next person has to know whether the reason still holds.
    Wrong:
        # part of a rule, as it is
        closes_with: TODO  # lint: ignore[unfinished-text]
    Right:
        # part of a rule, as it is
        closes_with: TODO  # lint: ignore[unfinished-text] the word is quoted from the form
    """
    for file, comment in _comments(subject):
        if not comment.reason:
            yield Found(file, comment.line, comment.column, "this suppression has no reason, so it silences nothing", "say why after the bracket")


@code("AC972")
def unknown_suppression(subject: Subject) -> Iterator[Found]:
    """A suppression names no lint code.

    What it finds:
        A name between the brackets that is neither the name nor the alias of a code, or no brackets.
    Why it matters:
        It silences nothing, and whoever wrote it believes that it does.
    Wrong:
        # part of a rule, as it is
        closes_with: TODO  # lint: ignore[unfinished-texts] quoted from the form
    Right:
        # part of a rule, as it is
        closes_with: TODO  # lint: ignore[unfinished-text] quoted from the form
    """
    from atmpcmp.lint.registry import code_called, codes

    for file, comment in _comments(subject):
        if not comment.names:
            yield Found(file, comment.line, comment.column, "this suppression names no code", "write # lint: ignore[code-name] the reason")
        for name in comment.names:
            called = code_called(name)
            if called is None:
                hint = did_you_mean(name, [code.name for code in codes()])
                yield Found(file, comment.line, comment.column, f"“{name}” is no lint code", hint)
            elif called.is_fatal:
                yield Found(file, comment.line, comment.column, f"{name} cannot be silenced", "what cannot be read is not checked")


@code("AC973", "warning", fixes=True)
def unused_suppression(subject: Subject) -> Iterator[Found]:
    """A suppression silences nothing.

    What it finds:
        A suppression with a reason on whose line no finding of its codes is left. Only where all of its codes ran.
    Why it matters:
        It would silence the next mistake in this place, which nobody has looked at.
    Wrong:
        # part of a rule, as it is
        closes_with: Extend the plan.  # lint: ignore[unfinished-text] to be written
    Right:
        # part of a rule, as it is
        closes_with: Extend the plan.
    """
    from atmpcmp.lint.registry import code_called

    ran = subject.seen["ran"]
    for file, comment in _comments(subject):
        named = [code_called(name) for name in comment.names]
        if (
            comment.reason
            and named
            and all(one in ran and not one.is_fatal for one in named if one is not None)
            and None not in named
            and (file, comment.line) not in subject.seen["used"]
        ):
            names = ", ".join(comment.names)
            line = subject.files[file].lines[comment.line - 1]
            kept = line[: comment.column - 1].rstrip()
            end = Edit(comment.line, len(kept) + 1, comment.line, len(line) + 1, "")
            fix = (end,) if kept else (Edit(comment.line, 1, comment.line + 1, 1, ""),)
            yield Found(file, comment.line, comment.column, f"nothing is left to silence here ({names})", "remove the comment", fix=fix)
