"""Error bodies that follow a declared schema.

Properties are recognized by their names, those of RFC 9457 and of common error formats;
other required properties get a minimal value of their type. A body that does not fit its
schema is not sent. Each schema is read once, into a function that builds values: a layout.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Final, TypeAlias

from msgspec import Struct

from .error_facts import (
    Facts,
    Text,
    detail_of,
    is_known,
    is_list_of_errors,
    is_status,
    letters,
    text_of,
)
from .json_schema import Json, Schema
from .problems import Problem, title_of
from .schemas import Schemas

Layout: TypeAlias = "Callable[[Facts], Json]"
"""Builds the value of a schema from the facts, or returns None."""

_MAX_DEPTH: Final = 8
_EMPTY: Final[tuple[Json, ...]] = (None, {}, [])


class ErrorBodies:
    """The error bodies of one application."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._layouts: dict[tuple[str, bool], Layout] = {}

    def fill(self, pointer: str, problem: Problem, status: int) -> Json:
        """A valid value of the schema that describes `problem`, or None.

        A value with all known properties is preferred to one with the required ones alone.
        """
        facts = Facts(problem, status)
        for optional in (True, False):
            value = self._layout(pointer, optional)(facts)
            if value is not None and self._schemas.is_valid(pointer, value):
                return value
        return None

    def _layout(self, pointer: str, optional: bool) -> Layout:
        layout = self._layouts.get((pointer, optional))
        if layout is None:
            schema = self._schemas.at(pointer.removeprefix("#"))
            layout = _layout_of(schema, "message", _Scope(self._schemas, optional))
            self._layouts[pointer, optional] = layout
        return layout


class _Scope(Struct, frozen=True):
    """The part of a body that a layout is for.

    `optional`: properties that are not required are filled, too. `of_violation`: the facts
    are those of one violation.
    """

    schemas: Schemas
    optional: bool
    of_violation: bool = False
    depth: int = 0

    def inner(self, *, of_violation: bool) -> _Scope:
        return _Scope(self.schemas, self.optional, of_violation, self.depth + 1)


def _layout_of(schema: Schema, key: str, scope: _Scope) -> Layout:
    """The layout of a schema, for a property whose name, letters only, is `key`."""
    if scope.depth > _MAX_DEPTH:
        return _constant(None)
    flat = _merged(scope.schemas, schema, scope.depth)
    if "const" in flat:
        return _constant(flat["const"])
    choices = flat.get("enum")
    if isinstance(choices, list):
        return partial(_choice, choices, key, text_of(key, scope.of_violation))
    match _type(flat):
        case "string":
            return _string(flat, text_of(key, scope.of_violation))
        case "object":
            return _object(flat, key, scope)
        case "array":
            return _array(flat, key, scope)
        case "integer" | "number":
            if is_status(key):
                return lambda facts: facts.status
            return _constant(flat.get("minimum", 0))
        case "boolean":
            return _constant(False)
        case "null":
            return _constant(None)
        case _:
            return text_of(key, scope.of_violation) or (
                lambda facts: facts.problem.detail
            )


def _constant(value: Json) -> Layout:
    return lambda facts: value


def _merged(schemas: Schemas, schema: Schema, depth: int) -> dict[str, Json]:
    """The schema with references resolved, merged with `allOf` and with the first variant
    of `oneOf` and `anyOf`."""
    if isinstance(schema, dict) and _COMBINING.isdisjoint(schema):
        return schema
    flat = schemas.resolved(schema)
    pieces: list[Json] = []
    for keyword in ("allOf", "oneOf", "anyOf"):
        listed = flat.get(keyword)
        if isinstance(listed, list) and depth <= _MAX_DEPTH:
            wanted = [item for item in listed if item != {"type": "null"}]
            pieces += wanted if keyword == "allOf" else wanted[:1]
    for piece in pieces:
        if isinstance(piece, dict):
            flat = _folded(flat, _merged(schemas, piece, depth + 1))
    return flat


_COMBINING: Final = frozenset(("$ref", "allOf", "oneOf", "anyOf"))


def _folded(first: Mapping[str, Json], second: Mapping[str, Json]) -> dict[str, Json]:
    folded = {**second, **first}
    mine, theirs = first.get("properties"), second.get("properties")
    if isinstance(mine, dict) and isinstance(theirs, dict):
        folded["properties"] = {**theirs, **mine}
    wanted, more = first.get("required"), second.get("required")
    if isinstance(wanted, list) and isinstance(more, list):
        folded["required"] = [*wanted, *more]
    return folded


def _type(schema: Mapping[str, Json]) -> str | None:
    named = schema.get("type")
    if isinstance(named, list):
        named = next((name for name in named if name != "null"), "null")
    if isinstance(named, str):
        return named
    return (
        "object" if "properties" in schema else "array" if "items" in schema else None
    )


def _choice(choices: list[Json], key: str, text: Text | None, facts: Facts) -> Json:
    """The value that is closest to the facts, else the first."""
    wanted = {
        letters(text(facts) if text else ""),
        str(facts.status if is_status(key) else None),
        letters(title_of(facts.status)),
    }
    for choice in choices:
        if letters(str(choice)) in wanted:
            return choice
    hints = (
        ("invalid", "validation", "badrequest")
        if facts.status < 500
        else ("internal", "server")
    )
    for choice in choices:
        if any(hint in letters(str(choice)) for hint in hints):
            return choice
    return choices[0]


def _object(schema: Mapping[str, Json], key: str, scope: _Scope) -> Layout:
    properties = schema.get("properties")
    if not properties and schema.get("additionalProperties") is not False:
        if scope.depth == 0:
            return _problem
        if scope.of_violation and is_list_of_errors(key):
            return _violation
    if not properties and is_list_of_errors(key):
        return _errors_by_name(schema, scope)
    listed = schema.get("required")
    required = [str(name) for name in listed] if isinstance(listed, list) else []
    members = properties if isinstance(properties, dict) else {}
    inner = scope.inner(of_violation=scope.of_violation)
    layouts = [
        (name, name in required, _layout_of(_as_schema(member), letters(name), inner))
        for name, member in {
            **dict.fromkeys((*members, *required), True),
            **members,
        }.items()
        if name in required
        or (scope.optional and is_known(letters(name), scope.of_violation))
    ]

    def layout(facts: Facts) -> Json:
        values: dict[str, Json] = {}
        for name, is_required, layout_of_member in layouts:
            value = layout_of_member(facts)
            if is_required or value not in _EMPTY:
                values[name] = value
        return values

    return layout


def _problem(facts: Facts) -> Json:
    return facts.problem.as_json(facts.status)


def _violation(facts: Facts) -> Json:
    return None if facts.violation is None else facts.violation.as_json()


def _errors_by_name(schema: Mapping[str, Json], scope: _Scope) -> Layout:
    """Errors in a map: its keys are the names of parameters, or pointers into the body."""
    if scope.of_violation:
        return lambda facts: {}
    extra = _as_schema(schema.get("additionalProperties", True))
    item = _layout_of(extra, "errors", scope.inner(of_violation=True))
    name_of = text_of("pointer", of_violation=True) or detail_of

    def layout(facts: Facts) -> Json:
        listed: dict[str, Json] = {}
        for part in facts.parts():
            name, value = name_of(part), item(part)
            known = listed.get(name)
            if isinstance(known, list) and isinstance(value, list):
                listed[name] = [*known, *value]
            elif name not in listed:
                listed[name] = value
        return listed

    return layout


def _as_schema(value: Json) -> Schema:
    return value if isinstance(value, dict | bool) else True


def _array(schema: Mapping[str, Json], key: str, scope: _Scope) -> Layout:
    if scope.of_violation and key in ("loc", "path"):
        return lambda facts: facts.path()
    items = _as_schema(schema.get("items", True))
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    end = most if isinstance(most, int) else None
    is_list = is_list_of_errors(key)
    of_each_error = of_all = None
    if is_list and not scope.of_violation:
        of_each_error = _layout_of(items, "message", scope.inner(of_violation=True))
    if (is_list and scope.of_violation) or (isinstance(least, int) and least > 0):
        inner = scope.inner(of_violation=scope.of_violation)
        of_all = _layout_of(items, "message", inner)

    def layout(facts: Facts) -> Json:
        parts = facts.parts() if of_each_error else []
        values = [of_each_error(part) for part in parts] if of_each_error else []
        if of_all and not values:
            values = [of_all(facts)]
        listed: list[Json] = [value for value in values if value is not None]
        return listed[:end]

    return layout


def _string(schema: Mapping[str, Json], text: Text | None) -> Layout:
    text = _FORMATS.get(str(schema.get("format"))) or text
    max_length = schema.get("maxLength")
    if text is None:
        return _constant("")
    if not isinstance(max_length, int):
        return text
    return lambda facts: text(facts)[:max_length]


def _now(facts: Facts) -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def _uri(facts: Facts) -> str:
    return "about:blank"


_FORMATS: Final[Mapping[str, Text]] = {
    "uri": _uri,
    "uri-reference": _uri,
    "url": _uri,
    "uuid": lambda facts: str(uuid.uuid4()),
    "date-time": _now,
    "date": lambda facts: datetime.now(UTC).date().isoformat(),
}
