"""Load, JSON: text to values. Positions are found later, by `json_places`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable

from .document import Json, Reader
from .json_places import JsonPlaces
from .limits import Unusable, is_too_deep, too_deep
from .yaml_scalars import MOST_DIGITS

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_json(text: str) -> bool:
    """Whether the text begins as an object or an array of JSON does."""
    return text.lstrip()[:1] in ("{", "[") if text[:1].isspace() else text[:1] in "{["


def read_json(reader: Reader) -> tuple[Json, JsonPlaces]:
    """The value of a JSON text and its places. Raises `Unusable`."""
    duplicates: list[str] = []
    not_numbers: dict[str, None] = {}

    def refused(text: str) -> str:
        not_numbers.setdefault(text)
        return text

    def integer(text: str) -> int | str:
        return int(text) if len(text) <= MOST_DIGITS else refused(text)

    def number(text: str) -> float | str:
        value = float(text)
        return value if math.isfinite(value) else refused(text)

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        whole = dict(pairs)
        if len(whole) != len(pairs):
            duplicates.append("")
        return whole

    try:
        value: Json = json.loads(
            reader.text,
            object_pairs_hook=members,
            parse_constant=refused,
            parse_int=integer,
            parse_float=number,
        )
    except json.JSONDecodeError as problem:
        _syntax_error(reader, problem)
        raise Unusable from None
    except RecursionError:
        too_deep(reader, (0, 1))
        raise Unusable from None
    if is_too_deep(value):
        too_deep(reader, (0, 1))
        raise Unusable
    if _SURROGATE_ESCAPE.search(reader.text):
        value = _without_surrogates(reader, value)
    places = JsonPlaces(reader.text)
    _report_not_numbers(reader, not_numbers)
    if duplicates:
        _report_duplicates(reader, places, value)
    return value, places


def _report_not_numbers(reader: Reader, written: Iterable[str]) -> None:
    """One diagnostic a spelling, at the first place outside a text that has it."""
    for word in written:
        shown = word if len(word) < 40 else f"{word[:40]}…"
        found = re.search(rf"(?<![\w\".+-]){re.escape(word)}", reader.text)
        at = found.start() if found is not None else 0
        message = f"`{shown}` is not a number of JSON"
        hint = "it is read as a text; quote it if that is meant"
        reader.warning("not-json", message, (at, at + len(word)), help=hint)


def _syntax_error(reader: Reader, problem: json.JSONDecodeError) -> None:
    message = problem.msg[:1].lower() + problem.msg[1:]
    reader.error("invalid-json", message, (problem.pos, problem.pos + 1))


def _without_surrogates(reader: Reader, value: Json) -> Json:
    """The value with U+FFFD for each half of a pair; one diagnostic for all."""
    text = json.dumps(value, ensure_ascii=False)
    if not _SURROGATE.search(text):
        return value
    found = _SURROGATE_ESCAPE.search(reader.text)
    at = found.start() if found is not None else 0
    message = "half of a surrogate pair stands for no character"
    hint = "U+FFFD is read in its place"
    reader.warning("lone-surrogate", message, (at, at + 6), help=hint)
    mended: Json = json.loads(_SURROGATE.sub("\ufffd", text))
    return mended


def _report_duplicates(reader: Reader, places: JsonPlaces, value: Json) -> None:
    """Objects with a repeated key are rare: they are looked for only when known."""
    stack: list[tuple[tuple[str, ...], Json]] = [((), value)]
    while stack:
        pointer, inner = stack.pop()
        if isinstance(inner, dict):
            for name, first, again in places.repeated(pointer):
                reader.duplicate(name, again, first)
            stack += [((*pointer, name), member) for name, member in inner.items()]
        elif isinstance(inner, list):
            stack += [((*pointer, str(i)), each) for i, each in enumerate(inner)]
