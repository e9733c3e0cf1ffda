"""Requests whose validity does not depend on the state of a server.

A server may reject a valid request with 400 or 422 because of its state: a job that is
unknown, a name that is taken. A request that cannot refer to such state is accepted by
every server that agrees with the description.
"""

from __future__ import annotations

import re

from ... import ir
from .request_wire import RequestArguments
from .subject import Subject

_REFERENCE = re.compile(
    r"(?:^|[\W_])(?:ids?|uuid|guid|keys?|tokens?|refs?|references?|names?|cursor|url|uri"
    r"|href|email|hash|version|etag|page|offset)$"
    r"|[a-z](?:Ids?|IDs?|Uuid|Keys?|Tokens?|Refs?|Names?|Url|Uri|Cursor)$",
)
"""Names of values that may refer to something on a server."""


def is_self_contained(subject: Subject, arguments: RequestArguments) -> bool:
    """Whether no argument may refer to state: no path parameter, no reference, and no
    string except documented examples and constants."""
    for index, value in arguments.values.items():
        parameter = subject.operation.parameters[index]
        if parameter.location in (ir.Location.PATH, ir.Location.COOKIE):
            return False
        is_documented = parameter.constant is not ir.ABSENT or value in [
            example.value for example in parameter.examples
        ]
        if _may_refer(parameter.name, value, is_documented=is_documented):
            return False
    if arguments.body is None:
        return True
    content, value = arguments.body
    is_documented = value in [example.value for example in content.examples]
    return not _may_refer("", value, is_documented=is_documented)


def _may_refer(name: str, value: ir.Json, *, is_documented: bool) -> bool:
    if _REFERENCE.search(name):
        return True
    match value:
        case str():
            return not is_documented
        case dict():
            return any(
                _may_refer(key, child, is_documented=is_documented)
                for key, child in value.items()
            )
        case list():
            return any(
                _may_refer(name, child, is_documented=is_documented) for child in value
            )
        case _:
            return False
