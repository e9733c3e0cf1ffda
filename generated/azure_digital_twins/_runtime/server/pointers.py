"""JSON pointers (RFC 6901), into schemas and into values."""

from __future__ import annotations

from urllib.parse import quote, unquote

from .limits import MAX_POINTER, shortened


def tokens(pointer: str) -> list[str]:
    """The steps of a pointer, which may be a URI fragment."""
    plain = pointer.removeprefix("#")
    return [
        unquote(step).replace("~1", "/").replace("~0", "~")
        for step in plain.split("/")[1:]
    ]


def quoted(name: str) -> str:
    """A name as a step of a URI fragment (RFC 6901, section 6)."""
    return quote(escaped(name), safe="!$&'()*+,;=:@-._~")


def escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def below(pointer: str, step: str | int) -> str:
    """The pointer to a member of the value that `pointer` leads to, for messages."""
    text = f"{pointer}/{escaped(str(step))}"
    return text if len(text) <= MAX_POINTER else shortened(text, MAX_POINTER)
