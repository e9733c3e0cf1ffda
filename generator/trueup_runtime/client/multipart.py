"""`multipart/form-data` (RFC 7578), written and read."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args
from urllib.parse import quote, unquote

import msgspec

from . import media
from .base64url import Base64Url
from .bodies import Content
from .codec import convert, parse_json, to_builtins
from .coercion import Shape, coerce
from .decode_errors import token
from .errors import ConfigurationError, DecodeError
from .files import File, FileSource, FormStream, content_of, is_file
from .form_fields import (
    Part,
    PartWithHeaders,
    Placed,
    members_of,
    pairs_of,
    placed,
)
from .form_parts import split_parts, written_part
from .headers import Headers
from .model import OpenModel, open_layout
from .streams import checked
from .string_formats import Formats
from .style_decoding import inner
from .styles import Layout
from .type_shapes import shape_of


class Multipart(msgspec.Struct, frozen=True):
    """`multipart/form-data` (RFC 7578). Bytes and `File`s are files."""

    type: Any
    parts: Mapping[str, Part] = msgspec.field(default_factory=dict)
    media_type: str = "multipart/form-data"
    schema: str | None = None
    shape: Shape | None = None
    format: Formats | None = None

    def write(self, value: Any) -> Content:
        binary = _binary_members(self.type)
        _refuse_null(value, self.type)
        parts: list[tuple[bytes | FileSource, ...]] = []
        for name, member in members_of(value):
            part = self.parts.get(name, Part())
            if _is_styled(part, member):
                parts += _styled(name, part, to_builtins(member))
                continue
            for item in member if isinstance(member, (list, tuple)) else [member]:
                parts.append(written_part(name, item, part, is_binary=name in binary))
        # The same form has the same boundary, and no part holds its own digest.
        content = [piece for part in parts for piece in part]
        whole = [piece for piece in content if isinstance(piece, bytes)]
        is_whole = len(whole) == len(content)
        boundary = _digest(whole) if is_whole else os.urandom(16).hex()
        line = b"--" + boundary.encode()
        pieces = [p for part in parts for p in (line + b"\r\n", *part, b"\r\n")]
        pieces.append(line + b"--\r\n")
        body = FormStream(pieces)
        content_type = f"{self.media_type}; boundary={boundary}"
        return Content(content_type, b"".join(body) if is_whole else body)

    def read(self, data: bytes, content_type: str = "") -> Any:
        return convert(self.type, self.plain(data, content_type))

    def plain(self, data: bytes, content_type: str = "") -> Any:
        """Members by name; files are bytes."""
        return self.taken_apart(data, content_type, keep_heads=False)[0]

    def taken_apart(
        self,
        data: bytes,
        content_type: str,
        max_json: int | None = None,
        *,
        keep_heads: bool = True,
    ) -> tuple[dict[str, Any], dict[str, list[Headers]]]:
        """Members by name, and the header fields of the parts that each came in.

        Raises `ResponseTooLargeError` for a part with more than `max_json` bytes of JSON.
        """
        boundary = media.parameter(content_type, "boundary")
        if not boundary:
            raise DecodeError("multipart without a boundary", raw=data)
        shape = self.shape or shape_of(self.type)
        binary = _binary_members(self.type)
        members: dict[str, Any] = {}
        heads: dict[str, list[Headers]] = {}
        styled = _styled_members(self.parts, shape, binary)
        pairs: list[tuple[str, str]] = []
        for name, headers, content in split_parts(data, boundary):
            if keep_heads:
                heads.setdefault(name, []).append(headers)
            if name.partition("[")[0] in styled:
                checked(len(content), max_json)
                text = _utf8(name, content)
                pairs.append((name, quote(text, safe=", |\t")))
                continue
            wanted = shape.of_member(name)
            is_list = wanted.kind == "array"
            item = wanted.of_item(len(members.get(name, ()))) if is_list else wanted
            value = _content(headers, content, item, name in binary, max_json)
            if is_list and not _is_whole(value, wanted, item):
                items = members.setdefault(name, [])
                if not isinstance(items, list):
                    raise DecodeError("an object and an item of a list", token(name))
                items.append(value)
            else:
                members[name] = value
        for name, parameter in dict(styled.values()).items():
            value = parameter.read(pairs)
            if value is not msgspec.UNSET:
                members[name] = value
        return members, heads


def _digest(pieces: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(pieces)).hexdigest()[:32]


def _is_whole(value: Any, wanted: Shape, item: Shape) -> bool:
    """Whether a part holds all of a member, and not one item of its list."""
    match value:
        case dict():
            return wanted.is_one_object_too
        case list() if item.kind == "array":
            is_deep = item.item is not None and item.item.kind == "array"
            return not is_deep and any(isinstance(row, list) for row in value)
        case _:
            return isinstance(value, list)


def _is_styled(part: Part, value: Any) -> bool:
    """Whether a member is written like a parameter: a list or an object, not of files."""
    if part.style is None or isinstance(value, (str, PartWithHeaders)):
        return False
    if is_file(value):
        return False
    items = value if isinstance(value, (list, tuple)) else ()
    if any(isinstance(item, PartWithHeaders) or is_file(item) for item in items):
        return False
    return isinstance(to_builtins(value), (dict, list, tuple))


def _styled(
    name: str, part: Part, value: Any
) -> Iterator[tuple[bytes | FileSource, ...]]:
    """Parts of a member that is written like a parameter: nothing in them is encoded."""
    assert part.style is not None
    layout = Layout(part.style, part.explode)
    mark = "" if layout.explode else layout.separator
    for key, text in pairs_of(name, part, value):
        plain = unquote(text)
        if mark and plain.count(unquote(mark)) != text.count(mark):
            raise ConfigurationError(
                f"the part `{name}` holds {unquote(mark)!r}, which divides values here"
            )
        yield written_part(unquote(key), plain)


def _styled_members(
    parts: Mapping[str, Part], shape: Shape, binary: frozenset[str]
) -> dict[str, tuple[str, Placed]]:
    """The members that are read like parameters, by the names that their parts have."""
    styled: dict[str, tuple[str, Placed]] = {}
    for name, part in parts.items():
        wanted = shape.of_member(name)
        if part.style is None or name in binary or wanted.kind not in _STRUCTURED:
            continue
        place = placed(name, part, wanted)
        for key in (wanted.members or {}) if place.is_spread else (name,):
            styled[key] = (name, place)
    return styled


_STRUCTURED = ("array", "object")


def _content(
    headers: Mapping[str, str],
    content: bytes,
    shape: Shape,
    binary: bool,
    max_json: int | None,
) -> Any:
    content_type = headers.get("content-type", "")
    named = media.parameter(headers.get("content-disposition", ""), "filename")
    if (
        shape.encoding is not None
    ):  # a file is its bytes, and any other part what JSON has for them
        if named is None or headers.get("content-transfer-encoding", "") == "base64":
            return content.decode("utf-8", "replace")
        if shape.encoding == "base64url":
            return Base64Url(content).text
        return base64.b64encode(content).decode("ascii")
    if binary or named is not None:
        return content
    # What may be an object may be a text as well, which does not say that it is JSON.
    is_object = shape.kind == "object" and content.lstrip()[:1] == b"{"
    if media.is_json(content_type) or (not content_type and is_object):
        checked(len(content), max_json)
        return parse_json(content)
    if shape.kind in _STRUCTURED:
        checked(len(content), max_json)
    try:
        text = content.decode("utf-8")
        return coerce(text, shape) if shape.plain else inner(text, shape)
    except UnicodeDecodeError:
        return content


def _utf8(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise DecodeError(f"the part `{name}` is not UTF-8") from None


def _binary_members(type_: Any) -> frozenset[str]:
    """Wire names of members that are files."""
    return frozenset(field.encode_name for field in _binary_fields(type_))


def _binary_fields(type_: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    if isinstance(type_, type) and issubclass(type_, OpenModel):
        type_ = open_layout(type_).declared
    if not (isinstance(type_, type) and issubclass(type_, msgspec.Struct)):
        return ()
    return _binary_fields_of(type_)


@cache
def _binary_fields_of(
    type_: type[msgspec.Struct],
) -> tuple[msgspec.structs.FieldInfo, ...]:
    return tuple(f for f in msgspec.structs.fields(type_) if _is_binary(f.type))


def _refuse_null(value: Any, type_: Any) -> None:
    """Raise `ConfigurationError` if a required file is None."""
    for field in _binary_fields(type_):
        if isinstance(value, Mapping):
            content = value.get(field.encode_name, msgspec.UNSET)
        else:
            content = getattr(value, field.name, msgspec.UNSET)
        if field.required and content is None:
            content_of(f"form field `{field.encode_name}`", content)


def _is_binary(type_: Any) -> bool:
    return type_ in (bytes, File) or any(map(_is_binary, get_args(type_)))
