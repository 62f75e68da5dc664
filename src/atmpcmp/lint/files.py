"""Files: what cannot be read, and what reads otherwise than it looks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from atmpcmp.lint.code import code
from atmpcmp.lint.finding import Edit, Found
from atmpcmp.lint.subject import scalars

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atmpcmp.lint.subject import LintedFile, Steps, Subject
    from atmpcmp.reading.yaml_text import Scalar

_OLD_WORDS = frozenset(["y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"])
_SEXAGESIMAL = re.compile(r"[-+]?\d+(?::[0-5]?\d)+")
_DECIMAL_WITH_ZERO = re.compile(r"\d+\.\d*0")
_UNFINISHED = re.compile(r"\b(?:TODO|TBD|TBC|FIXME|XXX)\b|\?\?\?")
_TEXT_KEYS = frozenset({"locator", "reference", "title"})


@code("AC001", is_fatal=True)
def unreadable_file(subject: Subject) -> Iterator[Found]:
    """A file or folder cannot be read.

    What it finds:
        A path that does not exist, is no regular file, is not UTF-8 text, is too large, leads round in a circle, or may not be opened.
    Why it matters:
        Nothing in it is checked, so the run must not be green.
    """
    return subject.refused("unreadable-file")


@code("AC002", is_fatal=True)
def not_yaml(subject: Subject) -> Iterator[Found]:
    """A file is not YAML.

    What it finds:
        Text that the YAML grammar does not allow, with the place where reading stopped.
    Why it matters:
        Nothing after that place is read. The commonest cause is a text with a colon and a space that is not in quotes.
    Wrong:
        # part of a rule, as it is
        title: Follow-up: fifteen years
    Right:
        # part of a rule, as it is
        title: "Follow-up: fifteen years"
    """
    return subject.refused("not-yaml")


@code("AC003", is_fatal=True)
def empty_file(subject: Subject) -> Iterator[Found]:
    """A file holds nothing.

    What it finds:
        A file without content, or with comments only.
    Why it matters:
        An empty file is mostly one whose writing failed.
    Wrong:
        # demo/clinical.yaml
        # rules to come
    Right:
        # part of a rule
        title: Fifteen years of follow-up
    """
    return subject.refused("empty-file")


@code("AC004", is_fatal=True)
def several_documents(subject: Subject) -> Iterator[Found]:
    """A file holds more than one YAML document.

    What it finds:
        A line `---` that starts a second document.
    Why it matters:
        Only one would be read, and the rules of the other would silently not exist.
    Wrong:
        # dossier.yaml
        product: {name: Examplegene}
        ---
        product: {name: Othergene}
    Right:
        # dossier.yaml
        product: {name: Examplegene}
    """
    return subject.refused("several-documents")


@code("AC005", is_fatal=True)
def too_large(subject: Subject) -> Iterator[Found]:
    """A file is nested too deeply, or aliases make it too large.

    What it finds:
        More levels or values than any file of this kind needs, counted with aliases written out.
    Why it matters:
        Such a file is broken or hostile; it would stop every command.
    """
    return subject.refused("too-deep", "too-large")


@code("AC006")
def duplicate_key(subject: Subject) -> Iterator[Found]:
    """A key stands twice in one mapping.

    What it finds:
        The second of two equal keys: a rule id, an entry of a history, a field of a record.
    Why it matters:
        YAML readers keep one of the two without a word, so half of what was written would not count.
    Wrong:
        # dossier.yaml
        product:
          gene_transfer: in-vivo
          gene_transfer: ex-vivo
    Right:
        # dossier.yaml
        product:
          gene_transfer: in-vivo
    """
    return subject.refused("duplicate-key")


@code("AC007")
def yaml_tag(subject: Subject) -> Iterator[Found]:
    """A YAML tag stands in front of a value.

    What it finds:
        Tags such as `!!str` or `!include`.
    Why it matters:
        They are not interpreted here; a quoted text says the same to every reader.
    Wrong:
        # part of a rule, as it is
        title: !!str Fifteen years
    Right:
        # part of a rule, as it is
        title: Fifteen years
    """
    return subject.refused("yaml-tag")


@code("AC008")
def wrong_format(subject: Subject) -> Iterator[Found]:
    """A file does not say which format it has, or is none of ours.

    What it finds:
        A missing or unknown `format:` line, and files that were named on the command line and hold nothing that is linted.
    Why it matters:
        A new shape gets a new number, so that an old reader says so instead of reading it wrongly.
    Wrong:
        # demo/jurisdiction.yaml
        id: DEMO
        name: Demo agency
        kind: hta
        coverage: A sample.
    Right:
        # demo/jurisdiction.yaml
        format: atmpcmp-jurisdiction-1
        id: DEMO
        name: Demo agency
        kind: hta
        coverage: A sample.
    """
    return subject.refused("wrong-format")


@code("AC009")
def wrong_shape(subject: Subject) -> Iterator[Found]:
    """A value stands where a list or a section is wanted, or the other way round.

    What it finds:
        A single value for a list, a list for a record, a mapping for a text.
    Why it matters:
        What has the wrong shape cannot be read at all.
    Wrong:
        # dossier.yaml
        studies: STR1VE
    Right:
        # dossier.yaml
        studies:
          - id: STR1VE
    """
    return subject.refused("wrong-shape", "wrong-rule")


@code("AC010", fixes=True)
def unknown_key(subject: Subject) -> Iterator[Found]:
    """A key is not one that this place has.

    What it finds:
        Keys of rules, entries, documents and jurisdictions that the format does not know, with the nearest one that it does.
    Why it matters:
        A misspelt key would silently say nothing.
    Wrong:
        # part of a rule
        titel: Fifteen years of follow-up
    Right:
        # part of a rule
        title: Fifteen years of follow-up
    """
    return _with_replacement(subject, "unknown-key")


@code("AC011")
def missing_key(subject: Subject) -> Iterator[Found]:
    """A key that has to be there is missing.

    What it finds:
        A rule without a title or topic, an entry without a source, a document without a title.
    Why it matters:
        A rule without it could not be shown, cited or compared.
    Wrong:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {issuer: Demo agency}
    Right:
        # demo/documents.yaml
        format: atmpcmp-documents-1
        documents:
          demo-guide: {title: Demo guide, issuer: Demo agency}
    """
    return subject.refused("missing-key")


@code("AC012")
def wrong_type(subject: Subject) -> Iterator[Found]:
    """A value is of another type than its place wants.

    What it finds:
        A number where a text is wanted, a text where true or false is, nothing where a value is.
    Why it matters:
        It would be compared as something that it is not.
    Wrong:
        # dossier.yaml
        product: {name: 2019}
    Right:
        # dossier.yaml
        product: {name: "2019"}
    """
    return subject.refused("wrong-type")


@code("AC013", fixes=True)
def yaml_1_1_word(subject: Subject) -> Iterator[Found]:
    """Yes, no, on or off stands where true or false is wanted.

    What it finds:
        The words that YAML 1.1 took for true and false, in a yes/no field. YAML 1.2, which is read here, takes them for words.
    Why it matters:
        Half of all tools still read them as true and false: `NO` is Norway here and false there.
    Wrong:
        # dossier.yaml
        product: {gmo: NO}
    Right:
        # dossier.yaml
        product: {gmo: false}
    """
    for found in subject.refused("yaml-1-1-word"):
        file = subject.files.get(found.file)
        word = found.help.removeprefix("write ")
        scalar = _scalar_at(file, found) if file is not None and word in ("true", "false") else None
        yield found if scalar is None else _replaced(found, scalar, word)


@code("AC014", "warning", "preview", fixes=True)
def unquoted_old_word(subject: Subject) -> Iterator[Found]:
    """A word that other YAML readers take for true or false is not in quotes.

    What it finds:
        `NO`, `on`, `off`, `y` and the like, without quotes, where a text or a country is meant; as a value or as a key.
    Why it matters:
        Here `NO` stays Norway. A spreadsheet import or a script with a YAML 1.1 reader makes it false.
    Wrong:
        # dossier.yaml
        studies:
          - {id: A, territories: [SE, NO]}
    Right:
        # dossier.yaml
        studies:
          - {id: A, territories: [SE, "NO"]}
    """
    for file in subject.of_kind("vocabulary", "topics", "jurisdiction", "documents", "rules", "dossier", "decisions"):
        assert file.node is not None  # noqa: S101  such files are not listed
        if not _has_old_word(file.text):
            continue
        for path, scalar in scalars(file.node):
            if scalar.plain and scalar.text in _OLD_WORDS:
                yield _quoted(file, path, scalar, f"“{scalar.text}” is a word here and true or false to other YAML readers")


@code("AC015", "warning", fixes=True)
def text_like_a_number(subject: Subject) -> Iterator[Found]:
    """A locator, reference or title looks like a number and is not in quotes.

    What it finds:
        `5.10` and `1:30` without quotes where a text is meant.
    Why it matters:
        Other readers make 5.1 of 5.10, and 90 of 1:30; a citation then points to the wrong section.
    Wrong:
        # part of a rule, as it is
        history:
          2024-01-15:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide, locator: 5.10}
            confidence: primary
    Right:
        # part of a rule, as it is
        history:
          2024-01-15:
            states: Patients are followed for at least 15 years.
            met_when: {at_least: {follow_up.planned: 15 years}}
            source: {document: demo-guide, locator: "5.10"}
            confidence: primary
    """
    for file in subject.of_kind("documents", "jurisdiction", "rules", "decisions"):
        assert file.node is not None  # noqa: S101  such files are not listed
        for path, scalar in scalars(file.node):
            if path and path[-1] in _TEXT_KEYS and scalar.plain and (_DECIMAL_WITH_ZERO.fullmatch(scalar.text) or _SEXAGESIMAL.fullmatch(scalar.text)):
                yield _quoted(file, path, scalar, f"{path[-1]} {scalar.text} is a text that other YAML readers take for a number")


@code("AC016")
def unfinished_text(subject: Subject) -> Iterator[Found]:
    """A placeholder was left in a text.

    What it finds:
        TODO, TBD, FIXME, XXX or ??? in any value.
    Why it matters:
        It would be printed to users as if it were part of the rule.
    Wrong:
        # part of a rule
        closes_with: TODO
    Right:
        # part of a rule
        closes_with: Extend the plan to fifteen years.
    """
    for file in subject.files.values():
        if not file.is_wanted or file.node is None or _UNFINISHED.search(file.text) is None:
            continue
        for path, scalar in scalars(file.node):
            if (match := _UNFINISHED.search(scalar.text)) is not None:
                yield file.found(path, f"“{match[0]}” was left in the text", "write it out, or leave the key out")


@code("AC017")
def wrong_value(subject: Subject) -> Iterator[Found]:
    """A value cannot be read as what its place wants.

    What it finds:
        A count below 0, a code without its register, an amount without a number, an empty text.
    Why it matters:
        It cannot be compared with anything.
    Wrong:
        # dossier.yaml
        indication: {codes: ["70"]}
    Right:
        # dossier.yaml
        indication: {codes: ["ORPHA:70"]}
    """
    return subject.refused("wrong-value")


@code("AC018", "warning", "strict", fixes=True)
def key_order(subject: Subject) -> Iterator[Found]:
    """The keys of a rule do not stand in the usual order.

    What it finds:
        Rules whose keys are not in the order name, topic, kind, level, member, title, applies_when, history, still_valid_on, closes_with,
        practice, note, replaced_by, examples.
    Why it matters:
        Hundreds of rules are read side by side; a key is looked for where it always stands.
    Wrong:
        # demo/clinical.yaml
        DEMO-002:
          topic: trial-design
          name: evidence-levels
          kind: stance
          title: Levels of evidence
          history:
            2024-01-15:
              states: Evidence is graded on two levels.
              values: {scale: [high, low]}
              source: {document: demo-guide, locator: section 3}
              confidence: primary
    Right:
        # demo/clinical.yaml
        DEMO-002:
          name: evidence-levels
          topic: trial-design
          kind: stance
          title: Levels of evidence
          history:
            2024-01-15:
              states: Evidence is graded on two levels.
              values: {scale: [high, low]}
              source: {document: demo-guide, locator: section 3}
              confidence: primary
    """
    from atmpcmp.lint.reordering import reordered

    order = {key: index for index, key in enumerate(RULE_KEYS)}
    for linted in subject.wanted_rules:
        keys = [key for key in linted.node.entries if key in order]
        for before, after in pairwise(keys):
            if order[before] > order[after]:
                fix = reordered(linted.file, linted.node, sorted(linted.node.entries, key=lambda key: order.get(key, len(order))))
                yield linted.found((after,), f"{after} stands after {before}", f"the order is: {', '.join(RULE_KEYS)}", of_key=True, fix=fix)
                break


@code("AC019", "warning", "strict", fixes=True)
def schema_line(subject: Subject) -> Iterator[Found]:
    """A file does not name the JSON Schema that lies beside it.

    What it finds:
        Files of a folder of data that has a folder `schemas`, without the line by which editors find the schema of the file, or with another one.
        Where there are no schemas nothing is found.
    Why it matters:
        With it an editor completes fields and values and marks mistakes while they are typed.
    Wrong:
        # schemas/dossier.schema.json
        {}
        # dossier.yaml
        product: {gmo: true}
    Right:
        # schemas/dossier.schema.json
        {}
        # dossier.yaml
        # yaml-language-server: $schema=../../schemas/dossier.schema.json
        product: {gmo: true}
    """
    for file in subject.of_kind("jurisdiction", "documents", "rules", "topics", "dossier", "decisions"):
        schema = _schema_beside(file.path.absolute(), f"{file.kind}.schema.json")
        if not schema:
            continue
        line = f"# yaml-language-server: $schema={schema}"
        first = file.lines[0]
        if first.rstrip() != line:
            end = len(first) + 1 if first.startswith("# yaml-language-server:") else 1
            edit = Edit(1, 1, 1, end, line if end > 1 else f"{line}\n")
            yield Found(file.name, 1, 1, "the first line does not name the schema of this file", f"write {line}", fix=(edit,))


def _schema_beside(path: Path, name: str) -> str:
    """The way from a file to its schema in a folder `schemas` around it; nothing where there is none."""
    for up, folder in enumerate(path.parents[:_FAR_UP]):
        if (folder / "schemas" / name).is_file():
            return f"{'../' * up}schemas/{name}"
    return ""


_FAR_UP = 5
RULE_KEYS = (
    "name",
    "topic",
    "kind",
    "level",
    "member",
    "title",
    "applies_when",
    "history",
    "still_valid_on",
    "closes_with",
    "practice",
    "note",
    "replaced_by",
    "examples",
)


def _has_old_word(text: str) -> bool:
    return _OLD_WORD_IN_TEXT.search(text) is not None


_OLD_WORD_IN_TEXT = re.compile(r"[\s\[,:{-](?:" + "|".join(_OLD_WORDS) + r")\s*(?:[,\]}:#]|$)", re.MULTILINE)


def _quoted(file: LintedFile, path: Steps, scalar: Scalar, message: str) -> Found:
    end = scalar.column + len(scalar.text)
    edit = Edit(scalar.line, scalar.column, scalar.line, end, f'"{scalar.text}"')
    rule = str(path[0]) if file.kind == "rules" and path else ""
    return file.found(path, message, f'write "{scalar.text}"', rule=rule, fix=(edit,))


def _scalar_at(file: LintedFile, found: Found) -> Scalar | None:
    return file.scalars_by_place.get((found.line, found.column))


def _replaced(found: Found, scalar: Scalar, text: str) -> Found:
    from dataclasses import replace

    return replace(found, fix=(Edit(scalar.line, scalar.column, scalar.line, scalar.column + len(scalar.text), text),))


def _with_replacement(subject: Subject, name: str) -> Iterator[Found]:
    """Refused words with one near right word carry it as a fix."""
    from atmpcmp.lint.near_word import with_near_word

    for found in subject.refused(name):
        yield with_near_word(subject, found)
