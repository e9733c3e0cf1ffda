"""Parsing of JSONPath queries (RFC 9535).

The parser is that of `jsonpath-rfc9535`. Evaluation is our own: that of the library has no
limit, and its regular expressions backtrack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathQuery
from jsonpath_rfc9535 import filter_expressions as filters
from jsonpath_rfc9535.selectors import FilterSelector

from ..source.limits import MAX_DEPTH

MAX_LENGTH = 5_000
"""Maximum number of characters of a query."""

_POSITION = re.compile(r", line \d+, column \d+\Z")

_ENVIRONMENT = JSONPathEnvironment()


_Part: TypeAlias = JSONPathQuery | filters.Expression


class InvalidQuery(ValueError):
    """A text that is not a JSONPath query."""


@lru_cache(maxsize=1000)
def parse_query(text: str) -> JSONPathQuery:
    """Parse a query. Raises `InvalidQuery`."""
    if len(text) > MAX_LENGTH:
        raise InvalidQuery(f"it has more than {MAX_LENGTH:,} characters")
    try:
        query = _ENVIRONMENT.compile(text)
    except JSONPathError as error:
        reason = _POSITION.sub("", str(error))
        if error.token is not None:
            reason += f", at character {error.token.index + 1}"
        raise InvalidQuery(reason) from None
    except OverflowError:
        raise InvalidQuery("a number is too large") from None
    except ValueError as error:
        reason = str(error).partition(";")[0]
        raise InvalidQuery(f"it cannot be parsed: {reason}") from None
    except RecursionError:
        raise InvalidQuery("it is nested too deeply") from None
    _check_depth(query)
    return query


def _check_depth(query: JSONPathQuery) -> None:
    """Reject a query whose evaluation might exhaust the stack: segments and filters are
    evaluated inside each other."""
    pending: list[tuple[_Part, int]] = [(query, 0)]
    while pending:
        part, depth = pending.pop()
        length = len(part.segments) if isinstance(part, JSONPathQuery) else 0
        if length > MAX_DEPTH:
            raise InvalidQuery(f"it has more than {MAX_DEPTH} segments")
        if depth + length > MAX_DEPTH:
            raise InvalidQuery("it is nested too deeply")
        pending += ((inner, depth + distance) for inner, distance in _inner_parts(part))


def _inner_parts(part: _Part) -> Iterator[tuple[_Part, int]]:
    """The parts of a part, and by how many levels they are deeper."""
    match part:
        case JSONPathQuery(segments=segments):
            for level, segment in enumerate(reversed(segments), 1):
                for selector in segment.selectors:
                    if isinstance(selector, FilterSelector):
                        yield selector.expression.expression, level
        case filters.FilterQuery(query=query):
            yield query, 1
        case filters.LogicalExpression(left=left, right=right):
            yield left, 1
            yield right, 0  # evaluated in a loop
        case filters.ComparisonExpression(left=left, right=right):
            yield left, 1
            yield right, 1
        case filters.PrefixExpression(right=operand):
            yield operand, 1
        case filters.FunctionExtension(args=arguments):
            for argument in arguments:
                yield argument, 1
        case _:
            pass
