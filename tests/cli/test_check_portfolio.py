"""`check` of many dossiers as a user calls it: the grid, several processes, invalid dossiers, interruption, and what is left when a process dies."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atmpcmp.cli import InterruptedByUserError

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parent.parent.parent
PRODUCTS = sorted(str(path) for path in (TOP / "data" / "products").glob("*/dossier.yaml"))
FORMATS = ("table", "plain", "json", "markdown", "csv")
RULES = """
DEMO-001:
  name: follow-up-too-short
  topic: long-term-follow-up
  kind: requirement
  level: must
  title: Fifteen years
  history:
    2020:
      states: Fifteen years of follow-up.
      met_when: {at_least: {follow_up.planned: 15 years}}
      source: {document: demo-guide, locator: section 1}
      confidence: recalled
  closes_with: Extend the plan.
DEMO-002:
  name: no-quality-of-life
  topic: utility-measure
  kind: requirement
  level: should
  title: Quality of life
  history:
    2020:
      states: Quality of life is measured.
      met_when: {is: {product.gmo: true}}
      source: {document: demo-guide, locator: section 2}
      confidence: primary
"""


@pytest.fixture
def demo(tmp_path: Path) -> Any:
    """Arguments that judge so many small dossiers by two rules: one in three meets the must, one in two states the other."""

    def make(count: int, *more: str) -> list[str]:
        folder = tmp_path / "demo"
        folder.mkdir()
        (folder / "jurisdiction.yaml").write_text("format: atmpcmp-jurisdiction-1\nid: DEMO\nname: Demo\nkind: hta\ncoverage: Two rules.\n", encoding="utf-8")
        (folder / "documents.yaml").write_text("format: atmpcmp-documents-1\ndocuments: {demo-guide: {title: A guide}}\n", encoding="utf-8")
        (folder / "clinical.yaml").write_text(RULES, encoding="utf-8")
        home = tmp_path / "dossiers"
        home.mkdir()
        for index in range(count):
            gmo = "product: {gmo: false}\n" if index % 2 else ""
            (home / f"p{index:04d}.yaml").write_text(f"follow_up: {{planned: {(1, 5, 15)[index % 3]} years}}\n{gmo}", encoding="utf-8")
        return ["check", *sorted(map(str, home.iterdir())), "--rules", str(folder), "--against", "DEMO", *more]

    return make


@pytest.mark.parametrize("form", FORMATS)
def test_a_single_dossier_has_no_grid(run: Any, demo: Any, form: str) -> None:
    out = run(*demo(1), "--format", form).out
    assert "Portfolio" not in out
    assert ",summary," not in out


def test_the_grid_comes_first_then_what_each_needs(run: Any, demo: Any) -> None:
    out = run(*demo(6), "--format", "plain", "--fail-on", "never").out
    lines = out.splitlines()
    assert lines[0] == "Portfolio: 6 dossiers against 1 jurisdiction"
    assert "p0001: in all 1 must, 1 should; DEMO 1 must, 1 should" in lines
    assert "p0002: in all 1 open; DEMO 1 open" in lines
    assert "p0005: in all 1 should; DEMO 1 should" in lines
    assert "Long-term follow-up: 4 dossiers (p0000, p0001, p0003, p0004); asked by DEMO" in lines
    headings = [out.index(words) for words in ("Products by jurisdiction", "Gaps that several dossiers share", "What each needs", "\np0000, ", "Total of 6")]
    assert headings == sorted(headings)
    assert (
        "Fifteen years (DEMO-001; UNCONFIRMED: from memory). follow_up.planned is 1 years (line 1); wanted at least 15 years. Closes with: Extend the plan."
        in out
    )


def test_few_dossiers_and_all_are_told_in_full(run: Any, demo: Any) -> None:
    arguments = demo(4)
    few = [*arguments[:3], *arguments[5:]]
    assert "Verdicts by jurisdiction and topic group" in run(*few, "--format", "plain").out
    short, full = run(*arguments, "--format", "plain").out, run(*arguments, "--format", "plain", "--all").out
    assert "Verdicts by jurisdiction and topic group" not in short
    assert full.count("Verdicts by jurisdiction and topic group") == 4
    assert "Each dossier in full" in full


def test_dossiers_of_the_same_name_are_told_apart(run: Any, demo: Any, tmp_path: Path) -> None:
    arguments = demo(4)
    other = tmp_path / "p0000.yaml"
    other.write_text("follow_up: {planned: 15 years}\n", encoding="utf-8")
    out = run(*arguments, str(other), "--format", "plain").out
    assert f"\n{other}: in all" in out
    assert "\np0000: in all" not in out


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("more", [(), ("--all",)], ids=["short", "all"])
def test_two_processes_print_the_same_bytes(run: Any, form: str, more: tuple[str, ...]) -> None:
    arguments = ("check", *PRODUCTS, "--against", "NICE,FINOSE", "--format", form, *more)
    one, two = run(*arguments), run(*arguments, "--jobs", "2")
    assert (one.code, one.out, one.err) == (two.code, two.out, two.err)
    assert one.out


def test_as_many_processes_as_processors(run: Any, demo: Any) -> None:
    arguments = demo(40, "--format", "json")
    assert run(*arguments, "--jobs", "0").out == run(*arguments).out
    assert run(*arguments, "--jobs", "-1").code == 2


def test_spawned_processes_do_the_same(run: Any, demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = demo(8, "--format", "json")
    forked = run(*arguments, "--jobs", "2").out
    monkeypatch.setattr("atmpcmp.cli.judging_processes.sys.platform", "darwin")
    assert run(*arguments, "--jobs", "2").out == forked


def test_json_keeps_the_contract(run: Any, demo: Any) -> None:
    arguments = demo(5, "--format", "json")
    document = json.loads(run(*arguments).out)
    assert set(document) == {"format", "as_of", "dossiers"}
    alone = [json.loads(run("check", path, *arguments[6:]).out)["dossiers"][0] for path in arguments[1:6]]
    assert document["dossiers"] == alone


def test_csv_has_the_counts_before_the_verdicts(run: Any) -> None:
    arguments = ("check", *PRODUCTS[:2], "--as-of", "2026-06-30")
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").out)))
    dossiers = json.loads(run(*arguments, "--format", "json").out)["dossiers"]
    for dossier in dossiers:
        own = [row for row in rows if row["product"] == dossier["product"]]
        counts = [row for row in own if row["kind"] == "summary"]
        assert own[: len(counts)] == counts
        assert len(own) - len(counts) == len(dossier["verdicts"]) + len(dossier["routes"])
        for row in counts:
            column = f"{row['jurisdiction']}:{row['member']}" if row["member"] else row["jurisdiction"]
            summary = dossier["summary"][column]
            assert (row["must_gaps"], row["should_gaps"]) == (str(summary["must"]["gap"]), str(summary["should"]["gap"]))
            assert row["open"] == str(sum(level["unknown"] + level["review"] for level in summary.values()))


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", ["json", "plain"])
def test_one_invalid_dossier_and_nothing_is_reported(run: Any, demo: Any, form: str, jobs: str) -> None:
    arguments = demo(12, "--format", form, "--jobs", jobs)
    for path in (arguments[4], arguments[9]):
        Path(path).write_text("product: {gmo: maybe}\nfollow_up: {planned: 15}\n", encoding="utf-8")
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert [Path(line.split(":")[0]).name for line in result.err.splitlines()[:4]] == ["p0003.yaml"] * 2 + ["p0008.yaml"] * 2
    assert "4 problems; nothing was judged" in result.err


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", ["json", "plain"])
def test_one_dossier_before_all_rules_and_nothing_is_reported(run: Any, demo: Any, form: str, jobs: str) -> None:
    arguments = demo(6, "--format", form, "--jobs", jobs)
    Path(arguments[6]).write_text("jurisdictions: {all: {submission: {date: 1999-01-01}}}\n", encoding="utf-8")
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "nothing to check" in result.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_threshold_counts_every_dossier(run: Any, demo: Any, jobs: str) -> None:
    arguments = demo(4, "--jobs", jobs)
    assert run(*arguments).code == 1
    assert run(*arguments, "--fail-on", "never").code == 0
    met = [arguments[0], arguments[3], arguments[3], *arguments[5:]]
    assert run(*met).code == 0


def test_an_internal_error_in_a_process_is_no_traceback(run: Any, demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("atmpcmp.engine.check.check", fail)
    result = run(*demo(4), "--jobs", "2")
    assert result.code == 2
    assert "RuntimeError: a mistake of ours" in result.err
    assert "Traceback" not in result.err


def _stop_after(monkeypatch: pytest.MonkeyPatch, pieces: int) -> None:
    """Ctrl-C when so many dossiers were judged."""
    from atmpcmp.cli import check_run
    from atmpcmp.cli.interruption import Interruption

    asked = Interruption()
    count = check_run._Portfolio._count

    def counted(self: Any, piece: Any) -> None:
        count(self, piece)
        asked.is_asked = self.judged >= pieces

    @contextmanager
    def interruption() -> Iterator[Interruption]:
        yield asked

    monkeypatch.setattr(check_run._Portfolio, "_count", counted)
    monkeypatch.setattr(check_run, "interruption", interruption)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", FORMATS)
def test_what_is_finished_is_kept_when_interrupted(run: Any, demo: Any, monkeypatch: pytest.MonkeyPatch, form: str, jobs: str) -> None:
    _stop_after(monkeypatch, 5)
    result = run(*demo(12), "--format", form, "--jobs", jobs)
    assert result.code == 2
    assert "interrupted: 5 of 12 dossiers were judged" in result.err
    assert "p0004" in result.out
    if form == "json":
        document = json.loads(result.out)
        assert [dossier["product"] for dossier in document["dossiers"]] == [f"p{index:04d}" for index in range(5)]
        assert [Path(path).stem for path in document["unfinished"]] == [f"p{index:04d}" for index in range(5, 12)]
    elif form == "csv":
        assert {row["product"] for row in csv.DictReader(io.StringIO(result.out))} == {f"p{index:04d}" for index in range(5)}
    else:
        assert "INTERRUPTED: 5 of 12 dossiers were judged" in result.out.replace("\\", "").replace("\n", " ")


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_an_interrupted_report_does_not_take_the_place_of_a_whole_one(run: Any, demo: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str) -> None:
    arguments = demo(8, "--format", form)
    target = tmp_path / "report.txt"
    target.write_text("a whole report", encoding="utf-8")
    _stop_after(monkeypatch, 3)
    result = run(*arguments, "--output", str(target))
    assert (result.code, result.out) == (2, "")
    assert target.read_text(encoding="utf-8") == "a whole report"
    kept = tmp_path / "report.unfinished.txt"
    assert str(kept) in result.err
    assert "p0002" in kept.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["report.txt", "report.unfinished.txt"]


def _start(arguments: list[str], **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "atmpcmp", *arguments],
        stdout=subprocess.PIPE,
        stderr=options.pop("stderr", subprocess.PIPE),
        start_new_session=True,
        bufsize=0,
        **options,
    )


def _are_gone(group: int) -> bool:
    """Whether no process of a group is left, within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_the_middle_of_a_stream(demo: Any, jobs: str) -> None:
    process = _start(demo(400, "--format", "json", "--jobs", jobs))
    assert process.stdout is not None
    begun = process.stdout.read(1000)
    # The reader takes nothing more, so the writer stands still in the middle; the signal goes to all processes, as from a terminal.
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.2)
    rest, err = process.communicate(timeout=120)
    document = json.loads(begun + rest)
    assert process.returncode == 2
    assert len(document["dossiers"]) + len(document["unfinished"]) == 400
    assert document["unfinished"]
    assert re.fullmatch(rf"interrupted: {len(document['dossiers'])} of 400 dossiers were judged\n", err.decode())
    assert _are_gone(process.pid)


def test_a_pipe_that_closes_leaves_no_process(demo: Any) -> None:
    process = _start(demo(400, "--format", "json", "--jobs", "2"))
    assert process.stdout is not None
    process.stdout.read(1000)
    process.stdout.close()
    assert process.wait(120) == 2
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert _are_gone(process.pid)
    process.stderr.close()


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the children")
def test_a_process_that_is_killed_is_told(demo: Any) -> None:
    process = _start(demo(400, "--format", "json", "--jobs", "2"))
    assert process.stdout is not None
    process.stdout.read(1000)
    os.kill(_children(process.pid)[0], signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert b"a process that judged dossiers is gone" in err
    assert b"Traceback" not in err
    assert _are_gone(process.pid)


def test_processes_end_with_the_one_that_started_them(demo: Any) -> None:
    process = _start(demo(400, "--format", "json", "--jobs", "2"))
    assert process.stdout is not None
    process.stdout.read(1000)
    process.kill()
    process.communicate(timeout=120)
    assert _are_gone(process.pid)


def _seen_on_a_terminal(arguments: list[str]) -> str:
    """What the error stream shows where it is a terminal."""
    ours, theirs = pty.openpty()
    process = _start(arguments, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "80"})
    os.close(theirs)
    assert process.stdout is not None
    seen, open_streams = b"", [ours, process.stdout.fileno()]
    out = b""
    while open_streams:
        for stream in select.select(open_streams, [], [], 60)[0]:
            try:
                chunk = os.read(stream, 65536)
            except OSError:
                chunk = b""
            if not chunk:
                open_streams.remove(stream)
            elif stream == ours:
                seen += chunk
            else:
                out += chunk
    process.wait(60)
    process.stdout.close()
    os.close(ours)
    json.loads(out)
    return seen.decode()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bar_shows_the_time_left(demo: Any, jobs: str) -> None:
    seen = _seen_on_a_terminal(demo(400, "--format", "json", "--jobs", jobs))
    assert re.search(r"judging.*/400", seen)
    assert re.search(r"\d+:\d\d:\d\d|-:--:--", seen)
    # The cursor that the bar hides is shown again.
    assert seen.rfind("\x1b[?25h") > seen.rfind("\x1b[?25l")


def test_no_bar_on_short_work(demo: Any) -> None:
    assert _seen_on_a_terminal(demo(4, "--format", "json")) == ""


def test_a_first_interrupt_asks_and_a_second_one_ends() -> None:
    from atmpcmp.cli.interruption import interruption

    def end(*_: Any) -> None:
        raise InterruptedByUserError

    before = signal.signal(signal.SIGINT, end)
    try:
        seen = []
        with interruption() as asked:
            seen.append(asked.is_asked)
            os.kill(os.getpid(), signal.SIGINT)
            seen.append(asked.is_asked)
            with pytest.raises(InterruptedByUserError):
                os.kill(os.getpid(), signal.SIGINT)
        assert seen == [False, True]
        assert signal.getsignal(signal.SIGINT) is end
    finally:
        signal.signal(signal.SIGINT, before)
