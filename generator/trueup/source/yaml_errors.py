"""Diagnostics for the errors of PyYAML's parsers."""

from __future__ import annotations

from yaml import YAMLError
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from .document import Reader
from .yaml_problems import Failure, explain


def offset_of(error: YAMLError) -> int:
    """The offset in characters at which the parser stopped."""
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return mark.index if mark is not None else 0
    position = getattr(error, "position", 0)  # of a `ReaderError`
    return position if isinstance(position, int) else 0


def syntax_error(reader: Reader, error: YAMLError) -> None:
    """Report a syntax error in plain words, otherwise with the message of the parser."""
    offset, text, start = offset_of(error), "invalid YAML", None
    context: str | None = None
    if isinstance(error, MarkedYAMLError):
        text, context = error.problem or error.context or text, error.context
        if error.context_mark is not None:
            start = error.context_mark.index
    elif isinstance(error, ReaderError):
        text = str(error.reason)
    problem = explain(Failure(reader.text, text, offset, start))
    if problem is not None:
        at, related = problem.offset, problem.first
        first = None if related is None else (related[0], (related[1], related[1] + 1))
        extent = at, at + 1
        reader.error(
            "invalid-yaml", problem.message, extent, help=problem.help, first=first
        )
        return
    first = None
    if context and start is not None and start < offset:
        # For example a bracket that is never closed, far from the end of the file.
        first = context, (start, start + 1)
    reader.error("invalid-yaml", text, (offset, offset + 1), first=first)
