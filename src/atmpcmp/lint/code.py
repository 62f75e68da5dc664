"""A lint code: one thing that can be wrong, with its check and its page."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from atmpcmp.lint.finding import Found, Group, Severity
    from atmpcmp.lint.subject import Subject

    Check = Callable[[Subject], Iterable[Found]]

WHAT, WHY, WRONG, RIGHT, SILENCE = "What it finds", "Why it matters", "Wrong", "Right", "How to silence"
SECTIONS = (WHAT, WHY, WRONG, RIGHT, SILENCE)


@dataclass(frozen=True, slots=True)
class Code:
    """One lint code.

    Attributes:
        name: in words; used in output, suppressions and on the command line.
        alias: short and stable.
        severity: error or warning.
        group: `default` always runs, `strict` and `preview` where they are selected.
        check: finds it.
        fixes: whether some findings carry a fix.
        is_fatal: the file could not be read at all, so it is neither deselected nor silenced: a run that read nothing is never green.
    """

    name: str
    alias: str
    severity: Severity
    group: Group
    check: Check
    fixes: bool = False
    is_fatal: bool = False

    @property
    def family(self) -> str:
        """The family of codes, named as the module that holds it."""
        return self.check.__module__.rpartition(".")[2]

    @property
    def title(self) -> str:
        """What is wrong, in one sentence."""
        return inspect.cleandoc(self.check.__doc__ or "").partition("\n")[0]

    @property
    def sections(self) -> dict[str, str]:
        """The sections of the page, by their titles."""
        found: dict[str, list[str]] = {}
        lines: list[str] = []
        for line in inspect.cleandoc(self.check.__doc__ or "").split("\n"):
            if line.removesuffix(":") in SECTIONS and line.endswith(":"):
                lines = found.setdefault(line.removesuffix(":"), [])
            elif found:
                lines.append(line)
        sections = {title: inspect.cleandoc("\n" + "\n".join(said)).strip() for title, said in found.items()}
        sections.setdefault(SILENCE, self._silence())
        return {title: sections[title] for title in SECTIONS if title in sections}

    def _silence(self) -> str:
        if self.is_fatal:
            return "It cannot be silenced: what cannot be read is not checked."
        return (
            f"Where it has to stay, write the reason in the same line or the line above: `# lint: ignore[{self.name}] the reason`; "
            f"for a whole file once, anywhere in it: `# lint: ignore-file[{self.name}] the reason`. For a whole run: `--ignore {self.name}`."
        )


def code(
    alias: str,
    severity: Severity = "error",
    group: Group = "default",
    *,
    fixes: bool = False,
    is_fatal: bool = False,
) -> Callable[[Check], Code]:
    """Make a lint code of a check; its name is that of the function, and its page the function's docstring."""

    def made(check: Check) -> Code:
        return Code(check.__name__.replace("_", "-"), alias, severity, group, check, fixes, is_fatal)

    return made
