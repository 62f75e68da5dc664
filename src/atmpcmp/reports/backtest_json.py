"""The result of `backtest` as JSON, format `atmpcmp-backtest-1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atmpcmp.reports.clean_text import json_safe

if TYPE_CHECKING:
    from atmpcmp.engine.backtest import BacktestRecord, BacktestResult
    from atmpcmp.engine.recall import Recall, RecallTable

FORMAT = "atmpcmp-backtest-1"
_DIGITS = 4


def render(result: BacktestResult) -> str:
    """One JSON document."""
    document = {
        "format": FORMAT,
        "records": [_record(record) for record in result.records],
        "recall": _table(result.recall),
        "recall_with_unknown": _table(result.recall_with_unknown),
        "recall_by_group": _table(result.recall_by_group),
        "recall_by_group_with_unknown": _table(result.recall_by_group_with_unknown),
        "baseline": _table(result.baseline),
        "baseline_with_unknown": _table(result.baseline_with_unknown),
        "baseline_by_group": _table(result.baseline_by_group),
        "baseline_by_group_with_unknown": _table(result.baseline_by_group_with_unknown),
        "why_missed": result.why_missed,
        "left_out": result.left_out,
    }
    return json_safe(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _record(record: BacktestRecord) -> dict[str, Any]:
    decision = record.decision
    return {
        "product": record.product,
        "indication": decision.indication,
        "jurisdiction": decision.jurisdiction,
        "member": decision.member,
        "as_of": record.as_of.isoformat(),
        "kind": decision.kind,
        "critiques_coverage": decision.critiques_coverage,
        "named": list(record.named),
        "gap": list(record.gap),
        "unknown": list(record.unknown),
        "missed": [{"topic": missed.topic, "why": missed.why} for missed in record.missed],
        "not_named": list(record.not_named),
        "baseline": list(record.baseline),
        "baseline_with_unknown": list(record.baseline_with_unknown),
    }


def _table(table: RecallTable) -> dict[str, Any]:
    return {
        "all": _recall(table.all),
        "by_jurisdiction": {name: _recall(recall) for name, recall in table.by_jurisdiction.items()},
        "by_product": {name: _recall(recall) for name, recall in table.by_product.items()},
        "by_topic": {name: _recall(recall) for name, recall in table.by_topic.items()},
    }


def _recall(recall: Recall) -> dict[str, Any]:
    share, interval = recall.share, recall.interval
    return {
        "found": recall.found,
        "named": recall.named,
        "recall": None if share is None else round(share, _DIGITS),
        "interval": None if interval is None else [round(bound, _DIGITS) for bound in interval],
    }
