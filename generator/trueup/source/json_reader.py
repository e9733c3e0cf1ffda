"""Load, JSON: text to values. Positions are found later, by `json_places`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Set

from .document import Json, Reader
from .json_places import JsonPlaces
from .limits import MOST_DEPTH, Unusable, is_too_deep, too_deep
from .yaml_scalars import whole_number

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_STRING_OR_WORD = re.compile(r'"(?:[^"\\]|\\.)*+"|[-+.\w]++', re.DOTALL)
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.?)*+"?+', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_json(text: str) -> bool:
    """Whether the text begins as an object or an array of JSON does."""
    return text.lstrip()[:1] in ("{", "[") if text[:1].isspace() else text[:1] in "{["


def read_json(reader: Reader) -> tuple[Json, JsonPlaces]:
    """The value of a JSON text and its places. Raises `Unusable`."""
    duplicates: list[dict[str, Json]] = []
    not_numbers: dict[str, None] = {}

    def refused(text: str) -> str:
        not_numbers.setdefault(text)
        return text

    def integer(text: str) -> int | str:
        value = whole_number(text)
        return refused(text) if value is None else value

    def number(text: str) -> float | str:
        value = float(text)
        return value if math.isfinite(value) else refused(text)

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        whole = dict(pairs)
        if len(whole) != len(pairs):
            duplicates.append(whole)
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
    places = JsonPlaces(reader.text)
    _report_not_numbers(reader, not_numbers)
    if duplicates:
        repeating = {id(each) for each in duplicates}
        _report_duplicates(reader, places, value, repeating)
    if _SURROGATE_ESCAPE.search(reader.text):
        value = _without_surrogates(reader, value)
    return value, places


def _report_not_numbers(reader: Reader, written: Mapping[str, None]) -> None:
    """One diagnostic a spelling, at the first place outside a string that has it."""
    if not written:
        return
    reported: set[str] = set()
    for match in _STRING_OR_WORD.finditer(reader.text):
        word = match[0]
        if word not in written or word in reported:
            continue
        reported.add(word)
        shown = word if len(word) < 40 else f"{word[:40]}…"
        what = "too large for a number" if word[-1:].isdigit() else "no number of JSON"
        message = f"`{shown}` is {what}"
        hint = "it is read as a text; quote it if that is meant"
        reader.warning("not-json", message, match.span(), help=hint)


def _syntax_error(reader: Reader, problem: json.JSONDecodeError) -> None:
    if _depth(reader.text[: problem.pos]) > MOST_DEPTH:
        too_deep(reader, (0, 1))
        return
    message = problem.msg[:1].lower() + problem.msg[1:]
    reader.error("invalid-json", message, (problem.pos, problem.pos + 1))


def _depth(text: str) -> int:
    """The most containers in one another in JSON that may end anywhere."""
    depth = deepest = 0
    for token in _BRACKET_OR_STRING.finditer(text):
        if token[0] in ("[", "{"):
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in ("]", "}"):
            depth -= 1
    return deepest


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


def _report_duplicates(
    reader: Reader, places: JsonPlaces, value: Json, repeating: Set[int]
) -> None:
    """`repeating` are the identities of the objects with a repeated key: only these
    are read a second time."""
    stack: list[tuple[tuple[str, ...], Json]] = [((), value)]
    while stack:
        pointer, inner = stack.pop()
        if isinstance(inner, dict):
            if id(inner) in repeating:
                for name, first, again in places.repeated(pointer):
                    reader.duplicate(name, again, first)
            members: Iterable[tuple[str, Json]] = inner.items()
        elif isinstance(inner, list):
            members = ((str(index), each) for index, each in enumerate(inner))
        else:
            continue
        stack += [
            ((*pointer, name), member)
            for name, member in members
            if isinstance(member, (dict, list))
        ]
