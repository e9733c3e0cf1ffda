"""Diagnostics for the errors of PyYAML's parsers."""

from __future__ import annotations

from yaml import YAMLError
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from .document import Reader


def offset_of(error: YAMLError) -> int:
    """The offset in characters at which the parser stopped."""
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return mark.index if mark is not None else 0
    position = getattr(error, "position", 0)  # of a `ReaderError`
    return position if isinstance(position, int) else 0


def syntax_error(reader: Reader, error: YAMLError) -> None:
    """Report a syntax error with the message of the parser."""
    offset, text, first = offset_of(error), "invalid YAML", None
    if isinstance(error, MarkedYAMLError):
        text = error.problem or error.context or text
        start = error.context_mark
        if error.context and start is not None and start.index < offset:
            # For example a bracket that is never closed, far from the end of the file.
            first = error.context, (start.index, start.index + 1)
    elif isinstance(error, ReaderError):
        text = str(error.reason)
    reader.error("invalid-yaml", text, (offset, offset + 1), first=first)
