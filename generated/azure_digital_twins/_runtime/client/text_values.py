"""Text in style `simple` as a value of a Python type."""

from __future__ import annotations

from typing import Any

from .codec import convert
from .errors import DecodeError
from .style_decoding import read_text
from .styles import Layout
from .type_shapes import shape_of


def read_simple(text: str, type: object, *, explode: bool = False) -> Any:
    """A header's text as `type`, which tells the shape. Raises `DecodeError`."""
    layout, shape = Layout("simple", explode), shape_of(type)
    eager = shape_of(type, eager=True)
    if eager != shape:  # a text or something else: `1` is what else it may be, if it is
        try:
            return convert(type, read_text(text, layout, eager, decode=str))
        except DecodeError:
            pass
    return convert(type, read_text(text, layout, shape, decode=str))
