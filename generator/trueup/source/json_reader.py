"""Parsing of JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Set

from ..json_values import Json
from .document import Reader
from .json_extents import JsonExtents
from .json_problems import explain
from .limits import MAX_DEPTH, ParseError, is_too_deep, too_deep
from .yaml_scalars import whole_number

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_STRING_OR_WORD = re.compile(r'"(?:[^"\\]|\\.)*+"|[-+.\w]++', re.DOTALL)
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.?)*+"?+', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_json(text: str) -> bool:
    """Whether the text starts like a JSON object or array."""
    return text.lstrip()[:1] in ("{", "[") if text[:1].isspace() else text[:1] in "{["


def read_json(reader: Reader) -> tuple[Json, JsonExtents]:
    """Parse JSON. Raises `ParseError`, after a diagnostic."""
    duplicates: list[dict[str, Json]] = []
    invalid_numbers: dict[str, None] = {}

    def not_a_number(text: str) -> str:
        invalid_numbers.setdefault(text)
        return text

    def integer(text: str) -> int | str:
        value = whole_number(text)
        return not_a_number(text) if value is None else value

    def number(text: str) -> float | str:
        value = float(text)
        return value if math.isfinite(value) else not_a_number(text)

    def mapping(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        result = dict(pairs)
        if len(result) != len(pairs):
            duplicates.append(result)
        return result

    try:
        value: Json = json.loads(
            reader.text,
            object_pairs_hook=mapping,
            parse_constant=not_a_number,
            parse_int=integer,
            parse_float=number,
        )
    except json.JSONDecodeError as error:
        _syntax_error(reader, error)
        raise ParseError from None
    except RecursionError:
        too_deep(reader, (0, 1))
        raise ParseError from None
    if is_too_deep(value):
        too_deep(reader, (0, 1))
        raise ParseError
    extents = JsonExtents(reader.text)
    _report_not_numbers(reader, invalid_numbers)
    if duplicates:
        affected = {id(mapping) for mapping in duplicates}
        _report_duplicates(reader, extents, value, affected)
    if _SURROGATE_ESCAPE.search(reader.text):
        value = _without_surrogates(reader, value)
    return value, extents


def _report_not_numbers(reader: Reader, words: Mapping[str, None]) -> None:
    """Report each invalid number once, at its first occurrence outside strings."""
    if not words:
        return
    reported: set[str] = set()
    for match in _STRING_OR_WORD.finditer(reader.text):
        word = match[0]
        if word not in words or word in reported:
            continue
        reported.add(word)
        quoted = word if len(word) < 40 else f"{word[:40]}…"
        reason = "is too large" if word[-1:].isdigit() else "is not a JSON number"
        message = f"`{quoted}` {reason}; read as a string"
        hint = "quote it if a string is meant"
        reader.warning("not-json", message, match.span(), help=hint)


def _syntax_error(reader: Reader, error: json.JSONDecodeError) -> None:
    if _depth(reader.text[: error.pos]) > MAX_DEPTH:
        too_deep(reader, (0, 1))
        return
    message, hint = explain(error.msg, reader.text, error.pos)
    reader.error("invalid-json", message, (error.pos, error.pos + 1), help=hint)


def _depth(text: str) -> int:
    """The maximum nesting in JSON that may be truncated."""
    depth = deepest = 0
    for token in _BRACKET_OR_STRING.finditer(text):
        if token[0] in ("[", "{"):
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in ("]", "}"):
            depth -= 1
    return deepest


def _without_surrogates(reader: Reader, value: Json) -> Json:
    """Replace lone surrogates by U+FFFD, with one diagnostic."""
    text = json.dumps(value, ensure_ascii=False)
    if not _SURROGATE.search(text):
        return value
    match = _SURROGATE_ESCAPE.search(reader.text)
    start = match.start() if match is not None else 0
    message = "half of a surrogate pair; replaced by U+FFFD"
    reader.warning("lone-surrogate", message, (start, start + 6))
    result: Json = json.loads(_SURROGATE.sub("\ufffd", text))
    return result


def _report_duplicates(
    reader: Reader, extents: JsonExtents, value: Json, affected: Set[int]
) -> None:
    """Report the duplicate keys in the objects whose identities are in `affected`."""
    stack: list[tuple[tuple[str, ...], Json]] = [((), value)]
    while stack:
        pointer, inner = stack.pop()
        if isinstance(inner, dict):
            if id(inner) in affected:
                for name, first, extent in extents.duplicates(pointer):
                    reader.duplicate(name, extent, first)
            children: Iterable[tuple[str, Json]] = inner.items()
        elif isinstance(inner, list):
            children = ((str(index), item) for index, item in enumerate(inner))
        else:
            continue
        stack += [
            ((*pointer, name), child)
            for name, child in children
            if isinstance(child, (dict, list))
        ]
