"""The house: imports point one way, rich and typer live in one room each, and start-up pays for nothing that a command does not need."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "atmpcmp"
MAY_IMPORT = {
    "model": set(),
    "reading": {"model"},
    "engine": {"model"},
    "lint": {"model", "reading", "engine"},
    "reports": {"model", "engine", "lint"},
    "cli": {"model", "reading", "engine", "lint", "reports"},
}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc", "base", "core"}


def _imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


MODULES = sorted(PACKAGE.glob("*/*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_imports_point_one_way(path: Path) -> None:
    room = path.parent.name
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] == "atmpcmp" and len(parts) > 1 and parts[1] in MAY_IMPORT and parts[1] != room:
            assert parts[1] in MAY_IMPORT[room], f"{room} imports {name}"
        if parts[0] == "rich":
            assert room == "reports"
        if parts[0] == "typer":
            assert room == "cli"


def test_every_room_is_known() -> None:
    assert {path.parent.name for path in MODULES} == set(MAY_IMPORT)


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert not NAMES_THAT_SAY_NOTHING & {path.stem for path in PACKAGE.rglob("*.py")}


def _loaded(code: str, tmp_path: Path) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    return set(done.stdout.splitlines()[-1].split())


def test_the_package_itself_costs_nothing(tmp_path: Path) -> None:
    loaded = _loaded("import atmpcmp", tmp_path)
    assert not {"typer", "rich", "pydantic", "yaml"} & loaded


def test_the_version_needs_neither_rules_nor_tables(tmp_path: Path) -> None:
    code = "from atmpcmp.cli import main\ntry:\n    main(['--version'])\nexcept SystemExit:\n    pass"
    loaded = _loaded(code, tmp_path)
    assert not {"yaml", "rich", "atmpcmp.model.library", "atmpcmp.cli.check_command"} & loaded


def test_a_check_imports_no_other_command(tmp_path: Path) -> None:
    code = "from atmpcmp.cli import main\ntry:\n    main(['check', 'missing.yaml'])\nexcept SystemExit:\n    pass"
    loaded = {name for name in _loaded(code, tmp_path) if name.startswith("atmpcmp.cli.") and name.endswith("_command")}
    assert loaded == {"atmpcmp.cli.check_command"}


def test_a_second_check_reads_neither_rules_nor_products_and_starts_nothing_for_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path / "cache"))
    dossier = PACKAGE.parent.parent / "data" / "products" / "zolgensma" / "dossier.yaml"
    code = f"from atmpcmp.cli import main\ntry:\n    main(['check', {str(dossier)!r}, '--format', 'plain'])\nexcept SystemExit:\n    pass"
    _loaded(code, tmp_path)
    loaded = _loaded(code, tmp_path)
    assert "atmpcmp.engine.check" in loaded
    assert not {"atmpcmp.reading.rule_file", "atmpcmp.reading.decisions_reader", "multiprocessing", "rich", "json"} & loaded


def test_models_and_engine_read_no_files() -> None:
    for room in ("model", "engine"):
        for path in (PACKAGE / room).glob("*.py"):
            assert not {"os", "pathlib", "io", "yaml"} & {name.partition(".")[0] for name in _imports(path)}, path
