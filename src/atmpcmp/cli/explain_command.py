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
    name: Annotated[str, typer.Argument(metavar="NAME", help="A rule (EMA-012 or its name), a topic, or a field of the dossier.")],
    as_of: AsOf = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table, plain, json or markdown.")] = None,
    output: Output = None,
    rules: Rules = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Explain one rule, topic or field in full."""
    from atmpcmp.reports import explanation

    day = day_of(as_of) or date.today()
    chosen = format_of(format, output, FORMATS)
    library = library_of(rules)
    found = _found(name.strip(), library, day)
    write(explanation.render(found, chosen, terminal_of(color, output) if chosen == "table" else None), output)


def _found(name: str, library: Library, day: date) -> list[Explanation]:
    """Everything that has this name; rules of several jurisdictions may share one."""
    from atmpcmp.model.nearest import did_you_mean
    from atmpcmp.reports.explanation import explain_field, explain_rule, explain_topic

    if (rule := library.rules_by_id.get(name.upper())) is not None:
        return [explain_rule(rule, library, day)]
    found = [explain_topic(topic, library, day) for topic in library.topics.topics.values() if topic.id == name]
    found += [explain_rule(rule, library, day) for rule in library.rules if rule.name == name]
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
