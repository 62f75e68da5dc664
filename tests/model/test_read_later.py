"""Models that are begun with some of their fields: nobody can tell them from whole ones."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from atmpcmp.model.read_later import ReadLater

if TYPE_CHECKING:
    from collections.abc import Callable


class Made(ReadLater):
    """For the tests."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    since: str = "undated"
    values: tuple[str, ...] = ()


class Holder(BaseModel):
    """A model that holds others."""

    model_config = ConfigDict(frozen=True)

    made: tuple[Made, ...]


WHOLE = Made(name="a", since="2020", values=("x",))


def _read(made: Made, name: str) -> None:
    made.__dict__[name] = {"name": "a", "values": ("x",)}[name]


def _begun() -> Made:
    return Made.begun({"since": "2020"}, _read)


def test_a_field_is_read_when_it_is_asked_for_and_once() -> None:
    asked: list[str] = []

    def read(made: Made, name: str) -> None:
        asked.append(name)
        _read(made, name)

    made = Made.begun({"since": "2020"}, read)
    assert (made.since, asked) == ("2020", [])
    assert (made.name, made.name, asked) == ("a", "a", ["name"])


USES: list[Callable[[Made], Any]] = [
    repr, str, dict, hash, copy.copy, copy.deepcopy, lambda made: pickle.loads(pickle.dumps(made)),  # noqa: S301
    lambda made: made.model_dump(), lambda made: made.model_dump_json(), lambda made: made.model_copy(update={"since": "2021"}),
    lambda made: made.model_fields_set, Made.model_validate, lambda made: Holder(made=(made,)).model_dump(),
    lambda made: Holder(made=(made,)).model_dump_json(exclude_defaults=True), lambda made: Made.model_validate_json(made.model_dump_json()),
]  # fmt: skip


@pytest.mark.parametrize("use", USES)
def test_whatever_looks_at_all_fields_reads_the_rest(use: Callable[[Made], Any]) -> None:
    assert use(_begun()) == use(WHOLE)


def test_equal_are_models_with_equal_fields_begun_or_not() -> None:
    assert _begun() == WHOLE
    assert WHOLE == _begun()  # noqa: SIM300  the other way round too
    assert _begun() == _begun()
    assert _begun() != Made(name="b", since="2020", values=("x",))
    assert _begun() != "a"


def test_it_is_frozen_and_has_no_more_than_its_fields() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        _begun().name = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="nome"):
        _begun().nome  # type: ignore[attr-defined]  # noqa: B018


def test_a_whole_one_is_checked_as_ever() -> None:
    for wrong in ({"name": 1}, {"name": "a", "more": 1}, {}):
        with pytest.raises(ValidationError):
            Made.model_validate(wrong)
