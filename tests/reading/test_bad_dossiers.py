"""Every mistake in a dossier is told with its place and the nearest right thing, all of them at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.dossier_file import read_dossier

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.library import Library

CASES = yaml.safe_load((Path(__file__).parent.parent / "data" / "bad-dossiers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_refused(case: dict[str, Any], library: Library, dossier_file: Callable[[str], Path]) -> None:
    path = dossier_file(case["text"])
    with pytest.raises(InvalidInputError) as refused:
        read_dossier(path, library.vocabulary)
    problems = refused.value.problems
    assert len(problems) == len(case["says"]), list(map(str, problems))
    for problem, (line, column, words) in zip(problems, case["says"], strict=True):
        assert words in str(problem)
        assert (problem.line, problem.column) == (line, column), str(problem)
        assert problem.file == str(path)


def _refused(path: Path, library: Library) -> str:
    with pytest.raises(InvalidInputError) as refused:
        read_dossier(path, library.vocabulary)
    return str(refused.value)


def test_no_file(tmp_path: Path, library: Library) -> None:
    assert "there is no such file" in _refused(tmp_path / "missing.yaml", library)


def test_a_directory(tmp_path: Path, library: Library) -> None:
    assert "this is a directory" in _refused(tmp_path, library)


def test_no_utf_8(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"product:\n  name: caf\xe9\n")
    assert f"{path}:2:12: the file is not UTF-8 text" in _refused(path, library)


def test_utf_16(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "wide.yaml"
    path.write_bytes("product: {name: X}".encode("utf-16"))
    assert "not UTF-8" in _refused(path, library)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "marked.yaml"
    path.write_bytes("product: {name: X}\n".encode("utf-8-sig"))
    assert read_dossier(path, library.vocabulary).text("product.name") == "X"


def test_too_large(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atmpcmp.reading.file_content.MAX_BYTES", 100)
    path = tmp_path / "large.yaml"
    path.write_text("product: {name: X}\n" * 10, encoding="utf-8")
    assert "190 bytes; at most 100 are read" in _refused(path, library)


def test_a_pipe(tmp_path: Path, library: Library) -> None:
    import os

    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert "no regular file" in _refused(path, library)


def test_an_endless_device(library: Library) -> None:
    assert "no regular file" in _refused(Path("/dev/zero"), library)


def test_no_permission(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.yaml"
    path.write_text("product: {name: X}", encoding="utf-8")

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read: Permission denied" in _refused(path, library)


def test_deep_nesting(dossier_file: Callable[[str], Path], library: Library) -> None:
    assert "nest" in _refused(dossier_file("a: " + "[" * 5000 + "]" * 5000), library)
    assert "levels deep" in _refused(dossier_file("a: " + "[" * 50 + "]" * 50), library)
    assert "levels deep" in _refused(dossier_file("\n".join("  " * depth + "a:" for depth in range(200))), library)


def test_an_alias_bomb(dossier_file: Callable[[str], Path], library: Library) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 10)]
    assert "with aliases written out" in _refused(dossier_file("\n".join(lines)), library)


def test_an_alias_that_holds_itself(dossier_file: Callable[[str], Path], library: Library) -> None:
    assert "no anchor" in _refused(dossier_file("product: &p\n  name: *p\n"), library)


def test_a_huge_number_is_no_count(dossier_file: Callable[[str], Path], library: Library) -> None:
    assert "whole number" in _refused(dossier_file(f"product: {{administrations: {'9' * 5000}}}"), library)
    assert "plain number" in _refused(dossier_file("quality: {vector_copy_number: 1e999}"), library)
