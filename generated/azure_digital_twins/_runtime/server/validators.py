"""Compile validators of JSON Schema, and bound what one value may cost them.

Most patterns match in linear time. Those with lookaround or backreferences need steps of
backtracking, of which each string, and all strings of a value together, have a limit.
`uniqueItems` compares integers of more than 64 bits with each other, and `multipleOf` takes
long for very large and very small numbers, so a value may have few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

import jsonschema_rs

from ..client.json_schema_validators import MAX_BACKTRACKING, compile_schema
from ..client.string_formats import CHECKS, LENIENT
from .json_schema import Json
from .limits import MAX_MESSAGE

Formats: TypeAlias = Literal["lenient", "strict"]
"""`strict`: durations without fractions, times with an offset (JSON Schema)."""

_TOTAL_BACKTRACKING: Final = 2_000_000
"""The same for all strings of a value: some 100 ms."""

_MIN_BACKTRACKING: Final = 100

_MAX_LARGE_INTEGERS: Final = 100
_MAX_EXTREMES: Final = 10_000


LEAVES: Final = frozenset(
    (
        *("type", "enum", "const", "format", "pattern", "minLength", "maxLength"),
        *("multipleOf", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"),
        *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
        *("required", "dependentRequired"),
    )
)
"""Keywords that contain no schemas."""

_ANNOTATIONS: Final = frozenset(("default", "examples", "readOnly", "writeOnly"))
_FOR_PARTS: Final = frozenset(("$ref", "properties", "items", "additionalProperties"))
_PLAIN: Final = (LEAVES | _ANNOTATIONS | _FOR_PARTS) - {"dependentRequired"}
"""Keywords by which each part of a value is validated once."""

_MAX_NODES: Final = 50
"""Values with more nodes, names of properties not counted, are not quoted."""

_MAX_OBJECTS: Final = 10
"""The same for objects, each of which may lack many required properties."""

_MAX_TEXT: Final = 4096
"""Bytes of JSON that may be quoted as a whole."""


class Validator(NamedTuple):
    """A validator, and the property by which it wants the value, where it has several."""

    compiled: jsonschema_rs.Draft202012Validator
    member: str | None = None

    def is_valid(self, value: object) -> bool:
        wrapped = value if self.member is None else {self.member: value}
        try:
            return self.compiled.is_valid(wrapped)
        except ValueError:  # nested deeper than the validator goes, or not Unicode
            return False

    def errors(self, value: object) -> list[tuple[list[str | int], str]]:
        """All errors of a value, as path and message."""
        try:
            errors = self.compiled.iter_errors(value)
            return [(error.instance_path, error.message) for error in errors]
        except ValueError as error:
            return [([], str(error))]


def compiled(
    schema: dict[str, Json],
    backtracking: int = MAX_BACKTRACKING,
    formats: Formats = "lenient",
) -> jsonschema_rs.Draft202012Validator:
    """The validator of a schema."""
    known = _FORMATS if formats == "strict" else LENIENT
    return compile_schema(schema, formats=known, backtracking=backtracking)


class Costs(NamedTuple):
    """Operations of schemas that may take more than linear time."""

    backtracks: bool
    compares: bool
    divides: bool

    def backtracking(self, value: object) -> int | None:
        """Steps that each string of `value` may take; None where the value as a whole
        takes too many."""
        if not any(self):
            return MAX_BACKTRACKING
        strings, large, extremes = _counted(value)
        if self.compares and large > _MAX_LARGE_INTEGERS:
            return None
        if self.divides and large + extremes > _MAX_EXTREMES:
            return None
        steps = MAX_BACKTRACKING
        while self.backtracks and steps > _MIN_BACKTRACKING:
            if strings * steps <= _TOTAL_BACKTRACKING:
                break
            steps //= 10  # few limits, since each needs a validator
        return steps


def costs_of(schemas: Iterable[Json]) -> Costs:
    """The costs of schemas."""
    keywords = [pair for schema in schemas for pair in _keywords(schema)]
    patterns = {
        value for key, value in keywords if key == "pattern" and isinstance(value, str)
    }
    return Costs(
        not all(map(_is_linear, patterns)),
        any(key == "uniqueItems" and value is True for key, value in keywords),
        any(key == "multipleOf" for key, _ in keywords),
    )


_COSTLY: Final = ("pattern", "uniqueItems", "multipleOf")


def _keywords(schema: Json) -> Iterator[tuple[str, Json]]:
    """The keywords that may be costly; `patternProperties` have patterns."""
    waiting: list[Json] = [schema]
    while waiting:
        match waiting.pop():
            case dict() as node:
                for key, value in node.items():
                    if key in _COSTLY and not isinstance(value, dict | list):
                        yield key, value
                    elif key == "patternProperties" and isinstance(value, dict):
                        yield from (("pattern", pattern) for pattern in value)
                waiting += node.values()
            case list() as items:
                waiting += items
            case _:
                pass


@cache
def _is_linear(pattern: str) -> bool:
    """Whether an engine can match a pattern in linear time."""
    options = jsonschema_rs.RegexOptions()
    try:
        jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=options
        )
    except ValueError:
        return False
    return True


def is_plain(schema: Json) -> bool:
    """Whether a schema without its references validates each part of a value once, so that
    a short value has few errors."""
    waiting = [schema]
    while waiting:
        match waiting.pop():
            case dict() as node:
                required = node.get("required")
                is_long = isinstance(required, list) and len(required) > _MAX_NODES
                if is_long or not _PLAIN.issuperset(node):
                    return False
                waiting += (node.get("items"), node.get("additionalProperties"))
                properties = node.get("properties")
                waiting += properties.values() if isinstance(properties, dict) else ()
            case _:
                pass
    return True


def is_small(value: Json) -> bool:
    """Whether a message may quote the value."""
    waiting, objects = [value], 0
    for node in waiting:
        if isinstance(node, str):
            if len(node) > MAX_MESSAGE:
                return False
        elif isinstance(node, dict):
            objects += 1
            if objects > _MAX_OBJECTS or len(waiting) + len(node) > _MAX_NODES:
                return False
            if max(map(len, node), default=0) > MAX_MESSAGE:
                return False
            waiting += node.values()
        elif isinstance(node, list):
            if len(waiting) + len(node) > _MAX_NODES:
                return False
            waiting += node
    return True


def is_small_text(data: bytes, brackets: int) -> bool:
    """Whether JSON is that of a small value: each node but the first follows a bracket or
    a comma."""
    if len(data) > _MAX_TEXT or data.count(b"{") > _MAX_OBJECTS:
        return False
    return data.count(b",") + brackets < _MAX_NODES


def _counted(value: object) -> tuple[int, int, int]:
    """How many strings, property names among them, large integers and extreme fractions
    a value has."""
    strings = large = extremes = 0
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str():
                strings += 1
            case bool():
                pass
            case int() as number:
                large += not -(2**63) <= number < 2**63
            case float() as number:
                extremes += number != 0 and not 1e-18 < abs(number) < 1e18
            case dict() as node:
                strings += len(node)
                waiting += node.values()
            case list() as items:
                waiting += items
            case _:
                pass
    return strings, large, extremes


_FORMATS: Final = {name: CHECKS[name] for name in ("base64url", "byte")}
"""Formats of OAS that JSON Schema does not know."""
