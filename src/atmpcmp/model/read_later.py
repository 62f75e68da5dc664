"""Models of which a part is read only when somebody asks for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, SerializerFunctionWrapHandler, model_serializer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    Reader = Callable[[Any, str], None]


@cache
def fields_of(model: type[BaseModel]) -> set[str]:
    """The names of all fields, one set for all models of a class: they are frozen, and copies of a model copy its set."""
    return set(model.__pydantic_fields__)


class ReadLater(BaseModel):
    """A frozen model that may be begun with some of its fields, where the others are known to be good and cost time to read.

    Nobody can tell it from one that was whole from the start: whatever looks at all fields reads the rest first.
    """

    __slots__ = ("_reader",)

    @classmethod
    def begun(cls, held: dict[str, Any], reader: Reader) -> Self:
        """Begin a model, as `model_construct` makes a whole one.

        Args:
            held: the values of some fields; nothing of them is checked.
            reader: puts the value of a field into the `__dict__` of the model, and may put more there.
        """
        begun = cls.__new__(cls)
        keep = object.__setattr__
        keep(begun, "__dict__", held)
        keep(begun, "__pydantic_fields_set__", fields_of(cls))
        keep(begun, "__pydantic_extra__", None)
        keep(begun, "__pydantic_private__", None)
        keep(begun, "_reader", reader)
        return begun

    if not TYPE_CHECKING:  # so that types are checked as if all attributes were there

        def __getattr__(self, name: str) -> Any:
            """Read what is not there yet."""
            if name in type(self).__pydantic_fields__:
                self._reader(self, name)
                return self.__dict__[name]
            return super().__getattr__(name)

    def _read_all(self) -> None:
        """Read what is not there yet, and put all of it in the order of the fields, which shows in text and JSON."""
        fields = type(self).__pydantic_fields__
        if list(self.__dict__)[: len(fields)] != list(fields):
            whole = {name: getattr(self, name) for name in fields}
            object.__setattr__(self, "__dict__", whole | self.__dict__)

    def __eq__(self, other: object) -> bool:
        """Compare all fields."""
        self._read_all()
        if isinstance(other, ReadLater):
            other._read_all()
        return super().__eq__(other)

    def __hash__(self) -> int:
        """Hash by all fields."""
        return hash((type(self), *(getattr(self, name) for name in type(self).__pydantic_fields__)))

    def __copy__(self) -> Self:
        """Copy all fields."""
        self._read_all()
        return super().__copy__()

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """Copy all fields."""
        self._read_all()
        return super().__deepcopy__(memo)

    def __getstate__(self) -> dict[Any, Any]:
        """Keep all fields."""
        self._read_all()
        return super().__getstate__()

    def __iter__(self) -> Generator[tuple[str, Any], None, None]:
        """All fields."""
        self._read_all()
        yield from super().__iter__()

    def __repr_args__(self) -> Any:
        """All fields."""
        self._read_all()
        return super().__repr_args__()

    @model_serializer(mode="wrap")
    def _whole(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        self._read_all()
        whole: dict[str, Any] = serialise(self)
        return whole
