"""Header fields of a message: case-insensitive, several values, typed access.

Generated classes derive from `Headers` and add a property for each documented field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .codec import convert
from .errors import DecodeError
from .pairs import read_simple
from .parameters import Header
from .type_shapes import shape_of

if TYPE_CHECKING:
    import httpx2

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
        pairs: Any = fields
        # Asking whether something is a `Mapping` takes long, and most are lists.
        if not isinstance(fields, (tuple, list)) and isinstance(fields, Mapping):
            pairs = fields.items()
        self._fields: tuple[tuple[str, str], ...] = tuple(pairs)
        self._by_name: dict[str, list[str]] | None = None

    def _named(self) -> dict[str, list[str]]:
        """Values by name in lower case. Made when it is first asked for: a call makes
        more of these than are looked into."""
        fields = self._by_name
        if fields is None:
            fields = {}
            for name, value in self._fields:
                fields.setdefault(name.lower(), []).append(value)
            self._by_name = fields
        return fields

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._named()[name.lower()])

    @overload
    def get(self, name: str, default: None = None, /) -> str | None: ...
    @overload
    def get(self, name: str, default: str | T, /) -> str | T: ...
    def get(self, name: str, default: object = None, /) -> object:
        """The field as text, or `default`."""
        values = self._named().get(name.lower())
        return default if values is None else ", ".join(values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._named())

    def __len__(self) -> int:
        return len(self._named())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._named()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._fields)!r})"

    def __eq__(self, value: object) -> bool:
        if not isinstance(value, Headers):
            return NotImplemented
        return self._named() == value._named()

    def __hash__(self) -> int:
        return hash(tuple(self._named()))

    @property
    def raw(self) -> tuple[tuple[str, str], ...]:
        """Every field as it came: name and value, in order."""
        return self._fields

    def get_list(self, name: str) -> tuple[str, ...]:
        """The values of all fields of that name, in order."""
        return tuple(self._named().get(name.lower(), ()))

    @overload
    def read(
        self,
        name: str,
        type: type[T],
        *,
        explode: bool = ...,
        media_type: str | None = ...,
    ) -> T | None: ...
    @overload
    def read(
        self,
        name: str,
        type: object,
        *,
        explode: bool = ...,
        media_type: str | None = ...,
    ) -> Any: ...
    def read(
        self,
        name: str,
        type: object,
        *,
        explode: bool = False,
        media_type: str | None = None,
    ) -> Any:
        """The field as `type`; None if it is absent or not a valid `type`.

        A field that does not parse is not an error; its text is `headers[name]`. The
        value has style `simple`, or is a document of its own (OAS 3.2, section "Header
        Object").
        """
        if name not in self:
            return None
        text = self[name]
        try:
            if media_type is not None:
                header = Header(name, media_type=media_type, shape=shape_of(type))
                return convert(type, header.read(text))
            return read_simple(text, type, explode=explode)
        except DecodeError:
            return None


def headers_of(response: httpx2.Response) -> Headers:
    """The header fields of a response; names are in lower case."""
    encoding = response.headers.encoding
    return Headers(
        [
            (name.lower().decode(encoding), value.decode(encoding))
            for name, value in response.headers.raw
        ]
    )
