"""Bodies made of named members: URL-encoded forms and multipart. Both directions."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args
from urllib.parse import quote, unquote

import msgspec

from . import media
from .bodies import Content
from .codec import convert, parse_json, to_builtins
from .errors import ConfigurationError, DecodeError
from .headers import Headers
from .members import (
    Headed,
    Part,
    Placed,
    form_text,
    members_of,
    pairs_of,
    placed,
    text_of,
    value_of,
)
from .model import OpenModel, open_layout
from .pairs import query_pairs
from .parameters import Header, header_text
from .shapes import Shape, coerce
from .streams import checked
from .styles import Layout, inner
from .type_shapes import shape_of


class PartHead(msgspec.Struct, frozen=True):
    """What a part of a multipart form said of itself before its content.

    `values` has the headers that the description declares, as JSON-shaped values.
    """

    headers: Headers
    values: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @property
    def media_type(self) -> str | None:
        return self.headers.get("Content-Type")

    @property
    def filename(self) -> str | None:
        """As it came: it may hold a path, and no one has checked it."""
        disposition = self.headers.get("Content-Disposition", "")
        name = media.parameter(disposition, "filename")
        return None if name is None else _unquoted(name)


class File(msgspec.Struct, frozen=True):
    """A file of a multipart form: its bytes, its name, its media type."""

    content: bytes
    filename: str | None = None
    media_type: str | None = None


class Form(msgspec.Struct, frozen=True):
    """`application/x-www-form-urlencoded`."""

    type: Any
    parts: Mapping[str, Part] = msgspec.field(default_factory=dict)
    media_type: str = "application/x-www-form-urlencoded"
    schema: str | None = None
    shape: Shape | None = None

    def write(self, value: Any) -> Content:
        return Content(self.media_type, form_text(value, self.parts).encode("ascii"))

    def read(self, data: bytes, content_type: str = "") -> Any:
        return convert(self.type, self.plain(data, content_type))

    def plain(self, data: bytes, content_type: str = "") -> Any:
        try:
            pairs = query_pairs(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise DecodeError(f"not a form: {error}", raw=data) from None
        return value_of(pairs, self.shape or shape_of(self.type), self.parts)


class Multipart(msgspec.Struct, frozen=True):
    """`multipart/form-data` (RFC 7578). Bytes and `File`s are files."""

    type: Any
    parts: Mapping[str, Part] = msgspec.field(default_factory=dict)
    media_type: str = "multipart/form-data"
    schema: str | None = None
    shape: Shape | None = None

    def write(self, value: Any) -> Content:
        written: list[bytes] = []
        for name, member in members_of(value):
            part = self.parts.get(name, Part())
            if _is_styled(part, member):
                written += _styled(name, part, to_builtins(member))
                continue
            for item in member if isinstance(member, (list, tuple)) else [member]:
                written.append(_part(name, item, part))
        # The same form has the same boundary, and no part holds its own digest.
        digest = hashlib.sha256(b"".join(written)).hexdigest()[:32]
        line = b"--" + digest.encode()
        data = b"".join(line + b"\r\n" + part + b"\r\n" for part in written)
        return Content(f"{self.media_type}; boundary={digest}", data + line + b"--\r\n")

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
        found: dict[str, Any] = {}
        heads: dict[str, list[Headers]] = {}
        styled = _styled_members(self.parts, shape, binary)
        pairs: list[tuple[str, str]] = []
        for name, headers, content in _split(data, boundary):
            if keep_heads:
                heads.setdefault(name, []).append(headers)
            if name.partition("[")[0] in styled:
                checked(len(content), max_json)
                text = _utf8(name, content)
                pairs.append((name, quote(text, safe=", |\t")))
                continue
            wanted = shape.of_member(name)
            is_list = wanted.kind == "array"
            item = wanted.of_item(len(found.get(name, ()))) if is_list else wanted
            value = _content(headers, content, item, name in binary, max_json)
            if is_list and not _is_whole(value, wanted, item):
                found.setdefault(name, []).append(value)
            else:
                found[name] = value
        for name, parameter in dict(styled.values()).items():
            value = parameter.read(pairs)
            if value is not msgspec.UNSET:
                found[name] = value
        return found, heads


def _is_whole(value: Any, wanted: Shape, item: Shape) -> bool:
    """Whether a part holds all of a member, and not one item of its list."""
    match value:
        case dict():
            return wanted.is_one_object_too
        case list() if item.kind == "array":
            is_deep = item.item is not None and item.item.kind == "array"
            return not is_deep and any(isinstance(each, list) for each in value)
        case _:
            return isinstance(value, list)


def _is_styled(part: Part, value: Any) -> bool:
    """Whether a member is written like a parameter: a list or an object, not of files."""
    if part.style is None or isinstance(value, (str, bytes, File, Headed)):
        return False
    items = value if isinstance(value, (list, tuple)) else ()
    if any(isinstance(item, (bytes, File, Headed)) for item in items):
        return False
    return isinstance(to_builtins(value), (dict, list, tuple))


def _styled(name: str, part: Part, value: Any) -> Iterator[bytes]:
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
        yield _part(unquote(key), plain)


def _styled_members(
    parts: Mapping[str, Part], shape: Shape, binary: frozenset[str]
) -> dict[str, tuple[str, Placed]]:
    """The members that are read like parameters, by the names that their parts have."""
    found: dict[str, tuple[str, Placed]] = {}
    for name, part in parts.items():
        wanted = shape.of_member(name)
        if part.style is None or name in binary or wanted.kind not in _STRUCTURED:
            continue
        place = placed(name, part, wanted)
        for key in (wanted.members or {}) if place.is_spread else (name,):
            found[key] = (name, place)
    return found


_STRUCTURED = ("array", "object")


def _part(name: str, value: Any, part: Part = Part()) -> bytes:
    disposition = f'form-data; name="{_quoted(name)}"'
    given: Mapping[str, Any] = {}
    if isinstance(value, Headed):
        value, given = value.value, value.headers
    media_type = part.media_type
    if isinstance(value, (bytes, bytearray, memoryview)):
        value = File(bytes(value))
    if isinstance(value, File):
        content = value.content
        disposition += f'; filename="{_quoted(value.filename or name)}"'
        media_type = value.media_type or media_type or "application/octet-stream"
        if "*" in media_type or "," in media_type:
            media_type = "application/octet-stream"
    else:
        plain = to_builtins(value)
        if isinstance(plain, (dict, list, tuple)):
            media_type = media_type or "application/json"
        content = text_of(part, plain).encode()
    lines = [f"Content-Disposition: {disposition}"]
    if media_type is not None:
        lines.append(f"Content-Type: {header_text('Content-Type', media_type)}")
    lines += _fields(name, part, given)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def _fields(name: str, part: Part, given: Mapping[str, Any]) -> Iterator[str]:
    """The declared header fields of a part, then the others that are given."""
    left = {field.lower(): (field, value) for field, value in given.items()}
    for header in part.headers:
        _, value = left.pop(header.name.lower(), ("", header.constant))
        if value is not None and value is not msgspec.UNSET:
            yield from (": ".join(piece) for piece in header.write(value))
        elif header.required:
            raise ConfigurationError(
                f"the part `{name}` needs the header `{header.name}`: give a `Headed`"
            )
    for field, value in left.values():
        if not _TOKEN.fullmatch(field) or field.lower() in _OWN:
            raise ConfigurationError(f"a part cannot have the header {field!r}")
        yield from (": ".join(piece) for piece in Header(field).write(value))


_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OWN = ("content-disposition", "content-type")
"""Said by a `File`, and by the description."""


def _quoted(text: str) -> str:
    """As browsers write names (HTML, "multipart form data"), but for backslashes, which
    readers of quoted strings take for the beginning of an escape."""
    return _UNQUOTABLE.sub(lambda found: _ESCAPES[found[0]], text)


def _unquoted(text: str) -> str:
    """A name as it was before `_quoted`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A", "\0": "%00", "\\": "\\\\"}
_UNQUOTABLE = re.compile('["\r\n\0\\\\]')
_ESCAPED = re.compile("%(22|0D|0A|00)")


def _utf8(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise DecodeError(f"the part `{name}` is not UTF-8") from None


_MAX_HEAD = 16 * 1024


def _split(data: bytes, boundary: str) -> Iterator[tuple[str, Headers, bytes]]:
    """Name, header fields and content of each part."""
    pieces = (b"\r\n" + data).split(b"\r\n--" + boundary.encode("utf-8"))
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise DecodeError("multipart without its last boundary", raw=data)
    for piece in pieces[1:-1]:
        head, found, content = (
            piece.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
        )
        if len(head) > _MAX_HEAD:
            raise DecodeError(f"a part with more than {_MAX_HEAD} bytes of headers")
        lines = head.decode("utf-8", "replace").split("\r\n")
        fields = (line.partition(":") for line in lines if line)
        headers = Headers((name.strip(), text.strip()) for name, _, text in fields)
        disposition = headers.get("content-disposition", "")
        name = media.parameter(disposition, "name")
        if not found or name is None:
            raise DecodeError("a part without a name", raw=data)
        yield _unquoted(name), headers, content


def _content(
    headers: Mapping[str, str],
    content: bytes,
    shape: Shape,
    binary: bool,
    max_json: int | None,
) -> Any:
    content_type = headers.get("content-type", "")
    named = media.parameter(headers.get("content-disposition", ""), "filename")
    if shape.base64:  # a file is its bytes, and any other part what JSON has for them
        if named is None or headers.get("content-transfer-encoding", "") == "base64":
            return content.decode("utf-8", "replace")
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


def _binary_members(type_: Any) -> frozenset[str]:
    """Wire names of members that are files."""
    if isinstance(type_, type) and issubclass(type_, OpenModel):
        type_ = open_layout(type_).declared
    if not (isinstance(type_, type) and issubclass(type_, msgspec.Struct)):
        return frozenset()
    fields = msgspec.structs.fields(type_)
    return frozenset(field.encode_name for field in fields if _is_binary(field.type))


def _is_binary(type_: Any) -> bool:
    return type_ in (bytes, File) or any(map(_is_binary, get_args(type_)))
