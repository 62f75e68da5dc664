"""The same input gives the same bytes, whatever the machine is called, where it stands and how it hashes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent
PRODUCTS = [str(path) for path in sorted((TOP / "data" / "products").glob("*/dossier.yaml"))]
RULES = TOP / "tests" / "data" / "diff"
DAY = ["--as-of", "2026-06-30"]
COMMANDS = {
    "check.json": ["check", *PRODUCTS, *DAY, "--fail-on", "never", "--all"],
    "check.csv": ["check", PRODUCTS[0], *DAY, "--fail-on", "never"],
    "check.md": ["check", PRODUCTS[0], *DAY, "--fail-on", "never"],
    "check.txt": ["check", PRODUCTS[0], *DAY, "--fail-on", "never", "--all"],
    "diff.json": ["diff", "EMA", "G-BA", *DAY],
    "matrix.csv": ["matrix", *DAY],
    "precedents.json": ["precedents", PRODUCTS[0], *DAY],
    "backtest.json": ["backtest"],
    "lint.sarif": ["lint", str(TOP / "tests" / "data" / "diff"), "--fail-on", "never"],
    "rules.json": ["list", "rules"],
    "schema.json": ["schema", "rules"],
}
# Each differs from the usual one in several ways at once: what fails says which report, and a second look says which way.
SURROUNDINGS = {
    "an early zone, another hash seed, the C locale, a narrow terminal": {
        "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "12345", "LC_ALL": "C", "LANG": "C", "COLUMNS": "40", "LINES": "5", "TERM": "dumb",
    },
    "a late zone, a third hash seed, a Turkish locale, a wide terminal in colour": {
        "TZ": "Etc/GMT+12", "PYTHONHASHSEED": "777", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "COLUMNS": "250", "TERM": "xterm-256color",
        "FORCE_COLOR": "1",
    },
    "no UTF-8, no cache": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1", "ATMPCMP_CACHE_DIR": ""},
}  # fmt: skip
ALL_IN_ONE = """
import sys
sys.path.insert(0, {source!r})
from atmpcmp.cli import main
for arguments in {commands!r}:
    try:
        main(arguments)
    except SystemExit as left:
        assert left.code == 0, (arguments, left.code)
"""


def _written(folder: Path, surroundings: dict[str, str], python: str = sys.executable) -> dict[str, bytes]:
    """Every command's report, all made in one process."""
    folder.mkdir()
    commands = [[*arguments, "--output", str(folder / name)] for name, arguments in COMMANDS.items()]
    script = ALL_IN_ONE.format(source=str(TOP / "src"), commands=commands)
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "PYTHONPATH")}
    cache = {"ATMPCMP_CACHE_DIR": str(folder.parent / "cache"), "PYTHONHASHSEED": "0"}
    done = subprocess.run([python, "-c", script], capture_output=True, text=True, check=False, env=environment | cache | surroundings, cwd=TOP)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    written = _written(tmp_path_factory.mktemp("usual") / "reports", {})
    assert set(written) == set(COMMANDS)
    assert min(map(len, written.values())) > 500
    return written


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_elsewhere(usual: dict[str, bytes], tmp_path: Path, surroundings: dict[str, str]) -> None:
    assert _written(tmp_path / "reports", surroundings) == usual


def _others() -> list[str]:
    """Interpreters of other versions that have what we need: those in ATMPCMP_PYTHONS, and what is on the path."""
    named = [*os.environ.get("ATMPCMP_PYTHONS", "").split(os.pathsep), *(shutil.which(f"python3.{minor}") for minor in (11, 12, 13, 14))]
    return [path for path in dict.fromkeys(filter(None, named)) if _has_what_we_need(path)]


def _has_what_we_need(python: str) -> bool:
    script = f"import sys; assert sys.version_info[:2] >= (3, 11) and sys.version_info[:2] != {sys.version_info[:2]}; import pydantic, rich, typer, yaml"
    try:
        return subprocess.run([python, "-c", script], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


OTHERS = _others()


@pytest.mark.skipif(not OTHERS, reason="no other Python with our dependencies; name some in ATMPCMP_PYTHONS")
@pytest.mark.parametrize("python", OTHERS or ["none"])
def test_on_another_python(usual: dict[str, bytes], tmp_path: Path, python: str) -> None:
    assert _written(tmp_path / "reports", {}, python) == usual


def test_the_order_in_which_files_lie_in_a_folder(tmp_path: Path) -> None:
    """A file system lists files in the order that it likes: that in which they were written, or none."""
    reports = []
    for index, is_backwards in enumerate((False, True)):
        folder = tmp_path / str(index) / "rules"
        for source in sorted(RULES.rglob("*.yaml"), reverse=is_backwards):
            target = folder / source.relative_to(RULES)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
        report = tmp_path / str(index) / "report.json"
        done = subprocess.run(
            [sys.executable, "-m", "atmpcmp", "list", "rules", "--rules", "rules", "--format", "json", "--output", str(report)],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder.parent,
            env={**os.environ, "PYTHONPATH": str(TOP / "src"), "ATMPCMP_CACHE_DIR": ""},
        )
        assert done.returncode == 0, done.stderr
        reports.append(report.read_bytes())
    assert reports[0] == reports[1]
