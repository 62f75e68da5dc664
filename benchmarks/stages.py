"""Where the time of one check goes, measured inside fresh processes; writes the table of docs/speed.md.

python benchmarks/stages.py [--runs 15] [--short]
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys

from measuring import ENVIRONMENT, TOP, keep, say

PAGE = TOP / "docs" / "speed.md"
DOSSIER = str(TOP / "data" / "products" / "zolgensma" / "dossier.yaml")
STAGES = {
    "Python itself": "start of the interpreter",
    "typer": "import of typer, by which the command line is described",
    "pydantic": "import of pydantic, of which models are made",
    "rich": "import of rich, by which tables are laid out",
    "own modules": "import of what judges and reads",
    "library": "digest of the files, and the compiled library",
    "YAML": "import of PyYAML",
    "dossier": "reading and typing the dossier",
    "judging": "compiling the conditions and judging all rules in force",
    "precedents": "decisions on other products, compiled",
    "report": "import of the report, and the table itself",
}
CODE = f"""
import json, sys, time, gc
gc.disable()
laps, last = {{"Python itself": time.process_time()}}, time.process_time()
def lap(name):
    global last
    now = time.process_time(); laps[name] = laps.get(name, 0) + now - last; last = time.process_time()
import atmpcmp.cli; lap("own modules")
import typer; lap("typer")
import pydantic; pydantic.BaseModel; lap("pydantic")
import rich.console, rich.table, rich.text; lap("rich")
import atmpcmp.cli.check_command
from pathlib import Path
from atmpcmp.engine.check import check
from atmpcmp.engine.verdict import Judge
from atmpcmp.reading.library_cache import load_library
lap("own modules")
library = load_library(); lap("library")
import yaml; lap("YAML")
from atmpcmp.reading.dossier_file import read_dossier; lap("own modules")
dossier = read_dossier(Path({DOSSIER!r}), library.vocabulary); lap("dossier")
result = check(library, dossier, judge=Judge(library)); lap("judging")
from atmpcmp.reading.decided_products import read_decided_products; lap("own modules")
decided = read_decided_products(library); lap("precedents")
from atmpcmp.reports import check_table
from atmpcmp.reports.terminal import Terminal
check_table.render([result], library, Terminal(100, True), decided=decided); lap("report")
print(json.dumps(laps))
"""


def main() -> None:
    """Measure, print the shares, keep them and write them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--short", action="store_true", help="two runs, nothing kept, nothing asserted")
    chosen = parser.parse_args()
    runs = []
    for run in range((2 if chosen.short else chosen.runs) + 1):
        said = subprocess.run([sys.executable, "-c", CODE], env=ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout
        if run:
            runs.append(json.loads(said))
    medians = {name: statistics.median([one.get(name, 0.0) for one in runs]) for name in STAGES}
    whole = sum(medians.values())
    shares = {name: seconds / whole for name, seconds in medians.items()}
    for name, share in shares.items():
        say(f"{name:14} {share:6.1%}")
    if chosen.short:
        return
    keep("stages", {"runs": chosen.runs, "shares": shares, "seconds": medians})
    rows = ["| stage | what happens | share |", "|---|---|---|", *(f"| {name} | {STAGES[name]} | {share:.0%} |" for name, share in shares.items())]
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"(?s)(<!-- stages -->\n).*?(<!-- /stages -->)", lambda found: found[1] + "\n".join(rows) + "\n" + found[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
