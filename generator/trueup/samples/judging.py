"""Whether a schema accepts a value; by jsonschema-rs, formats included."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import jsonschema_rs

from ..ir import Json

_START = "#/$defs/"
_MOST = 4


@dataclass(slots=True)
class _Judge:
    """Validators of one bundle, compiled when they are first asked."""

    bundle: Mapping[str, Json]
    compiled: dict[str, jsonschema_rs.Draft202012Validator | None] = field(
        default_factory=dict
    )
    edges: dict[str, tuple[str, ...]] = field(default_factory=dict)


_JUDGES: list[_Judge] = []


def valid(value: Json, pointer: str, bundle: Mapping[str, Json]) -> bool:
    """Whether the schema at `pointer` (such as `"#/$defs/Pet"`) accepts `value`.

    False also where the schema itself cannot be compiled.
    """
    return valid_by(value, {"$ref": pointer}, bundle)


def valid_by(
    value: Json, schema: Mapping[str, Json] | bool, bundle: Mapping[str, Json]
) -> bool:
    """Whether `schema`, whose references lead into `bundle`, accepts `value`."""
    if isinstance(schema, bool):
        return schema
    judge = _judge(bundle)
    mark = json.dumps(schema)
    if mark not in judge.compiled:
        judge.compiled[mark] = _compile(judge, schema)
    validator = judge.compiled[mark]
    return validator is not None and validator.is_valid(value)


def lookup(pointer: str, bundle: Mapping[str, Json]) -> Json:
    """What `pointer` leads to; `True`, which accepts all, where it leads nowhere."""
    at: Json = dict(bundle)
    for token in pointer.removeprefix("#").split("/")[1:]:
        name = unquote(token).replace("~1", "/").replace("~0", "~")
        if isinstance(at, dict) and name in at:
            at = at[name]
        elif isinstance(at, list) and name.isdigit() and int(name) < len(at):
            at = at[int(name)]
        else:
            return True
    return at


def _judge(bundle: Mapping[str, Json]) -> _Judge:
    for judge in _JUDGES:
        if judge.bundle is bundle:
            return judge
    judge = _Judge(bundle)
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
    waiting = list(_pointed(dict(schema)))
    while waiting:
        key = waiting.pop()
        if key not in reached and key in named:
            reached[key] = named[key]
            if key not in judge.edges:
                judge.edges[key] = tuple(_pointed(named[key]))
            waiting += judge.edges[key]
    whole = {**schema, "$defs": reached} if reached else dict(schema)
    try:
        return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    except (ValueError, jsonschema_rs.ReferencingError):
        return None


def _pointed(schema: Json) -> Iterator[str]:
    """The keys under `$defs` that a schema refers to."""
    waiting = [schema]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            target = at.get("$ref")
            if isinstance(target, str) and target.startswith(_START):
                token = target.removeprefix(_START).partition("/")[0]
                yield unquote(token).replace("~1", "/").replace("~0", "~")
            waiting += at.values()
        elif isinstance(at, list):
            waiting += at
