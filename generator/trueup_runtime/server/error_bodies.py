"""Error bodies that follow a declared schema.

Properties are recognized by their names, those of RFC 9457 and of common error formats;
other required properties get a minimal value of their type. A body that does not fit
its schema is not sent.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from .error_facts import Facts, is_known, is_list_of_errors, letters
from .json_schema import Json, Schema
from .problems import Problem, title_of
from .schemas import Schemas

_MAX_DEPTH: Final = 8


def fill(schemas: Schemas, pointer: str, problem: Problem, status: int) -> Json | None:
    """A valid value of the schema that describes `problem`, or None.

    Tried in turn: every known property, then required properties alone.
    """
    schema = schemas.at(pointer.removeprefix("#"))
    for eager in (True, False):
        value = _value(
            schemas, schema, "message", Facts(problem, status, None), eager, 0
        )
        if value is not None and schemas.is_valid(pointer, value):
            return value
    return None


def _value(
    schemas: Schemas, schema: Schema, key: str, facts: Facts, eager: bool, depth: int
) -> Json | None:
    """A value for a schema; None if there is none."""
    if depth > _MAX_DEPTH:
        return None
    flat = _merged(schemas, schema, depth)
    if "const" in flat:
        return flat["const"]
    choices = flat.get("enum")
    if isinstance(choices, list):
        return _choice(choices, key, facts)
    match _type(flat):
        case "string":
            return _string(flat, key, facts)
        case "object":
            return _object(schemas, flat, key, facts, eager, depth)
        case "array":
            return _array(schemas, flat, key, facts, eager, depth)
        case "integer" | "number":
            number = facts.number(key)
            least = flat.get("minimum", 0)
            return number if number is not None else least
        case "boolean":
            return False
        case "null":
            return None
        case _:
            return facts.text(key) or facts.problem.detail


def _merged(schemas: Schemas, schema: Schema, depth: int) -> dict[str, Json]:
    """References followed, `allOf` folded in, the first of `oneOf` and `anyOf` taken."""
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


def _choice(choices: list[Json], key: str, facts: Facts) -> Json:
    """The value that is closest to the facts, else the first."""
    wanted = {
        letters(facts.text(key) or ""),
        str(facts.number(key)),
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


def _object(
    schemas: Schemas,
    schema: Mapping[str, Json],
    key: str,
    facts: Facts,
    eager: bool,
    depth: int,
) -> Json | None:
    properties = schema.get("properties")
    if not properties and schema.get("additionalProperties") is not False:
        if depth == 0:
            return facts.problem.as_json(facts.status)
        if facts.violation is not None and is_list_of_errors(key):
            return facts.violation.as_json()
    if not properties and is_list_of_errors(key):
        return _by_name(schemas, schema, facts, eager, depth)
    listed = schema.get("required")
    required = [str(name) for name in listed] if isinstance(listed, list) else []
    members = properties if isinstance(properties, dict) else {}
    values: dict[str, Json] = {}
    for name in dict.fromkeys((*members, *required)):
        member = _as_schema(members.get(name, True))
        inner_key = letters(name)
        if name in required:
            values[name] = _value(schemas, member, inner_key, facts, eager, depth + 1)
        elif eager and is_known(inner_key, facts):
            value = _value(schemas, member, inner_key, facts, eager, depth + 1)
            if value is not None and value not in ({}, []):
                values[name] = value
    return values


def _by_name(
    schemas: Schemas, schema: Mapping[str, Json], facts: Facts, eager: bool, depth: int
) -> Json:
    """Errors in a map: its keys are the names of parameters, or pointers into the body."""
    inner = _as_schema(schema.get("additionalProperties", True))
    listed: dict[str, Json] = {}
    for part in facts.parts():
        name = part.text("pointer") or ""
        value = _value(schemas, inner, "errors", part, eager, depth + 1)
        known = listed.get(name)
        if isinstance(known, list) and isinstance(value, list):
            known += value
        elif name not in listed:
            listed[name] = value
    return listed


def _as_schema(value: Json) -> Schema:
    return value if isinstance(value, dict | bool) else True


def _array(
    schemas: Schemas,
    schema: Mapping[str, Json],
    key: str,
    facts: Facts,
    eager: bool,
    depth: int,
) -> Json:
    items = _as_schema(schema.get("items", True))
    if facts.violation is not None and key in ("loc", "path"):
        return list(facts.path())
    parts: list[Facts] = []
    if is_list_of_errors(key):
        parts = facts.parts() if facts.violation is None else [facts]
    least = schema.get("minItems", 0)
    if not parts and isinstance(least, int) and least > 0:
        parts = [facts]
    values = [
        _value(schemas, items, "message", part, eager, depth + 1) for part in parts
    ]
    listed: list[Json] = [value for value in values if value is not None]
    most = schema.get("maxItems")
    return listed[:most] if isinstance(most, int) else listed


def _string(schema: Mapping[str, Json], key: str, facts: Facts) -> Json:
    text = facts.text(key) or ""
    match schema.get("format"):
        case None:
            pass
        case "uri" | "uri-reference" | "url":
            text = "about:blank"
        case "uuid":
            text = str(uuid.uuid4())
        case "date-time":
            text = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        case "date":
            text = datetime.now(UTC).date().isoformat()
        case _:
            pass
    longest = schema.get("maxLength")
    return text[:longest] if isinstance(longest, int) else text
