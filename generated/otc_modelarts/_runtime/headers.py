"""Header fields of a message: case-insensitive, several values, typed access.

Knows no operation; generated classes derive from `Headers` and add a property for
each documented field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

T = TypeVar("T")


class Headers(Mapping[str, str]):
    """Header fields by name, in any case. Several fields of one name are joined.

    >>> headers = Headers([("Allow", "GET"), ("allow", "PUT")])
    >>> headers["ALLOW"], headers.get_list("Allow")
    ('GET, PUT', ('GET', 'PUT'))
    """

    def __init__(
        self, fields: Mapping[str, str] | Iterable[tuple[str, str]] = ()
    ) -> None:
        pairs: Any = fields.items() if isinstance(fields, Mapping) else fields
        self._fields: tuple[tuple[str, str], ...] = tuple(pairs)
        self._by_name: dict[str, list[str]] = {}
        for name, value in self._fields:
            self._by_name.setdefault(name.lower(), []).append(value)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._by_name[name.lower()])

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._by_name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._fields)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Headers):
            return NotImplemented
        return self._by_name == other._by_name

    def __hash__(self) -> int:
        return hash(tuple(self._by_name))

    @property
    def raw(self) -> tuple[tuple[str, str], ...]:
        """Every field as it came: name and value, in order."""
        return self._fields

    def get_list(self, name: str) -> tuple[str, ...]:
        """The values of all fields of that name, in order."""
        return tuple(self._by_name.get(name.lower(), ()))

    @overload
    def read(self, name: str, type: type[T], *, explode: bool = ...) -> T | None: ...
    @overload
    def read(self, name: str, type: object, *, explode: bool = ...) -> Any: ...
    def read(self, name: str, type: object, *, explode: bool = False) -> Any:
        """The field as `type`; None where it is absent or is no `type`.

        Headers are met on the way, so one that does not parse is not an error; its
        text is at hand as `headers[name]`. The value is written in style `simple`
        (OAS 3.2, section "Header Object").
        """
        if name not in self:
            return None
        from .errors import DecodeError
        from .shapes import read_simple

        try:
            return read_simple(self[name], type, explode=explode)
        except DecodeError:
            return None
