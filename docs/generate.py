"""Render the pages of docs/ that have a source: the condition table, the fields, the rules, the command line.

    python docs/generate.py           write them
    python docs/generate.py --check   exit with 1 where one is not up to date
"""

from __future__ import annotations

import enum
import importlib
import inspect
import sys
import typing
from pathlib import Path
from typing import Any

from atmpcmp import load_library
from atmpcmp.cli import COMMANDS
from atmpcmp.engine.readers import readers
from atmpcmp.lint.registry import codes
from atmpcmp.model.library import Library
from atmpcmp.reading.yaml_text import Mapping, Node, Sequence, read_yaml
from atmpcmp.reports import json_schema, lint_page, output_schema
from atmpcmp.reports.check_words import CONFIDENCE, citation
from atmpcmp.reports.clean_text import clean_markdown as safe
from atmpcmp.reports.condition_words import condition_lines

TOP = Path(__file__).resolve().parent
TABLE = TOP.parent / "tests" / "data" / "condition-table.yaml"
NOTE = "<!-- Rendered by docs/generate.py: change its source, not this page. -->\n\n"


def _as_written(node: Node) -> Any:
    """The tree with every scalar as written."""
    if isinstance(node, Mapping):
        return {key: _as_written(child) for key, child in node.entries.items()}
    return [_as_written(item) for item in node.items] if isinstance(node, Sequence) else node.text


def _flow(data: Any) -> str:
    """Data in one line, as a person writes YAML."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in data.items()) + "}"
    return "[" + ", ".join(map(_flow, data)) + "]" if isinstance(data, list) else str(data)


def conditions() -> str:
    """What a condition means: one row a case, as the tests run them."""
    table = _as_written(read_yaml(TABLE)[0])
    lines = [NOTE + "# Conditions", ""]
    lines += [
        "A condition is a tree of mappings with one key each. Eleven words: `all`, `any`, `not`; `some`, `every` (`of` a list, optionally `where`, `meets`); `is`, `one_of`,",
        "`at_least`, `at_most` (inclusive), `includes`; `review` (a question for a person). What is not stated is *unknown*, and stays so until the rest decides (strong Kleene logic).",
        "Each row below is a test. Rules are judged for NICE where no other body is named.",
        "",
        "| condition | dossier | truth | verdict | why |",
        "|---|---|---|---|---|",
    ]
    for row in table["rows"]:
        extra = "".join(f"; {key}: {_flow(row[key])}" for key in ("jurisdiction", "member", "kind", "applies_when") if key in row)
        found = f", found at {row['found']}" if "found" in row else ""
        lines.append(f"| `{_flow(row['condition'])}`{safe(extra)} | `{_flow(row['dossier'])}` | {row['truth']} | {row.get('verdict', '')} | {safe(row['why'] + found)} |")
    lines += ["", "## Refused when loaded", "", "| condition or dossier | because |", "|---|---|"]
    lines += [f"| `{_flow(row.get('condition', row.get('dossier')))}` | {safe(row['because'])} |" for row in table["refused"]]
    lines += ["", "## Which entry of a history counts", "", "Today is 2026-06-30.", "", "| entries | asked for | dossier | counts | why |", "|---|---|---|---|---|"]
    for row in table["history"]:
        lines.append(f"| `{_flow(row['entries'])}` | {row.get('as_of', '')} | `{_flow(row['dossier'])}` | {row['counts']} | {safe(row['why'])} |")
    return "\n".join(lines) + "\n"


def fields(library: Library) -> str:
    """Every field of the dossier, by section."""
    reads = readers(library)
    lines = [NOTE + "# Fields of a dossier", ""]
    lines += ["`[]` marks a list of records, `*` an entry of the map by jurisdiction. **Core** fields come first in a first dossier. *Read by* counts the rules that ask a field.", ""]
    for section in library.vocabulary.sections:
        lines += [f"## {safe(section.title)}", "", "| field | type | values or unit | what to state | mirrors | read by |", "|---|---|---|---|---|---|"]
        for path in section.paths:
            field = library.vocabulary.fields[path]
            values = ", ".join(field.values) or "; ".join(f"{body}: {', '.join(scale)}" for body, scale in field.values_by_body.items()) or field.values_named or field.unit
            name = f"**`{path}`**" if field.core else f"`{path}`"
            kind = f"{field.type}, derived" if field.derived else field.type
            lines.append(f"| {name} | {kind} | {safe(values)} | {safe(field.help)} | {safe(field.mirrors)} | {len(reads.get(path, ()))} |")
        lines.append("")
    return "\n".join(lines)


def rules(library: Library, jurisdiction: str) -> str:
    """All rules of one jurisdiction, with their history and citations."""
    about = library.jurisdictions[jurisdiction]
    lines = [NOTE + f"# {safe(about.id)}: {safe(about.name)}", "", safe(about.coverage), ""]
    if about.last_full_review:
        lines += [f"Last reviewed as a whole on {about.last_full_review}.", ""]
    for rule in (rule for rule in library.rules if rule.jurisdiction == jurisdiction):
        member = f", {rule.member}" if rule.member else ""
        lines += [f"## {rule.id}: {safe(rule.title)}", "", f"`{rule.name}` · {rule.kind}{f' · {rule.level}' if rule.level else ''} · {rule.topic}{member}", ""]
        if rule.applies_when is not None:
            lines += ["Applies when:", "", "```", *condition_lines(rule.applies_when), "```", ""]
        for entry in rule.history:
            ended = " (ended)" if entry.ended else ""
            level = f" ({entry.level})" if entry.level else ""
            lines += [f"**From {entry.since}{ended}{level}.** {safe(entry.states)}", ""]
            if entry.values:
                said = "; ".join(f"{key} {', '.join(map(str, value)) if isinstance(value, list) else value}" for key, value in entry.values.items())
                lines += [f"Values: {safe(said)}.", ""]
            for heading, condition in (("Applies when:", entry.applies_when), ("Met when:" if rule.kind == "requirement" else "Open when:", entry.condition)):
                if condition is not None:
                    lines += [heading, "", "```", *condition_lines(condition), "```", ""]
            document = library.document(jurisdiction, entry.source.document)
            cited = safe(citation(entry.source, entry.confidence, jurisdiction, library))
            lines += [f"Source: [{cited}](<{document.url}>)" if document is not None and document.url else f"Source: {cited}", ""]
        if rule.closes_with:
            lines += [f"Closes with: {safe(rule.closes_with)}", ""]
        lines += [f"- Practice: {safe(practice.states)}" for practice in rule.practice if practice.states]
        lines += [""] if rule.practice else []
        if rule.note:
            lines += [f"Note: {safe(rule.note)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def index(library: Library) -> str:
    """The jurisdictions, with how much of each is confirmed."""
    lines = [NOTE + "# Rules", "", "| jurisdiction | kind | rules | confirmed | last review |", "|---|---|---|---|---|"]
    for about in library.jurisdictions.values():
        own = [rule for rule in library.rules if rule.jurisdiction == about.id]
        confirmed = sum(rule.history[0].confidence != "recalled" for rule in own)
        share = f"{100 * confirmed // len(own)} %" if own else ""
        lines.append(f"| [{about.id}]({about.id.lower()}.md) {safe(about.name)} | {about.kind} | {len(own)} | {share} | {about.last_full_review or ''} |")
    lines += ["", "Confirmed counts rules whose newest entry was read in a document or about one; the others say: " + CONFIDENCE["recalled"] + "."]
    return "\n".join(lines) + "\n"


def command_line() -> str:
    """Every command with its arguments and options, from the signatures that the command line is made of."""
    lines = [NOTE + "# Command line", "", "Exit codes: 0 nothing at or above the threshold, 1 findings, 2 the work could not be done. `--debug` shows a traceback.", ""]
    for name, summary in COMMANDS.items():
        command = importlib.import_module(f"atmpcmp.cli.{name}_command").command
        lines += [f"## atmpcmp {name}", "", summary, "", "| argument or option | meaning | default |", "|---|---|---|"]
        hints = typing.get_type_hints(command, include_extras=True)
        for parameter in inspect.signature(command).parameters.values():
            taken, about = typing.get_args(hints[parameter.name])[:2]
            choices = "\\|".join(choice.value for choice in taken) if inspect.isclass(taken) and issubclass(taken, enum.Enum) else ""
            # In an annotation the first name of an option stands where a default would.
            names = [name for name in (about.default, *(about.param_decls or ())) if isinstance(name, str) and name.startswith("-")]
            written = " ".join(filter(None, (", ".join(names), about.metavar or choices)))
            default = getattr(parameter.default, "value", parameter.default)
            shown = str(default) if isinstance(default, str) else ""
            lines.append(f"| `{written or parameter.name.upper()}` | {safe(about.help or '')} | {shown} |")
        lines.append("")
    return "\n".join(lines)


def pages() -> dict[Path, str]:
    """Every rendered page by its file."""
    library = load_library()
    result = {TOP / "conditions.md": conditions(), TOP / "fields.md": fields(library), TOP / "command-line.md": command_line(), TOP / "rules" / "index.md": index(library)}
    for jurisdiction in library.jurisdictions:
        result[TOP / "rules" / f"{jurisdiction.lower()}.md"] = rules(library, jurisdiction)
    for kind in json_schema.KINDS:
        result[TOP.parent / "data" / "schemas" / f"{kind}.schema.json"] = json_schema.render(kind, library)
    for output in output_schema.OUTPUTS:
        result[TOP.parent / "data" / "schemas" / "output" / f"{output}.schema.json"] = output_schema.render(output)
    result[TOP / "lint" / "index.md"] = lint_page.index(codes())
    for code in codes():
        result[TOP / "lint" / f"{code.name}.md"] = lint_page.page(code)
    return result


def main() -> None:
    """Write the pages, or say which are not up to date."""
    stale = [path for path, text in pages().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(TOP.parent)} is not up to date: run python docs/generate.py")
        sys.exit(1 if stale else 0)
    rendered = pages()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rendered[path], encoding="utf-8")
        print(f"wrote {path.relative_to(TOP.parent)}")


if __name__ == "__main__":
    main()
