"""The coverage-guided run: `python -m fuzzing.coverage_guided --target dossier --executions 200000`, from `tests`, in an environment that has atheris.

A crash does not end the run: its input is kept by its place in the code, once for each place, and counted. What takes long is kept too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW_SECONDS = 5.0
MAX_LENGTH = 4096
MAX_MEGABYTES = 4096


class Run:
    """One run of one target: what was executed, and what came of it."""

    def __init__(self, target: str, execute: Callable[[str, bytes], bool], found: Path, executions: int) -> None:
        """Nothing is executed yet."""
        self.target = target
        self.execute = execute
        self.found = found
        self.wanted = executions
        self.executed = self.accepted = 0
        self.slowest = 0.0
        self.crashes: Counter[str] = Counter()
        self.begun = time.monotonic()

    def one(self, data: bytes) -> None:
        """Execute one input. Processor time is measured: a busy machine makes nothing slow."""
        begun = time.process_time()
        try:
            self.accepted += self.execute(self.target, data)
        except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
            frame = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}", data)
        spent = time.process_time() - begun
        self.slowest = max(self.slowest, spent)
        if spent > SLOW_SECONDS:
            self._keep("slow", data)
        self.executed += 1
        if self.executed % 10_000 == 0 or self.executed == self.wanted:
            sys.stdout.write(json.dumps(self.summary()) + "\n")
            sys.stdout.flush()

    def summary(self) -> dict[str, object]:
        """What the log says."""
        return {
            "target": self.target, "executed": self.executed, "accepted": self.accepted, "crashes": dict(self.crashes),
            "slowest_seconds": round(self.slowest, 3), "elapsed_seconds": round(time.monotonic() - self.begun, 1), "python": platform.python_version(),
        }  # fmt: skip

    def _keep(self, name: str, data: bytes) -> None:
        self.crashes[name] += 1
        if self.crashes[name] <= 3:
            self.found.mkdir(parents=True, exist_ok=True)
            (self.found / f"{self.target}-{name}-{hashlib.sha256(data).hexdigest()[:8]}").write_bytes(data)


def main() -> None:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", required=True)
    parser.add_argument("--executions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path("fuzzing-found"))
    chosen = parser.parse_args()

    import atheris

    with atheris.instrument_imports(include=["atmpcmp"]):
        from .seeds import seeds
        from .targets import TARGETS, execute

    if chosen.target not in TARGETS:
        parser.error(f"--target is one of {', '.join(TARGETS)}")
    corpus = Path(tempfile.mkdtemp(prefix="fuzzing-corpus-"))
    for data in seeds(chosen.target, MAX_LENGTH):
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    words = corpus.parent / f"{corpus.name}.dict"
    words.write_text(
        "".join(
            f'"{word}"\n'
            for word in ("format:", "atmpcmp-", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!", "<<", "|", ">", "\\xef\\xbb\\xbf", "%YAML 1.1", "---", "...")
        )
    )
    run = Run(chosen.target, execute, chosen.found, chosen.executions)
    flags = [
        f"-runs={chosen.executions}", f"-seed={chosen.seed}", f"-max_len={MAX_LENGTH}", f"-dict={words}", f"-rss_limit_mb={MAX_MEGABYTES}", "-timeout=300",
        "-print_final_stats=1", f"-artifact_prefix={chosen.found}-", "-verbosity=1", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *flags], run.one, enable_python_coverage=True)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
