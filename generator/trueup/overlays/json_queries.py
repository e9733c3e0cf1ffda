"""Parsing of JSONPath queries (RFC 9535).

The parser is that of `jsonpath-rfc9535`. Evaluation is our own: that of the library has no
limit, and its regular expressions backtrack.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathQuery

MAX_LENGTH = 5_000
"""Maximum number of characters of a query."""

_POSITION = re.compile(r", line \d+, column \d+\Z")

_ENVIRONMENT = JSONPathEnvironment()


class InvalidQuery(ValueError):
    """A text that is not a JSONPath query."""


@lru_cache(maxsize=1000)
def parse_query(text: str) -> JSONPathQuery:
    """Parse a query. Raises `InvalidQuery`."""
    if len(text) > MAX_LENGTH:
        raise InvalidQuery(f"it has more than {MAX_LENGTH:,} characters")
    try:
        return _ENVIRONMENT.compile(text)
    except JSONPathError as error:
        reason = _POSITION.sub("", str(error))
        if error.token is not None:
            reason += f", at character {error.token.index + 1}"
        raise InvalidQuery(reason) from None
    except (ValueError, OverflowError):
        raise InvalidQuery("a number is too large") from None
    except RecursionError:
        pass
    raise InvalidQuery("it is nested too deeply")
