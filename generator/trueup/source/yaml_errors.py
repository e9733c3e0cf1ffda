"""Load, YAML: errors of PyYAML's parsers to diagnostics."""

from __future__ import annotations

from yaml import YAMLError
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from .document import Reader


def offset_of(problem: YAMLError) -> int:
    """The offset in characters at which the parser stopped."""
    if isinstance(problem, MarkedYAMLError):
        mark = problem.problem_mark or problem.context_mark
        return mark.index if mark is not None else 0
    position = getattr(problem, "position", 0)  # of a `ReaderError`
    return position if isinstance(position, int) else 0


def syntax_error(reader: Reader, problem: YAMLError) -> None:
    """Report a syntax error in the words of the parser."""
    offset, text, first = offset_of(problem), "not YAML", None
    if isinstance(problem, MarkedYAMLError):
        text = problem.problem or problem.context or text
        begun = problem.context_mark
        if problem.context and begun is not None and begun.index < offset:
            # Such as the bracket that is never closed, far above the end of the file.
            first = problem.context, (begun.index, begun.index + 1)
    elif isinstance(problem, ReaderError):
        text = str(problem.reason)
    reader.error("invalid-yaml", text, (offset, offset + 1), first=first)
