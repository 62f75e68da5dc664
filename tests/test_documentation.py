"""What the documents say is true: pages are up to date, the README's code runs, every command is described."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from atmpcmp.cli import COMMANDS

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")


def test_rendered_pages_are_up_to_date() -> None:
    pages = runpy.run_path(str(TOP / "docs" / "generate.py"))["pages"]()
    stale = [path.name for path, text in pages.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    assert not stale, f"run python docs/generate.py: {stale}"


def test_the_python_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(TOP)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  our own example
    assert "G-BA-" in capsys.readouterr().out


def test_the_dossier_of_the_readme_can_be_judged(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert set(yaml.safe_load(text)) >= {"dossier", "product", "studies"}
    path = tmp_path / "dossier.yaml"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "atmpcmp", "check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == ""


def _readme_commands() -> list[str]:
    block = README.split("## What it does")[1].split("```sh\n")[1].split("```")[0]
    return [line.split("#")[0].strip() for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("line", _readme_commands())
def test_every_command_of_the_readme_runs(line: str, tmp_path: Path) -> None:
    import shutil

    for name in ("dossier.yaml", "a.yaml", "b.yaml"):
        shutil.copy(TOP / "data" / "products" / "zolgensma" / "dossier.yaml", tmp_path / name)
    shutil.copytree(TOP / "data", tmp_path / "data")
    arguments = line.split()
    assert arguments[0] == "atmpcmp"
    done = subprocess.run([sys.executable, "-m", "atmpcmp", *arguments[1:]], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == ""


def test_every_command_stands_in_the_readme_or_the_reference() -> None:
    reference = (TOP / "docs" / "command-line.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"## atmpcmp {command}" in reference
