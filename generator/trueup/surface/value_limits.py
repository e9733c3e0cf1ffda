"""Limits of schemas on values, which no Python type shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from ..digests import digest
from ..json_values import Json
from ..pointers import lookup
from ..schema_formats import FORMATS, Scalar
from .public_symbols import Limits

UPPER = frozenset(
    """
    maximum exclusiveMaximum maxLength maxItems maxProperties maxContains
    """.split()
)
LOWER = frozenset(
    """
    minimum exclusiveMinimum minLength minItems minProperties minContains
    """.split()
)
_CONDITIONS = frozenset(
    """
    pattern format multipleOf uniqueItems not if then else contains propertyNames
    patternProperties dependentRequired dependentSchemas dependencies unevaluatedItems
    unevaluatedProperties
    """.split()
)
_KEYWORDS = UPPER | LOWER | _CONDITIONS
ITEMS = "items."
"""Prefix of the keywords of a list's items."""

_MAX_REFERENCES = 20
_MAX_TEXT = 80

Bundle: TypeAlias = Mapping[str, Json]


def limits_at(pointer: str | None, bundle: Bundle) -> Limits:
    """The limits of the schema at a pointer into a bundle."""
    return {} if pointer is None else limits_of(lookup(pointer, bundle), bundle)


def limits_of(schema: Json, bundle: Bundle) -> Limits:
    """The limits of a schema, of those that it refers to, and of its items."""
    limits: dict[str, bool | int | float | str] = {}
    for part in _parts(schema, bundle):
        _add(limits, "", part)
        for item in _parts(part.get("items"), bundle):
            _add(limits, ITEMS, item)
    return dict(sorted(limits.items()))


def _add(
    limits: dict[str, bool | int | float | str], prefix: str, schema: dict[str, Json]
) -> None:
    for name in _KEYWORDS.intersection(schema):
        value = schema[name]
        if name == "format" and _shows(value):
            continue
        if value is not None and value is not False:
            limits.setdefault(prefix + name, _compact(value))


def _shows(name: Json) -> bool:
    """Whether a type shows a format."""
    known = FORMATS.get(name) if isinstance(name, str) else None
    shown = None if known is None else known.scalar
    return shown not in (None, Scalar.INTEGER)


def _compact(value: Json) -> bool | int | float | str:
    if isinstance(value, (list, dict)):
        text = json.dumps(value, sort_keys=True)
        if len(text) <= _MAX_TEXT:
            return text
        return f"{text[:_MAX_TEXT]} … {digest(text.encode())[:8]}"
    return "" if value is None else value


def _parts(schema: Json, bundle: Bundle) -> Iterator[dict[str, Json]]:
    """A schema, and those that apply together with it: of `$ref` and `allOf`."""
    pending, visited = [schema], 0
    while pending and visited < _MAX_REFERENCES:
        current = pending.pop()
        visited += 1
        if not isinstance(current, dict):
            continue
        yield current
        target = current.get("$ref")
        if isinstance(target, str) and "properties" not in current:
            pending.append(lookup(target, bundle))
        every = current.get("allOf")
        pending += every if isinstance(every, list) else ()


class LimitChange(Struct, frozen=True):
    """A keyword with its old and new value; None where it is absent. `tightens` is None
    if that is unknown."""

    keyword: str
    old: bool | int | float | str | None
    new: bool | int | float | str | None
    tightens: bool | None


def limit_changes(old: Limits, new: Limits) -> Iterator[LimitChange]:
    """The keywords that differ, in order."""
    for keyword in sorted(old.keys() | new.keys()):
        before, after = old.get(keyword), new.get(keyword)
        if before != after:
            tightens = _tightens(keyword.removeprefix(ITEMS), before, after)
            yield LimitChange(keyword, before, after, tightens)


def _tightens(keyword: str, before: object, after: object) -> bool | None:
    if before is None or after is None:
        return before is None
    if not isinstance(before, (int, float)) or not isinstance(after, (int, float)):
        return None
    if keyword in UPPER:
        return after < before
    if keyword in LOWER:
        return after > before
    return None
