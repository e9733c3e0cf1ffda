"""Parsing of TOML documents, in time proportional to their length."""

from __future__ import annotations

import re

MAX_PARTS = 32
"""Maximum number of parts of a dotted key, since `tomllib` takes the square of the time."""

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"{3,5}|\Z)|'
    r"'''.*?(?:'{3,5}|\Z)|"
    r'"(?:[^"\\\n]|\\[^\n])*"?|'
    r"'[^'\n]*'?|"
    r"#[^\n]*|"
    r"[.\n=,\[\]{}]",
    re.DOTALL,
)
"""A string, a comment, a dot, or a character that ends a key."""


def parse_toml(text: str) -> dict[str, object]:
    """Parse a document. Raises `ValueError`, also if a key has too many parts, and
    `RecursionError`."""
    import tomllib  # slow to import

    dots = 0
    for token in _TOKEN.finditer(text):
        if token[0] == ".":
            dots += 1
            if dots >= MAX_PARTS:
                line = text.count("\n", 0, token.start()) + 1
                column = token.start() - text.rfind("\n", 0, token.start())
                raise ValueError(
                    f"a key has more than {MAX_PARTS} parts"
                    f" (at line {line}, column {column})"
                )
        elif token[0][0] not in "\"'":
            dots = 0
    return tomllib.loads(text)
