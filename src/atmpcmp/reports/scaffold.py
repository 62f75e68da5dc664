"""Commented scaffolds: a dossier, a rule, a jurisdiction to start from."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from atmpcmp.model.nearest import did_you_mean
from atmpcmp.model.vocabulary import JURISDICTIONS

if TYPE_CHECKING:
    from datetime import date

    from atmpcmp.model.field import Field
    from atmpcmp.model.library import Library

_WIDTH = 110

DOSSIER_HEAD = """\
# A dossier: what is known of ONE product in ONE indication, so that it can be judged: atmpcmp check THIS-FILE
#
# Leave empty what is not known: it is "not stated" and never counts as met. Write none, false or [] for what is known not to be there.
# Durations carry a unit (18 months), money its currency (1.9 million EUR), rates a % sign; dates may be partial (2026-05 or 2026).
# Plans count as plans: state planned numbers while a study is planned. atmpcmp explain FIELD tells more of each field,
# atmpcmp list fields shows all of them, not only the core ones below.
"""


def dossier(library: Library, day: date, *, full: bool = False) -> str:
    """A dossier with the core fields (or all) to fill in, each with its help and its values.

    Args:
        library: whose vocabulary counts.
        day: the day that the dossier says its knowledge is of.
        full: every field, not only the core ones.
    """
    fields = [field for field in library.vocabulary.fields.values() if (full or field.core) and not field.derived]
    lines = [DOSSIER_HEAD, "dossier:", f"  date: {day.isoformat()}"]
    opened: list[str] = ["dossier"]
    for field in fields:
        if field.path != "dossier.date" and not field.path.startswith(f"{JURISDICTIONS}."):
            _add(field, field.path.split("."), lines, opened)
    lines += [
        "",
        "# What differs by decision-maker or country: an entry for each (EMA, FDA, NICE, HAS, G-BA, CADTH, NL, SE, US, DE …), or all for all of them at once.",
    ]
    lines.append(f"{JURISDICTIONS}:")
    for entry in ("all", "EMA", "NICE"):
        opened = [JURISDICTIONS, entry]
        lines.append(f"  {entry}:")
        for field in fields:
            if field.path.startswith(f"{JURISDICTIONS}.") and _belongs(field, entry):
                _add(field, [JURISDICTIONS, entry, *field.path.split(".")[2:]], lines, opened)
    return "\n".join(lines) + "\n"


def _belongs(field: Field, entry: str) -> bool:
    part = field.path.split(".")[2].removesuffix("[]")
    where = {"need": "all", "comparators": "NICE", "economics": "NICE", "claim": "NICE", "price": "NICE"}
    return where.get(part, "EMA" if part in ("authorisation", "designations", "advice", "environment", "submission") else "NICE") == entry


def _add(field: Field, steps: list[str], lines: list[str], opened: list[str]) -> None:
    """One field under the sections and lists that it stands in, which are opened where they are not yet."""
    common = 0
    while common < min(len(opened), len(steps) - 1) and opened[common] == steps[common]:
        common += 1
    opened[:] = steps[:-1]
    indent = sum(4 if step.endswith("[]") else 2 for step in steps[:common])
    is_first_of_record = False
    for step in steps[common:-1]:
        if indent == 0:
            lines.append("")
        lines.append(f"{' ' * indent}{step.removesuffix('[]')}:")
        is_first_of_record = step.endswith("[]")
        indent += 4 if is_first_of_record else 2
    prefix = f"{' ' * (indent - 2)}- " if is_first_of_record else " " * indent
    lines += [f"{' ' * indent}# {line}" for line in _help(field)]
    lines.append(f"{prefix}{steps[-1]}:")


def _help(field: Field) -> list[str]:
    """What to state, and which values or unit it takes, as lines of a comment."""
    values = ("true", "false") if field.type == "yes/no" else field.values
    said = wrap(field.help, _WIDTH)
    if values:
        said += wrap(f"{'a list [a, b] of' if field.is_list else 'one of'}: {', '.join(values)}", _WIDTH, subsequent_indent="  ")
    elif field.unit:
        said.append(f"in {field.unit}, or another unit of that kind" if field.type == "quantity" else f"amount, currency, {field.unit}")
    return said


RULE = """\
# yaml-language-server: $schema=rules.schema.json
# For completion in an editor: atmpcmp schema rules --output rules.schema.json
# Save this beside jurisdiction.yaml and documents.yaml, in the file of its topic group (clinical.yaml), fill it in, and run: atmpcmp lint THIS-FILE
{id}:
  name:                                # the defect in words, such as follow-up-too-short; of a route its name
  topic:                               # one of: atmpcmp list topics
  kind: requirement                    # requirement, route or stance
  level:                               # must, should or may, as the document says it (requirements only)
  title:                               # a short noun phrase
  applies_when:                        # for which products: {{is: {{product.gmo: true}}}}; remove the line for all
  history:                             # latest first, each with the day, month or year from which it holds
    {day}:
      states:                          # one or two sentences in our own words
      met_when:                        # what is asked: {{at_least: {{follow_up.planned: 15 years}}}} (of a route: open_when)
      source: {{document: , locator: }}  # a document of documents.yaml, and the section, article or page in it
      confidence:                      # primary (read), secondary (read about), recalled (from memory)
  still_valid_on: {day}           # the day on which someone last checked that the newest entry holds
  closes_with:                         # what the company can do
  examples:                            # fragments of dossiers by verdict, written from the statement and not from the condition
    met: []                            # one at least: - {{follow_up: {{planned: 15 years}}}}
    gap: []                            # one for each part of an all
    not-applicable: []                 # one, where there is applies_when; else remove the line
"""

JURISDICTION = """\
# yaml-language-server: $schema=jurisdiction.schema.json
# For completion in an editor: atmpcmp schema jurisdiction --output jurisdiction.schema.json
# A jurisdiction: save it as {folder}/jurisdiction.yaml. Beside it stand documents.yaml (format: atmpcmp-documents-1, then documents: with a title,
# issuer, day and address for each id) and one file of rules for each topic group, such as clinical.yaml (atmpcmp new rule --id {upper}-001).
# Then: atmpcmp lint {folder}
format: atmpcmp-jurisdiction-1
id: {id}
name:                                  # the full name
kind:                                  # regulator, hta, joint-hta or payer
territory:                             # a country (DE), a part of one (GB-ENG) or EU; remove the line where there is none
aliases: []                            # other names under which it is known
coverage:                              # what these rules cover and what they leave out
last_full_review: {day}
"""


def rule(identity: str, day: date) -> str:
    """A rule to fill in."""
    return RULE.format(id=identity, day=day.isoformat())


def jurisdiction(identity: str, day: date) -> str:
    """A jurisdiction to fill in."""
    return JURISDICTION.format(id=identity, folder=identity.lower(), upper=identity.upper(), day=day.isoformat())


def free_rule_id(library: Library, name: str) -> str:
    """The next id of a jurisdiction, or the id itself where one is given.

    Raises:
        ValueError: where it is neither a jurisdiction of the library nor of the shape of an id, or is taken.
    """
    if name in library.rules_by_id:
        raise ValueError(f"{name} is taken: {library.rules_by_id[name].title}")
    if re.fullmatch(r"[A-Z][A-Z0-9-]*-\d{3,4}", name):
        return name
    home = next((one.id for one in library.jurisdictions.values() if name.casefold() in (one.id.casefold(), *map(str.casefold, one.aliases))), None)
    if home is None:
        hint = did_you_mean(name, library.jurisdictions)
        raise ValueError(f"“{name}” is no jurisdiction and no rule id such as EMA-200" + (f" ({hint})" if hint else ""))
    numbers = [int(one.id.rpartition("-")[2]) for one in library.rules if one.jurisdiction == home]
    return f"{home.upper()}-{max(numbers, default=0) + 1:03d}"


def checked_jurisdiction_id(name: str) -> str:
    """The id of a new jurisdiction; raises ValueError where it cannot be one."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{1,30}", name):
        raise ValueError(f"“{name}” is no id of a jurisdiction; write letters, digits and hyphens, such as AIFA or G-BA")
    return name
