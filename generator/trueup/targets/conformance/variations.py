"""Values of a parameter or a body in which encodings differ, and invalid ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ... import ir
from ...emit.object_types import plain_type
from .values import fits

DISTINCTIVE = (
    ("reserved", ":/?#[]@!$&'()*+,;="),
    ("space", "a b"),
    ("percent", "100%25"),
    ("unicode", "na\u00efve \u2603"),
    ("quotes", "\"'<>\\^`{|}"),
    ("empty", ""),
)
"""Text in which a wrong, a missing or a second encoding shows."""


_MAX_CHANGES = 200


_NUMBER = ir.Primitive(ir.Scalar.NUMBER)


_ILL_TYPED = ("trueup-ill-typed", "-1", "\u2603", "")


def _takes_floats(api: ir.Api, type_: ir.Type) -> bool:
    match plain_type(api, type_):
        case ir.Union(variants):
            return any(_takes_floats(api, variant) for variant in variants)
        case plain:
            return plain == _NUMBER


def distinctive_values(
    api: ir.Api, parameter: ir.Parameter, plain: ir.Json
) -> Iterator[tuple[str, ir.Json]]:
    """(label, value) for values of the parameter in which encodings differ."""
    match plain:
        case str():
            # An empty text is an empty list as well, where it may be one.
            several = _may_be_list(api, parameter.type)
            for what, text in DISTINCTIVE:
                if fits(api, parameter.schema, text) and (text or not several):
                    yield what, text
        case bool():
            if fits(api, parameter.schema, not plain):
                yield "other", not plain
        case int():
            # A float holds every integer up to 2**53, and not the next.
            large = 2**53 if _takes_floats(api, parameter.type) else 2**53 + 1
            for what, number in (("zero", 0), ("negative", -7), ("large", large)):
                if number != plain and fits(api, parameter.schema, number):
                    yield what, number
        case float():
            if fits(api, parameter.schema, -0.5):
                yield "negative", -0.5
        case list():
            yield from _lists(api, parameter, plain)
        case _:
            return


def _may_be_list(api: ir.Api, type_: ir.Type) -> bool:
    match plain_type(api, type_):
        case ir.Array() | ir.Tuple():
            return True
        case ir.Union(variants):
            return any(_may_be_list(api, variant) for variant in variants)
        case _:
            return False


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
        if items != plain and fits(api, parameter.schema, list(items)):
            yield what, list(items)


def ill_typed(api: ir.Api, parameter: ir.Parameter) -> str | None:
    """A text that is no value of the parameter, whatever it is read as."""
    if parameter.schema is None or parameter.media_type is not None:
        return None
    for text in _ILL_TYPED:
        if text and not any(fits(api, parameter.schema, v) for v in _readings(text)):
            return text
    return None


def _readings(text: str) -> tuple[ir.Json, ...]:
    """What a reader may take a text for."""
    found: tuple[ir.Json, ...] = (text, [text], {}, [{}], None)
    return (*found, int(text), [int(text)]) if text.lstrip("-").isdigit() else found


def ill_formed(api: ir.Api, content: ir.Content) -> ir.Maybe:
    """A JSON value that is no value of the body; ABSENT where anything is one."""
    candidates: tuple[ir.Json, ...] = ("trueup-ill-typed", -1, [], {}, True, None)
    for value in candidates:
        if not fits(api, content.schema, value):
            return value
    return ir.ABSENT


def out_of_bounds(api: ir.Api, schema: str | None, plain: ir.Json) -> ir.Maybe:
    """A value like `plain`, of the same types throughout, that the schema refuses.

    ABSENT where none was found: what the types allow, the schema does as well.
    """
    if schema is None:
        return ir.ABSENT
    changed = itertools.islice(_changed(plain), _MAX_CHANGES)
    return next((each for each in changed if not fits(api, schema, each)), ir.ABSENT)


def _changed(value: ir.Json) -> Iterator[ir.Json]:
    """The value with one scalar or list in it replaced by another."""
    match value:
        case dict():
            for name, member in value.items():
                for other in _changed(member):
                    yield {**value, name: other}
        case list():
            yield []
            for index, item in enumerate(value):
                for other in _changed(item):
                    yield [*value[:index], other, *value[index + 1 :]]
        case bool() | None:
            return
        case int() | float():
            yield from (0, -1, 10**9)
        case str():
            yield from ("", "~", "x" * 300)
