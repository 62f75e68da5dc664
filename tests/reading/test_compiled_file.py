"""Compiled forms on disk: whatever becomes of the file, the answer is the same, and never an error."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atmpcmp.reading import compiled_file
from atmpcmp.reading.compiled_file import digest_of, keep_compiled, read_compiled
from atmpcmp.reading.data_folders import bundled_data
from atmpcmp.reading.decided_products import read_decided_products
from atmpcmp.reading.loading import load_library

if TYPE_CHECKING:
    from collections.abc import Callable

DOSSIER = bundled_data() / "products" / "zolgensma" / "dossier.yaml"
KINDS = ("library", "products")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def _file(cache: Path, kind: str) -> Path:
    (path,) = cache.glob(f"{kind}-*.json")
    return path


def _with_checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_what_is_kept_comes_back_as_it_was(cache: Path) -> None:
    keep_compiled("library", "0" * 32, b"one\ntwo")
    assert read_compiled("library", "0" * 32) == b"one\ntwo"
    assert read_compiled("library", "1" * 32) is None
    assert read_compiled("products", "0" * 32) is None
    assert [path.name for path in cache.iterdir()] == [f"library-{'0' * 32}.json"]


def test_without_a_digest_nothing_is_kept(cache: Path) -> None:
    keep_compiled("library", "", b"text")
    assert not cache.exists()
    assert digest_of([(str(cache / "missing.yaml"), "missing.yaml")]) == ""


def test_content_name_and_version_make_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one", encoding="utf-8")
    found = {digest_of([(str(path), "a.yaml")]), digest_of([(str(path), "b.yaml")]), digest_of([(str(path), "a.yaml")], "more")}
    path.write_text("two", encoding="utf-8")
    found.add(digest_of([(str(path), "a.yaml")]))
    monkeypatch.setattr(compiled_file, "__version__", "9.9.9")
    found.add(digest_of([(str(path), "a.yaml")]))
    assert len(found) == 5


def _truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _tampered(content: bytes) -> bytes:
    return content.replace(b'"must"', b'"may" ', 1) if b'"must"' in content else content.replace(b"hta", b"htb", 1)


def _of_another_version(_content: bytes) -> bytes:
    return _with_checksum(b'{"format": "atmpcmp-compiled-0", "rules": 7}')


def _without_its_lines(content: bytes) -> bytes:
    return _with_checksum(content.split(b"\n", 1)[1].split(b"\n", 1)[0])


@pytest.mark.parametrize("damage", [_truncated, _tampered, _of_another_version, _without_its_lines, lambda _: b"", lambda _: b"\xff\xfe" * 40])
def test_a_damaged_file_counts_as_missing(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    library = load_library()
    products = read_decided_products(library)
    for kind in KINDS:
        path = _file(cache, kind)
        path.write_bytes(damage(path.read_bytes()))
    again = load_library()
    assert again.rules == library.rules
    assert [(one.product, one.decisions, one.traits) for one in read_decided_products(again)] == [(one.product, one.decisions, one.traits) for one in products]


def test_the_compiled_products_say_the_same(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_decided_products(load_library())
    monkeypatch.setattr("atmpcmp.reading.decisions_reader.DecisionsReader.__init__", lambda *_: pytest.fail("read again"))
    compiled = read_decided_products(load_library())
    assert [(one.product, one.name, one.decisions, one.traits, one.dossier) for one in compiled] == [
        (one.product, one.name, one.decisions, one.traits, one.dossier) for one in read
    ]
    assert _file(cache, "products").stat().st_size > 10_000


def test_products_are_compiled_for_the_names_that_a_library_has(cache: Path) -> None:
    library = load_library()
    read_decided_products(library)
    other = library.vocabulary.model_copy(update={"bodies": library.vocabulary.bodies | {"ELSEWHERE": "NICE"}})
    read_decided_products(library.model_copy(update={"vocabulary": other}))
    assert len(list(cache.glob("products-*.json"))) == 2


def test_further_decisions_are_never_kept(cache: Path, tmp_path: Path) -> None:
    further = tmp_path / "decisions.yaml"
    further.write_text("format: atmpcmp-decisions-1\ndecisions: []\n", encoding="utf-8")
    read_decided_products(load_library(), [further])
    assert not list(cache.glob("products-*.json"))


def test_what_was_shipped_comes_before_what_was_kept(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_compiled("library", "0" * 32, b"kept")
    shipped = tmp_path / "compiled"
    shipped.mkdir()
    monkeypatch.setattr(compiled_file, "_SHIPPED", str(shipped))
    assert read_compiled("library", "0" * 32) == b"kept"
    path = shipped / _file(cache, "library").name
    path.write_bytes(_with_checksum(b"shipped"))
    assert read_compiled("library", "0" * 32) == b"shipped"
    path.write_bytes(_with_checksum(b"shipped").replace(b"shipped", b"changed"))
    assert read_compiled("library", "0" * 32) == b"kept"


def test_only_the_newest_few_are_kept(cache: Path) -> None:
    for number in range(12):
        keep_compiled("library", f"{number:032}", b"{}")
        os.utime(cache / f"library-{number:032}.json", (number, number))
    assert read_compiled("library", f"{11:032}") == b"{}"
    assert read_compiled("library", f"{0:032}") is None
    assert len(list(cache.iterdir())) == 8


def test_a_folder_in_the_place_of_the_file_is_no_error(cache: Path) -> None:
    rules = load_library().rules
    path = _file(cache, "library")
    path.unlink()
    path.mkdir()
    assert load_library().rules == rules
    assert [one.name for one in cache.iterdir()] == [path.name]


def test_a_home_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATMPCMP_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "makedirs", refuse)
    keep_compiled("library", "0" * 32, b"text")
    monkeypatch.undo()
    monkeypatch.delenv("ATMPCMP_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", "/proc/no-home")
    keep_compiled("library", "0" * 32, b"text")
    assert read_compiled("library", "0" * 32) is None


def test_a_full_disk_leaves_no_part_behind(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    keep_compiled("library", "0" * 32, b"text")
    assert list(cache.iterdir()) == []


def test_two_processes_at_once_both_answer(cache: Path) -> None:
    code = "from atmpcmp.reading.loading import load_library; from atmpcmp.reading.decided_products import read_decided_products; "
    code += "library = load_library(); print(len(library.rules), library.rules[-1].title, len(read_decided_products(library)))"
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == said[1] != ""
    assert sorted(path.name.partition("-")[0] for path in cache.iterdir()) == ["library", "products"]
