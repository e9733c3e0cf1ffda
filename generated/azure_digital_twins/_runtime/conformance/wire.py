"""Decode requests, independently of the code that encodes them.

RFC 3986, sections 2 and 6.2.2: two encodings of a byte are equal; a reserved character
and its encoding are not.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from .vectors import Pairs, Wire

_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_PATH_CHARACTERS = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*")
_QUERY_CHARACTERS = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*")


_BOUNDARY_PARAMETER = re.compile(r'boundary="?([^";]+)')
_NAME = re.compile(r'; name="([^"]*)"')
_FILE_NAME = re.compile(r'; filename="([^"]*)"')
_BOUNDARY = "conformance-7MA4YWxkTrZu0gW"
"""The boundary between parts; no value of a vector contains it."""


class Part(NamedTuple):
    """A part of a form: its name, its media type if it has one, its content, its header
    fields by name in lower case, and the name of its file."""

    name: str
    media_type: str | None
    content: bytes
    headers: Mapping[str, str] = {}
    filename: str | None = None


def decode_request(
    method: str,
    path: str,
    query: str,
    headers: Iterable[tuple[str, str]],
    content: bytes | None,
) -> Wire:
    """Decode a request as vectors describe it. Raises AssertionError if it is not valid."""
    assert _PATH_CHARACTERS.fullmatch(path), f"not a path of a URL: {path!r}"
    assert _QUERY_CHARACTERS.fullmatch(query), f"not a query of a URL: {query!r}"
    fields: dict[str, str] = {}
    for name, value in headers:
        assert name.lower() not in fields, f"the header {name} is sent twice"
        assert value.isprintable(), f"the header {name} is not printable: {value!r}"
        fields[name.lower()] = value
    body = _body(fields, content or b"")
    if body is not None and body[0] == "multipart":
        fields["content-type"] = fields["content-type"].partition(";")[0]
    return Wire(method, normal(path), pairs(query), fields, body)


def normal(text: str) -> str:
    """Percent-encoded text in its normal form (RFC 3986, section 6.2.2)."""
    return _ENCODED.sub(_normal_byte, text)


def _normal_byte(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if _UNRESERVED.fullmatch(character) else match[0].upper()


def pairs(query: str) -> Pairs:
    """A query as pairs of a plain name and a value in normal form."""
    pieces = (piece.partition("=") for piece in query.split("&") if piece)
    return tuple(
        (unquote(name.replace("+", " ")), normal(value.replace("+", "%20")))
        for name, _, value in pieces
    )


def _body(headers: Mapping[str, str], content: bytes) -> tuple[str, Any] | None:
    if "content-type" not in headers:
        assert not content, "a body without a media type"
        return None
    media_type = headers["content-type"]
    if is_json(media_type):
        return "json", json.loads(content)
    if is_urlencoded(media_type):
        text = content.decode("ascii")
        assert _QUERY_CHARACTERS.fullmatch(text), f"not a URL-encoded form: {text!r}"
        return "form", pairs(text)
    if media_type.startswith("multipart/form-data"):
        return "multipart", parts(media_type, content)
    return "text", content.decode()


def parts(media_type: str, content: bytes) -> tuple[Part, ...]:
    """The parts of a form (RFC 7578; RFC 2046, section 5.1.1)."""
    boundary = _BOUNDARY_PARAMETER.search(media_type)
    assert boundary is not None, f"no boundary: {media_type}"
    line = b"\r\n--" + boundary[1].encode()
    preamble, *pieces = (b"\r\n" + content).split(line)
    assert preamble == b"" and pieces[-1] in (b"--", b"--\r\n"), "no last boundary"
    return tuple(map(_part, pieces[:-1]))


def _part(piece: bytes) -> Part:
    head, blank, content = piece.partition(b"\r\n\r\n")
    assert blank and head.startswith(b"\r\n"), f"no header fields: {piece[:80]!r}"
    lines = (line.partition(":") for line in head.decode().strip().split("\r\n"))
    fields = {name.lower(): text.strip() for name, _, text in lines}
    name = _NAME.search(fields["content-disposition"])
    assert name is not None, f"a part without a name: {fields}"
    file = _FILE_NAME.search(fields["content-disposition"])
    filename = None if file is None else unquote(file[1])
    return Part(unquote(name[1]), fields.get("content-type"), content, fields, filename)


def is_urlencoded(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence == "application/x-www-form-urlencoded"


def is_json(media_type: str) -> bool:
    """Whether a body in the media type is one JSON text (RFC 6839, section 3.1)."""
    essence = media_type.partition(";")[0].strip().lower()
    is_lines = essence == "application/stream+json"
    return essence.endswith(("/json", "+json")) and not is_lines


def item_separators(content_type: str) -> tuple[bytes, ...]:
    """The possible ends of an item in a sequence; none for other media types."""
    essence = content_type.partition(";")[0].strip().lower()
    if essence == "text/event-stream":
        return b"\n\n", b"\r\n\r\n", b"\r\r"
    return (b"\n",) if essence in _LINES else ()


_LINES = frozenset(
    (
        "application/jsonl",
        "application/json-seq",
        "application/ndjson",
        "application/stream+json",
        "application/x-ndjson",
        "application/x-jsonlines",
        "application/jsonlines",
    )
)


def lines(text: str) -> list[Any]:
    """The values in JSON lines, or in a sequence by RFC 7464."""
    return [json.loads(line) for line in text.replace("\x1e", "").split("\n") if line]


def headers(request: Wire) -> dict[str, str]:
    """The header fields; `Content-Type` of a multipart body has its boundary."""
    fields = dict(request.headers)
    if request.body is not None and request.body[0] == "multipart":
        fields["content-type"] += f"; boundary={_BOUNDARY}"
    return fields


def target(request: Wire, base_path: str = "") -> str:
    """Path and query as in a request line."""
    query = _encode_pairs(request.query)
    return base_path + request.path + (f"?{query}" if query else "")


def _encode_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{_encode(name)}={text}" for name, text in pairs)


def _encode(text: str) -> str:
    return "".join(
        (
            chr(byte)
            if _UNRESERVED.fullmatch(chr(byte)) and byte < 128
            else f"%{byte:02X}"
        )
        for byte in text.encode()
    )


def content(request: Wire) -> bytes:
    """The body's bytes."""
    match request.body:
        case None:
            return b""
        case ("json", value):
            return json.dumps(value, ensure_ascii=False).encode()
        case ("lines", values):
            prefix = "\x1e" if "json-seq" in request.headers["content-type"] else ""
            return "".join(f"{prefix}{json.dumps(item)}\n" for item in values).encode()
        case ("form", fields):
            return _encode_pairs(fields).encode()
        case ("multipart", rows):
            return b"".join(map(_encode_part, rows)) + f"--{_BOUNDARY}--\r\n".encode()
        case (_, text):
            return str(text).encode()


def _encode_part(row: Mapping[str, Any]) -> bytes:
    """Encode a part of a vector."""
    name = _quoted(row["name"])
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
    if "base64" in row:
        head += f'; filename="{_quoted(row.get("filename", "file"))}"'
    if "type" in row:
        head += f"\r\nContent-Type: {row['type']}"
    for field, text in headers_of(row).items():
        head += f"\r\n{field}: {text}"
    return f"{head}\r\n\r\n".encode() + content_of(row) + b"\r\n"


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def headers_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The header fields of a vector's part, other than those of every part."""
    return {**row.get("headers", {}), **row.get("constant_headers", {})}


def content_of(row: Mapping[str, Any]) -> bytes:
    """The content of a vector's part."""
    if "base64" in row:
        return base64.b64decode(row["base64"])
    if "json" in row:
        return json.dumps(row["json"], ensure_ascii=False).encode()
    return str(row["text"]).encode()
