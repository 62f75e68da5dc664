"""The threshold of `check`."""

from __future__ import annotations

from enum import StrEnum


class FailOn(StrEnum):
    """From which findings on the exit code is 1."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    UNKNOWN = "unknown"
    NEVER = "never"
