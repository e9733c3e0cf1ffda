"""Query parameters whose names cannot be told apart from the properties of exploded objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from ... import ir
from ...emit.object_types import takes_any_name
from . import styles
from .subject import (
    Subject,
)


class QueryNames(Struct, frozen=True):
    """The names of an operation's query parameters, and of those that take any name."""

    declared: Mapping[str, int]
    open: frozenset[str]


def query_names(subject: Subject) -> QueryNames:
    found = [
        each
        for each in subject.operation.parameters
        if each.location is ir.Location.QUERY
    ]
    takers = (each.name for each in found if takes_any_name(subject.api, each))
    return QueryNames(Counter(each.name for each in found), frozenset(takers))


def is_distinct(names: QueryNames, parameter: ir.Parameter, value: ir.Json) -> bool:
    """Whether the parameter can be sent together with all others.

    The properties of an exploded object are query parameters of their own names, which
    another object may take for its own.
    """
    try:
        written = {name for name, _ in styles.serialize(parameter, value).query}
    except styles.Unspecified:
        return False
    if written <= {parameter.name}:
        return True
    if any(names.declared.get(name, 0) > (name == parameter.name) for name in written):
        return False
    return parameter.name not in names.open or len(names.open) == 1
