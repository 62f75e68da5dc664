"""How a portfolio scales: dossiers per second and core, growth in dossiers and in rules, memory, and what a second process gains.

    python benchmarks/portfolio.py            100, 1,000 and 10,000 dossiers, up to 10,000 rules: about half an hour
    python benchmarks/portfolio.py --short    for CI: 25 to 400 dossiers, up to 3,000 rules; exits with 1 where growth or memory is out of bounds

Time is processor time of all processes, which other work on the machine disturbs least; the gain of a second process is the one figure that needs the clock,
and is given beside the share of two processors that the run got.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from atmpcmp import Judge, Library, check, load_dossier, load_library
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.data_folders import bundled_data

TODAY = date(2026, 6, 30)
# The fewest dossiers that are told in short: what starting costs.
SHORT = 4
DISTINCT = 200
SEED = 20260630
KEPT = ("dossier", "product", "indication")
# The aim is 1.05; what a shared machine adds by its caches and its other work is no reason for CI to fail.
MAX_EXPONENT = 1.15
MAX_KILOBYTES_PER_DOSSIER = {"json": 8, "csv": 8, "plain": 8}


class Run(NamedTuple):
    """One call of the command line: seconds of processors, seconds of the clock, and the largest process."""

    processor: float
    clock: float
    kilobytes: int


def generated(folder: Path, library: Library, count: int) -> list[Path]:
    """Dossiers of the bundled products with sections left out at random: each valid, no two alike in what they state."""
    chance = random.Random(SEED)
    sources = [(path.parent.name, path.read_text(encoding="utf-8")) for path in sorted((bundled_data() / "products").glob("*/dossier.yaml"))]
    made: list[Path] = []
    while len(made) < count:
        product, text = sources[len(made) % len(sources)]
        sections = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
        path = folder / f"{product}-{len(made):04d}.yaml"
        path.write_text("".join(part for part in sections if part.startswith(KEPT) or chance.random() < 0.85), encoding="utf-8")
        try:
            load_dossier(path, library)
        except InvalidInputError:
            continue
        made.append(path)
    return made


def called(paths: list[Path], form: str, jobs: int, *more: str) -> Run:
    """`atmpcmp check` as a process of its own."""
    command = [sys.executable, "-m", "atmpcmp", "check", *map(str, paths), "--format", form, "--jobs", str(jobs), "--fail-on", "never", *more]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    kilobytes, pid = 0, 0
    while not pid:
        # The system's own record of the largest size counts what this process was before it became the other.
        kilobytes = max(kilobytes, _largest(process.pid))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        time.sleep(0 if pid else 0.02)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"check of {len(paths)} dossiers failed with {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, kilobytes)


def _largest(pid: int) -> int:
    """The most memory that a process of Linux has held so far, in kilobytes."""
    try:
        return int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))[0])
    except (OSError, IndexError):
        return 0


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of a straight line through the logarithms: 1 where twice as much takes twice as long."""
    across, up = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    mean_across, mean_up = sum(across) / len(across), sum(up) / len(up)
    return sum((x - mean_across) * (y - mean_up) for x, y in zip(across, up, strict=True)) / sum((x - mean_across) ** 2 for x in across)


def growth_in_dossiers(paths: list[Path], sizes: list[int], form: str) -> tuple[float, float]:
    """Print a line for each size; give the exponent, and kilobytes of memory that a further dossier takes."""
    start = min(called(paths[:SHORT], form, 1).processor for _ in range(3))
    print(f"\n{form}: start with {SHORT} dossiers {start:.2f} s")
    runs = []
    for size in sizes:
        run = called([paths[index % len(paths)] for index in range(size)], form, 1)
        each = (run.processor - start) / (size - SHORT)
        print(
            f"{size:>7} dossiers  {run.processor:8.2f} s of processor  {1 / each:6.1f} dossiers/s per core  {1000 * each:6.2f} ms each  "
            f"{run.kilobytes / 1024:6.1f} MB"
        )
        runs.append(run)
    slope = exponent([size - SHORT for size in sizes], [run.processor - start for run in runs])
    memory = (runs[-1].kilobytes - runs[0].kilobytes) / (sizes[-1] - sizes[0])
    print(f"growth exponent {slope:.3f}; memory {memory:.2f} kB for each further dossier")
    return slope, memory


def gain_of_two(paths: list[Path], size: int, form: str) -> None:
    """One and two processes in turns, the better of three of each."""
    wanted = [paths[index % len(paths)] for index in range(size)]
    runs = [(called(wanted, form, 1), called(wanted, form, 2)) for _ in range(3)]
    one, two = min(run.clock for run, _ in runs), min(run.clock for _, run in runs)
    work = min(run.processor for _, run in runs) / min(run.processor for run, _ in runs)
    share = max((run.processor / run.clock for _, run in runs))
    print(
        f"{form}, {size} dossiers: 1 process {one:.2f} s, 2 processes {two:.2f} s by the clock: {one / two:.2f} times as fast, "
        f"with {share:.2f} processors to be had; ",
        end="",
    )
    print(f"{100 * (work - 1):+.1f} % work")


def replicated(library: Library, times: int) -> Library:
    """The library with every rule so many times, under ids of their own."""
    rules = [rule if not time_ else rule.model_copy(update={"id": f"{rule.id}-{time_}"}) for time_ in range(times) for rule in library.rules]
    return Library.model_construct(vocabulary=library.vocabulary, topics=library.topics, jurisdictions=library.jurisdictions, rules=tuple(rules))


def growth_in_rules(paths: list[Path], library: Library, most: int) -> float:
    """Print a line for each size of the library; give the exponent."""
    dossiers = [load_dossier(path, library) for path in paths[:4]]
    # As the command line does: the collector would look at the whole library again and again.
    gc.disable()
    times = sorted({1, 2, 4, 8, max(most // len(library.rules), 1)} & set(range(most // len(library.rules) + 1)))
    sizes, seconds = [], []
    print("\nrules: judging, with divergences and summary, of one dossier")
    for count in times:
        larger = replicated(library, count)
        judge = Judge(larger)
        best = math.inf
        for _ in range(3):
            gc.collect()
            started = time.process_time()
            for dossier in dossiers:
                result = check(larger, dossier, today=TODAY, judge=judge)
                _ = result.divergences, result.summary
            best = min(best, time.process_time() - started)
        sizes.append(len(larger.rules))
        seconds.append(best / len(dossiers))
        print(f"{sizes[-1]:>7} rules  {1000 * seconds[-1]:8.2f} ms  {1e6 * seconds[-1] / sizes[-1]:6.2f} µs a rule")
    slope = exponent(sizes, seconds)
    print(f"growth exponent {slope:.3f}")
    return slope


def main() -> None:
    """Run the whole benchmark, or the short form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="sizes that CI has time for, and an exit code")
    parser.add_argument("--formats", default="", help="of: json, csv, plain")
    parser.add_argument("--sizes", default="", help="numbers of dossiers")
    parser.add_argument("--rules", type=int, default=0, help="up to so many rules")
    parser.add_argument("--gain", type=int, default=0, help="dossiers for the gain of a second process")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",") if size] or ([25, 100, 400] if asked.short else [100, 1_000, 10_000])
    forms = [form for form in asked.formats.split(",") if form] or (["plain"] if asked.short else ["plain", "json", "csv"])
    library = load_library()
    print(f"{len(library.rules)} rules, Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        paths = generated(Path(folder), library, min(DISTINCT, max(sizes)))
        slope = growth_in_rules(paths, library, asked.rules or (3_000 if asked.short else 10_000))
        failed += [f"growth in rules {slope:.3f}"] if slope > MAX_EXPONENT else []
        for form in forms:
            slope, memory = growth_in_dossiers(paths, sizes, form)
            failed += [f"growth in dossiers {slope:.3f} ({form})"] if slope > MAX_EXPONENT else []
            failed += [f"{memory:.1f} kB a dossier ({form})"] if memory > MAX_KILOBYTES_PER_DOSSIER[form] and not asked.short else []
        print()
        for form in forms:
            gain_of_two(paths, asked.gain or (100 if asked.short else 400), form)
    if failed:
        print("out of bounds: " + "; ".join(failed))
    if asked.short and failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
