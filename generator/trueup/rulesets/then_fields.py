"""The values that `then` checks: the value itself, a field of it, or its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import UNSET

from .checked_values import Checked
from .jsonpath_evaluation import evaluate_path
from .jsonpath_syntax import parse_path
from .resolved_values import Match, ValueGraph

if TYPE_CHECKING:
    from ..resolve import Spec

_PART = re.compile(r"""[^.\[\]]++|\[([^\[\]]*+)\]""")


def checked_values(
    graph: ValueGraph, spec: Spec, match: Match, field: str | None
) -> Iterator[tuple[Checked, tuple[str, ...]]]:
    """The values of a field of a match, each with the path to it from its closest value
    that exists, if it does not exist."""
    if field is None or match.is_key or not isinstance(match.node.value, (dict, list)):
        yield Checked(match.value, match, graph, spec), ()
    elif field == "@key":
        for inner in graph.children(match):
            key = Match(inner.node, inner.key, match, is_key=True)
            yield Checked(inner.key, key, graph, spec), ()
    elif is_path(field):
        root = Match(match.node)
        matches = evaluate_path(parse_path(field), graph, root)
        for inner in matches:
            yield Checked(inner.value, inner, graph, spec), ()
        if not matches:
            yield Checked(UNSET, match, graph, spec), ()
    else:
        names = field_path(field, match)
        closest, missing = follow_path(graph, match, names)
        value = UNSET if missing else closest.value
        yield Checked(value, closest, graph, spec), missing


def is_path(field: str) -> bool:
    """Whether a field is a JSONPath; `$ref` is a name."""
    return field == "$" or field.startswith(("$.", "$["))


def field_path(field: str, match: Match) -> tuple[str, ...]:
    """The parts of a field such as `info.contact` or `items[0]`; a field with the whole
    name has priority."""
    value = match.node.value
    if isinstance(value, dict) and field in value:
        return (field,)
    parts = [
        part[0] if part[1] is None else part[1].strip("'\"")
        for part in _PART.finditer(field)
    ]
    return tuple(parts) or (field,)


def follow_path(
    graph: ValueGraph, match: Match, names: tuple[str, ...]
) -> tuple[Match, tuple[str, ...]]:
    """The value at a path, or its closest ancestor that exists and the rest of the path."""
    current = match
    for position, name in enumerate(names):
        inner = graph.child(current, name)
        if inner is None:
            return current, names[position:]
        current = inner
    return current, ()
