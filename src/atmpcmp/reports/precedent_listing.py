"""The result of `precedents`: decisions by how alike their products are, in every format."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from atmpcmp.reports.clean_text import clean, clean_markdown, json_safe
from atmpcmp.reports.precedent_words import cited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from atmpcmp.engine.precedents import Precedent
    from atmpcmp.model.decision import Decision, Point
    from atmpcmp.model.dossier import Dossier
    from atmpcmp.reports.terminal import Terminal

FORMAT = "atmpcmp-precedents-1"


def render(dossier: Dossier, precedents: Sequence[Precedent], form: str, terminal: Terminal | None = None) -> str:
    """Precedents in one format.

    Args:
        dossier: that they are precedents for.
        precedents: the most alike first.
        form: table, plain, json or markdown.
        terminal: for tables.
    """
    match form:
        case "json":
            return _json(dossier, precedents)
        case "markdown":
            return "\n".join(_markdown(dossier, precedents)) + "\n"
        case "table":
            return _table(dossier, precedents, terminal)
        case _:
            return "\n".join(" " * (len(line) - len(line.lstrip(" "))) + clean(line) for line in _plain(dossier, precedents)) + "\n"


def heading(dossier: Dossier, precedents: Sequence[Precedent]) -> str:
    """How many decisions on how many other products."""
    products = len({one.decided.product for one in precedents})
    name = dossier.text("product.name") or dossier.product
    decided = "1 decision" if len(precedents) == 1 else f"{len(precedents)} decisions"
    others = "1 other product" if products == 1 else f"{products} other products"
    return f"Precedents for {name}: {decided} on {others}, the most alike first"


def _groups(precedents: Sequence[Precedent]) -> Iterator[tuple[str, str, list[Precedent]]]:
    """Decisions that share product and ranking: what they are about, why they stand there, and they."""
    for (_, other), group in groupby(precedents, key=lambda one: (one.decided.product, one.decision.other_indication)):
        found = list(group)
        where = "other indications" if other else found[0].decided.traits.disease
        alike = found[0].similarity
        yield f"{found[0].decided.name}, {where}", alike.reason if alike is not None else "", found


def _points(decision: Decision) -> Iterator[tuple[str, str]]:
    for word, points in (("criticised", decision.critiques), ("accepted", decision.accepted)):
        if points:
            yield word, "; ".join(f"{point.topic}: {point.states}" for point in points)
    yield "source", cited(decision.source)


def _head(decision: Decision) -> str:
    return f"{decision.column}, {decision.date}, {decision.kind}: {decision.outcome}"


def _plain(dossier: Dossier, precedents: Sequence[Precedent]) -> Iterator[str]:
    yield heading(dossier, precedents)
    for rank, (title, reason, group) in enumerate(_groups(precedents), 1):
        yield from ("", f"{rank}. {title}", f"  why here: {reason}")
        for one in group:
            yield f"  {_head(one.decision)}"
            yield from (f"    {label}: {said}" for label, said in _points(one.decision))


def _markdown(dossier: Dossier, precedents: Sequence[Precedent]) -> Iterator[str]:
    yield f"# {clean_markdown(heading(dossier, precedents))}"
    for rank, (title, reason, group) in enumerate(_groups(precedents), 1):
        yield from ("", f"## {rank}. {clean_markdown(title)}", "", f"{clean_markdown(reason[:1].upper() + reason[1:])}.", "")
        for one in group:
            yield f"- {clean_markdown(_head(one.decision))}"
            yield from (f"  - {label}: {clean_markdown(said)}" for label, said in _points(one.decision))


def _table(dossier: Dossier, precedents: Sequence[Precedent], terminal: Terminal | None) -> str:
    from rich.padding import Padding
    from rich.text import Text

    from atmpcmp.reports.terminal import Terminal as Screen
    from atmpcmp.reports.terminal import text

    parts: list[RenderableType] = [text(heading(dossier, precedents), "bold")]
    for rank, (title, reason, group) in enumerate(_groups(precedents), 1):
        parts += [Text(), text(f"{rank}. {title}", "bold"), Padding(text(reason, "dim"), (0, 0, 0, 2))]
        for one in group:
            parts += [Text(), Padding(text(_head(one.decision)), (0, 0, 0, 2))]
            parts += [
                Padding(Text(f"{label}: ", "dim") + text(said, "dim" if label == "source" else ""), (0, 0, 0, 4)) for label, said in _points(one.decision)
            ]
    return (terminal or Screen()).render(parts)


def _json(dossier: Dossier, precedents: Sequence[Precedent]) -> str:
    document = {
        "format": FORMAT,
        "file": dossier.file,
        "product": dossier.product,
        "precedents": [_record(one) for one in precedents],
    }
    return json_safe(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _record(precedent: Precedent) -> dict[str, Any]:
    decision, alike = precedent.decision, precedent.similarity
    record: dict[str, Any] = {
        "product": precedent.decided.product,
        "name": precedent.decided.name,
        "jurisdiction": decision.jurisdiction,
        "member": decision.member,
        "indication": decision.indication,
        "other_indication": decision.other_indication,
        "date": decision.date,
        "kind": decision.kind,
        "outcome": decision.outcome,
        "critiques": _records(decision.critiques),
        "critiques_coverage": decision.critiques_coverage,
        "accepted": _records(decision.accepted),
        "conditions": list(decision.conditions),
        "source": decision.source.model_dump(),
    }
    if alike is not None:
        different = {name: {"dossier": mine, "precedent": theirs} for name, (mine, theirs) in alike.different.items()}
        record["similarity"] = {"alike": alike.alike, "different": different, "reason": alike.reason}
    return record


def _records(points: Sequence[Point]) -> list[dict[str, str]]:
    return [{"topic": point.topic, "states": point.states} for point in points]
