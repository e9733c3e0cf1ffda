"""Find schemas whose validation can take exponential time.

A validator tries every schema of `anyOf`, and each of them may try the same schemas again
for the next level of the value. If definitions refer to each other twice at each level,
a value of depth 20 takes a million steps. Recursive definitions do not count: the
validator memoizes their results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import ir
from ..json_schema_keywords import with_subschemas
from ..pointers import lookup, pointer_token

MAX_STEPS = 1000
"""Steps for one path through a value that are acceptable."""

_SATURATION = 10**9

_Children = dict[str, dict[str, int]]
"""The number of times that each subschema applies to a property; `*` is any property."""


def expensive_schemas(api: ir.Api) -> tuple[str, ...]:
    """Pointers to request schemas that may take more than `MAX_STEPS` for one path."""
    costs = _Costs(api.schemas)
    pointers = dict.fromkeys(
        pointer
        for operation in api.operations
        for pointer in request_schemas(operation)
    )
    return tuple(pointer for pointer in pointers if costs.of(pointer) > MAX_STEPS)


def request_schemas(operation: ir.Operation) -> Iterator[str]:
    """Pointers to the schemas that validate the requests of an operation."""
    contents = operation.body.contents if operation.body is not None else ()
    pointers = [parameter.schema for parameter in operation.parameters]
    pointers += [content.schema for content in contents]
    yield from (pointer for pointer in pointers if pointer is not None)


class _Costs:
    """Steps of a validator, by the pointer of a schema."""

    def __init__(self, document: Mapping[str, ir.Json]) -> None:
        self._document = document
        self._costs: dict[str, int] = {_SIMPLE: 1}
        self._flattened: dict[str, tuple[int, _Children]] = {_SIMPLE: (1, {})}
        self._in_progress: set[str] = set()

    def of(self, pointer: str) -> int:
        """The most steps that one path through a value can take."""
        if pointer in self._costs:
            return self._costs[pointer]
        if pointer in self._in_progress:
            return 1
        self._in_progress.add(pointer)
        steps, flattened = self._flatten(pointer)
        children = dict(flattened)
        of_any = self._sum(children.pop("*", {}))
        worst = max(map(self._sum, children.values()), default=0) + of_any
        self._in_progress.discard(pointer)
        self._costs[pointer] = min(steps + worst, _SATURATION)
        return self._costs[pointer]

    def _sum(self, children: Mapping[str, int]) -> int:
        return sum(count * self.of(pointer) for pointer, count in children.items())

    def _flatten(self, pointer: str) -> tuple[int, _Children]:
        """Steps for the value itself, and the subschemas for its properties and items."""
        if pointer in self._flattened:
            return self._flattened[pointer]
        self._flattened[pointer] = 1, {}  # for a reference cycle
        schema, steps, children = lookup(pointer, self._document), 1, _Children()
        if not isinstance(schema, dict):
            return 1, {}
        for inner in _in_place(pointer, schema):
            count, below = self._flatten(inner)
            steps += count
            for name, counts in below.items():
                for child, times in counts.items():
                    _add(children, name, child, times)
        for name, inner in _of_children(pointer, schema):
            _add(children, name, inner, 1)
        self._flattened[pointer] = min(steps, _SATURATION), children
        return self._flattened[pointer]


def _add(children: _Children, name: str, pointer: str, times: int) -> None:
    counts = children.setdefault(name, {})
    counts[pointer] = counts.get(pointer, 0) + times


_ONE_IN_PLACE = sorted(with_subschemas("one", in_place=True))
_LIST_IN_PLACE = (
    *sorted(with_subschemas("list", in_place=True)),
    "dependentSchemas",
)
_IN_PLACE = frozenset((*_ONE_IN_PLACE, *_LIST_IN_PLACE))
_ONE_FOR_CHILDREN = sorted(
    # The first does not validate; names of properties have no children.
    with_subschemas("one", in_place=False) - {"contentSchema", "propertyNames"}
)


_SIMPLE = ""
"""The pointer of all schemas without subschemas, which take one step."""

_COMPLEX = frozenset(
    (
        *("$ref", "properties", "patternProperties", "prefixItems"),
        *_IN_PLACE,
        *_ONE_FOR_CHILDREN,
    )
)


def _in_place(pointer: str, schema: Mapping[str, ir.Json]) -> Iterator[str]:
    """Pointers to the subschemas that apply to the same value."""
    target = schema.get("$ref")
    if isinstance(target, str) and target.startswith("#"):
        yield target
    if _IN_PLACE.isdisjoint(schema):
        return  # most schemas
    for keyword in _ONE_IN_PLACE:
        if keyword in schema:
            yield f"{pointer}/{keyword}"
    for keyword in _LIST_IN_PLACE:
        yield from _subschemas(pointer, schema, keyword).values()


def _of_children(
    pointer: str, schema: Mapping[str, ir.Json]
) -> Iterator[tuple[str, str]]:
    """Property names, or `*`, and pointers to the subschemas that apply to the property."""
    yield from _subschemas(pointer, schema, "properties").items()
    for keyword in ("patternProperties", "prefixItems"):
        for inner in _subschemas(pointer, schema, keyword).values():
            yield "*", inner
    for keyword in _ONE_FOR_CHILDREN:
        if isinstance(schema.get(keyword), dict):
            yield "*", f"{pointer}/{keyword}"


def _subschemas(
    pointer: str, schema: Mapping[str, ir.Json], keyword: str
) -> dict[str, str]:
    """Pointers to the subschemas of a keyword, by property name or index."""
    schemas = schema.get(keyword)
    if isinstance(schemas, list):
        return {
            str(i): f"{pointer}/{keyword}/{i}" if _is_complex(inner) else _SIMPLE
            for i, inner in enumerate(schemas)
        }
    return {
        name: (
            f"{pointer}/{keyword}/{pointer_token(name)}"
            if _is_complex(inner)
            else _SIMPLE
        )
        for name, inner in (schemas.items() if isinstance(schemas, dict) else ())
    }


def _is_complex(schema: ir.Json) -> bool:
    return isinstance(schema, dict) and not _COMPLEX.isdisjoint(schema)
