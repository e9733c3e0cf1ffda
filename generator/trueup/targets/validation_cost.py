"""Find schemas whose validation can take exponential time.

A validator tries every schema of `anyOf`, and each of them may try the same schemas again
for the next level of the value. Where definitions refer to each other twice at each
level, a value of depth 20 takes a million steps. Recursive definitions are left out: the
validator remembers their results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from .. import ir

MAX_STEPS = 1000
"""Steps for one path through a value that need no attention."""

_MAX_STEPS = 10**9

_Children = dict[str, Counter[str]]
"""The number of times that each subschema applies to a property; `*` is any property."""


def expensive(api: ir.Api) -> tuple[str, ...]:
    """Pointers to request schemas that may take more than `MAX_STEPS` for one path."""
    costs = _Costs(api.schemas)
    pointers = dict.fromkeys(
        pointer
        for operation in api.operations
        for pointer in request_schemas(operation)
    )
    return tuple(pointer for pointer in pointers if costs.of(pointer) > MAX_STEPS)


def request_schemas(operation: ir.Operation) -> Iterator[str]:
    """Pointers to the schemas by which the requests of an operation are validated."""
    contents = operation.body.contents if operation.body is not None else ()
    listed = [parameter.schema for parameter in operation.parameters]
    listed += [content.schema for content in contents]
    yield from (pointer for pointer in listed if pointer is not None)


class _Costs:
    """Steps of a validator, by the pointer of a schema."""

    def __init__(self, document: Mapping[str, ir.Json]) -> None:
        self._document = document
        self._costs: dict[str, int] = {}
        self._flat: dict[str, tuple[int, _Children]] = {}
        self._working: set[str] = set()

    def of(self, pointer: str) -> int:
        """The most steps that one path through a value can take."""
        if pointer in self._costs:
            return self._costs[pointer]
        if pointer in self._working:
            return 1
        self._working.add(pointer)
        steps, shared = self._flattened(pointer)
        children = dict(shared)
        everywhere = self._sum(children.pop("*", Counter()))
        worst = max(map(self._sum, children.values()), default=0) + everywhere
        self._working.discard(pointer)
        self._costs[pointer] = min(steps + worst, _MAX_STEPS)
        return self._costs[pointer]

    def _sum(self, children: Counter[str]) -> int:
        return sum(count * self.of(pointer) for pointer, count in children.items())

    def _flattened(self, pointer: str) -> tuple[int, _Children]:
        """Steps for the value itself, and what applies to its properties and items."""
        if pointer in self._flat:
            return self._flat[pointer]
        self._flat[pointer] = 1, {}  # for a reference that leads back here
        schema, steps, children = self._at(pointer), 1, _Children()
        if not isinstance(schema, dict):
            return 1, {}
        for inner in _in_place(pointer, schema):
            count, below = self._flattened(inner)
            steps += count
            for name, counts in below.items():
                children.setdefault(name, Counter()).update(counts)
        for name, inner in _below(pointer, schema):
            children.setdefault(name, Counter())[inner] += 1
        self._flat[pointer] = min(steps, _MAX_STEPS), children
        return self._flat[pointer]

    def _at(self, pointer: str) -> ir.Json:
        here: ir.Json = dict(self._document)
        for step in pointer.removeprefix("#").split("/")[1:]:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(here, dict):
                here = here.get(key, True)
            elif isinstance(here, list):
                here = here[int(key)]
        return here


def _in_place(pointer: str, schema: Mapping[str, ir.Json]) -> Iterator[str]:
    """Subschemas that apply to the same value."""
    target = schema.get("$ref")
    if isinstance(target, str) and target.startswith("#"):
        yield target
    for keyword in ("allOf", "anyOf", "oneOf"):
        yield from _listed(pointer, schema, keyword)
    for keyword in ("not", "if", "then", "else"):
        if keyword in schema:
            yield f"{pointer}/{keyword}"
    yield from _named(pointer, schema, "dependentSchemas").values()


def _below(pointer: str, schema: Mapping[str, ir.Json]) -> Iterator[tuple[str, str]]:
    """Subschemas that apply to properties and items, by the name of the property."""
    yield from _named(pointer, schema, "properties").items()
    for inner in _named(pointer, schema, "patternProperties").values():
        yield "*", inner
    for inner in _listed(pointer, schema, "prefixItems"):
        yield "*", inner
    for keyword in _EVERYWHERE:
        if isinstance(schema.get(keyword), dict):
            yield "*", f"{pointer}/{keyword}"


_EVERYWHERE = (
    "items",
    "contains",
    "unevaluatedItems",
    "additionalProperties",
    "unevaluatedProperties",
)
"""Keywords of one schema for any number of items or properties."""


def _listed(pointer: str, schema: Mapping[str, ir.Json], keyword: str) -> Iterator[str]:
    listed = schema.get(keyword)
    for index in range(len(listed) if isinstance(listed, list) else 0):
        yield f"{pointer}/{keyword}/{index}"


def _named(pointer: str, schema: Mapping[str, ir.Json], keyword: str) -> dict[str, str]:
    named = schema.get(keyword)
    return {
        name: f"{pointer}/{keyword}/{_step(name)}"
        for name in (named if isinstance(named, dict) else {})
    }


def _step(name: str) -> str:
    if name.isidentifier() and name.isascii():
        return name
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="")
