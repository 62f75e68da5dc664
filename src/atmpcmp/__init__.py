"""Compare the evidence that authorities require of an advanced therapy with what its dossier holds.

>>> import atmpcmp
>>> library = atmpcmp.load_library()
>>> dossier = atmpcmp.load_dossier("data/products/zolgensma/dossier.yaml", library)
>>> result = atmpcmp.check(library, dossier, against=["EMA", "G-BA"])
>>> [verdict.rule.id for verdict in result.verdicts if verdict.status == "gap"]  # doctest: +SKIP
"""

from __future__ import annotations

from atmpcmp.version import __version__

TYPE_CHECKING = False  # typing itself takes longer to import than all that --version needs
if TYPE_CHECKING:
    from typing import Any

    from atmpcmp.engine.check import CheckResult, NothingToCheckError, check
    from atmpcmp.engine.diff import NothingToCompareError, diff
    from atmpcmp.engine.difference import DifferenceKind, DiffResult, TopicDifference
    from atmpcmp.engine.matrix import MatrixResult, matrix
    from atmpcmp.engine.outcome import Clause
    from atmpcmp.engine.side import NothingInForceError
    from atmpcmp.engine.verdict import Judge, Status, Verdict
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.model.library import Library, UnknownNameError
    from atmpcmp.model.problem import InvalidInputError, Problem
    from atmpcmp.reading.loading import load_dossier, load_library

_HOMES = {
    "CheckResult": "engine.check",
    "NothingToCheckError": "engine.check",
    "check": "engine.check",
    "NothingToCompareError": "engine.diff",
    "diff": "engine.diff",
    "DifferenceKind": "engine.difference",
    "DiffResult": "engine.difference",
    "TopicDifference": "engine.difference",
    "MatrixResult": "engine.matrix",
    "matrix": "engine.matrix",
    "Clause": "engine.outcome",
    "NothingInForceError": "engine.side",
    "Judge": "engine.verdict",
    "Status": "engine.verdict",
    "Verdict": "engine.verdict",
    "Dossier": "model.dossier",
    "Library": "model.library",
    "UnknownNameError": "model.library",
    "InvalidInputError": "model.problem",
    "Problem": "model.problem",
    "load_dossier": "reading.loading",
    "load_library": "reading.loading",
}

__all__ = [
    "CheckResult",
    "Clause",
    "DiffResult",
    "DifferenceKind",
    "Dossier",
    "InvalidInputError",
    "Judge",
    "Library",
    "MatrixResult",
    "NothingInForceError",
    "NothingToCheckError",
    "NothingToCompareError",
    "Problem",
    "Status",
    "TopicDifference",
    "UnknownNameError",
    "Verdict",
    "__version__",
    "check",
    "diff",
    "load_dossier",
    "load_library",
    "matrix",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: the command line pays for what it needs only."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
