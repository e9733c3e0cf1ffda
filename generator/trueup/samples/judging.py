"""Whether a schema accepts a value; by jsonschema-rs, formats included."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field

import jsonschema_rs

from ..ir import Json
from .costs import MOST_STEPS, Costs
from .pointers import lookup, pointed

_MOST = 4


@dataclass(slots=True)
class _Judge:
    """Validators of one bundle, compiled when they are first asked."""

    bundle: Mapping[str, Json]
    costs: Costs
    compiled: dict[str, jsonschema_rs.Draft202012Validator | None] = field(
        default_factory=dict
    )
    edges: dict[str, tuple[str, ...]] = field(default_factory=dict)


_JUDGES: list[_Judge] = []


def valid(value: Json, pointer: str, bundle: Mapping[str, Json]) -> bool:
    """Whether the schema at `pointer` (such as `"#/$defs/Pet"`) accepts `value`.

    False also where the schema itself cannot be compiled, or would take too long.
    """
    return valid_by(value, {"$ref": pointer}, bundle)


def is_endless(schema: Mapping[str, Json], bundle: Mapping[str, Json]) -> bool:
    """Whether a schema's parts that hold at one place unfold to more than can be gone
    through, such as a chain of `allOf` that names each next part twice."""
    return _judge(bundle).costs.of(dict(schema), None) > MOST_STEPS


def valid_by(
    value: Json, schema: Mapping[str, Json] | bool, bundle: Mapping[str, Json]
) -> bool:
    """Whether `schema`, whose references lead into `bundle`, accepts `value`."""
    if isinstance(schema, bool):
        return schema
    judge = _judge(bundle)
    if judge.costs.of(dict(schema), value) > MOST_STEPS:
        return False
    mark = json.dumps(schema)
    if mark not in judge.compiled:
        judge.compiled[mark] = _compile(judge, schema)
    validator = judge.compiled[mark]
    return validator is not None and validator.is_valid(value)


def _judge(bundle: Mapping[str, Json]) -> _Judge:
    for judge in _JUDGES:
        if judge.bundle is bundle:
            return judge
    judge = _Judge(bundle, Costs(bundle))
    _JUDGES.append(judge)
    del _JUDGES[:-_MOST]
    return judge


def _compile(
    judge: _Judge, schema: Mapping[str, Json]
) -> jsonschema_rs.Draft202012Validator | None:
    """A validator over the schema and what it reaches, not over the whole bundle."""
    definitions = judge.bundle.get("$defs")
    named = definitions if isinstance(definitions, dict) else {}
    reached: dict[str, Json] = {}
    waiting = list(pointed(dict(schema)))
    while waiting:
        key = waiting.pop()
        if key not in reached and key in named:
            reached[key] = named[key]
            if key not in judge.edges:
                judge.edges[key] = tuple(pointed(named[key]))
            waiting += judge.edges[key]
    whole = {**schema, "$defs": reached} if reached else dict(schema)
    try:
        return jsonschema_rs.Draft202012Validator(
            whole,
            validate_formats=True,
            formats={"byte": is_base64, "base64": is_base64},
            keywords={"contentEncoding": _Encoding},
        )
    except (ValueError, jsonschema_rs.ReferencingError):
        return None


class _Encoding:
    """`contentEncoding: base64` asserted, of which validators only take note: a model
    holds the bytes, so a value without them is none."""

    def __init__(
        self,
        parent_schema: dict[str, object],
        value: object,
        schema_path: list[str | int],
    ) -> None:
        self._is_told = value == "base64"

    def validate(self, instance: object) -> None:
        if self._is_told and isinstance(instance, str) and not is_base64(instance):
            raise ValueError("no base64")


def is_base64(text: str) -> bool:
    """Whether a text is base64 (RFC 4648, section 4) to the last padding."""
    try:
        b64decode(text, validate=True)
    except ValueError:
        return False
    return True
