"""Requests taken apart again, by other code than wrote them. Knows no operation.

RFC 3986, sections 2 and 6.2.2: two spellings of one octet are one, reserved characters
and their encodings are two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from .vectors import Pairs, Wire

_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_IN_A_PATH = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*")
_IN_A_QUERY = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*")


def taken_apart(
    method: str,
    path: str,
    query: str,
    headers: Iterable[tuple[str, str]],
    content: bytes | None,
) -> Wire:
    """A request as the vectors put it. Raises AssertionError for what HTTP forbids."""
    assert _IN_A_PATH.fullmatch(path), f"no path of a URL: {path!r}"
    assert _IN_A_QUERY.fullmatch(query), f"no query of a URL: {query!r}"
    fields: dict[str, str] = {}
    for name, value in headers:
        assert name.lower() not in fields, f"the header {name} is sent twice"
        assert value.isprintable(), f"the header {name} is not printable: {value!r}"
        fields[name.lower()] = value
    return Wire(
        method, normal(path), pairs(query), fields, _body(fields, content or b"")
    )


def normal(text: str) -> str:
    """Percent-encoded text in its normal form (RFC 3986, section 6.2.2)."""
    return _ENCODED.sub(_one_octet, text)


def _one_octet(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if _UNRESERVED.fullmatch(character) else match[0].upper()


def pairs(query: str) -> Pairs:
    """A query as pairs of a plain name and a value in normal form."""
    found = (piece.partition("=") for piece in query.split("&") if piece)
    return tuple(
        (unquote(name.replace("+", " ")), normal(value.replace("+", "%20")))
        for name, _, value in found
    )


def _body(headers: Mapping[str, str], content: bytes) -> tuple[str, Any] | None:
    if "content-type" not in headers:
        assert not content, "a body without a media type"
        return None
    if is_json(headers["content-type"]):
        return "json", json.loads(content)
    return "text", content.decode()


def is_json(media_type: str) -> bool:
    """Whether a body in the media type is one JSON text (RFC 6839, section 3.1)."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))


def target(request: Wire, base_path: str = "") -> str:
    """Path and query as they stand in a request line."""
    query = "&".join(f"{_encoded(name)}={text}" for name, text in request.query)
    return base_path + request.path + (f"?{query}" if query else "")


def _encoded(text: str) -> str:
    return "".join(
        (
            chr(octet)
            if _UNRESERVED.fullmatch(chr(octet)) and octet < 128
            else f"%{octet:02X}"
        )
        for octet in text.encode()
    )


def content(request: Wire) -> bytes:
    """The body's bytes."""
    match request.body:
        case None:
            return b""
        case ("json", value):
            return json.dumps(value, ensure_ascii=False).encode()
        case (_, text):
            return str(text).encode()
