"""`lint` of the whole library against tools that lint YAML, on the same files.

    python benchmarks/linting.py [--runs 3] [--short]

Run it with a Python that has benchmarks/requirements.txt installed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import ENVIRONMENT, TOP, keep, kept, of_commands, say, versions

SCRIPT = "from atmpcmp.cli import run; run()"
SPECIAL = {"jurisdiction.yaml", "documents.yaml"}


def main() -> None:
    """Measure, print the ratios and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--short", action="store_true", help="one run on one jurisdiction, nothing kept, nothing asserted")
    parser.add_argument("--tools", nargs="*", default=[], help="only these; the figures of the others stay as they are")
    chosen = parser.parse_args()
    python = sys.executable
    jurisdictions = TOP / "data" / "jurisdictions"
    folder = jurisdictions / "cadth" if chosen.short else TOP / "data"
    files = [str(path) for path in sorted(folder.rglob("*.yaml"))]
    rules = [str(path) for path in sorted(folder.rglob("*.yaml")) if jurisdictions in path.parents and path.name not in SPECIAL]
    with tempfile.TemporaryDirectory() as made:
        schema = Path(made) / "rules.schema.json"
        schema.write_bytes(subprocess.run([python, "-c", SCRIPT, "schema", "rules"], env=ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout)
        commands = {
            "atmpcmp lint": [python, "-c", SCRIPT, "lint", str(folder)],
            "yamllint": [python, "-m", "yamllint", "-d", "relaxed", *files],
            "check-jsonschema": [python, "-m", "check_jsonschema", "--schemafile", str(schema), *rules],
            "cfn-lint": [str(Path(python).parent / "cfn-lint"), "--", *files],
        }
        installed = versions("yamllint", "check-jsonschema", "cfn-lint")
        commands = {name: command for name, command in commands.items() if name == "atmpcmp lint" or name in installed}
        if chosen.tools:
            commands = {name: command for name, command in commands.items() if name in ("atmpcmp lint", *chosen.tools)}
        found = of_commands(commands, 1 if chosen.short else chosen.runs)
    own = found["atmpcmp lint"]
    ratios = {name: {kind: times[kind] / own[kind] for kind in times} for name, times in found.items() if name != "atmpcmp lint"}
    for name, ratio in ratios.items():
        say(f"{name:18} takes {ratio['clock']:6.2f} times as long as atmpcmp lint by the clock, {ratio['processor']:6.2f} by the processor")
    if chosen.tools:
        ratios = kept("linting").get("ratios", {}) | ratios
        found = kept("linting").get("seconds", {}) | found
    if not chosen.short:
        keep("linting", {"runs": chosen.runs, "files": len(files), "rule_files": len(rules), "ratios": ratios, "seconds": found, "versions": installed})


if __name__ == "__main__":
    main()
