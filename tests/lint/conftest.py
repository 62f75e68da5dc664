"""The library as far as it can be read: lint is there for what cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atmpcmp.reading.library_folders import read_library

if TYPE_CHECKING:
    from atmpcmp.model.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library().library
