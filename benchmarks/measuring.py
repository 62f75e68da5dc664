"""Commands and calls measured in turns, so that whatever else the machine does weighs on all of them alike."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TOP = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results.json"
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(TOP / "src"),
    "ATMPCMP_CACHE_DIR": os.path.join(tempfile.gettempdir(), "atmpcmp-benchmark-cache"),
    "COLUMNS": "100",
}
# Without compiled modules Python would translate the source on every start.
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)


def of_commands(commands: Mapping[str, Sequence[str]], runs: int, environments: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, dict[str, float]]:
    """Median seconds of whole processes, on the clock and of the processor; each command once before it counts."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            subprocess.run(
                command, env={**ENVIRONMENT, **(environments or {}).get(name, {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
            clock = time.perf_counter() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if run:
                found[name].append((clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return {
        name: {"clock": statistics.median([clock for clock, _ in times]), "processor": statistics.median([used for _, used in times])}
        for name, times in found.items()
    }


def of_calls(calls: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median seconds of the processor for calls inside this process."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            start = time.process_time()
            call()
            found[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in found.items()}


def versions(*packages: str) -> dict[str, str]:
    """The versions of packages that are installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def kept(part: str) -> dict[str, Any]:
    """The figures of one benchmark, as they stand."""
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")).get(part, {}) if RESULTS.exists() else {}
    return found


def keep(part: str, figures: dict[str, Any]) -> None:
    """Put the figures of one benchmark beside those of the others."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    machine = {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}", "cores": os.cpu_count()}
    results[part] = {"machine": machine, **figures}
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def say(line: str) -> None:
    """One line on the terminal."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
