"""Assign query pairs to parameters when exploded objects share the query string."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote_plus

from ..client.coercion import Shape
from ..client.form_fields import Part, placed
from ..client.parameters import Parameter, Query

Pairs: TypeAlias = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of an operation's parameters in the query, as they stand there."""

    plain: frozenset[str]  # `limit`
    deep: frozenset[str]  # `filter`, which stands there as `filter[name]`
    members: frozenset[str]  # that exploded objects name
    keys: frozenset[str] = frozenset()  # of security schemes

    def left(self, pairs: Pairs) -> Pairs:
        """The pairs that are no parameter's own: members of an exploded object."""
        return [pair for pair in pairs if not self._takes(pair[0])]

    def deep_left(self, pairs: Pairs) -> Pairs:
        """The pairs but for those that have exactly the name of a parameter, which may
        look like a member of another one: `filter[name]` and `filter`."""
        return [pair for pair in pairs if pair[0] not in self.plain]

    def whole(self, query: str) -> str:
        """The query, still encoded, without the keys that stand in it as well."""
        if not self.keys:
            return query
        pieces = query.split("&")
        return "&".join(
            piece
            for piece in pieces
            if unquote_plus(piece.partition("=")[0]) not in self.keys
        )

    def _takes(self, name: str) -> bool:
        start, bracket, _ = name.partition("[")
        if name in self.plain or (name in self.keys and name not in self.members):
            return True
        return bracket != "" and start in self.deep


def names_of(parameters: Iterable[Parameter], keys: frozenset[str]) -> Names:
    """The names that parameters have in a query, and that members of theirs have."""
    plain, deep, members = set[str](), set[str](), set[str]()
    for parameter in parameters:
        if not isinstance(parameter, Query):
            continue
        if is_spread(parameter):
            members.update(parameter.shape.members or {})
            continue
        if parameter.layout.style == "deepObject":
            deep.add(parameter.name)
            if parameter.shape.plain is None:
                continue
        plain.add(parameter.name)
    return Names(frozenset(plain), frozenset(deep), frozenset(members), keys)


def single_members(
    shape: Shape, parts: Mapping[str, Part], names: Iterable[str]
) -> Iterator[str]:
    """Those of the names in a form that may stand there once.

    None where members of members stand in the form by their own names.
    """
    members = shape.members or {}
    if any(
        placed(name, parts.get(name, Part()), member).is_spread
        for name, member in members.items()
    ):
        return
    for name in names:
        if name in members and members[name].kind != "array":
            yield name


def is_spread(parameter: Query) -> bool:
    """Whether members of an object stand in the query by their own names."""
    return (
        parameter.shape.kind == "object"
        and parameter.media_type is None
        and parameter.layout.explode
        and parameter.layout.style != "deepObject"
    )
