"""The blocks of YAML in the pages of lint codes, written out to a folder of data."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from atmpcmp.reading.data_folders import bundled_data

DATA = Path(__file__).parent.parent / "data" / "lint"
_DIRECTIVE = re.compile(r"# (?:(?P<file>\S+\.(?:yaml|schema\.json)))?(?:, )?(?P<how>part of a rule, as it is|part of a rule|parts of rules|at the end)?$")


class _Words(yaml.SafeLoader):
    """YAML whose dates and words stay words, as the project reads it."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in found if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def load(text: str) -> Any:
    """Plain data of a block."""
    return yaml.load(text, Loader=_Words)  # noqa: S506  a safe loader with fewer types


WHOLE: dict[str, dict[str, Any]] = load((DATA / "whole-rules.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Part:
    """One file of a block."""

    file: str
    how: str
    text: str


def parts(block: str) -> list[Part]:
    """The files of a block, each begun by a comment that names it."""
    found: list[Part] = []
    for line in block.split("\n"):
        directive = _DIRECTIVE.fullmatch(line)
        if directive is not None and (directive["file"] or directive["how"]):
            found.append(Part(_placed(directive["file"] or "demo/clinical.yaml"), directive["how"] or "", ""))
        else:
            last = found[-1]
            found[-1] = Part(last.file, last.how, f"{last.text}{line}\n")
    return found


def _placed(file: str) -> str:
    if file == "dossier.yaml":
        return "products/demo/dossier.yaml"
    if "/" not in file or file.startswith(("products/", "schemas/")):
        return file
    return f"jurisdictions/{file}"


def write(block: str, folder: Path) -> Path:
    """A folder of data with what a block says; gives the folder."""
    shutil.copytree(DATA / "base", folder, dirs_exist_ok=True)
    for name in ("vocabulary.yaml", "topics.yaml"):
        shutil.copy(bundled_data() / name, folder / name)
    for part in parts(block):
        path = folder / part.file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if part.how == "at the end" else ""
        path.write_text(before + _text(part, path.relative_to(folder)), encoding="utf-8")
    return folder


def _text(part: Part, path: Path) -> str:
    home = next((name for name in path.parts[1:2]), "demo").upper()
    match part.how:
        case "part of a rule":
            return _dumped({f"{home}-001": whole(load(part.text))})
        case "parts of rules":
            return _dumped({rule: whole(said) for rule, said in load(part.text).items()})
        case "part of a rule, as it is":
            return as_it_is(part.text, f"{home}-001")
        case _:
            return part.text


def whole(said: dict[str, Any]) -> dict[str, Any]:
    """A rule with a part of it put in; conditions, values and examples are taken whole, everything else is merged."""
    base = WHOLE[said.get("kind", "requirement")]
    merged = {**base, **said}
    if "history" in said:
        entry = next(iter(base["history"].values()))
        merged["history"] = {since: {**entry, **(told or {})} for since, told in said["history"].items()}
        for told in merged["history"].values():
            if told.get("ended"):
                for key in ("met_when", "open_when", "values"):
                    told.pop(key, None)
    return merged


def as_it_is(text: str, rule: str) -> str:
    """The text of a rule in which the keys of a block stand as they are written there."""
    given = {line.partition(":")[0] for line in text.split("\n") if line and not line.startswith((" ", "#"))}
    base = {key: value for key, value in WHOLE["requirement"].items() if key not in given}
    return _dumped({rule: base}) + "".join(f"  {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))


def _dumped(data: Any) -> str:
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=200)
    # Dates are written as they are in rule files: without quotes.
    return re.sub(r"'(\d{4}(?:-\d{2}){0,2})'", r"\1", text)
