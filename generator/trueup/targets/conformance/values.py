"""Values for parameters and bodies: documented ones first, then samples of the schema.

Knows which values tell one encoding from another; knows no encoding.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from ... import ir, samples

Direction: TypeAlias = Literal["request", "response"]

_TELLING = (
    ("reserved", ":/?#[]@!$&'()*+,;="),
    ("space", "a b"),
    ("percent", "100%25"),
    ("unicode", "na\u00efve \u2603"),
    ("quotes", "\"'<>\\^`{|}"),
    ("empty", ""),
)
"""Text in which a wrong, a missing or a second encoding shows."""

_MOST_CHANGES = 200
_NUMBER = ir.Primitive(ir.Scalar.NUMBER)
_ILL_TYPED = ("trueup-ill-typed", "-1", "\u2603", "")


def fits(api: ir.Api, schema: str | None, value: ir.Json) -> bool:
    return schema is None or samples.valid(value, schema, api.schemas)


def of_parameter(api: ir.Api, parameter: ir.Parameter) -> ir.Maybe:
    """The documented value of a parameter, or a sample; ABSENT where there is none."""
    for example in parameter.examples:
        if fits(api, parameter.schema, example.value):
            return example.value
    return _sampled(api, parameter.schema, "request")


def of_header(api: ir.Api, header: ir.Header) -> ir.Maybe:
    for example in header.examples:
        if fits(api, header.schema, example.value):
            return example.value
    return _sampled(api, header.schema, "response")


def of_body(
    api: ir.Api, content: ir.Content, direction: Direction, *, full: bool = True
) -> ir.Maybe:
    """A valid value of a body; `full` has optional members too."""
    return _sampled(api, content.schema, direction, full=full)


def _sampled(
    api: ir.Api, schema: str | None, direction: Direction, *, full: bool = True
) -> ir.Maybe:
    if schema is None:
        return ir.ABSENT
    if not (_KNOWN and _KNOWN[0][0] is api.schemas):
        _KNOWN[:] = [(api.schemas, {})]
    known = _KNOWN[0][1]
    key = schema, direction, full
    if key not in known:
        known[key] = samples.sample_at(
            schema, api.schemas, full=full, direction=direction
        )
    return known[key]


_KNOWN: list[tuple[Mapping[str, ir.Json], dict[tuple[str, str, bool], ir.Maybe]]] = []
"""Samples of the schemas that were last asked for: one API's share many."""


def text_of(api: ir.Api, content: ir.Content, direction: Direction) -> str | None:
    """A body that travels as it is; None where its schema takes no text."""
    found = of_body(api, content, direction)
    if isinstance(found, str):
        return found
    made = f"text of a {direction}"
    return made if fits(api, content.schema, made) else None


def telling(
    api: ir.Api, parameter: ir.Parameter, plain: ir.Json
) -> Iterator[tuple[str, ir.Json]]:
    """(what it tells, value) for values of the parameter in which encodings differ."""
    match plain:
        case str():
            for what, text in _TELLING:
                if fits(api, parameter.schema, text):
                    yield what, text
        case bool():
            if fits(api, parameter.schema, not plain):
                yield "other", not plain
        case int():
            # A float holds every integer up to 2**53, and not the next.
            large = 2**53 if _plain(api, parameter.type) == _NUMBER else 2**53 + 1
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
    found: tuple[ir.Json, ...] = (text, [text], {}, None)
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
    changed = itertools.islice(_changed(plain), _MOST_CHANGES)
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


def kept(api: ir.Api, type_: ir.Type, value: ir.Json) -> ir.Json:
    """`value` without what a reader of `type_` does not keep: undeclared members, and
    null where it means no more than absence."""
    match type_, value:
        case ir.Ref(key), _:
            return kept(api, api.declaration(key).type, value)
        case ir.Nullable(inner), _:
            return None if value is None else kept(api, inner, value)
        case ir.Array(item), list():
            return [kept(api, item, each) for each in value]
        case ir.Tuple(items), list() if len(items) == len(value):
            return [kept(api, item, each) for item, each in zip(items, value)]
        case ir.Map(inner), dict():
            return {name: kept(api, inner, each) for name, each in value.items()}
        case ir.Object(), dict():
            return _kept_members(api, type_, value)
        case ir.Union(), dict():
            variant = _variant(api, type_, value)
            return value if variant is None else kept(api, variant, value)
        case _:
            return value


def _kept_members(
    api: ir.Api, type_: ir.Object, value: dict[str, ir.Json]
) -> dict[str, ir.Json]:
    fields = {one.name: one for one in type_.fields}
    found: dict[str, ir.Json] = {}
    for name, member in value.items():
        declared = fields.get(name)
        if declared is None:
            if type_.extra is not None:
                found[name] = kept(api, type_.extra, member)
        elif member is not None:
            found[name] = kept(api, declared.type, member)
        elif declared.nullable or declared.required or _takes_null(api, declared.type):
            found[name] = None
    return found


def _takes_null(api: ir.Api, type_: ir.Type) -> bool:
    """Whether null is a value of a type that is not `Nullable`: it means something."""
    match _plain(api, type_):
        case ir.Primitive(scalar):
            return scalar in (ir.Scalar.ANY, ir.Scalar.NEVER, ir.Scalar.NULL)
        case ir.Literal(values):
            return None in values
        case ir.Union(variants):
            return any(_takes_null(api, variant) for variant in variants)
        case _:
            return False


def _variant(api: ir.Api, union: ir.Union, value: dict[str, ir.Json]) -> ir.Type | None:
    """The variant that an object is: by discriminator, else the one that fits best."""
    if union.discriminator is not None:
        told = value.get(union.discriminator.name)
        named = dict(union.discriminator.mapping)
        if isinstance(told, str) and told in named:
            return union.variants[named[told]]
    fitting: list[tuple[int, ir.Type]] = []
    for variant in union.variants:
        plain = _plain(api, variant)
        if isinstance(plain, ir.Object) and _could_be(plain, value):
            known = sum(one.name in value for one in plain.fields)
            fitting.append((known, variant))
    known, best = max(fitting, key=lambda pair: pair[0], default=(0, None))
    keeping = [v for v in union.variants if _keeps_all(_plain(api, v))]
    return keeping[0] if keeping and value and not known else best


def _keeps_all(type_: ir.Type) -> bool:
    return isinstance(type_, ir.Map) or (
        isinstance(type_, ir.Object) and type_.extra is not None
    )


def _plain(api: ir.Api, type_: ir.Type) -> ir.Type:
    match type_:
        case ir.Ref(key):
            return _plain(api, api.declaration(key).type)
        case ir.Nullable(inner):
            return _plain(api, inner)
        case _:
            return type_


def _could_be(type_: ir.Object, value: dict[str, ir.Json]) -> bool:
    for one in type_.fields:
        if one.name not in value:
            if one.required:
                return False
        elif (
            one.constant is not ir.ABSENT
            and one.constant != value[one.name]
            or (
                isinstance(one.type, ir.Literal)
                and value[one.name] not in one.type.values
            )
        ):
            return False
    return True
