"""Load, JSON: text to values. Positions are found later, by `json_places`."""

from __future__ import annotations

import json
import re

from .document import Json, Reader
from .json_places import JsonPlaces
from .limits import Unusable, is_too_deep, too_deep
from .yaml_scalars import MOST_DIGITS

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _NotFinite(ValueError):
    pass


def is_json(text: str) -> bool:
    """Whether the text begins as an object or an array of JSON does."""
    return text.lstrip()[:1] in ("{", "[") if text[:1].isspace() else text[:1] in "{["


def read_json(reader: Reader) -> tuple[Json, JsonPlaces]:
    """The value of a JSON text and its places. Raises `Unusable`."""
    duplicates: list[str] = []

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        whole = dict(pairs)
        if len(whole) != len(pairs):
            duplicates.append("")
        return whole

    try:
        value: Json = json.loads(
            reader.text,
            object_pairs_hook=members,
            parse_constant=_refuse_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except json.JSONDecodeError as problem:
        _syntax_error(reader, problem)
        raise Unusable from None
    except _NotFinite as problem:
        word = str(problem)
        at = reader.text.find(word)
        shown = word if len(word) < 40 else f"{word[:40]}…"
        message = f"`{shown}` is not a number of JSON"
        reader.error("not-json", message, (max(at, 0), max(at, 0) + len(word)))
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
    if duplicates:
        _report_duplicates(reader, places, value)
    return value, places


def _refuse_constant(word: str) -> Json:
    raise _NotFinite(word)


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _NotFinite(text)
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise _NotFinite(text)
    return value


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
    reader.error("lone-surrogate", message, (at, at + 6))
    mended: Json = json.loads(_SURROGATE.sub("\ufffd", text))
    return mended


def _report_duplicates(reader: Reader, places: JsonPlaces, value: Json) -> None:
    """Objects with a repeated key are rare: they are looked for only when known."""
    stack: list[tuple[tuple[str, ...], Json]] = [((), value)]
    while stack:
        pointer, inner = stack.pop()
        if isinstance(inner, dict):
            for name, first, again in places.repeated(pointer):
                reader.error(
                    "duplicate-key",
                    f"`{name}` is a key of this object already",
                    again,
                    first=("the first one", first),
                )
            stack += [((*pointer, name), member) for name, member in inner.items()]
        elif isinstance(inner, list):
            stack += [((*pointer, str(i)), each) for i, each in enumerate(inner)]
