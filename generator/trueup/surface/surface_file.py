"""The surface as a file of the package: JSON with a line for each symbol."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import msgspec

from ..emit.json_layout import document_of_items
from ..emit.quoting import Code
from .public_symbols import Surface

SURFACE = PurePosixPath(".trueup-surface.json")
"""In the package folder, listed in the manifest."""

FORMAT = 1
"""The version of the form; a file of another version is not compared."""

MAX_BYTES = 64 << 20
"""Maximum size of a file; that of 1,500 operations with large schemas has 5 MB."""


class BrokenSurface(ValueError):
    """A file that is not a surface, or has another version; the message says which."""


def surface_text(surface: Surface) -> Code:
    """The content of the file, with a line for each symbol, so that differences are
    short."""
    return document_of_items(msgspec.to_builtins(surface))


def parse_surface(content: bytes) -> Surface:
    """Parse the content of a file. Raises `BrokenSurface`, since anybody may write it."""
    if len(content) > MAX_BYTES:
        raise BrokenSurface(f"is larger than {MAX_BYTES >> 20} MB")
    try:
        document = json.loads(content.decode("utf-8"))
        if isinstance(document, dict) and document.get("format") != FORMAT:
            raise BrokenSurface("was written by another version of trueup")
        return msgspec.convert(document, Surface)
    except BrokenSurface:
        raise
    except (ValueError, RecursionError) as error:
        raise BrokenSurface("does not have the form of a public surface") from error
