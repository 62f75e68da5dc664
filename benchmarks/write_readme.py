"""Write the figures of results.json into README.md.

python benchmarks/write_readme.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from measuring import RESULTS

PAGE = Path(__file__).parent / "README.md"


def _start_up(found: dict[str, Any]) -> list[str]:
    rows = ["| command | times its floor, by the clock | by the processor | wanted at most |", "|---|---|---|---|"]
    for name, ratio in found["ratios"].items():
        wanted = found["wanted"].get(name)
        rows.append(f"| {name} | {ratio['clock']:.2f} | {ratio['processor']:.2f} | {wanted if wanted is not None else '–'} |")
    return [*rows, "", f"Medians of {found['runs']} runs. {_made_with(found)}"]


def _linting(found: dict[str, Any]) -> list[str]:
    rows = ["| tool | times as long as `atmpcmp lint`, by the clock | by the processor |", "|---|---|---|"]
    rows += [f"| {name} | {ratio['clock']:.2f} | {ratio['processor']:.2f} |" for name, ratio in found["ratios"].items()]
    return [*rows, "", f"{found['files']} files, of which check-jsonschema sees the {found['rule_files']} with rules. {_made_with(found)}"]


def _judging(found: dict[str, Any]) -> list[str]:
    rows = ["| engine | clauses a second, times slower than atmpcmp | wrong yes | wrong no | refused | an example |", "|---|---|---|---|---|---|"]
    rows.append(f"| atmpcmp | 1 | 0 | 0 | 0 | {found['unknown']} of {found['answers']} answers are *unknown*, each with the field it waits for |")
    for name, one in found["peers"].items():
        rows.append(
            f"| {name} | {one['own_by_peer']:.2f} | {one['wrong_yes']} | {one['wrong_no']} | {one['refused']} | {one['example'] or 'it raises an error'} |"
        )
    said = f"{found['conditions']} conditions with {found['clauses']} clauses on {found['dossiers']} dossiers; medians of five rounds."
    return [*rows, "", f"{said} {_made_with(found)}"]


def _stages(found: dict[str, Any]) -> list[str]:
    return ["| stage | share |", "|---|---|", *(f"| {name} | {share:.0%} |" for name, share in found["shares"].items())]


def _made_with(found: dict[str, Any]) -> str:
    machine = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in found.get("versions", {}).items())
    return f"Python {machine['python']}, {machine['system']}, {machine['cores']} cores" + (f"; {versions}." if versions else ".")


PARTS = {"start_up": _start_up, "linting": _linting, "judging": _judging, "stages": _stages}


def page(text: str, results: dict[str, Any]) -> str:
    """The page with the figures between its marks."""
    for name, rows in PARTS.items():
        if name in results:
            table = "\n".join(rows(results[name]))
            text = re.sub(rf"(?s)(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda found, table=table: f"{found[1]}{table}\n{found[2]}", text)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
