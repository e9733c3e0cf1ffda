"""Primitives, by `type`, `format` and `contentEncoding`."""

from __future__ import annotations

from ...ir import Scalar
from ...media_types import is_string_content
from ...schema_formats import FORMATS
from ...schemas.keywords import keywords_of
from ...schemas.merged import MergedSchema


def scalar_of(json_type: str, merged: MergedSchema) -> Scalar:
    """The scalar for a JSON type that is neither `object` nor `array`."""
    for name in _strings(merged, "format"):
        known = FORMATS.get(name)
        if known is not None and known.scalar is not None:
            is_number = json_type == "number" and known.json_type != "string"
            if known.json_type == json_type or is_number:
                return known.scalar
    return _string(merged) if json_type == "string" else Scalar(json_type)


def _string(merged: MergedSchema) -> Scalar:
    encodings = _strings(merged, "contentEncoding")
    for scalar in (Scalar.BASE64, Scalar.BASE64URL):
        if scalar.value in encodings:
            return scalar
    media_types = _strings(merged, "contentMediaType")
    if not encodings and not all(map(is_string_content, media_types)):
        return Scalar.BINARY
    return Scalar.STRING


def _strings(merged: MergedSchema, keyword: str) -> dict[str, None]:
    """The values of a keyword, in lower case."""
    values = (keywords_of(part).get(keyword) for part in merged.parts)
    return {value.lower(): None for value in values if isinstance(value, str)}
