"""What a run starts from: small real files, cases that are known to be bad, and choices for documents."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import yaml

from .documents import CASES, DATA, TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

CRASHES = CASES / "fuzzing"
_AS_IT_STANDS, _MADE = b"\x00", b"\x01"


def seeds(target: str, max_length: int) -> Iterator[bytes]:
    """Inputs of a target, none longer than a bound."""
    yield from (data for data in _seeds(target) if len(data) <= max_length)
    yield from known_crashes(target)


def known_crashes(target: str) -> Iterator[bytes]:
    """Inputs that once made a target misbehave."""
    for path in sorted(CRASHES.glob(f"{target}-*")):
        yield path.read_bytes()


def _seeds(target: str) -> Iterator[bytes]:
    if target in ("yaml", "baseline", "cache"):
        yield from (path.read_bytes() for path in sorted(DATA.rglob("*.yaml")))
        yield from (case["text"].encode() for case in yaml.safe_load((CASES / "bad-dossiers.yaml").read_text(encoding="utf-8")))
    if target == "baseline":
        yield b'{"format": "atmpcmp-lint-baseline-1", "findings": [{"fingerprint": "0f", "name": "x", "file": "a.yaml", "path": "a.b"}]}'
    elif target == "cache":
        body = b'{"vocabulary":{"fields":{"a.b":{"path":"a.b","type":"text"}},"sections":[{"id":"a","title":"A","paths":["a.b"]}],"territorial":[],'
        body += b'"implications":[],"meanings":{}},"topics":{"groups":{"g":"G"},"topics":{"t":{"id":"t","group":"g","title":"T","question":"?"}}},'
        body += b'"jurisdictions":{},"rules":[]}'
        yield from (_MADE + body, _AS_IT_STANDS + b"0" * 64 + b"\n" + body)
    elif target != "yaml":
        chance = random.Random(target)
        yield from (_MADE + chance.randbytes(chance.randrange(8, 120)) for _ in range(200))
        for path in sorted(TOP.rglob("*.yaml")):
            if target in path.name or (target == "rules" and "jurisdictions" in path.parts):
                yield _AS_IT_STANDS + path.read_bytes()
        if target in ("dossier", "rules"):
            cases = yaml.safe_load((CASES / f"bad-{'dossiers' if target == 'dossier' else 'rules'}.yaml").read_text(encoding="utf-8"))
            yield from (_AS_IT_STANDS + case["text"].encode() for case in cases)
