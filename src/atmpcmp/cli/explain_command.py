"""`atmpcmp explain`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from atmpcmp.cli.options import (
    AsOf,
    Color,
    ColorOption,
    Output,
    Rules,
    day_of,
    format_of,
    library_of,
    terminal_of,
    write,
)

if TYPE_CHECKING:
    from atmpcmp.model.library import Library
    from atmpcmp.reports.explanation import Explanation

FORMATS = {".json": "json", ".md": "markdown", ".txt": "plain"}


def command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A rule (EMA-012 or its name), a topic, a field of the dossier, or a lint code (lint lists them).")
    ],
    as_of: AsOf = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table, plain, json or markdown.")] = None,
    output: Output = None,
    rules: Rules = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Explain one rule, topic, field or lint code in full."""
    from atmpcmp.reports import explanation

    day = day_of(as_of) or date.today()
    chosen = format_of(format, output, FORMATS)
    found = _lint_codes(name.strip()) or _found(name.strip(), library_of(rules), day)
    write(explanation.render(found, chosen, terminal_of(color, output) if chosen == "table" else None), output, read=rules or [])


def _lint_codes(name: str) -> list[Explanation]:
    """The lint code of this name or alias, or the list of all; the library is not needed for it."""
    from atmpcmp.lint.registry import code_called, codes
    from atmpcmp.reports.lint_page import explain_code, explain_codes

    if name == "lint":
        return [explain_codes(codes())]
    code = code_called(name)
    return [explain_code(code)] if code is not None else []


def _found(name: str, library: Library, day: date) -> list[Explanation]:
    """Everything that has this name; rules of several jurisdictions may share one."""
    from atmpcmp.lint.registry import codes
    from atmpcmp.model.nearest import did_you_mean
    from atmpcmp.reading.decided_products import read_decided_products
    from atmpcmp.reports.explanation import explain_field, explain_rule, explain_topic

    decided = read_decided_products(library)
    if (rule := library.rules_by_id.get(name.upper())) is not None:
        return [explain_rule(rule, library, day, decided)]
    found = [explain_topic(topic, library, day, decided) for topic in library.topics.topics.values() if topic.id == name]
    found += [explain_rule(rule, library, day, decided) for rule in library.rules if rule.name == name]
    fields = _fields(name, library)
    if fields and not found:
        from atmpcmp.engine.readers import readers

        reads = readers(library)
        found = [explain_field(library.vocabulary.fields[path], library, reads.get(path, [])) for path in fields]
    if not found:
        known = [
            *library.rules_by_id,
            *library.topics.topics,
            *{rule.name for rule in library.rules},
            *library.vocabulary.fields,
            *(code.name for code in codes()),
        ]
        hint = did_you_mean(name, known)
        raise ValueError(f"nothing is called “{name}”" + (f" ({hint})" if hint else "; `atmpcmp list rules` shows the rules"))
    return found


def _fields(name: str, library: Library) -> list[str]:
    """The field of this path, with `here` or an entry's name for `*`, or all fields that end like it."""
    import re

    path = re.sub(r"^(here|jurisdictions\.[^.]+)\.", "jurisdictions.*.", name)
    if path in library.vocabulary.fields:
        return [path]
    return [known for known in library.vocabulary.fields if known.replace("[]", "").endswith(f".{name}") or known.replace("[]", "") == name]
