"""What many tests need: the bundled library, read once, and dossiers from a few lines of YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from atmpcmp.cli import main
from atmpcmp.model.decided_product import DecidedProduct
from atmpcmp.model.decision import Decision
from atmpcmp.reading.dossier_file import dossier_from
from atmpcmp.reading.library_folders import read_library
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the cache of the person who runs it."""
    monkeypatch.setenv("ATMPCMP_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def library() -> Library:
    read = read_library()
    assert not read.problems, "\n".join(map(str, read.problems))
    return read.library


@pytest.fixture(scope="session")
def diff_folders() -> list[Path]:
    """Four made-up bodies and a joint one with two members, for comparisons."""
    data = Path(__file__).parent / "data" / "diff"
    return [data / name for name in ("north", "south", "union", "east", "west")]


@pytest.fixture(scope="session")
def diff_library(diff_folders: list[Path]) -> Library:
    read = read_library(diff_folders)
    problems = [problem for problem in read.problems if "diff" in Path(problem.file).parts]
    assert not problems, "\n".join(map(str, problems))
    return read.library


@pytest.fixture
def make_diff_dossier(diff_library: Library) -> Callable[[str], Dossier]:
    def make(text: str) -> Dossier:
        node, problems = parse_yaml(text, "test.yaml")
        return dossier_from(node, diff_library.vocabulary, "test.yaml", "test", problems)

    return make


@pytest.fixture
def make_dossier(library: Library) -> Callable[[str], Dossier]:
    def make(text: str) -> Dossier:
        node, problems = parse_yaml(text, "test.yaml")
        return dossier_from(node, library.vocabulary, "test.yaml", "test", problems)

    return make


@pytest.fixture
def dossier_file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "dossier.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def decided_folder() -> Path:
    """A made-up body with one rule for each way in which a critique can be found or missed."""
    return Path(__file__).parent / "data" / "decided"


@pytest.fixture(scope="session")
def decided_library(decided_folder: Path) -> Library:
    read = read_library([decided_folder])
    assert not read.problems, "\n".join(map(str, read.problems))
    return read.library


@pytest.fixture
def make_decision() -> Callable[..., Decision]:
    """A decision of the made-up body that criticises topics."""

    def make(*topics: str, **changes: Any) -> Decision:
        written = {
            "jurisdiction": "DEMO", "indication": "x", "date": "2020-06-01", "kind": "hta", "outcome": "No.", "critiques_coverage": "partial",
            "critiques": tuple({"topic": topic, "states": f"{topic} is weak"} for topic in topics), "source": {"title": "T", "confidence": "primary"},
        }  # fmt: skip
        return Decision.model_validate(written | changes)

    return make


@pytest.fixture
def make_decided(decided_library: Library) -> Callable[..., DecidedProduct]:
    """A product with decisions on it."""

    def make(name: str, *decisions: Decision, more: str = "") -> DecidedProduct:
        text = f"product: {{name: {name.capitalize()} (x), gmo: false, atmp_class: gene-therapy}}\n"
        text += "indication: {age_to: lifelong}\nfollow_up: {planned: 1 year}\n"
        node, problems = parse_yaml(text + more, f"{name}/dossier.yaml")
        return DecidedProduct(name, dossier_from(node, decided_library.vocabulary, f"{name}/dossier.yaml", name, problems), decisions)

    return make


class Result(NamedTuple):
    """How a call ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Result(left.value.code, captured.out, captured.err)

    return call
