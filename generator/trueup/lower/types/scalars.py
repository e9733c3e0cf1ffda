"""Primitives, by `type`, `format` and `contentEncoding`."""

from __future__ import annotations

from collections.abc import Sequence

from ...ir import Scalar
from ...media_types import is_string_content
from ...resolve import Node
from ...schema_formats import FORMATS
from ...schemas.keywords import REFERENCES, UNIONS, keywords_of

_PLAIN = frozenset(("string", "integer", "number", "boolean"))
_CHANGING = frozenset(("allOf", "const", "enum", *REFERENCES, *UNIONS))
"""Keywords that may change a plain type."""


def plain_type(schemas: Sequence[Node]) -> str | None:
    """The JSON type of a schema that is plain: one type, which nothing else changes."""
    if len(schemas) != 1:
        return None
    keywords = keywords_of(schemas[0])
    name = keywords.get("type")
    if not isinstance(name, str) or name not in _PLAIN:
        return None
    return name if _CHANGING.isdisjoint(keywords) else None


def scalar_of(json_type: str, parts: Sequence[Node]) -> Scalar:
    """The scalar for a JSON type that is neither `object` nor `array`, by the parts of a
    merged schema."""
    for name in _strings(parts, "format"):
        known = FORMATS.get(name)
        if known is not None and known.scalar is not None:
            is_number = json_type == "number" and known.json_type != "string"
            if known.json_type == json_type or is_number:
                return known.scalar
    return _string(parts) if json_type == "string" else Scalar(json_type)


def _string(parts: Sequence[Node]) -> Scalar:
    encodings = _strings(parts, "contentEncoding")
    for scalar in (Scalar.BASE64, Scalar.BASE64URL):
        if scalar.value in encodings:
            return scalar
    media_types = _strings(parts, "contentMediaType")
    if not encodings and not all(map(is_string_content, media_types)):
        return Scalar.BINARY
    return Scalar.STRING


def _strings(parts: Sequence[Node], keyword: str) -> dict[str, None]:
    """The values of a keyword, in lower case."""
    values = (keywords_of(part).get(keyword) for part in parts)
    return {value.lower(): None for value in values if isinstance(value, str)}
