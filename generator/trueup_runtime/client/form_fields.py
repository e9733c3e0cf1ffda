"""Members of forms: how each of them is written, and read. Both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import msgspec

from . import media
from .codec import encode, to_builtins
from .coercion import Shape, object_of
from .errors import ConfigurationError
from .files import is_file
from .model import OpenModel, open_layout
from .pairs import Piece, json_or_text, query_pairs, read_pairs
from .percent import check_name, decoded_plus
from .styles import Layout, Pairs, Style, encoder, scalar_text, write_pairs


class HeaderField(Protocol):
    """A header field of a part."""

    @property
    def name(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def constant(self) -> Any: ...
    @property
    def schema(self) -> str | None: ...
    def with_shape(self, shape: Shape) -> HeaderField: ...
    def write(self, value: object) -> list[Piece]: ...
    def read(self, raw: str | None) -> Any: ...


class Part(msgspec.Struct, frozen=True):
    """How one member of a form travels (OAS 3.2, "Encoding Object").

    `style` is set where the member is written like a parameter in the query;
    `media_type` where it is a document of its own.
    """

    media_type: str | None = None
    style: Style | None = None
    explode: bool = True
    allow_reserved: bool = False
    headers: tuple[HeaderField, ...] = ()


class PartWithHeaders(msgspec.Struct, frozen=True):
    """A member of a multipart form, and header fields of its part by name.

    >>> PartWithHeaders(b"...", {"X-Checksum": "9e107d9d"})
    PartWithHeaders(value=b'...', headers={'X-Checksum': '9e107d9d'})
    """

    value: Any
    headers: Mapping[str, Any]


def form_text(value: Any, parts: Mapping[str, Part]) -> str:
    """The members of a value as URL-encoded pairs."""
    pairs: list[tuple[str, str]] = []
    for name, member in members_of(value):
        member = member.value if isinstance(member, PartWithHeaders) else member
        _refuse_files(name, member)
        pairs += pairs_of(name, parts.get(name, Part()), to_builtins(member))
    return "&".join(f"{name}={value}" for name, value in pairs)


def _refuse_files(name: str, member: object) -> None:
    """Raise `ConfigurationError` for a file, which only multipart forms have."""
    for item in member if isinstance(member, (list, tuple)) else (member,):
        if is_file(item) and not isinstance(item, (bytes, bytearray, memoryview)):
            kind = type(item).__name__
            raise ConfigurationError(
                f"form field `{name}` must be text or bytes, not a `{kind}`: "
                "a URL-encoded form has no files"
            )


def form_value(text: str, shape: Shape, parts: Mapping[str, Part]) -> dict[str, Any]:
    """The inverse of `form_text`: JSON-shaped properties by name."""
    return value_of(query_pairs(text), shape, parts)


def value_of(
    pairs: list[tuple[str, str]], shape: Shape, parts: Mapping[str, Part]
) -> dict[str, Any]:
    declared = shape.members or {}
    by_name: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        check_name(pair[0])
        by_name.setdefault(_member(pair[0], declared, parts), []).append(pair)
    members: dict[str, Any] = {}
    names: list[str] = [*by_name, *declared]
    for name in _own(names, shape, parts):
        part, member = parts.get(name, Part()), shape.of_member(name)
        own = by_name.get(name, [])
        if part.style is None and member.kind == "array":
            if own:
                members[name] = _items(name, part, member, own)
            continue
        place = placed(name, part, member)
        if place.is_spread:
            # A property of the form itself does not belong to a spread one.
            own = [pair for pair in pairs if pair[0] == name or pair[0] not in declared]
        value = place.read(own)
        if value is not msgspec.UNSET:
            members[name] = value
    return members


def _member(name: str, declared: Mapping[str, Shape], parts: Mapping[str, Part]) -> str:
    """The member that a name belongs to: `filter` for `filter[a]` in style deepObject."""
    start = name.partition("[")[0]
    is_deep = parts.get(start, Part()).style == "deepObject"
    return start if is_deep and name not in declared else name


def _own(names: list[str], shape: Shape, parts: Mapping[str, Part]) -> Iterable[str]:
    """The names of a form's own members, but for those of members of its members, which
    stand in the form by their names as well."""
    declared = shape.members or {}
    spread = [
        member
        for name, member in declared.items()
        if placed(name, parts.get(name, Part()), member).is_spread
    ]
    if any(member.extra is not None for member in spread):
        return declared
    theirs = {name for member in spread for name in member.members or {}}
    return dict.fromkeys(n for n in names if n in declared or n not in theirs)


def pairs_of(name: str, part: Part, value: Any) -> list[tuple[str, str]]:
    encoded = encoder()
    text = encoder(allow_reserved=part.allow_reserved, literal="#[]&+")
    if part.style is not None:
        layout = Layout(part.style, part.explode)
        return write_pairs(name, value, layout, text, encoded)
    items = value if isinstance(value, (list, tuple)) else [value]
    return [(encoded(name), text(text_of(part, item))) for item in items]


def text_of(part: Part, value: Any) -> str:
    """A member without a style: a scalar as it is, anything else as JSON."""
    if isinstance(value, (dict, list, tuple)) or media.is_json(part.media_type or ""):
        return encode(value).decode()
    return scalar_text(value)


def _items(
    name: str, part: Part, shape: Shape, pairs: list[tuple[str, str]]
) -> list[Any] | dict[str, Any]:
    """Each value of a list stands on its own (OAS 3.2, "Encoding By Name")."""
    if shape.is_one_object_too and len(pairs) == 1:
        whole = placed(name, part, object_of(shape.members or {}))
        value = whole.read(pairs)
        if isinstance(value, dict):
            return value
    return [
        placed(name, part, shape.of_item(index)).read([pair])
        for index, pair in enumerate(pairs)
    ]


class Placed(msgspec.Struct, frozen=True):
    """The name, layout and shape of a property among the pairs of a form."""

    name: str
    layout: Layout
    shape: Shape
    is_json: bool

    @property
    def is_spread(self) -> bool:
        """Whether members of the member stand in the form by their own names."""
        spread = self.layout.explode and self.shape.kind == "object"
        return spread and not self.is_json and self.layout.style != "deepObject"

    def read(self, pairs: Pairs) -> Any:
        """The value in `pairs`, `UNSET` where there is none."""
        if not self.is_json:
            return read_pairs(self.name, self.layout, self.shape, pairs, decoded_plus)
        texts = [text for key, text in pairs if key == self.name]
        return json_or_text(decoded_plus(texts[-1])) if texts else msgspec.UNSET


def placed(name: str, part: Part, shape: Shape) -> Placed:
    if part.style is not None:
        return Placed(name, Layout(part.style, part.explode), shape, False)
    is_inside = shape.kind in ("object", "array")
    is_json = is_inside or media.is_json(part.media_type or "")
    return Placed(name, Layout("form", True), shape, is_json)


def members_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Wire names and values of what is present; the values are not converted."""
    if isinstance(value, OpenModel):
        wire = open_layout(type(value)).wire
        named = {wire[name]: getattr(value, name) for name in wire}
        members: Mapping[str, Any] = {**named, **value.additional_properties}
    elif isinstance(value, msgspec.Struct):
        fields = msgspec.structs.fields(value)
        members = {field.encode_name: getattr(value, field.name) for field in fields}
    elif isinstance(value, Mapping):
        members = value
    else:
        raise ConfigurationError(f"a form is made of named members, not of {value!r}")
    for name, member in members.items():
        if member is not None and member is not msgspec.UNSET:
            yield str(name), member
