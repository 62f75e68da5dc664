"""A report is written as a whole or not at all, never over what was read, and the exit code says which."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from atmpcmp.cli import main

TOP = Path(__file__).parent.parent.parent
DOSSIER = TOP / "data" / "products" / "zolgensma" / "dossier.yaml"
RULES = TOP / "tests" / "data" / "diff"


def _process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "atmpcmp", *arguments], capture_output=True, text=True, check=False, **options)


def _shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command.replace("atmpcmp", f"{sys.executable} -m atmpcmp").replace("DOSSIER", str(DOSSIER))],
        capture_output=True,
        text=True,
        check=False,
    )


def _code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copy(DOSSIER, tmp_path / "dossier.yaml"))


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")


@needs_full
@pytest.mark.parametrize("command", ["check DOSSIER", "list rules", "--version", "--help", "lint", "matrix", "new dossier", "schema dossier"])
def test_a_full_disk_behind_standard_output(command: str) -> None:
    done = _shell(f"atmpcmp {command} > /dev/full")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


@needs_full
def test_a_device_that_is_full() -> None:
    done = _process("check", str(DOSSIER), "--output", "/dev/full")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No space left" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("before", [None, "before"])
def test_a_disk_that_fills_while_the_report_is_written(tmp_path: Path, before: str | None) -> None:
    target = tmp_path / "report.json"
    if before is not None:
        target.write_text(before, encoding="utf-8")

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = _process("check", str(DOSSIER), "--output", str(target), preexec_fn=small_disk, env={**os.environ, "ATMPCMP_CACHE_DIR": ""})
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == (["report.json"] if before else [])
    assert before is None or target.read_text(encoding="utf-8") == before


def test_a_cache_on_a_full_disk_is_done_without(tmp_path: Path) -> None:
    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = _process("list", "jurisdictions", "--format", "plain", preexec_fn=small_disk, env={**os.environ, "ATMPCMP_CACHE_DIR": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "")
    assert "NICE" in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    # Root may write anywhere but to what is no file system for files.
    target = Path("/proc/report.json") if os.geteuid() == 0 else closed / "report.json"
    done = _process("check", str(DOSSIER), "--output", str(target))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(target.parent) in done.stderr
    assert not list(closed.iterdir())


def test_an_existing_report_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o600)
    assert _code("check", str(DOSSIER), "--output", str(target), "--fail-on", "never") == 0
    assert target.read_text(encoding="utf-8").startswith("{")
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("way", ["itself", "a longer way", "a symbolic link", "a hard link"])
@pytest.mark.parametrize("command", [["check", "DOSSIER"], ["precedents", "DOSSIER"], ["diff", "EMA", "NICE", "--dossier", "DOSSIER"], ["lint", "DOSSIER"]])
def test_what_was_read_is_never_written_over(
    dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    target = {"itself": dossier, "a longer way": tmp_path / ".." / tmp_path.name / "dossier.yaml"}.get(way, tmp_path / "link.yaml")
    if way == "a symbolic link":
        target.symlink_to(dossier)
    elif way == "a hard link":
        os.link(dossier, target)
    assert _code(*[argument.replace("DOSSIER", str(dossier)) for argument in command], "--format", "plain", "--output", str(target)) == 2
    assert "would be lost" in capsys.readouterr().err
    assert dossier.read_bytes() == DOSSIER.read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ["check", str(DOSSIER), "--rules", "FOLDER"],
        ["matrix", "--rules", "FOLDER"],
        ["list", "rules", "--rules", "FOLDER"],
        ["new", "rule", "--rules", "FOLDER"],
        ["explain", "EMA", "--rules", "FOLDER"],
        ["schema", "rules", "--rules", "FOLDER"],
        ["lint", "FOLDER"],
    ],
)
def test_a_rule_file_that_was_read_is_never_written_over(tmp_path: Path, command: list[str]) -> None:
    folder = tmp_path / "north"
    shutil.copytree(RULES / "north", folder)
    target = folder / "rules.yaml"
    before = target.read_bytes()
    assert _code(*[argument.replace("FOLDER", str(folder)) for argument in command], "--output", str(target)) == 2
    assert target.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in (RULES / "north").iterdir())


def test_a_baseline_is_never_written_over_what_was_linted(dossier: Path) -> None:
    assert _code("lint", str(dossier), "--write-baseline", str(dossier)) == 2
    assert dossier.read_bytes() == DOSSIER.read_bytes()


def test_a_decision_file_is_never_written_over(tmp_path: Path) -> None:
    source = DOSSIER.parent / "decisions.yaml"
    path = Path(shutil.copy(source, tmp_path / "decisions.yaml"))
    assert _code("backtest", "--decisions", str(path), "--output", str(path)) == 2
    assert path.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("command", ["check DOSSIER --all --format json", "list rules --format json", "matrix --format json"])
def test_a_reader_that_goes_away(command: str) -> None:
    done = _shell(f"atmpcmp {command} | head -c 1 > /dev/null; exit ${{PIPESTATUS[0]}}")
    assert done.stderr == ""
    assert done.returncode == 2


@pytest.mark.parametrize("command", ["check DOSSIER", "list rules", "lint"])
def test_standard_output_that_is_closed(command: str) -> None:
    done = _shell(f"atmpcmp {command} >&-")
    assert done.returncode == 2
    assert "closed" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_report_in_a_file_needs_no_standard_output(tmp_path: Path) -> None:
    done = _shell(f"atmpcmp check DOSSIER --fail-on never --output {tmp_path}/report.json >&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "report.json").stat().st_size > 1000


@pytest.mark.parametrize(("arguments", "code"), [("check DOSSIER", 1), ("check missing.yaml", 2), ("list topics", 0)])
def test_standard_error_that_is_closed_changes_no_exit_code(arguments: str, code: int) -> None:
    assert _shell(f"atmpcmp {arguments} 2>&-").returncode == code


INTERRUPTED = """
import os, signal, sys
from atmpcmp.cli import run
import atmpcmp.cli.atomic_file as atomic_file
written = os.fdopen
def interrupted(*arguments, **options):
    os.kill(os.getpid(), signal.SIGNAME)
    return written(*arguments, **options)
atomic_file.os.fdopen = interrupted
sys.argv = ["atmpcmp", "check", sys.argv[1], "--output", sys.argv[2]]
run()
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupt_while_the_report_is_written(tmp_path: Path, name: str) -> None:
    target = tmp_path / "report.json"
    target.write_text("before", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.replace("SIGNAME", name), str(DOSSIER), str(target)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ATMPCMP_CACHE_DIR": ""},
    )
    assert (done.returncode, done.stderr) == (2, "interrupted\n")
    assert target.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]
