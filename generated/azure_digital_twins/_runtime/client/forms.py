"""`application/x-www-form-urlencoded`, written and read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from .bodies import Content
from .codec import convert
from .coercion import Shape
from .errors import DecodeError
from .form_fields import (
    Part,
    form_text,
    value_of,
)
from .pairs import query_pairs
from .string_formats import Formats
from .type_shapes import shape_of


class Form(msgspec.Struct, frozen=True):
    """`application/x-www-form-urlencoded`."""

    type: Any
    parts: Mapping[str, Part] = msgspec.field(default_factory=dict)
    media_type: str = "application/x-www-form-urlencoded"
    schema: str | None = None
    shape: Shape | None = None
    format: Formats | None = None

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
