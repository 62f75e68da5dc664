"""Clauses judged in a second, against expression engines of PyPI on the same conditions and dossiers, and what each says where a field is silent.

    python benchmarks/judging.py [--seconds 1] [--short]

Run it with a Python that has benchmarks/requirements.txt installed. A clause is one test of one field; each engine gets its conditions compiled beforehand.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Any

from measuring import TOP, keep, say, versions
from peer_conditions import Sayable, data_of, name_of, sayable, tests
from peers import PEERS

from atmpcmp.engine.evaluation import compiled
from atmpcmp.engine.truth import NO, UNKNOWN, YES
from atmpcmp.reading.dossier_file import dossier_from, read_dossier
from atmpcmp.reading.loading import load_library
from atmpcmp.reading.yaml_text import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from atmpcmp.engine.truth import Truth

_ROUNDS = 5
EARLY = "product: {name: Early, atmp_class: gene-therapy, gene_transfer: in-vivo}\nindication: {disease: A disease}\n"


def _per_second(round_of_all: Callable[[], object], clauses: int, seconds: float) -> float:
    """The median of five rates, each over so many seconds of the processor, after one round to warm up."""
    round_of_all()
    rates = []
    for _ in range(_ROUNDS):
        rounds, start = 0, time.process_time()
        while (used := time.process_time() - start) < seconds / _ROUNDS:
            round_of_all()
            rounds += 1
        rates.append(rounds * clauses / used)
    return sorted(rates)[_ROUNDS // 2]


def _answer(ask: Callable[[dict[str, Any]], object], data: dict[str, Any]) -> object:
    try:
        answer = ask(data)
    except Exception as error:  # noqa: BLE001  engines refuse in their own ways
        return f"error: {type(error).__name__}"
    return (
        bool(answer)
        if isinstance(answer, bool | int)
        else answer
        if answer is None
        else f"error: {type(answer).__name__}"
        if "Error" in type(answer).__name__
        else bool(answer)
    )


def _judged(answers: list[object], truths: list[Truth], conditions: list[Sayable], data: dict[str, Any]) -> dict[str, Any]:
    """How the answers of an engine stand to the truth; yes and no where something is silent that decides are wrong."""
    right = sum(answer is (truth is YES) for answer, truth in zip(answers, truths, strict=True) if truth is not UNKNOWN)
    wrong_yes = [index for index, (answer, truth) in enumerate(zip(answers, truths, strict=True)) if truth is UNKNOWN and answer is True]
    wrong_no = [index for index, (answer, truth) in enumerate(zip(answers, truths, strict=True)) if truth is UNKNOWN and answer is False]
    refused = sum(isinstance(answer, str) or answer is None for answer in answers)
    example = ""
    if wrong := wrong_yes or wrong_no:
        one = min((conditions[index] for index in wrong), key=lambda found: found.clauses)
        silent = next((test.path for test in tests(one.condition) if name_of(test, one.scope) not in data), "")
        example = f"{one.rule}: {silent} is not stated; it says {'yes' if wrong_yes else 'no'}"
    return {
        "settled": sum(truth is not UNKNOWN for truth in truths),
        "right": right,
        "wrong_yes": len(wrong_yes),
        "wrong_no": len(wrong_no),
        "refused": refused,
        "example": example,
    }


def main() -> None:
    """Measure, print and keep the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--short", action="store_true", help="a tenth of a second for each engine, nothing kept, nothing asserted of speed")
    chosen = parser.parse_args()
    library = load_library()
    dossiers = [read_dossier(path, library.vocabulary) for path in sorted((TOP / "data" / "products").glob("*/dossier.yaml"))]
    # What a company can say before its first study: most of it is silent.
    dossiers.append(dossier_from(parse_yaml(EARLY, "early.yaml")[0], library.vocabulary, "early.yaml", "early"))
    conditions = sayable(library)
    clauses = sum(one.clauses for one in conditions) * len(dossiers)
    seconds = 0.1 if chosen.short else chosen.seconds
    say(f"{len(conditions)} conditions with {clauses // len(dossiers)} clauses on {len(dossiers)} dossiers")
    judges = [compiled(one.condition, one.scope) for one in conditions]
    truths = [[judge(dossier.statements, None).truth for judge in judges] for dossier in dossiers]
    own = _per_second(lambda: [judge(dossier.statements, None) for dossier in dossiers for judge in judges], clauses, seconds)
    unknown = sum(truth is UNKNOWN for one in truths for truth in one)
    say(f"{'atmpcmp':28} {own:12,.0f} clauses a second; {unknown} of {sum(map(len, truths))} answers are unknown")
    data = [data_of(dossier, conditions) for dossier in dossiers]
    peers: dict[str, Any] = {}
    for name, prepare in PEERS.items():
        if name not in versions(name):
            say(f"{name:28} is not installed")
            continue
        try:
            asks = prepare(conditions)
        except Exception as error:  # noqa: BLE001  a peer that has changed is no reason to measure none
            say(f"{name:28} cannot be asked: {type(error).__name__}: {str(error)[:200]}")
            continue
        answers = [[_answer(ask, one) for ask in asks] for one in data]
        judged = [_judged(said, truth, conditions, one) for said, truth, one in zip(answers, truths, data, strict=True)]
        refuses = any(one["refused"] for one in judged)
        ask_all = (
            (lambda asks=asks: [_answer(ask, one) for one in data for ask in asks]) if refuses else lambda asks=asks: [ask(one) for one in data for ask in asks]
        )
        rate = _per_second(ask_all, clauses, seconds)
        whole: dict[str, Any] = {key: sum(one[key] for one in judged) for key in ("settled", "right", "wrong_yes", "wrong_no", "refused")}
        whole["example"] = next((one["example"] for one in judged if one["example"]), "")
        peers[name] = {"rate": rate, "own_by_peer": own / rate, **whole}
        say(f"{name:28} {rate:12,.0f} clauses a second; {whole}")
    assert all(truth in (YES, NO, UNKNOWN) for one in truths for truth in one)
    if not chosen.short:
        figures = {"conditions": len(conditions), "clauses": clauses // len(dossiers), "dossiers": len(dossiers), "own_rate": own}
        keep("judging", {**figures, "unknown": unknown, "answers": sum(map(len, truths)), "peers": peers, "versions": versions(*PEERS)})


if __name__ == "__main__":
    main()
