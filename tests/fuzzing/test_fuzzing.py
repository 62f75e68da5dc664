"""A few seconds of what `coverage_guided` does for hours: every known crash again, then inputs that Hypothesis thinks of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .documents import Choices, document
from .seeds import CRASHES, seeds
from .targets import TARGETS, execute

EXAMPLES = 60
KNOWN = sorted(path for path in CRASHES.iterdir() if path.suffix != ".md")


@pytest.mark.parametrize("path", KNOWN, ids=[path.name for path in KNOWN])
def test_what_once_crashed_is_read_or_refused(path: Path) -> None:
    execute(path.name.partition("-")[0], path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_run_starts_from_is_read_or_refused(target: str) -> None:
    tried = [execute(target, data) for data in list(seeds(target, 4096))[:40]]
    assert tried


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.binary(max_size=120))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_any_bytes_are_read_or_refused(target: str, data: bytes) -> None:
    execute(target, data)


@pytest.mark.parametrize("target", ["dossier", "rules", "decisions", "jurisdiction", "documents", "topics", "vocabulary"])
@given(data=st.binary(min_size=4, max_size=80))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_documents_that_are_nearly_right_are_read_or_refused(target: str, data: bytes) -> None:
    execute(target, b"\x01" + data)


def test_the_same_bytes_make_the_same_document() -> None:
    assert document("rules", b"abc" * 20) == document("rules", b"abc" * 20)
    assert len({document("dossier", bytes([first] * 30)) for first in range(40)}) > 10


def test_choices_that_have_run_out_are_the_first() -> None:
    choices = Choices(b"\x05\x01\x00")
    assert [choices.below(4), choices.below(1000), choices.below(3)] == [1, 256, 0]
