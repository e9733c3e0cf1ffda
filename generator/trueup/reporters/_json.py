"""JSON for a standard stream or a file."""

from __future__ import annotations

import json


def to_text(document: object, indent: int | None = 2) -> str:
    """Write a document in ASCII, with a line break at its end."""
    # CI services obey `##[` in a log: see `escaping`.
    return json.dumps(document, indent=indent).replace("##", "#\\u0023") + "\n"
