"""The hooks for pre-commit and the action for pull requests do what the command line does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from .demo_folder import RULE
from .page_blocks import DATA

TOP = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
SCRIPT: str = ACTION["runs"]["steps"][-1]["run"]


def _environment(**more: str) -> dict[str, str]:
    """With the `atmpcmp` of this very interpreter first, and nothing of an outer git."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}", **more}


def _git(folder: Path, *arguments: str) -> None:
    person = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *person, *arguments], cwd=folder, env=_environment(), check=True, capture_output=True)


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """The manifest as a repository of its own, run by what is installed here."""
    folder = tmp_path / "hooks"
    folder.mkdir()
    text = (TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (folder / ".pre-commit-hooks.yaml").write_text(text.replace("language: python", "language: system"), encoding="utf-8")
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "--message", "hooks")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(DATA / "base" / "jurisdictions" / "demo", folder / "jurisdictions" / "demo")
    (folder / "jurisdictions" / "demo" / "clinical.yaml").write_text(RULE, encoding="utf-8")
    shutil.copytree(TOP / "data" / "products" / "zolgensma", folder / "products" / "zolgensma")
    (folder / "other.yaml").write_text("hello: world\n", encoding="utf-8")
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    return folder


def test_the_manifest_is_one() -> None:
    assert [hook["id"] for hook in load_manifest(TOP / ".pre-commit-hooks.yaml")] == ["atmpcmp-lint", "atmpcmp-check"]


def _try(hooks: Path, project: Path, hook: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), hook, "--all-files", "--verbose"],
        cwd=project,
        env=_environment(PRE_COMMIT_HOME=str(hooks.parent / "home")),
        capture_output=True,
        text=True,
        check=False,
    )


def test_lint_in_pre_commit(hooks: Path, project: Path) -> None:
    done = _try(hooks, project, "atmpcmp-lint")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 rule, 2 examples run" in done.stdout
    assert "other.yaml" not in done.stdout
    (project / "jurisdictions" / "demo" / "clinical.yaml").write_text(RULE.replace("demo-guide", "demo-giude"), encoding="utf-8")
    done = _try(hooks, project, "atmpcmp-lint")
    assert done.returncode == 1
    assert re.search(r"clinical\.yaml:\d+:\d+: error unknown-document", done.stdout)


def test_check_in_pre_commit(hooks: Path, project: Path) -> None:
    done = _try(hooks, project, "atmpcmp-check")
    assert done.returncode in (0, 1)
    assert "products/zolgensma/dossier.yaml" in done.stdout


def _act(project: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step of the action, with the inputs as the runner hands them over."""
    given = {name: str(about["default"]) for name, about in ACTION["inputs"].items()} | inputs
    variables = {name: given[re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)[1]] for name, value in ACTION["runs"]["steps"][-1]["env"].items()}  # type: ignore[index]
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPT],
        cwd=project,
        env=_environment(**variables),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_annotates(project: Path) -> None:
    done = _act(project, paths="jurisdictions")
    assert done.returncode == 0, done.stderr
    assert "::notice title=atmpcmp lint::nothing found" in done.stdout
    (project / "jurisdictions" / "demo" / "clinical.yaml").write_text(RULE.replace("demo-guide", "demo-giude"), encoding="utf-8")
    done = _act(project, sarif="lint.sarif", paths="jurisdictions products", ignore="dossiers")
    assert done.returncode == 1
    assert "::error file=jurisdictions/demo/clinical.yaml,line=" in done.stdout
    assert '"2.1.0"' in (project / "lint.sarif").read_text(encoding="utf-8")
    assert _act(project, **{"fail-on": "never"}).returncode == 0


def test_no_input_of_the_action_is_text_of_its_script(project: Path) -> None:
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])
    done = _act(project, paths="jurisdictions; touch pwned $(touch pwned)")
    assert not (project / "pwned").exists()
    assert done.returncode == 2
