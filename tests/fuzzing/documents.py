"""Bytes to documents that are nearly right: pieces of real files, cut, crossed and spoilt as the bytes say.

Random bytes are hardly ever YAML. A document made of real entries gets past the parser, so what is tried is the reading of rules, dossiers and decisions.
The bytes are the only source of chance: the same bytes make the same document, and a fuzzer that changes them changes the document.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

TOP = Path(__file__).parent.parent.parent
DATA = TOP / "data"
CASES = TOP / "tests" / "data"
MOST_STEPS = 12

HOSTILE = (
    "", "~", "none", "null", "true", "yes", "NO", "0", "-1", "-0", "1e308", "1e999", "1e-400", "9" * 39, "9" * 5000, ".5", "1_000", "0x10",
    "0o7", ".inf", ".nan", "2026-02-30", "0000", "0000-00-00", "9999-12-31", "2020-13", "2020", "undated", "15 years", "999999 years",
    "0 days", "lifelong", "15", "-3 years", "0.5 months", "1 per 0", "1 per 50000 people", "3 per million", "3.5 %", "-1 %", "101 %",
    "\u0663 years", "\u0662\u0660\u0662\u0660", "1.9 million EUR", "1e5 EUR", "30000 GBP per QALY", "ORPHA:70", "all", "NICE", "FINOSE:NO",
    "NL", "US", "EMA", "here.price.list", "jurisdictions.*.price.list", "jurisdictions.NICE.price.list", "studies", "studies[]", "*", "<<",
    ".", "..", "../../etc/passwd", "a.b.c.d", "\x00", "\x1b[31m", "\x1b]8;;http://x\x07", "\u202egnp", "\ufeff", "\u2028", "\x85", "\ud800",
    "\U0010ffff", "[bold red]x[/]", "[/]", "=cmd()", "+1", "-1+1", "@x", "\t=1", "<script>", "|", "`x`", "x" * 3000, "e\u0301", "\u00df",
    "\u0130", "pivotal", "single-arm", "gene-therapy", "must", "requirement", "route", "stance", "primary", "recalled", "draft", "days",
    "follow_up.planned", "product.gmo",
)  # fmt: skip
WORDS = ("all", "any", "not", "some", "every", "is", "one_of", "at_least", "at_most", "includes", "review", "of", "where", "meets", "field", "plus", "minus")


class Choices:
    """Decisions drawn from bytes; always the first choice when they have run out."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def below(self, count: int) -> int:
        """A number from 0 to below `count`."""
        size = 1 if count <= 256 else 2
        piece = self.data[self.at : self.at + size]
        self.at += size
        return int.from_bytes(piece, "big") % count if piece else 0

    def of(self, items: Any) -> Any:
        """One of the items."""
        return items[self.below(len(items))]


@lru_cache
def _tree(path: Path) -> Any:
    return _cut(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))  # noqa: S506  the plainest of loaders: text, lists and mappings


def _cut(tree: Any) -> Any:
    """Without long texts and long lists below the top: what is small is tried more often."""
    if isinstance(tree, dict):
        return {key: _cut(child) if key in ("sections", "topics", "decisions", "lists", "fields") else _short(child) for key, child in tree.items()}
    return [_cut(child) for child in tree] if isinstance(tree, list) else tree


def _short(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _short(child) for key, child in tree.items()}
    return [_short(child) for child in tree[:4]] if isinstance(tree, list) else tree[:60]


@lru_cache
def pieces(kind: str) -> tuple[Any, ...]:
    """Small trees of one kind: single rules, single decisions, dossiers section by section."""
    match kind:
        case "rules":
            files = [DATA / "jurisdictions" / "nice" / name for name in ("clinical.yaml", "economics.yaml")]
            found = [{key: body} for path in files if path.exists() for key, body in _tree(path).items()]
            found += [{f"NICE-9{index:02d}": body} for index, body in enumerate(_tree(CASES / "model-rules.yaml").values()) if isinstance(body, dict)]
            return tuple(found)
        case "dossier":
            dossiers = [_tree(path) for path in sorted((DATA / "products").glob("*/dossier.yaml"))] + [_tree(CASES / "full-dossier.yaml")]
            return tuple({key: body} for dossier in dossiers for key, body in dossier.items())
        case "decisions":
            files = sorted((DATA / "products").glob("*/decisions.yaml"))
            return tuple({"format": "atmpcmp-decisions-1", "decisions": [one]} for path in files for one in _tree(path)["decisions"])
        case "jurisdiction":
            return tuple(_tree(path) for path in sorted((DATA / "jurisdictions").glob("*/jurisdiction.yaml")))
        case "documents":
            files = sorted((DATA / "jurisdictions").glob("*/documents.yaml"))
            return tuple({"format": "atmpcmp-documents-1", "documents": {key: body}} for path in files for key, body in _tree(path)["documents"].items())
        case "vocabulary":
            whole = _tree(DATA / "vocabulary.yaml")
            return tuple({**whole, "sections": [section]} for section in whole["sections"])
        case "topics":
            whole = _tree(DATA / "topics.yaml")
            return tuple({**whole, "topics": [topic]} for topic in whole["topics"])
        case _:
            raise ValueError(kind)


def spoilt_json(tree: Any, data: bytes) -> bytes:
    """A tree as JSON, spoilt as the bytes say."""
    choices = Choices(data)
    for _ in range(1 + choices.below(MOST_STEPS)):
        tree = _spoilt(tree, "rules", choices)
    return json.dumps(tree).encode()


@lru_cache
def keys(kind: str) -> tuple[str, ...]:
    """Every key in the real files of a kind, for putting one in the place of another."""
    found: dict[str, None] = {}

    def walk(tree: Any) -> None:
        if isinstance(tree, dict):
            for key, child in tree.items():
                found[key] = None
                walk(child)
        elif isinstance(tree, list):
            for child in tree:
                walk(child)

    for piece in pieces(kind):
        walk(piece)
    return tuple(found)


def document(kind: str, data: bytes) -> str:
    """A document of a kind as YAML text."""
    choices = Choices(data)
    tree = _joined(kind, choices)
    for _ in range(choices.below(MOST_STEPS)):
        tree = _spoilt(tree, kind, choices)
    return _written(tree, choices)


def _joined(kind: str, choices: Choices) -> Any:
    known = pieces(kind)
    tree: dict[str, Any] = {}
    for _ in range(1 + choices.below(3)):
        piece = choices.of(known)
        for key, body in piece.items():
            tree[key] = [*tree[key], *body] if isinstance(tree.get(key), list) and isinstance(body, list) else body
    return tree


def _spoilt(tree: Any, kind: str, choices: Choices) -> Any:
    """The tree with one thing in it changed, somewhere on the way down that the choices take."""
    if isinstance(tree, dict) and tree and choices.below(8):
        key = choices.of(list(tree))
        return {name: _spoilt(child, kind, choices) if name == key else child for name, child in tree.items()}
    if isinstance(tree, list) and tree and choices.below(8):
        index = choices.below(len(tree))
        return [_spoilt(child, kind, choices) if at == index else child for at, child in enumerate(tree)]
    match choices.below(9):
        case 0:
            return choices.of(HOSTILE)
        case 1:
            return choices.of([{}, [], [[]], {"": ""}, [{}], {"note": "x"}])
        case 2:
            return [tree] if choices.below(2) else [tree, tree]
        case 3:
            return {choices.of(keys(kind)): tree}
        case 4:
            return _somewhere(choices.of(pieces(kind)), choices)
        case 5:
            return {choices.of(WORDS): tree}
        case 6 if isinstance(tree, dict) and tree:
            old = choices.of(list(tree))
            new = choices.of(keys(kind)) if choices.below(3) else choices.of(HOSTILE)
            return {new if name == old else name: child for name, child in tree.items()}
        case 7 if isinstance(tree, dict) and tree:
            gone = choices.of(list(tree))
            return {name: child for name, child in tree.items() if name != gone}
        case 8 if isinstance(tree, dict):
            return {**tree, choices.of(keys(kind)): _somewhere(choices.of(pieces(kind)), choices)}
        case _:
            return choices.of(HOSTILE)


def _somewhere(tree: Any, choices: Choices) -> Any:
    while isinstance(tree, (dict, list)) and tree and choices.below(5):
        tree = choices.of(list(tree.values()) if isinstance(tree, dict) else tree)
    return tree


def _written(tree: Any, choices: Choices) -> str:
    """YAML in flow style; what is no plain scalar is quoted, now and then a node is anchored or an alias."""
    anchors = 0
    lines = []

    def write(node: Any) -> str:
        nonlocal anchors
        if isinstance(node, dict):
            inner = ", ".join(f"{scalar(key)}: {write(child)}" for key, child in node.items())
            return "{" + inner + "}"
        if isinstance(node, list):
            return "[" + ", ".join(map(write, node)) + "]"
        return scalar(node)

    def scalar(text: str) -> str:
        plain = text and text == text.strip() and text.isprintable() and not set(text) & set("#:{}[],&*!|>'\"%@`?\\") and text[0] not in "-="
        return text if plain else json.dumps(text)

    if isinstance(tree, dict) and choices.below(4):
        for key, child in tree.items():
            mark = ""
            if not choices.below(16):
                mark, anchors = f"&a{anchors} ", anchors + 1
            value = f"*a{choices.below(anchors)}" if anchors and not choices.below(24) else mark + write(child)
            lines.append(f"{scalar(key)}: {value}")
        return "\n".join(lines) + "\n"
    return write(tree) + "\n"
