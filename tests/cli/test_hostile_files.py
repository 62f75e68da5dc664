"""No file, however hostile, gives a traceback, a green result, a written file or a terminal that misbehaves."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from atmpcmp.reading.data_folders import bundled_data

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

TOP = Path(__file__).parent.parent.parent
DOSSIER = str(TOP / "data" / "products" / "zolgensma" / "dossier.yaml")
CASES = yaml.safe_load((TOP / "tests" / "data" / "hostile-files.yaml").read_text(encoding="utf-8"))
READERS: dict[str, list[str]] = {
    "check": ["check", "FILE"],
    "precedents": ["precedents", "FILE"],
    "diff": ["diff", "EMA", "NICE", "--dossier", "FILE"],
    "backtest": ["backtest", "--decisions", "FILE"],
    "baseline": ["lint", "FOLDER", "--baseline", "FILE"],
}
# Whatever moves the cursor, changes colours, rings, or turns the direction of writing.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
HOSTILE = "\x1b[31mred\x1b]8;;http://x\x07 \u202egnp.exe\u2066 [bold red]x[/bold red] [/] <script>alert(1)</script> "
HOSTILE += "&lt;b&gt; | `x` ![i](javascript:x) \x9b1m \ufeff\x00 ~~s~~"


@pytest.fixture
def quick_library(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is read once for all of these: what they are about is another file."""
    monkeypatch.setattr("atmpcmp.reading.library_cache.load_library", lambda _=(): library)
    monkeypatch.setattr("atmpcmp.reading.decided_products.product_files", list)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of data of somebody's own, for lint."""
    data = tmp_path / "data"
    shutil.copytree(TOP / "tests" / "data" / "lint" / "base", data)
    for name in ("vocabulary.yaml", "topics.yaml"):
        shutil.copy(bundled_data() / name, data / name)
    return data


def _content(case: dict[str, Any]) -> bytes:
    if "bytes" in case:
        return bytes(case["bytes"], "latin-1")
    if "repeated" in case:
        before, piece, count, after = case["repeated"]
        return f"{before}{piece * count}{after}".encode()
    return bytes(case["text"], "utf-8")


def _refused(result: Any, before: set[Path], folder: Path) -> None:
    assert result.code == 2
    assert result.out == ""
    assert result.err.strip()
    assert not UNSAFE.search(result.err)
    assert "Traceback" not in result.err
    assert "internal error" not in result.err
    assert set(folder.rglob("*")) == before


@pytest.mark.usefixtures("quick_library")
@pytest.mark.parametrize("reader", ["check", "precedents", "diff"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_refused_by_what_reads_a_dossier(run: Any, tmp_path: Path, case: dict[str, Any], reader: str) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(_content(case))
    before = set(tmp_path.rglob("*"))
    result = run(*[argument.replace("FILE", str(path)) for argument in READERS[reader]], "--output", str(tmp_path / "out.json"))
    _refused(result, before, tmp_path)
    assert case["says"] in result.err
    if "more" not in case["name"] and "object" not in case["name"]:
        assert len(result.err.splitlines()) == 1


@pytest.mark.usefixtures("quick_library")
@pytest.mark.parametrize("case", CASES[::4], ids=[case["name"] for case in CASES[::4]])
def test_refused_as_decisions(run: Any, tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(_content(case))
    result = run("backtest", "--decisions", str(path), "--output", str(tmp_path / "out.json"))
    _refused(result, {path}, tmp_path)
    assert case["says"] in result.err


@pytest.mark.parametrize("case", CASES[::4], ids=[case["name"] for case in CASES[::4]])
def test_refused_in_a_folder_of_rules(run: Any, tmp_path: Path, case: dict[str, Any]) -> None:
    folder = tmp_path / "nice"
    folder.mkdir()
    (folder / "clinical.yaml").write_bytes(_content(case))
    before = set(tmp_path.rglob("*"))
    result = run("check", DOSSIER, "--rules", str(folder), "--output", str(tmp_path / "out.json"))
    _refused(result, before, tmp_path)
    assert case["says"] in result.err


@pytest.mark.parametrize("case", CASES[1::4], ids=[case["name"] for case in CASES[1::4]])
@pytest.mark.parametrize("form", ["plain", "json", "github", "junit", "sarif"])
def test_lint_finds_it_and_goes_on(run: Any, folder: Path, case: dict[str, Any], form: str) -> None:
    path = folder / "jurisdictions" / "demo" / "clinical.yaml"
    path.write_bytes(_content(case))
    result = run("lint", str(folder), "--format", form)
    assert result.code == 1
    assert "clinical.yaml" in result.out
    assert not UNSAFE.search(result.out + result.err)
    assert path.read_bytes() == _content(case)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "{" * 100_000,
        "9" * 5000,
        '{"format": 1}',
        '{"format": "atmpcmp-lint-baseline-1", "findings": 3}',
        "\x00",
        "NaN",
        '"\\ud800"',
        "\x1b[31m",
    ],
    ids=["empty", "brackets", "braces", "huge number", "another format", "no list", "NUL", "NaN", "lone surrogate", "escape"],
)
def test_a_baseline_that_is_none(run: Any, folder: Path, text: str) -> None:
    path = folder / "baseline.json"
    path.write_text(text, encoding="utf-8")
    before = set(folder.rglob("*"))
    _refused(run("lint", str(folder), "--baseline", str(path)), before, folder)


def _special(kind: str, path: Path) -> None:
    match kind:
        case "a directory":
            path.mkdir()
        case "a pipe":
            os.mkfifo(path)
        case "an endless device":
            path.symlink_to("/dev/zero")
        case "a link to nothing":
            path.symlink_to("nowhere.yaml")
        case "a link to itself":
            path.symlink_to(path.name)
        case _:
            raise ValueError(kind)


SPECIAL = ("a directory", "a pipe", "an endless device", "a link to nothing", "a link to itself")


@pytest.mark.usefixtures("quick_library")
@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_file_is_refused(run: Any, tmp_path: Path, folder: Path, kind: str, reader: str) -> None:
    path = tmp_path / "dossier.yaml"
    _special(kind, path)
    before = set(tmp_path.rglob("*"))
    _refused(run(*[one.replace("FILE", str(path)).replace("FOLDER", str(folder)) for one in READERS[reader]]), before, tmp_path)


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_file_in_a_folder_of_rules(run: Any, tmp_path: Path, kind: str) -> None:
    (tmp_path / "nice").mkdir()
    _special(kind, tmp_path / "nice" / "clinical.yaml")
    before = set(tmp_path.rglob("*"))
    _refused(run("check", DOSSIER, "--rules", str(tmp_path)), before, tmp_path)


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_file_is_a_finding(run: Any, folder: Path, kind: str) -> None:
    path = folder / "jurisdictions" / "demo" / "clinical.yaml"
    _special(kind, path)
    result = run("lint", str(path) if kind != "a directory" else str(folder))
    assert result.code in (1, 2) if kind != "a directory" else result.code in (0, 1, 2)
    assert "Traceback" not in result.err + result.out
    assert "internal error" not in result.err


@pytest.mark.usefixtures("quick_library")
def test_a_file_that_changes_while_it_is_read(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "dossier.yaml"
    stop = threading.Event()

    def change() -> None:
        texts = ["product: {name: X}\n", "", "product: {name: X, gmo: maybe}\n", "[" * 50]
        while not stop.is_set():
            for text in texts:
                path.write_text(text, encoding="utf-8")

    path.write_text("", encoding="utf-8")
    writer = threading.Thread(target=change)
    writer.start()
    try:
        for _ in range(20):
            result = run("check", str(path), "--against", "EMA")
            assert result.code in (0, 1, 2)
            assert "internal error" not in result.err
    finally:
        stop.set()
        writer.join()


@pytest.mark.usefixtures("quick_library")
def test_a_file_that_goes_away(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dossier.yaml"
    path.write_text("product: {name: X}\n", encoding="utf-8")
    opened = Path.open

    def gone(self: Path, *arguments: Any, **options: Any) -> Any:
        if self == path:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", gone)
    _refused(run("check", str(path)), {path}, tmp_path)


@pytest.mark.usefixtures("quick_library")
@pytest.mark.parametrize("name", ["../../../etc/passwd", "..", "/etc/passwd", "a/../../b", "~", "-", "$(touch pwned)", "%00", "\ud800"])
def test_a_product_that_is_a_path_leads_nowhere(run: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / "decisions.yaml"
    decision = {
        "product": name, "jurisdiction": "EMA", "indication": "x", "date": "2020", "kind": "regulatory", "outcome": "x", "critiques_coverage": "none",
        "source": {"title": "x", "confidence": "recalled"},
    }  # fmt: skip
    path.write_text(json.dumps({"format": "atmpcmp-decisions-1", "decisions": [decision]}), encoding="utf-8")
    _refused(run("backtest", "--decisions", str(path)), {path}, tmp_path)


def _quiet(text: str, form: str) -> None:
    assert text.strip()
    found = UNSAFE.search(text)
    assert found is None, repr(text[max(found.start() - 40, 0) : found.end() + 10])
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))]
    if form == "markdown":
        assert "<script>" not in text.replace("\\<", "")
        assert not re.search(r"(?<!\\)\]\((?!<?https?:)", text)
        assert not re.search(r"(?<!\\)!\[", text)
    if form == "json":
        json.loads(text)


FORMS = ("table", "plain", "json", "markdown", "csv")


@pytest.mark.usefixtures("quick_library")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("start", ["", "=", "+", "-", "@", "\t=", "\uff1d"])
def test_hostile_words_of_a_dossier_are_words_in_every_report(run: Any, tmp_path: Path, form: str, start: str) -> None:
    words = json.dumps(f"{start}{HOSTILE}")
    path = tmp_path / "dossier.yaml"
    path.write_text(
        f"product: {{name: {words}, gmo: true, atmp_class: gene-therapy}}\nindication: {{disease: {words}}}\n"
        f"studies: [{{id: {words}, design: single-arm, role: pivotal, randomised: false}}]\n"
        f"jurisdictions: {{NICE: {{comparators: [{{name: {words}, standard_of_care: true}}]}}}}\n".replace(", randomised: false", ""),
        encoding="utf-8",
    )
    _quiet(run("check", str(path), "--format", form, "--color", "never", "--all").out, form)
    if start == "":
        _quiet(run("diff", "EMA", "NICE", "--dossier", str(path), "--format", form, "--color", "never").out, form)
    if start == "" and form != "csv":
        _quiet(run("precedents", str(path), "--format", form, "--color", "never").out, form)


@pytest.mark.usefixtures("quick_library")
@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_file_name_is_a_name_in_every_report(run: Any, tmp_path: Path, form: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/=a\x1b[31m\xff`b\xe2\x80\xae<i>.yaml"))
    path.write_text("product: {name: X, gmo: true}\n", encoding="utf-8")
    out = tmp_path / "out"
    result = run("check", str(path), "--against", "EMA", "--format", form, "--color", "never")
    _quiet(result.out, form)
    assert run("check", str(path), "--against", "EMA", "--format", form, "--output", str(out)).err == ""
    _quiet(out.read_text(encoding="utf-8"), form)
    path.write_text("[", encoding="utf-8")
    assert not UNSAFE.search(run("check", str(path)).err)


RULES = """
DEMO-001:
  name: follow-up-too-short
  topic: long-term-follow-up
  kind: requirement
  level: must
  title: WORDS
  history:
    2020:
      states: WORDS
      met_when: {all: [{at_least: {follow_up.planned: 15 years}}, {review: WORDS}]}
      source: {document: demo-guide, locator: WORDS}
      confidence: primary
  closes_with: WORDS
  note: WORDS
  practice: [{states: WORDS, source: {document: demo-guide}, confidence: recalled}]
DEMO-002:
  {name: route, topic: long-term-follow-up, kind: stance, title: WORDS, history: {2021: {states: WORDS, source: {document: demo-guide}, confidence: recalled}}}
"""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x/>) <script>alert(1)</script>", "data:text/html,x", "\u202ehttps://x"])
def test_hostile_words_of_a_rule_are_words_in_every_report(run: Any, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = json.dumps(f"={HOSTILE}")
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "jurisdiction.yaml").write_text(f"format: atmpcmp-jurisdiction-1\nid: DEMO\nname: {words}\nkind: hta\ncoverage: {words}\n", encoding="utf-8")
    documents = f"format: atmpcmp-documents-1\ndocuments: {{demo-guide: {{title: {words}, url: {json.dumps(url)}}}}}\n"
    (folder / "documents.yaml").write_text(documents, encoding="utf-8")
    (folder / "clinical.yaml").write_text(RULES.replace("WORDS", words), encoding="utf-8")
    path = tmp_path / "dossier.yaml"
    path.write_text("follow_up: {planned: 1 year}\n", encoding="utf-8")
    from atmpcmp.reading.library_cache import load_library

    read = load_library([folder])
    monkeypatch.setattr("atmpcmp.reading.library_cache.load_library", lambda _=(): read)
    for form in FORMS:
        given = ["--format", form, "--color", "never"]
        _quiet(run("check", str(path), "--against", "DEMO", "--all", *given).out, form)
        _quiet(run("diff", "DEMO", "NICE", "--all", *given).out, form)
        _quiet(run("matrix", "--against", "DEMO,FDA", "--topic", "long-term-follow-up", *given).out, form)
        for what in ("rules", "documents", "jurisdictions"):
            _quiet(run("list", what, *given).out, form)
        if form != "csv":
            _quiet(run("explain", "DEMO-001", *given).out, form)
