"""The page of a lint code: for `explain`, and as Markdown for the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmpcmp.lint.code import RIGHT, SILENCE, WHAT, WHY, WRONG, Code
from atmpcmp.reports.explanation import Explanation

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROSE = (WHAT, WHY, SILENCE)
_GENERATED = "<!-- Rendered by docs/generate.py from the docstring of the check: change that, not this page. -->\n"


def explain_code(code: Code) -> Explanation:
    """One code in full."""
    paragraphs: list[tuple[str, tuple[str, ...]]] = [("code", (_nature(code),))]
    for title, text in code.sections.items():
        lines = (" ".join(text.split()),) if title in _PROSE else tuple(text.split("\n"))
        paragraphs.append((title.lower(), lines))
    return Explanation("lint code", code.name, code.title, tuple(paragraphs))


def explain_codes(codes: Iterable[Code]) -> Explanation:
    """All codes, by family."""
    families: dict[str, list[str]] = {}
    for code in codes:
        aside = "" if code.group == "default" else f" ({code.group})"
        families.setdefault(code.family, []).append(f"{code.alias} {code.name}, {code.severity}{aside}: {code.title}")
    return Explanation("lint codes", "lint", "All lint codes, by family", tuple((family, tuple(lines)) for family, lines in families.items()))


def _nature(code: Code) -> str:
    said = f"{code.alias}, {code.severity}, group {code.group}, family {code.family}"
    return said + (", mended by --fix where that is certain" if code.fixes else "")


def page(code: Code) -> str:
    """The page of one code as Markdown."""
    lines = [_GENERATED, f"# {code.name}", "", code.title, "", f"`{code.alias}` · {_nature(code).partition(', ')[2]}"]
    for title, text in code.sections.items():
        lines += ["", f"## {title}", ""]
        lines += ["```yaml", text, "```"] if title in (WRONG, RIGHT) else [text]
    return "\n".join(lines) + "\n"


def index(codes: Iterable[Code]) -> str:
    """The list of all codes as Markdown, each with a link to its page."""
    lines = [
        _GENERATED,
        "# Lint codes",
        "",
        "What `atmpcmp lint` finds. Codes of the group *default* always run; `--select strict` and `--select preview` add the others.",
    ]
    families: dict[str, list[Code]] = {}
    for code in codes:
        families.setdefault(code.family, []).append(code)
    for family, members in families.items():
        lines += ["", f"## {family.capitalize()}", "", "| code | name | severity | group | |", "|---|---|---|---|---|"]
        for code in members:
            mended = " Mended by `--fix`." if code.fixes else ""
            lines.append(f"| {code.alias} | [{code.name}]({code.name}.md) | {code.severity} | {code.group} | {code.title}{mended} |")
    return "\n".join(lines) + "\n"
