"""Query parameters whose names look like the properties of exploded objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from ... import ir
from ...emit.object_types import takes_any_name
from . import styles
from .subject import Row, Subject


class QueryNames(Struct, frozen=True):
    """The names of query parameters, and of those that accept any property name."""

    declared: Mapping[str, int]
    open: frozenset[str]


def query_names(subject: Subject) -> QueryNames:
    parameters = [
        parameter
        for parameter in subject.operation.parameters
        if parameter.location is ir.Location.QUERY
    ]
    return QueryNames(
        Counter(parameter.name for parameter in parameters),
        frozenset(p.name for p in parameters if takes_any_name(subject.api, p)),
    )


def is_distinct(names: QueryNames, parameter: ir.Parameter, value: ir.Json) -> bool:
    """Whether the parameter can be sent together with all others.

    The properties of an exploded object are query parameters of their own names, which
    another object may take for its own.
    """
    try:
        sent = {name for name, _ in styles.serialize(parameter, value).query}
    except styles.Unspecified:
        return False
    if sent <= {parameter.name}:
        return True
    if any(names.declared.get(name, 0) > (name == parameter.name) for name in sent):
        return False
    return parameter.name not in names.open or len(names.open) == 1


def has_key_of(request: Row, parameter: ir.Parameter, value: ir.Json) -> bool:
    """Whether a query without a parameter has a key of it, as exploded objects share keys."""
    rows = request.get("query")
    names = (
        [row[0] for row in rows if isinstance(row, list)]
        if isinstance(rows, list)
        else []
    )
    return any(name in names for name, _ in styles.serialize(parameter, value).query)
