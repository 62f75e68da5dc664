"""A jurisdiction's folder: who it is, and what it cites."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from atmpcmp.model.jurisdiction import Document, Jurisdiction
from atmpcmp.model.partial_date import PartialDate
from atmpcmp.model.problem import Problem
from atmpcmp.reading.model_file import build
from atmpcmp.reading.yaml_text import Mapping, Node, place, plain

JURISDICTION_FORMAT = "atmpcmp-jurisdiction-1"
DOCUMENTS_FORMAT = "atmpcmp-documents-1"
_AS_WRITTEN = frozenset({"from", "until", "issued", "effective", "date", "last_full_review", "locator", "reference", "title"})


class _Documents(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: dict[str, Document]


def read_jurisdiction(node: Node, file: str, problems: list[Problem]) -> Jurisdiction | None:
    """Identity, names, members and coverage of one decision-maker."""
    if not _has_format(node, file, JURISDICTION_FORMAT, problems):
        return None
    data = plain(node, _AS_WRITTEN)
    data.pop("format")
    jurisdiction = build(Jurisdiction, data, node, file, problems)
    if jurisdiction is None:
        return None
    _check_dates(node, file, problems)
    if jurisdiction.members and jurisdiction.kind != "joint-hta":
        problems.append(
            Problem(
                file,
                *place(node, ("members",), of_key=True),
                "only a joint body has members",
                "",
                "wrong-jurisdiction",
                "members",
            )
        )
    return jurisdiction


def read_documents(node: Node, file: str, problems: list[Problem]) -> dict[str, Document]:
    """The sources that the rules of a jurisdiction may cite."""
    if not _has_format(node, file, DOCUMENTS_FORMAT, problems):
        return {}
    data = plain(node, _AS_WRITTEN)
    data.pop("format")
    read = build(_Documents, data, node, file, problems)
    if read is None:
        return {}
    _check_dates(node, file, problems)
    for name, document in read.documents.items():
        if document.superseded_by is not None and document.superseded_by not in read.documents:
            at = place(node, ("documents", name, "superseded_by"))
            problems.append(
                Problem(
                    file,
                    *at,
                    f"{name} is said to be superseded by “{document.superseded_by}”, which is not listed",
                    "",
                    "unknown-document",
                )
            )
    return read.documents


def _has_format(node: Node, file: str, wanted: str, problems: list[Problem]) -> bool:
    if not isinstance(node, Mapping):
        problems.append(Problem(file, node.line, node.column, "this file is a mapping", "", "wrong-shape"))
        return False
    if plain(node).get("format") != wanted:
        problems.append(Problem(file, *place(node, ("format",)), f"this file has to say format: {wanted}", "", "wrong-format"))
        return False
    return True


def _check_dates(node: Node, file: str, problems: list[Problem], path: tuple[str | int, ...] = ()) -> None:
    """Every date in the tree is one of the calendar."""
    date_keys = {"from", "until", "issued", "effective", "date", "last_full_review"}
    if isinstance(node, Mapping):
        for key, child in node.entries.items():
            text = getattr(child, "text", None)
            if key in date_keys and text and getattr(child, "value", None) is not None:
                try:
                    PartialDate.parse(text)
                except ValueError as error:
                    problems.append(
                        Problem(
                            file,
                            child.line,
                            child.column,
                            str(error),
                            "",
                            "wrong-date",
                            ".".join(map(str, (*path, key))),
                        )
                    )
            else:
                _check_dates(child, file, problems, (*path, key))
    for index, item in enumerate(getattr(node, "items", ())):
        _check_dates(item, file, problems, (*path, index))
