"""Whose the pairs of a query are, where members of an object stand among them.

Knows no request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..._runtime.parameters import Parameter, Query

Pairs: TypeAlias = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of an operation's parameters in the query, as they stand there."""

    plain: frozenset[str]  # `limit`
    deep: frozenset[str]  # `filter`, which stands there as `filter[name]`
    members: frozenset[str]  # that exploded objects name

    def left(self, pairs: Pairs) -> Pairs:
        """The pairs that are no parameter's own: members of an exploded object."""
        return [pair for pair in pairs if not self._takes(pair[0])]

    def _takes(self, name: str) -> bool:
        start, bracket, _ = name.partition("[")
        return name in self.plain or (bracket != "" and start in self.deep)


def names_of(parameters: Iterable[Parameter]) -> Names:
    """The names that parameters have in a query, and that members of theirs have."""
    plain, deep, members = set[str](), set[str](), set[str]()
    for parameter in parameters:
        if not isinstance(parameter, Query):
            continue
        if is_spread(parameter):
            members.update(parameter.shape.members or {})
            continue
        is_deep = parameter.layout.style == "deepObject"
        (deep if is_deep else plain).add(parameter.name)
    return Names(frozenset(plain), frozenset(deep), frozenset(members))


def is_spread(parameter: Query) -> bool:
    """Whether members of an object stand in the query by their own names."""
    return (
        parameter.shape.kind == "object"
        and parameter.media_type is None
        and parameter.layout.explode
        and parameter.layout.style != "deepObject"
    )
