"""Values of a parameter or a body in which encodings differ, and invalid ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ... import ir
from ...emit.object_types import plain_variants
from ...examples.costs import size
from .union_oracle import accepts
from .values import fits

DISTINCTIVE = (
    ("reserved", ":/?#[]@!$&'()*+,;="),
    ("space", "a b"),
    ("percent", "100%25"),
    ("unicode", "na\u00efve \u2603"),
    ("quotes", "\"'<>\\^`{|}"),
    ("empty", ""),
)
"""Strings that show a wrong, a missing or a repeated encoding."""

FILE_NAME = 'na\u00efve "1" \u2603.txt'
"""A name of a file that shows a wrong or a missing encoding."""

_MAX_CHANGES = 200
_MAX_CHANGED_VALUES = 20_000
"""Values in all changed copies of one value, each of which is copied and validated."""

_NUMBER = ir.Primitive(ir.Scalar.NUMBER)
_ILL_TYPED = ("trueup-ill-typed", "-1", "\u2603")


def distinctive_values(
    api: ir.Api, parameter: ir.Parameter, plain: ir.Json
) -> Iterator[tuple[str, ir.Json]]:
    """(label, value) for values of the parameter in which encodings differ."""
    variants = tuple(plain_variants(api, parameter.type))
    match plain:
        case str():
            # An empty string is an empty list, too.
            may_be_list = any(isinstance(v, ir.Array | ir.Tuple) for v in variants)
            for what, text in DISTINCTIVE:
                if _is_value(api, parameter, text) and (text or not may_be_list):
                    yield what, text
        case bool():
            if _is_value(api, parameter, not plain):
                yield "other", not plain
        case int():
            # A float can be any integer up to 2**53, but not the next.
            large = 2**53 if _NUMBER in variants else 2**53 + 1
            for what, number in (("zero", 0), ("negative", -7), ("large", large)):
                if number != plain and _is_value(api, parameter, number):
                    yield what, number
        case float():
            if _is_value(api, parameter, -0.5):
                yield "negative", -0.5
        case list():
            yield from _lists(api, parameter, plain)
        case _:
            return


def _lists(
    api: ir.Api, parameter: ir.Parameter, plain: list[ir.Json]
) -> Iterator[tuple[str, ir.Json]]:
    item: ir.Json = plain[0] if plain else "one"
    candidates: list[tuple[str, list[ir.Json]]] = [
        ("one-item", [item]),
        ("two-items", [item, item]),
        ("items-with-commas", ["a,b", "c d&e"]),
    ]
    for what, items in candidates:
        if items != plain and _is_value(api, parameter, list(items)):
            yield what, list(items)


def _is_value(api: ir.Api, parameter: ir.Parameter, value: ir.Json) -> bool:
    """Whether a value is valid and can be decoded: the validator knows few formats."""
    return fits(api, parameter.schema, value) and accepts(api, parameter.type, value)


def ill_typed(api: ir.Api, parameter: ir.Parameter) -> str | None:
    """A string that is not a valid value of the parameter, parsed as any type."""
    if parameter.schema is None or parameter.media_type is not None:
        return None
    for text in _ILL_TYPED:
        if not any(fits(api, parameter.schema, v) for v in _parsed(text)):
            return text
    return None


def _parsed(text: str) -> tuple[ir.Json, ...]:
    """The values as which a string may be parsed."""
    values: tuple[ir.Json, ...] = (text, [text], {}, [{}], None)
    return (*values, int(text), [int(text)]) if text.lstrip("-").isdigit() else values


def ill_formed(api: ir.Api, content: ir.Content) -> ir.Maybe:
    """A JSON value that is not valid for the body; ABSENT if all candidates are."""
    candidates: tuple[ir.Json, ...] = ("trueup-ill-typed", -1, [], {}, True, None)
    return next((v for v in candidates if not fits(api, content.schema, v)), ir.ABSENT)


def out_of_bounds(api: ir.Api, schema: str | None, plain: ir.Maybe) -> ir.Maybe:
    """An invalid value that differs from `plain` in one scalar or list, but not in types.

    ABSENT if none is found.
    """
    if schema is None or plain is ir.ABSENT:
        return ir.ABSENT
    limit = min(_MAX_CHANGES, _MAX_CHANGED_VALUES // size(plain))
    changed = itertools.islice(_changed(plain), limit)
    return next((v for v in changed if not fits(api, schema, v)), ir.ABSENT)


def incomplete(api: ir.Api, schema: str | None, plain: ir.Maybe) -> ir.Maybe:
    """An invalid object that lacks one property of `plain`; ABSENT if there is none."""
    if schema is None or not isinstance(plain, dict):
        return ir.ABSENT
    names = itertools.islice(plain, _MAX_CHANGED_VALUES // size(plain))
    objects = ({n: v for n, v in plain.items() if n != name} for name in names)
    return next((v for v in objects if not fits(api, schema, v)), ir.ABSENT)


def undeclared(api: ir.Api, schema: str | None, plain: ir.Maybe) -> ir.Maybe:
    """An object that is not valid with one more property; ABSENT if it is."""
    if schema is None or not isinstance(plain, dict):
        return ir.ABSENT
    value: ir.Json = {**plain, "trueup-undeclared": True}
    return ir.ABSENT if fits(api, schema, value) else value


def _changed(value: ir.Json) -> Iterator[ir.Json]:
    """Copies of the value with one scalar or list replaced."""
    match value:
        case dict():
            for name, child in value.items():
                for changed in _changed(child):
                    yield {**value, name: changed}
        case list():
            yield []
            for index, item in enumerate(value):
                for changed in _changed(item):
                    yield [*value[:index], changed, *value[index + 1 :]]
        case bool() | None:
            return
        case int() | float():
            yield from (0, -1, 10**9)
        case str():
            yield from ("", "~", "x" * 300)
