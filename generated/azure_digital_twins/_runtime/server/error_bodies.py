"""Error bodies that follow a declared schema.

Properties are recognized by their names, those of RFC 9457 and of common error formats;
other required properties get a minimal value of their type. A body that does not fit
its schema is not sent.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from .json_schema import Json, Schema
from .problems import Problem, Violation
from .schemas import Schemas

_MAX_DEPTH: Final = 8

_STATUS: Final = ("status", "statuscode", "httpstatus", "httpstatuscode", "httpcode")
_CODE: Final = (
    "code",
    "errorcode",
    "errcode",
    "key",
    "reason",
    "error",
    "name",
    "kind",
)
_TITLE: Final = ("title", "summary", "errortitle", "statustext", "reasonphrase")
_DETAIL: Final = (
    "detail",
    "message",
    "errormessage",
    "errormsg",
    "msg",
    "description",
    "errordescription",
    "errordetail",
    "developermessage",
    "usermessage",
    "text",
    "errors",
    "details",
    "reasons",
)
_LISTS: Final = (
    "errors",
    "details",
    "violations",
    "invalidparams",
    "causes",
    "issues",
    "messages",
)
_WRAPPERS: Final = (
    "error",
    "fault",
    "problem",
    "status",
    "exception",
    "errors",
    "data",
)
_POINTERS: Final = (
    "pointer",
    "path",
    "target",
    "field",
    "location",
    "loc",
    "property",
    "param",
)


def fill(schemas: Schemas, pointer: str, problem: Problem, status: int) -> Json | None:
    """A valid value of the schema that describes `problem`, or None.

    Tried in turn: every known property, then required properties alone.
    """
    schema = schemas.at(pointer.removeprefix("#"))
    for eager in (True, False):
        value = _value(
            schemas, schema, "message", _Facts(problem, status, None), eager, 0
        )
        if value is not None and not schemas.errors(pointer, value):
            return value
    return None


class _Facts:
    """The facts of a problem, or of one violation."""

    def __init__(
        self, problem: Problem, status: int, violation: Violation | None
    ) -> None:
        self.problem, self.status, self.violation = problem, status, violation

    def text(self, key: str) -> str | None:
        """The string for a property whose name, letters only, is `key`."""
        violation = self.violation
        if violation is not None and key in _POINTERS:
            return violation.pointer or violation.name or violation.place
        if violation is not None and key in ("in", "place"):
            return violation.place
        if key in _DETAIL:
            return str(violation) if violation is not None else self.problem.detail
        if key in _TITLE:
            return self.problem.title
        if key in _CODE:
            return self.problem.slug
        if key in _STATUS:
            return str(self.status)
        return "about:blank" if key == "type" else None

    def number(self, key: str) -> int | None:
        return self.status if key in _STATUS or key in _CODE else None

    def parts(self) -> list[_Facts]:
        if self.violation is not None:
            return []
        return [
            _Facts(self.problem, self.status, item) for item in self.problem.violations
        ]


def _value(
    schemas: Schemas, schema: Schema, key: str, facts: _Facts, eager: bool, depth: int
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
        case "object":
            return _object(schemas, flat, facts, eager, depth)
        case "array":
            return _array(schemas, flat, key, facts, eager, depth)
        case "string":
            return _string(flat, key, facts)
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


def _choice(choices: list[Json], key: str, facts: _Facts) -> Json:
    """The value that is closest to the facts, else the first."""
    wanted = {
        _letters(facts.text(key) or ""),
        str(facts.number(key)),
        _letters(facts.problem.title),
    }
    for choice in choices:
        if _letters(str(choice)) in wanted:
            return choice
    hints = (
        ("invalid", "validation", "badrequest")
        if facts.status < 500
        else ("internal", "server")
    )
    for choice in choices:
        if any(hint in _letters(str(choice)) for hint in hints):
            return choice
    return choices[0]


def _object(
    schemas: Schemas, schema: Mapping[str, Json], facts: _Facts, eager: bool, depth: int
) -> Json | None:
    properties = schema.get("properties")
    listed = schema.get("required")
    required = [str(name) for name in listed] if isinstance(listed, list) else []
    members = properties if isinstance(properties, dict) else {}
    values: dict[str, Json] = {}
    for name in dict.fromkeys((*members, *required)):
        member = members.get(name, True)
        key = _letters(name)
        if name in required or (eager and _is_known(key, facts)):
            value = _value(schemas, _as_schema(member), key, facts, eager, depth + 1)
            if value is None and name not in required:
                continue
            if value not in ({}, []) or name in required:
                values[name] = value
    return values


def _as_schema(value: Json) -> Schema:
    return value if isinstance(value, dict | bool) else True


def _is_known(key: str, facts: _Facts) -> bool:
    if key in _LISTS and facts.violation is None:
        return True
    return key in _WRAPPERS or facts.text(key) is not None


def _array(
    schemas: Schemas,
    schema: Mapping[str, Json],
    key: str,
    facts: _Facts,
    eager: bool,
    depth: int,
) -> Json:
    items = _as_schema(schema.get("items", True))
    parts = facts.parts() if key in _LISTS else []
    least = schema.get("minItems", 0)
    if not parts and isinstance(least, int) and least > 0:
        parts = [facts]
    values = [
        _value(schemas, items, "message", part, eager, depth + 1) for part in parts
    ]
    return [value for value in values if value is not None]


def _string(schema: Mapping[str, Json], key: str, facts: _Facts) -> Json:
    text = facts.text(key)
    match schema.get("format"):
        case "uri" | "uri-reference" | "url":
            text = "about:blank"
        case "uuid":
            text = str(uuid.uuid4())
        case "date-time":
            text = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        case "date":
            text = datetime.now(UTC).date().isoformat()
        case _:
            text = text if text is not None else ""
    longest = schema.get("maxLength")
    return text[:longest] if isinstance(longest, int) else text


def _letters(name: str) -> str:
    """`error_Code` → `errorcode`."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
