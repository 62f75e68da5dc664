"""A file is written as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from atmpcmp.cli.atomic_file import replace


def test_a_new_file_and_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    replace(path, "one\n")
    path.chmod(0o640)
    replace(path, "two\n")
    assert path.read_text(encoding="utf-8") == "two\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "real.txt", tmp_path / "link.txt"
    path.write_text("one", encoding="utf-8")
    link.symlink_to(path)
    replace(link, "two")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "two"


def test_what_was_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")

    def fail(_: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        replace(path, "after")
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_no_folder_and_a_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no folder"):
        replace(tmp_path / "nowhere" / "x", "")
    with pytest.raises(ValueError, match="is a directory"):
        replace(tmp_path, "")


def test_a_device_is_written_to_and_not_replaced() -> None:
    replace(Path(os.devnull), "gone")
    assert not Path(os.devnull).is_file()
