"""Constraints: the keywords of a schema that contain no schemas."""

from __future__ import annotations

import math
from typing import TypeGuard

from ..diagnostics import Report
from ..ir import Json
from ..json_schema_keywords import KEYWORDS, bounds, with_subschemas
from ..json_values import JSON_TYPES
from ..resolve import Node
from .keywords import keywords_of
from .patterns import is_supported, without_delimiters

CONSTRAINTS = with_subschemas(None)
_BOUNDS = bounds("lower") | bounds("upper")
_NUMBERS = frozenset(name for name in _BOUNDS if KEYWORDS[name].json_type == "number")
_COUNTS = _BOUNDS - _NUMBERS
_FLAGS = frozenset(("uniqueItems", "readOnly", "writeOnly"))
_STRINGS = frozenset(("format", "contentEncoding", "contentMediaType"))
_VALUES = frozenset(("const", "default"))


def add_constraint(
    node: Node, word: str, content: Json, schema: dict[str, Json], report: Report
) -> None:
    """Copy one keyword to `schema`, if its value is valid."""
    match word:
        case "type":
            types = content if isinstance(content, list) else [content]
            unique: list[Json] = list(
                dict.fromkeys(str(name) for name in types if name in JSON_TYPES)
            )
            if unique:
                schema[word] = unique if len(unique) > 1 else unique[0]
        case "enum" if isinstance(content, list) and content:
            schema[word] = content
        case "required" if isinstance(content, list):
            names: list[Json] = [name for name in content if isinstance(name, str)]
            schema[word] = list(dict.fromkeys(names))
        case "pattern" if isinstance(content, str):
            pattern = without_delimiters(content, node.get(word), report)
            if is_supported(pattern, node.get(word), report):
                schema[word] = pattern
        case "multipleOf" if _is_number(content) and content > 0:
            schema[word] = content
        case "exclusiveMinimum" | "exclusiveMaximum" if isinstance(content, bool):
            bound = keywords_of(node).get(word.replace("exclusiveM", "m"))
            if content and _is_number(bound):  # the form of OpenAPI 3.0
                schema[word] = bound
        case "dependentRequired" if _is_map_of_names(content):
            schema[word] = content
        case "examples" if isinstance(content, list):
            keywords = keywords_of(node)
            more = [keywords["example"]] if "example" in keywords else []
            schema[word] = [*content, *more]
        case "example" if not isinstance(keywords_of(node).get("examples"), list):
            schema["examples"] = [content]
        case _ if word in _COUNTS:
            if _is_number(content) and content >= 0 and content == int(content):
                schema[word] = int(content)
        case _ if _is_valid(word, content):
            schema[word] = content


def _is_valid(word: str, content: Json) -> bool:
    if word in _FLAGS:
        return isinstance(content, bool)
    if word in _STRINGS:
        return isinstance(content, str)
    if word in _NUMBERS:
        return _is_number(content)
    return word in _VALUES


def _is_number(value: Json) -> TypeGuard[int | float]:
    return (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and math.isfinite(value)
    )


def _is_map_of_names(value: Json) -> bool:
    return isinstance(value, dict) and all(
        isinstance(names, list) and all(isinstance(name, str) for name in names)
        for names in value.values()
    )
