"""The bundled library, users' folders beside it, and the compiled form."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atmpcmp.model.library import UnknownNameError
from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.data_folders import bundled_data
from atmpcmp.reading.library_folders import read_library
from atmpcmp.reading.loading import load_library

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

EIGHT = ("EMA", "FDA", "NICE", "HAS", "G-BA", "CADTH", "BeNeLuxA", "FINOSE")
JURISDICTION = """
format: atmpcmp-jurisdiction-1
id: DEMO
name: Demonstration agency
kind: hta
territory: DE
aliases: [DEMO-2]
coverage: One rule, to show how it is done.
"""
DOCUMENTS = """
format: atmpcmp-documents-1
documents:
  demo-guide: {title: A guide, issuer: The agency, issued: 2020, status: final}
"""
RULES = """
DEMO-001:
  name: follow-up-too-short
  topic: long-term-follow-up
  kind: requirement
  level: must
  title: Fifteen years
  history:
    2020:
      states: Fifteen years.
      met_when: {at_least: {follow_up.planned: 15 years}}
      source: {document: demo-guide, locator: section 1}
      confidence: primary
"""


def _write(folder: Path, *, jurisdiction: str = JURISDICTION, documents: str = DOCUMENTS, rules: str = RULES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("jurisdiction.yaml", jurisdiction), ("documents.yaml", documents), ("clinical.yaml", rules)):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("jurisdiction", EIGHT)
def test_every_jurisdiction_of_the_first_release_has_its_rules(library: Library, jurisdiction: str) -> None:
    rules = [rule for rule in library.rules if rule.jurisdiction == jurisdiction and rule.kind != "stance"]
    assert len(rules) >= 15
    assert len({rule.topic for rule in rules}) >= 10


def test_names_are_unique_in_a_jurisdiction_and_member(library: Library) -> None:
    names = [(rule.jurisdiction, rule.member, rule.name) for rule in library.rules]
    assert len(set(names)) == len(names)


def test_documents_of_the_fact_base_keep_their_ids(library: Library) -> None:
    for jurisdiction, document in (("EMA", "eu-reg-1394-2007"), ("FDA", "fda-ltfu-2020"), ("G-BA", "de-amnutzenv-2025"), ("CADTH", "cadth-tlr-2023")):
        assert document in library.jurisdictions[jurisdiction].documents


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["EMA"], ["EMA"]),
        (["cda-amc"], ["CADTH"]),
        (["JNHB"], ["FINOSE", "FINOSE:FI", "FINOSE:NO", "FINOSE:SE", "FINOSE:DK", "FINOSE:IS"]),
        (["FINOSE:no"], ["FINOSE:NO"]),
        (["NL"], ["BeNeLuxA:NL"]),
        (["NICE", "EMA", "NICE"], ["EMA", "NICE"]),
    ],
)
def test_names_and_aliases_select_columns(library: Library, names: list[str], columns: list[str]) -> None:
    assert sorted(library.selected(names)) == sorted(columns)


@pytest.mark.parametrize(
    ("name", "says"),
    [("NIECE", "NICE"), ("FINOSE:NL", "its members are FI"), ("EMA:DE", "no joint body"), ("EU-JCA:DE", "has no rules of its own"), ("moon", "known are")],
)
def test_an_unknown_name_says_what_is_near(library: Library, name: str, says: str) -> None:
    with pytest.raises(UnknownNameError, match=says):
        library.selected([name])


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    read = read_library([_write(tmp_path / "demo")])
    assert not read.problems
    assert read.library.rules_by_id["DEMO-001"].file.endswith("demo/clinical.yaml")
    assert read.library.selected(["demo-2"]) == ("DEMO",)
    assert read.library.vocabulary.body("DEMO-2") == "DEMO"


@pytest.mark.parametrize("top", [".", "jurisdictions"])
def test_a_folder_may_hold_several_jurisdictions(tmp_path: Path, top: str) -> None:
    _write(tmp_path / top / "demo")
    assert "DEMO-001" in read_library([tmp_path]).library.rules_by_id


def test_an_overlay_adds_and_replaces_rules(tmp_path: Path, library: Library) -> None:
    first = library.rules_by_column["NICE"][0]
    rules = RULES.replace("DEMO-001", "NICE-999").replace("demo-guide", first.history[0].source.document)
    replaced = rules.replace("NICE-999", first.id).replace("Fifteen years\n", "Replaced\n")
    folder = _write(tmp_path / "nice", jurisdiction="", documents="", rules=rules + replaced)
    read = read_library([folder])
    assert not read.problems
    assert read.library.rules_by_id["NICE-999"].jurisdiction == "NICE"
    assert read.library.rules_by_id[first.id].title == "Replaced"
    assert len(read.library.rules) == len(library.rules) + 1


@pytest.mark.parametrize(
    ("part", "text", "says"),
    [
        ("rules", RULES.replace("15 years", "15 pounds"), "clinical.yaml:11:48: follow_up.planned: unknown unit"),
        ("rules", RULES + RULES.replace("DEMO-001", "DEMO-002").replace("title: Fifteen years", "member: NL\n  title: X"), "DEMO has no member"),
        ("rules", "DEMO-001: [", "this is not YAML"),
        ("documents", "format: atmpcmp-documents-2\ndocuments: {}", "format: atmpcmp-documents-1"),
        ("documents", "- a", "this file is a mapping"),
        ("documents", DOCUMENTS.replace("status: final", "status: old"), "'final', 'draft' or 'withdrawn'"),
        ("documents", DOCUMENTS.replace("issued: 2020", "issued: 2020-14"), "documents.yaml:4:60: “2020-14” is no day"),
        ("documents", DOCUMENTS.replace("status: final", "superseded_by: new-guide"), "which is not listed"),
        ("jurisdiction", JURISDICTION.replace("kind: hta", "kind: court"), "is none of the values of kind"),
        ("jurisdiction", JURISDICTION + "members: [{id: NL, name: Netherlands}]\n", "only a joint body has members"),
        ("jurisdiction", JURISDICTION.replace("coverage", "covrage"), "did you mean coverage?"),
        ("jurisdiction", "format: [", "this is not YAML"),
    ],
)
def test_a_broken_folder_says_where(tmp_path: Path, part: str, text: str, says: str) -> None:
    _write(tmp_path / "demo", **{part: text})
    with pytest.raises(InvalidInputError) as refused:
        load_library([tmp_path / "demo"])
    assert says in str(refused.value)


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InvalidInputError) as refused:
        load_library([tmp_path / "empty", tmp_path / "file", tmp_path / "missing"])
    text = str(refused.value)
    assert "this folder holds no rule files" in text
    assert "this is no folder" in text
    assert "there is no such folder" in text


def test_an_unknown_folder_needs_a_jurisdiction(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="is no known jurisdiction"):
        load_library([_write(tmp_path / "demo", jurisdiction="")])


def test_an_id_is_taken_once_in_a_folder(tmp_path: Path) -> None:
    folder = _write(tmp_path / "demo")
    (folder / "economics.yaml").write_text(RULES, encoding="utf-8")
    with pytest.raises(InvalidInputError, match="DEMO-001 is taken"):
        load_library([folder])


def test_rules_of_a_member_stand_in_its_folder(tmp_path: Path) -> None:
    joint = JURISDICTION.replace("kind: hta", "kind: joint-hta") + "members: [{id: NL, name: Netherlands}]\n"
    folder = _write(tmp_path / "demo", jurisdiction=joint, rules=RULES.replace("kind: requirement", "kind: requirement\n  member: NL"))
    with pytest.raises(InvalidInputError, match="wrong folder for its member"):
        load_library([folder])
    (folder / "NL").mkdir()
    shutil.move(folder / "clinical.yaml", folder / "NL" / "clinical.yaml")
    assert load_library([folder]).rules_by_column["DEMO:NL"][0].body == "NL"


def _cached(folder: Path) -> list[Path]:
    return sorted(folder.glob("library-*.json"))


def test_the_compiled_form_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path))
    first = load_library()
    (path,) = _cached(tmp_path)
    monkeypatch.setattr("atmpcmp.reading.library_folders.read_library", lambda _: pytest.fail("read again"))
    second = load_library()
    assert second.rules == first.rules
    assert second.jurisdictions == first.jurisdictions
    assert second.vocabulary == first.vocabulary
    assert path.stat().st_size > 100_000


@pytest.mark.parametrize("damage", [b"", b"nonsense", None, b"0" * 64 + b"\n{}"])
def test_a_damaged_cache_is_read_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None) -> None:
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path))
    whole = load_library()
    (path,) = _cached(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] if damage is None else damage)
    assert load_library().rules == whole.rules


def test_a_forged_checksum_of_nonsense_is_read_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path))
    whole = load_library()
    (path,) = _cached(tmp_path)
    body = b'{"rules": 7}'
    path.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    assert load_library().rules == whole.rules


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert load_library().rules


def test_no_cache_where_none_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_library().rules
    assert not list(tmp_path.iterdir())


def test_the_cache_stands_where_the_system_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATMPCMP_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for index in range(12):
        old = tmp_path / "atmpcmp" / f"library-{index:032d}.json"
        old.parent.mkdir(exist_ok=True)
        old.write_text("old", encoding="utf-8")
        os.utime(old, (index, index))
    load_library()
    assert 1 < len(_cached(tmp_path / "atmpcmp")) <= 8


def test_another_day_another_content_another_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path / "cache"))
    folder = _write(tmp_path / "demo")
    assert load_library([folder]).rules_by_id["DEMO-001"].title == "Fifteen years"
    _write(tmp_path / "demo", rules=RULES.replace("title: Fifteen years", "title: Twenty years"))
    assert load_library([folder]).rules_by_id["DEMO-001"].title == "Twenty years"


def test_the_bundled_data_lie_at_the_top_of_a_checkout() -> None:
    assert (bundled_data() / "vocabulary.yaml").is_file()
