"""A command as a whole process, against the imports that it cannot do without.

python benchmarks/start_up.py [--runs 15] [--short]
"""

from __future__ import annotations

import argparse
import sys

from measuring import TOP, keep, of_commands, say, versions

FLOOR = "import typer, rich.table, pydantic, yaml; pydantic.BaseModel"
NAMES = ["check", "precedents", "backtest", "diff", "matrix", "lint", "explain", "list", "new", "schema"]
# The smallest application of typer with as many commands: what help and completion cannot do without.
SMALLEST = f"""
import sys, typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.callback()
def root(version: bool = False) -> None: "Root."
def command() -> None: "A command."
for name in {NAMES!r}: app.command(name)(command)
app(args=sys.argv[1:], prog_name="smallest")
"""
SCRIPT = "from atmpcmp.cli import run; run()"
DOSSIER = str(TOP / "data" / "products" / "zolgensma" / "dossier.yaml")
AGAINST = {
    "check, table": "floor",
    "check, plain": "floor",
    "--version": "floor of --version",
    "--help": "floor of --help",
    "completion": "floor of completion",
}
MOST = {"check, table": 1.6, "--version": 1.0, "--help": 1.0, "completion": 1.0}


def main() -> None:
    """Measure, print the ratios and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--short", action="store_true", help="three runs, nothing kept; fails only where a check costs more than four times the floor")
    chosen = parser.parse_args()
    python = sys.executable
    commands = {
        "floor": [python, "-c", FLOOR],
        "floor of --version": [python, "-c", "import gc, os, sys; sys.stdout.write('smallest 0.1.0\\n'); sys.stdout.flush(); os._exit(0)"],
        "floor of --help": [python, "-c", SMALLEST, "--help"],
        "floor of completion": [python, "-c", SMALLEST],
        "check, table": [python, "-c", SCRIPT, "check", DOSSIER, "--format", "table"],
        "check, plain": [python, "-c", SCRIPT, "check", DOSSIER, "--format", "plain"],
        "--version": [python, "-c", SCRIPT, "--version"],
        "--help": [python, "-c", SCRIPT, "--help"],
        "completion": [python, "-c", SCRIPT],
    }
    environments = {
        "floor of completion": {"_SMALLEST_COMPLETE": "complete_bash", "COMP_WORDS": "smallest che", "COMP_CWORD": "1"},
        "completion": {"_ATMPCMP_COMPLETE": "complete_bash", "COMP_WORDS": "atmpcmp che", "COMP_CWORD": "1"},
    }
    found = of_commands(commands, 3 if chosen.short else chosen.runs, environments)
    ratios = {name: {kind: found[name][kind] / found[floor][kind] for kind in ("clock", "processor")} for name, floor in AGAINST.items()}
    for name, ratio in ratios.items():
        say(f"{name:14} {ratio['clock']:5.2f} times its floor by the clock, {ratio['processor']:5.2f} by the processor")
    if chosen.short:
        sys.exit(ratios["check, table"]["processor"] > 4)
    keep("start_up", {"runs": chosen.runs, "ratios": ratios, "wanted": MOST, "seconds": found, "versions": versions("typer", "rich", "pydantic", "pyyaml")})


if __name__ == "__main__":
    main()
