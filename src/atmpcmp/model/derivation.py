"""Fields that are computed from others and never written: the best evidence against a comparator, the share of participants in a territory."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atmpcmp.model.dossier import Record, Statement
from atmpcmp.model.vocabulary import JURISDICTIONS, NONE

if TYPE_CHECKING:
    from atmpcmp.model.vocabulary import Vocabulary

RANDOMISED = "randomised"
_UNSETTLED = "unsettled"


def derive(statements: dict[str, Statement], bodies: tuple[str, ...], vocabulary: Vocabulary) -> None:
    """Add the derived fields of every entry under `jurisdictions`, where what is stated settles them."""
    strongest_first = tuple(vocabulary.meanings.get("comparison", ()))
    for body in bodies:
        _best_evidence(statements, f"{JURISDICTIONS}.{body}.comparators", strongest_first)
        _trial_share(statements, f"{JURISDICTIONS}.{body}")


class _Evidence(NamedTuple):
    """How one record bears on a comparator: a kind of comparison, none, or unsettled because of what it does not state."""

    kind: str
    is_unconfirmed: bool = False


def _best_evidence(statements: dict[str, Statement], path: str, strongest_first: tuple[str, ...]) -> None:
    comparators = statements.get(path)
    if comparators is None or not isinstance(comparators.value, tuple):
        return
    completed = []
    for record in comparators.value:
        if not isinstance(record, Record):
            # Only a vocabulary of somebody's own makes single values of them.
            return
        name = record.statements.get("name")
        best = _strongest(statements, name.value, strongest_first) if name is not None and isinstance(name.value, str) else None
        if best is not None:
            where = f"{comparators.path}.{record.label}.best_evidence"
            found = Statement(best.kind, best.kind, where, record.line, "studies and comparisons", best.is_unconfirmed)
            record = Record(record.label, record.line, {**record.statements, "best_evidence": found})  # noqa: PLW2901
        completed.append(record)
    statements[path] = Statement(tuple(completed), comparators.text, comparators.path, comparators.line)


def _strongest(statements: dict[str, Statement], comparator: str, strongest_first: tuple[str, ...]) -> _Evidence | None:
    """The strongest kind of comparison with a comparator; None where silence leaves it open."""
    evidence = [_evidence_of_study(study, comparator) for study in _records(statements, "studies")]
    evidence += [_evidence_of_comparison(comparison, comparator) for comparison in _records(statements, "comparisons")]
    kinds = {found.kind for found in evidence}
    is_open = _UNSETTLED in kinds or "studies" not in statements or "comparisons" not in statements
    best = RANDOMISED if RANDOMISED in kinds else None if is_open else next((kind for kind in strongest_first if kind in kinds), NONE)
    if best is None:
        return None
    return _Evidence(best, all(found.is_unconfirmed for found in evidence if found.kind == best) and best in kinds)


def _records(statements: dict[str, Statement], path: str) -> tuple[Record, ...]:
    statement = statements.get(path)
    if statement is None or not isinstance(statement.value, tuple):
        return ()
    return tuple(record for record in statement.value if isinstance(record, Record))


def _evidence_of_study(study: Record, comparator: str) -> _Evidence:
    design, control = study.statements.get("design"), study.statements.get("control.name")
    if (design is not None and design.value != "randomised-controlled") or (control is not None and control.value != comparator):
        return _Evidence(NONE)
    if design is None or control is None:
        return _Evidence(_UNSETTLED)
    return _Evidence(RANDOMISED, design.is_unconfirmed or control.is_unconfirmed)


def _evidence_of_comparison(comparison: Record, comparator: str) -> _Evidence:
    against, kind = comparison.statements.get("comparator"), comparison.statements.get("kind")
    if against is not None and against.value != comparator:
        return _Evidence(NONE)
    if against is None or kind is None:
        return _Evidence(_UNSETTLED)
    return _Evidence(str(kind.value), kind.is_unconfirmed)


def _trial_share(statements: dict[str, Statement], entry: str) -> None:
    here = statements.get(f"{entry}.trial_participants")
    studies = _records(statements, "studies")
    counts = [study.statements.get("participants") for study in studies]
    if here is None or not studies or not isinstance(here.value, int):
        return
    total = 0
    for count in counts:
        if count is None or not isinstance(count.value, int):
            return
        total += count.value
    if total == 0:
        return
    share = Fraction(100 * here.value, total)
    text = f"{float(share):.3g} %"
    statements[f"{entry}.trial_share"] = Statement(share, text, f"{entry}.trial_share", here.line, "trial_participants and studies")
