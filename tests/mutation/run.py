"""How many of the mistakes that can be made in a room the tests find: `python -m mutation.run --room engine --sample 150 --coverage FILE`, from `tests`.

Each mutant gets a process of its own, in which the tests that reach its line run until one fails. Which tests reach a line is read from a coverage file
that was recorded with `dynamic_context = test_function`.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import json
import math
import os
import random
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .mutants import Mutant, count, mutant

if TYPE_CHECKING:
    from collections.abc import Sequence

TESTS = Path(__file__).parent.parent
SOURCE = TESTS.parent / "src" / "atmpcmp"
FIRST, SECONDS = 25, 120
NO_TEST = 5


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module with a mistake in it."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> Any:
        return importlib.util.spec_from_loader(name, self, origin=str(self.path)) if name == self.name else None

    def create_module(self, _spec: object) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        module.__file__ = str(self.path)
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)  # noqa: S102  our own source with a mistake in it


class Reach:
    """Which tests reach which line."""

    def __init__(self, file: Path) -> None:
        from coverage import CoverageData

        self.data = CoverageData(str(file))
        self.data.read()
        self.homes = {path.stem: path for path in sorted(TESTS.rglob("test_*.py"))}

    def tests(self, path: Path, line: int) -> list[str]:
        """The tests that reach a line, those of the module's own room first; all that reach the module, where the line runs on import."""
        contexts = self.data.contexts_by_lineno(str(path))
        names = {name for name in contexts.get(line, []) if name} or {name for found in contexts.values() for name in found if name}
        ids = sorted({found for name in names if (found := self._id(name))})
        random.Random(line).shuffle(ids)
        return sorted(ids, key=lambda one: (path.stem not in one, f"/{path.parent.name}/" not in one))

    def _id(self, context: str) -> str:
        parts = context.split(".")
        index = next((at for at, part in enumerate(parts) if part.startswith("test_") and part in self.homes), None)
        return f"{self.homes[parts[index]]}::{parts[index + 1]}" if index is not None and index + 1 < len(parts) else ""


def fails(path: Path, mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether a test fails, or never ends, with the mistake in place."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            os.environ["ATMPCMP_CACHE_DIR"] = ""
            sys.meta_path.insert(0, _Mutated(f"atmpcmp.{path.parent.name}.{path.stem}", path, mutant.source))
            import pytest

            code = int(
                pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning", "--rootdir", str(TESTS.parent), *tests])
            )
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return not (os.WIFEXITED(status) and os.WEXITSTATUS(status) in (0, NO_TEST))


def is_killed(path: Path, mutant: Mutant, reach: Reach, also: Sequence[str]) -> bool:
    """Whether the tests find the mistake: the nearest first, then all that reach it, then what else was named."""
    tests = reach.tests(path, mutant.line)
    return any(some and fails(path, mutant, some) for some in (also, tests[:FIRST], tests[FIRST:]))


def interval(killed: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share, at 95 %."""
    share, scale = killed / of, 1 + z * z / of
    middle, spread = (share + z * z / (2 * of)) / scale, z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / scale
    return middle - spread, middle + spread


def main() -> None:
    """Try a sample of the mutants of one room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--room", required=True, choices=("model", "reading", "engine", "lint"))
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--coverage", type=Path, required=True)
    parser.add_argument("--log", type=Path, required=True, help="a line of JSON for each mutant; what it holds already is not tried again")
    parser.add_argument("--again", action="store_true", help="try the survivors of the log again")
    parser.add_argument("--also", nargs="*", default=[], help="tests that are run first on every mutant: those that the coverage file does not know")
    chosen = parser.parse_args()
    # What every process needs is loaded once, before any of them; nothing of ours is.
    for name in ("pytest", "_pytest.assertion.rewrite", "hypothesis", "pydantic", "yaml", "rich.table", "rich.console", "typer", "jsonschema"):
        importlib.import_module(name)
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((SOURCE / chosen.room).glob("*.py"))}
    everything = [(path, number) for path, text in texts.items() for number in range(count(text))]
    # Shuffled, not sampled: a larger sample holds every smaller one of the same seed.
    random.Random(chosen.seed).shuffle(everything)
    sample = everything[: chosen.sample]
    reach = Reach(chosen.coverage)
    told: dict[tuple[str, int, str], bool] = {}
    if chosen.log.exists():
        for record in map(json.loads, chosen.log.read_text(encoding="utf-8").splitlines()):
            told[record["file"], record["line"], record["what"]] = record["killed"]
    # Tests that fail without a mistake would find every one.
    sound = sample[0][0]
    if fails(sound, Mutant(1, "nothing", texts[sound]), [*chosen.also, *reach.tests(sound, 1)[:5]]):
        parser.error("the tests fail as it is")
    killed = tried = 0
    with chosen.log.open("a", encoding="utf-8") as log:
        for path, number in sample:
            one = mutant(texts[path], number)
            key = (f"{path.parent.name}/{path.name}", one.line, one.what)
            if key not in told or (chosen.again and not told[key]):
                begun = time.monotonic()
                told[key] = is_killed(path, one, reach, chosen.also)
                record = {"file": key[0], "line": key[1], "what": key[2], "killed": told[key], "seconds": round(time.monotonic() - begun, 1)}
                log.write(json.dumps(record, ensure_ascii=False) + "\n")
                log.flush()
            tried += 1
            killed += told[key]
    low, high = interval(killed, tried)
    sys.stdout.write(f"{chosen.room}: {killed} of {tried} killed ({killed / tried:.0%}, 95 % interval {low:.0%} to {high:.0%}), of {len(everything)} mutants\n")


if __name__ == "__main__":
    main()
