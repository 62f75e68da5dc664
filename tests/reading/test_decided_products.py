"""Files of decisions with their dossiers, bundled and further ones; every mistake with its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atmpcmp.model.problem import InvalidInputError
from atmpcmp.reading.decided_products import read_decided_products

if TYPE_CHECKING:
    from atmpcmp.model.library import Library

KEPT_UNSEEN = frozenset(
    {"tecartus", "breyanzi", "carvykti", "luxturna", "libmeldy", "alofisel", "upstaza", "hemgenix", "roctavian", "casgevy", "ebvallo"},
)
HEAD = "format: atmpcmp-decisions-1\ndecisions:\n"
LINE = "  - {{product: {product}, jurisdiction: {body}, indication: x, date: 2019, kind: hta, outcome: No., source: {{title: T, confidence: primary}}}}\n"


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "decisions.yaml"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def test_the_bundled_decisions_name_the_product_they_lie_with(library: Library) -> None:
    found = read_decided_products(library)
    assert {"zolgensma", "zynteglo", "kymriah", "holoclar", "yescarta", "abecma", "skysona"} <= {one.product for one in found}
    for one in found:
        assert {decision.product for decision in one.decisions} == {one.product}
        assert one.dossier.product == one.product
        assert any(decision.is_scored for decision in one.decisions)


def test_no_decision_is_kept_on_the_products_that_a_later_back_test_shall_not_have_seen(library: Library) -> None:
    assert not KEPT_UNSEEN & {one.product for one in read_decided_products(library)}


@pytest.mark.parametrize(
    ("product", "about", "elsewhere"),
    [
        ("kymriah-leukaemia", ("B-cell ALL",), ()),
        ("yescarta", ("large B-cell", "DLBCL", "non-Hodgkin"), ("first line",)),
        ("yescarta-second-line", ("first",), ()),
    ],
)
def test_each_indication_of_a_product_has_its_own_decisions(library: Library, product: str, about: tuple[str, ...], elsewhere: tuple[str, ...]) -> None:
    (decided,) = [one for one in read_decided_products(library) if one.product == product]
    for decision in decided.decisions:
        assert decision.other_indication != any(part in decision.indication for part in about), decision.indication
        assert not any(part in decision.indication for part in elsewhere), decision.indication


def test_decisions_of_the_leukaemia_are_no_test_of_the_lymphoma(library: Library) -> None:
    (kymriah,) = [one for one in read_decided_products(library) if one.product == "kymriah"]
    for decision in kymriah.decisions:
        assert decision.other_indication == ("DLBCL" not in decision.indication and "large B-cell" not in decision.indication), decision.indication


def test_a_further_file_adds_to_a_bundled_product_and_aliases_are_resolved(library: Library, tmp_path: Path) -> None:
    line = LINE.format(product="zolgensma", body="CDA-AMC")
    before, after = ({one.product: one.decisions for one in read_decided_products(library, further)} for further in ([], [_file(tmp_path, line, line)]))
    assert len(after["zolgensma"]) == len(before["zolgensma"]) + 1
    assert after["zolgensma"][-1].jurisdiction == "CADTH"


def test_a_dossier_beside_the_file_is_taken_first(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "newcomer"
    folder.mkdir()
    (folder / "dossier.yaml").write_text("product: {name: Newcomer}\n", encoding="utf-8")
    found = read_decided_products(library, [_file(folder, LINE.format(product="newcomer", body="NICE"), LINE.format(product="~", body="HAS"))])
    assert [(one.name, len(one.decisions)) for one in found if one.product == "newcomer"] == [("Newcomer", 2)]


def test_the_name_falls_back_to_the_folder(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "newcomer"
    folder.mkdir()
    (folder / "dossier.yaml").write_text("product: {gmo: true}\n", encoding="utf-8")
    assert read_decided_products(library, [_file(folder, LINE.format(product="newcomer", body="NICE"))])[-1].name == "newcomer"


@pytest.mark.parametrize(
    ("product", "body", "said"),
    [
        ("zolgensna", "NICE", "decisions.yaml:3:15: there is no dossier of “zolgensna” (did you mean zolgensma?)"),
        ("qqqqqq", "NICE", "there is no dossier of “qqqqqq” (put a dossier.yaml beside this file)"),
        ("zolgensma", "NISE", "decisions.yaml:3:40: “NISE” is no jurisdiction"),
        ("zolgensma", "NL", "“NL” is a country, not who decided (write jurisdiction: BeNeLuxA and member: NL)"),
        ("zolgensma", "GB", "“GB” is a country, not who decided (name the authority that decided)"),
    ],
)
def test_mistakes_are_told_with_their_place(library: Library, tmp_path: Path, product: str, body: str, said: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_decided_products(library, [_file(tmp_path, LINE.format(product=product, body=body))])
    assert said in str(refused.value)


def test_files_and_dossiers_that_cannot_be_read_are_all_told(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "newcomer"
    folder.mkdir()
    (folder / "dossier.yaml").write_text("product: {nome: x}\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as refused:
        read_decided_products(library, [tmp_path / "missing.yaml", _file(folder, LINE.format(product="newcomer", body="NICE"))])
    assert {Path(problem.file).name for problem in refused.value.problems} == {"missing.yaml", "dossier.yaml"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("decisions", "decisions.yaml:1:1: this file is a mapping with format and decisions"),
        ("format: atmpcmp-decisions-2\ndecisions: []\n", "decisions.yaml:1:9: this file has to say format: atmpcmp-decisions-1"),
    ],
)
def test_a_file_of_another_shape_is_refused(library: Library, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as refused:
        read_decided_products(library, [path])
    assert said in str(refused.value)
