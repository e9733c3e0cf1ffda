"""What a primitive holds, by `type`, `format` and `contentEncoding`.

OAS 3.1 section 4.4 and the OpenAPI format registry; unknown formats change nothing.
"""

from __future__ import annotations

from typing import Final

from ...ir import Scalar
from .shape import Shape, members

_STRINGS: Final = {
    "date-time": Scalar.DATE_TIME,
    "date": Scalar.DATE,
    "time": Scalar.TIME,
    "duration": Scalar.DURATION,
    "uuid": Scalar.UUID,
    "byte": Scalar.BASE64,
    "base64": Scalar.BASE64,
    "base64url": Scalar.STRING,
    "binary": Scalar.BINARY,
    "octet-stream": Scalar.BINARY,
    "file": Scalar.BINARY,
}
_PLAIN: Final = {
    "string": Scalar.STRING,
    "integer": Scalar.INTEGER,
    "number": Scalar.NUMBER,
    "boolean": Scalar.BOOLEAN,
    "null": Scalar.NULL,
}


def scalar(kind: str, shape: Shape) -> Scalar:
    """The scalar for one JSON type that is neither `object` nor `array`."""
    match kind:
        case "string":
            return _string(shape)
        case "number" if "decimal" in _texts(shape, "format"):
            return Scalar.DECIMAL
        case "number" if {"int32", "int64"} & _texts(shape, "format").keys():
            return Scalar.INTEGER
        case _:
            return _PLAIN[kind]


def _string(shape: Shape) -> Scalar:
    for name in _texts(shape, "format"):
        if name in _STRINGS:
            return _STRINGS[name]
    encodings = _texts(shape, "contentEncoding")
    if "base64" in encodings:
        return Scalar.BASE64
    if not encodings:
        for media_type in _texts(shape, "contentMediaType"):
            if not is_text(media_type):
                return Scalar.BINARY
    return Scalar.STRING


def is_text(media_type: str) -> bool:
    """Whether what has this media type is text rather than bytes."""
    plain = media_type.partition(";")[0].strip().lower()
    return plain.startswith("text/") or plain.endswith(
        ("json", "xml", "yaml", "javascript", "x-www-form-urlencoded", "graphql")
    )


def _texts(shape: Shape, keyword: str) -> dict[str, None]:
    found: dict[str, None] = {}
    for part in shape.parts:
        text = members(part).get(keyword)
        if isinstance(text, str):
            found[text.lower()] = None
    return found
