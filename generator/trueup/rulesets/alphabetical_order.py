"""The function `alphabetical`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from ..json_values import Json, has_json_type
from .checked_values import Checked, FunctionProblem, Options, printed
from .js_values import as_number


def alphabetical(checked: Checked, options: Options) -> Iterator[FunctionProblem]:
    value = checked.value
    if not isinstance(value, (dict, list)) or len(value) < 2:
        return
    values: list[Json] = [*value]
    key = options.get("keyedBy")
    if key is not None:
        items = [inner.node.value for inner in checked.graph.children(checked.closest)]
        if isinstance(value, dict) or not all(isinstance(item, dict) for item in items):
            yield FunctionProblem("must be an object")
            return
        values = [item.get(key) for item in items if isinstance(item, dict)]
    if not all(
        has_json_type(v, "string") or has_json_type(v, "number") for v in values
    ):
        yield FunctionProblem("must be one of the allowed types: number, string")
        return
    for position, (first, second) in enumerate(pairwise(values)):
        if not _is_sorted(first, second):
            if key is not None:
                yield FunctionProblem(
                    "properties must follow the alphabetical order", ""
                )
            else:
                name = str(position) if isinstance(value, list) else str(first)
                message = f"{printed(first)} must be placed after {printed(second)}"
                yield FunctionProblem(message, "", (name,), is_key=True)
            return


def _is_sorted(first: Json, second: Json) -> bool:
    if isinstance(first, str) and isinstance(second, str):
        return _collation_key(first) <= _collation_key(second)
    if isinstance(first, str) or isinstance(second, str):
        return True
    return as_number(first) <= as_number(second)


_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"


def _collation_key(text: str) -> tuple[object, ...]:
    """Approximates `localeCompare`: punctuation, digits, letters, where accents and then
    case count only between strings that are equal otherwise."""
    plain = [
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ]
    primary = []
    for character in "".join(plain).casefold():
        rank = _PUNCTUATION.find(character)
        group = 2 if character.isalpha() else 1 if character.isdigit() else 0
        primary.append((group, rank, character))
    return primary, text.casefold(), text.swapcase()
