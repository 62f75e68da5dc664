"""`atmpcmp diff` and `atmpcmp matrix` as a user calls them: formats, days, names, and what is said when something is wrong."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from atmpcmp.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], diff_folders: list[Path]) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        rules = [part for folder in diff_folders for part in ("--rules", str(folder))]
        with pytest.raises(SystemExit) as left:
            main([*arguments, *rules])
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Result(left.value.code, captured.out, captured.err)

    return call


def test_plain_by_default_where_nobody_watches(run: Callable[..., Result]) -> None:
    found = run("diff", "NORTH", "SOUTH", "--as-of", "2026-06-30")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("NORTH against SOUTH, both as of 2026-06-30\n20 topics: 3 same, 5 NORTH stricter, ")


@pytest.mark.parametrize("form", ["table", "plain", "json", "markdown", "csv"])
@pytest.mark.parametrize("command", [("diff", "NORTH", "SOUTH"), ("matrix", "--against", "NORTH,SOUTH")])
def test_every_format(form: str, command: tuple[str, ...], run: Callable[..., Result]) -> None:
    found = run(*command, "--format", form)
    assert (found.code, found.err) == (0, "")
    assert "raceability" in found.out


def test_the_ending_of_a_file_names_the_format(run: Callable[..., Result], tmp_path: Path) -> None:
    assert run("diff", "NORTH", "SOUTH", "-o", str(tmp_path / "diff.json")).code == 0
    assert json.loads((tmp_path / "diff.json").read_text(encoding="utf-8"))["format"] == "atmpcmp-diff-1"
    assert run("matrix", "--against", "NORTH,SOUTH", "-o", str(tmp_path / "matrix.csv")).code == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "matrix.csv").read_text(encoding="utf-8"))))
    assert rows[0][-2:] == ["NORTH", "SOUTH"]


def test_a_topic_is_shown_with_all_its_rules(run: Callable[..., Result]) -> None:
    found = run("diff", "NAB", "SAB", "--topic", "traceability")
    assert "Source: Law of the south, section 1, 2015" in found.out
    assert "traceability" in run("diff", "NORTH", "SOUTH", "--topic", "post-authorisation").out


def test_members_aliases_and_days(run: Callable[..., Result]) -> None:
    assert "UNION:AX has costs 3 %" in run("diff", "UNION:AX", "al").out
    assert "ended in 2022-03 by Guide of the north" in run("diff", "NORTH@2018-01-01", "NORTH").out


def test_a_dossier_leaves_what_matters_to_it(run: Callable[..., Result], dossier_file: Any) -> None:
    path = dossier_file("quality: {traceability: {retention: 20 years}}\n")
    found = run("diff", "NORTH", "SOUTH", "--dossier", str(path), "--as-of", "2026-06-30")
    assert found.code == 0
    assert found.out.splitlines()[1] == "1 topic: 1 NORTH stricter"


def test_matrix_in_the_order_of_the_vocabulary(run: Callable[..., Result]) -> None:
    found = run("matrix", "--against", "NORTH,SOUTH", "--sort", "topic", "--topic", "economics,pathway")
    assert found.out.index("expedited-designation") < found.out.index("discount-rate")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("diff", "NORTHH", "SOUTH"), "unknown jurisdiction “NORTHH” (did you mean NORTH?)"),
        (("diff", "UNION:XX", "SOUTH"), "UNION has no member “XX” (its members are AX, AL)"),
        (("diff", "NORTH@2026-06-30", "NORTH", "--as-of", "2026-06-30"), "both sides are NORTH on 2026-06-30"),
        (("diff", "NORTH@1950-01-01", "SOUTH"), "no rule of NORTH is known to be in force on 1950-01-01"),
        (("diff", "NORTH@never", "SOUTH"), "NORTH@never: “never” is no date"),
        (("diff", "NORTH", "SOUTH", "--topic", "tracability"), "unknown topic “tracability” (did you mean traceability"),
        (("diff", "NORTH", "SOUTH", "--topic", "redosing"), "neither NORTH nor SOUTH has a rule on redosing"),
        (("diff", "NORTH", "SOUTH", "--dossier", "missing.yaml"), "missing.yaml"),
        (("diff", "NORTH", "SOUTH", "--format", "sarif"), "unknown format “sarif”"),
        (("diff", "NORTH"), "RIGHT"),
        (("matrix", "--against", "NORTH"), "a matrix needs two columns"),
        (("matrix", "--against", " , "), "--against names no jurisdiction"),
        (("matrix", "--against", "NORTH,SOUTHH"), "did you mean SOUTH"),
        (("matrix", "--topic", "redosings"), "unknown topic “redosings” (did you mean redosing"),
        (("matrix", "--sort", "size"), "size"),
    ],
)
def test_what_cannot_be_done_is_said_and_exits_with_2(arguments: tuple[str, ...], words: str, run: Callable[..., Result]) -> None:
    found = run(*arguments)
    assert (found.code, found.out) == (2, "")
    assert words in found.err
    assert "Traceback" not in found.err
