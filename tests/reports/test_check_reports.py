"""The reports of `check`: a route that a product has to take is told apart from one that stands open to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from atmpcmp.engine.check import check
from atmpcmp.reports import check_markdown, check_plain, check_table
from atmpcmp.reports.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.check import CheckResult
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library

LOCKED = "jurisdictions: {EAST: {budget_impact: {peak: 11 million EUR per year}}}\n"


@pytest.fixture
def result(diff_library: Library, make_diff_dossier: Callable[[str], Dossier]) -> CheckResult:
    return check(diff_library, make_diff_dossier(LOCKED), against=["EAST"], as_of=date(2026, 6, 30))


def test_a_binding_route_says_so(result: CheckResult, diff_library: Library) -> None:
    titled = "Lock above ten million (binding)"
    assert titled in check_plain.render([result], diff_library)
    assert titled in check_markdown.render([result], diff_library)
    assert titled in check_table.render([result], diff_library, Terminal(width=120))
