"""What is depended on is bounded and locked; what is run reaches no network, starts no program and loads no code from data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
PACKAGE = TOP / "src" / "atmpcmp"
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIRED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
LOCKED = (TOP / "constraints.txt").read_text(encoding="utf-8")

NO_IMPORT = {
    "socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "xmlrpc", "webbrowser",
    "subprocess", "pty", "ctypes", "pickle", "marshal", "shelve", "dill", "joblib", "code", "codeop", "runpy",
}  # fmt: skip
NO_CALL = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
NO_ATTRIBUTE = {
    ("os", "system"), ("os", "popen"), ("os", "execv"), ("os", "execve"), ("os", "execvp"), ("os", "spawnl"), ("os", "spawnv"), ("os", "startfile"),
    ("yaml", "load"), ("yaml", "load_all"), ("yaml", "full_load"), ("yaml", "unsafe_load"), ("yaml", "Loader"), ("yaml", "FullLoader"),
    ("yaml", "UnsafeLoader"),
}  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_network_no_shell_no_pickle_no_eval(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        line = getattr(node, "lineno", 0)
        for name in names:
            parts = name.split(".")
            assert not {".".join(parts[:length]) for length in range(1, len(parts) + 1)} & NO_IMPORT, f"{path.name}:{line} imports {name}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in NO_CALL, f"{path.name}:{node.lineno} calls {node.func.id}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in NO_ATTRIBUTE, f"{path.name}:{node.lineno} uses {node.value.id}.{node.attr}"


def test_modules_imported_by_name_are_our_own() -> None:
    """A module that is imported when it is needed has a name that begins with ours and goes on with words of ours, never with what a file says."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "import_module":
                found.append(path.relative_to(PACKAGE).as_posix())
                (name,) = node.args
                assert ast.unparse(name).lstrip("f'\"").startswith(("atmpcmp.", "{__name__}.")), f"{path}:{node.lineno}"
    assert len(found) <= 6


WATCHED = """
import sys
seen = []
def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "ctypes.", "urllib.", "http.", "pickle.", "marshal.")):
        if not event.startswith(("marshal.",)):
            seen.append(event)
from atmpcmp.cli import main
sys.addaudithook(watch)
for arguments in (["check", sys.argv[1], "--fail-on", "never"], ["lint", sys.argv[2], "--fail-on", "never"], ["matrix"], ["backtest"], ["list", "rules"]):
    try:
        main([*arguments, "--output", sys.argv[3]])
    except SystemExit as left:
        assert left.code == 0, (arguments, left.code)
assert not seen, seen
"""


def test_nothing_is_fetched_and_nothing_started(tmp_path: Path) -> None:
    dossier, rules = TOP / "data" / "products" / "zolgensma" / "dossier.yaml", TOP / "tests" / "data" / "diff"
    done = subprocess.run([sys.executable, "-c", WATCHED, str(dossier), str(rules), str(tmp_path / "out.txt")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_what_is_installed_with_us_has_both_bounds(requirement: str) -> None:
    assert ">=" in requirement
    assert "<" in requirement


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def _versions() -> dict[str, str]:
    lines = [line for line in LOCKED.splitlines() if line.strip() and not line.startswith("#")]
    return {_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def test_the_lock_names_versions_and_no_place() -> None:
    for line in LOCKED.splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line
    assert "://" not in LOCKED


@pytest.mark.parametrize("requirement", REQUIRED)
def test_the_lock_holds_what_we_ask_for(requirement: str) -> None:
    from packaging.requirements import Requirement

    versions = _versions()
    assert _name(requirement) in versions
    assert Requirement(requirement).specifier.contains(versions[_name(requirement)])


def test_the_actions_and_hooks_pin_what_they_install() -> None:
    text = (TOP / "action.yml").read_text(encoding="utf-8")
    assert not re.search(r"uses:\s*\S+@(main|master|latest)\b", text)
    assert "curl" not in text
    assert "wget" not in text
