"""The result of `matrix` as JSON, format `atmpcmp-matrix-1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atmpcmp.reports.check_json import source_record
from atmpcmp.reports.clean_text import json_safe
from atmpcmp.reports.diff_json import side_record

if TYPE_CHECKING:
    from atmpcmp.engine.matrix import Cell, MatrixResult
    from atmpcmp.model.library import Library

FORMAT = "atmpcmp-matrix-1"


def render(result: MatrixResult, library: Library) -> str:
    """The matrix as one JSON document."""
    document = {
        "format": FORMAT,
        "as_of": result.as_of.isoformat(),
        "columns": [side_record(side) for side in result.columns],
        "without_rules": list(result.without_rules),
        "topics": [
            {
                "topic": row.topic,
                "group": row.group,
                "title": library.topics.topics[row.topic].title,
                "pairs": {"differing": row.differing, "comparable": row.comparable},
                "cells": [cell_record(cell, library) for cell in row.cells.values()],
            }
            for row in result.rows
        ],
        "harmonisation": [
            {"left": agreement.left, "right": agreement.right, "group": agreement.group, "same": agreement.same, "comparable": agreement.comparable}
            for agreement in result.agreements
        ],
    }
    return json_safe(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def cell_record(cell: Cell, library: Library) -> dict[str, Any]:
    """What one jurisdiction or member has on one topic."""
    lead = cell.rulings[0]
    jurisdiction, _, member = cell.column.partition(":")
    return {
        "jurisdiction": jurisdiction,
        "member": member or None,
        "text": cell.text,
        "kind": lead.rule.kind,
        "level": lead.level,
        "in_force_from": cell.since,
        "confidence": lead.entry.confidence,
        "values": cell.values,
        "states": lead.entry.states,
        "rules": [ruling.rule.id for ruling in cell.rulings],
        "announced": [{"rule": ruling.rule.id, "in_force_from": ruling.entry.since, "ended": ruling.entry.ended} for ruling in cell.announced],
        "source": source_record(lead.entry.source, lead.rule.jurisdiction, library),
    }
