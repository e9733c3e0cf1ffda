"""Calls of operations with example arguments, as the README shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from ... import ir
from ...emit import value_expressions as expressions
from ...emit.annotations import AnnotationWriter
from ...emit.bodies import BodyCodec, codec_of, concrete, is_chosen
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.object_types import plain_type
from ...emit.quoting import Code, pystr
from ...emit.rich_text import mdfenced
from ...examples import build_example_at, is_valid_at
from .example_values import CannotExpress, ExampleWriter

_MAX_LENGTH = 400
"""Characters of an argument; a documented example beyond that is replaced by a short one."""

_MAX_ATTEMPTS = 25
"""Operations that are tried for one example, however many the API has."""

_MAX_VARIANTS = 10

_SURROGATE = re.compile(r"\\ud[89a-f]")
_TEXT = "text"


class CalledOperation(Struct, frozen=True):
    """An operation with its group."""

    group: GroupSymbols
    names: OperationSymbols

    @property
    def operation(self) -> ir.Operation:
        return self.names.operation


class ExampleCall(Struct, frozen=True):
    """`client.group.function(arguments)`, and what it imports."""

    subject: CalledOperation
    arguments: tuple[Code, ...]
    writer: AnnotationWriter

    def expression(self, view: Code | None = None) -> Code:
        """The call; `view` is an attribute of the group, such as `stream`."""
        group, name = self.subject.group.module, self.subject.names.function
        path = (group, name) if view is None else (group, view, name)
        function = expressions.attribute(Code("client"), *path)
        return mdfenced(expressions.call(function, *self.arguments))

    @property
    def has_empty_body(self) -> bool:
        """Whether an object or a list in the body has no content."""
        bodies = [a for a in self.arguments if a.startswith("body=")]
        return any(text in body for body in bodies for text in ("()", "={}", "=[]"))

    @property
    def cost(self) -> tuple[bool, int]:
        """The call with the lowest cost is the best example."""
        return self.has_empty_body, sum(map(len, self.arguments))


def subjects_of(symbols: Symbols) -> Iterator[CalledOperation]:
    """All operations, in document order."""
    for group in symbols.groups:
        for names in group.operations:
            yield CalledOperation(group, names)


def first_expressible(
    api: ir.Api,
    symbols: Symbols,
    candidates: Iterator[CalledOperation],
    preference: Callable[[CalledOperation], tuple[int, ...]],
    *,
    has_body: bool = False,
) -> ExampleCall | None:
    """The call of the preferred candidate, the shortest one among equals. A call with an
    empty body is the last choice."""
    ranked = sorted(candidates, key=preference)
    best: ExampleCall | None = None
    for subject in ranked[:_MAX_ATTEMPTS]:
        if best is not None and not best.has_empty_body:
            if preference(best.subject) != preference(subject):
                break
        call = example_call(api, symbols, subject, has_body=has_body)
        if call is not None and (best is None or call.cost < best.cost):
            best = call
    return best


def example_call(
    api: ir.Api, symbols: Symbols, subject: CalledOperation, *, has_body: bool = False
) -> ExampleCall | None:
    """A call with the required arguments, or None if one of them has no expression.

    `has_body` includes an optional body.
    """
    writer = AnnotationWriter(
        symbols.classes, symbols.representations, api.by_key, models="models"
    )
    example_writer = ExampleWriter(api, symbols, writer)
    try:
        arguments = tuple(_arguments(example_writer, subject, has_body))
    except CannotExpress:
        return None
    return ExampleCall(subject, arguments, writer)


def _arguments(
    writer: ExampleWriter, subject: CalledOperation, has_body: bool
) -> Iterator[Code]:
    operation = subject.operation
    keywords = []
    for parameter, name in zip(
        operation.parameters, subject.names.parameters, strict=True
    ):
        if name is None:
            continue
        if parameter.location is ir.Location.PATH:
            yield _parameter(writer, parameter)
        elif parameter.required:
            keywords.append(expressions.keyword(name, _parameter(writer, parameter)))
    yield from keywords
    body = operation.body
    if body is not None and body.contents and (body.required or has_body):
        content = body.contents[0]
        yield expressions.keyword(Code("body"), _body(writer, content))
        if is_chosen(body.contents) and concrete(content) is None:
            media_type = pystr(content.media_type.replace("*", "example"))
            yield expressions.keyword(Code("content_type"), media_type)


def _parameter(writer: ExampleWriter, parameter: ir.Parameter) -> Code:
    def is_sendable(value: ir.Json) -> bool:
        return _is_sendable(parameter, value)

    return _example(
        writer, parameter.type, parameter.schema, parameter.examples, is_sendable
    )


def _is_sendable(parameter: ir.Parameter, value: ir.Json) -> bool:
    """Whether the client accepts the value in this location."""
    if value in ([], [""], {}, None):  # absence, or read as such
        return False
    match parameter.location, value:
        case ir.Location.PATH, str():
            return value not in ("", ".", "..")
        case ((ir.Location.HEADER | ir.Location.COOKIE), str()):
            return _TOKEN.fullmatch(value) is not None
        case ((ir.Location.PATH | ir.Location.HEADER | ir.Location.COOKIE), list()):
            return all(isinstance(v, str) and _TOKEN.fullmatch(v) for v in value)
        case _:
            return True


_TOKEN = re.compile(r"[\w.:/+=-]+", re.ASCII)


def _body(writer: ExampleWriter, content: ir.Content) -> Code:
    headers = [header for part in content.parts for header in part.headers]
    if any(header.required and header.constant is ir.ABSENT for header in headers):
        raise CannotExpress("a part needs a header")
    match codec_of(content):
        case BodyCodec.BYTES:
            return expressions.bytes_literal(b"content")
        case BodyCodec.EVENTS:
            raise CannotExpress("events are not sent as an example")
        case BodyCodec.JSON_LINES:
            type_ = content.type if content.item is None else content.item
            schema = content.schema if content.item is None else content.item_schema
            item = _example(writer, type_, schema, (), _anything)
            return expressions.list_display((item,))
        case BodyCodec.TEXT if content.type != ir.Primitive(ir.Scalar.STRING):
            raise CannotExpress("a text with structure")
        case codec:
            is_sendable = _anything if codec is BodyCodec.JSON else _has_no_empty_field
            return _example(
                writer, content.type, content.schema, content.examples, is_sendable
            )


def _anything(value: ir.Json) -> bool:
    return True


def _has_no_empty_field(value: ir.Json) -> bool:
    """Whether a form has all fields of a value: empty lists and objects are not sent."""
    if isinstance(value, dict):
        return bool(value) and not any(v in ([], {}, None) for v in value.values())
    return True


def _example(
    writer: ExampleWriter,
    type_: ir.Type,
    schema: str | None,
    documented: tuple[ir.Example, ...],
    is_sendable: Callable[[ir.Json], bool],
) -> Code:
    """The first documented example that is valid, short and has an expression, or else a
    value that is built for the schema."""
    for value in _values(writer.api, type_, schema, documented):
        if not is_sendable(value):
            continue
        try:
            expression = writer.expression(type_, value)
        except CannotExpress:
            continue
        if len(expression) <= _MAX_LENGTH and not _SURROGATE.search(expression):
            return expression
    raise CannotExpress("no example has an expression")


def _values(
    api: ir.Api,
    type_: ir.Type,
    schema: str | None,
    documented: tuple[ir.Example, ...],
) -> Iterator[ir.Json]:
    """Documented examples, a small value that is built, a large one, and one of a variant.

    A base schema with a discriminator accepts values that no variant accepts.
    """
    for example in documented:
        if schema is None or is_valid_at(example.value, schema, api.schemas):
            yield example.value
    if schema is None:
        yield _TEXT
        return
    small, large = (
        build_example_at(schema, api.schemas, full=full, direction="request")
        for full in (False, True)
    )
    parts = [small, *(small.values() if isinstance(small, dict) else ())]
    is_empty = any(part in ({}, []) for part in parts)
    for built in (large, small) if is_empty else (small, large):
        if built is not ir.ABSENT:
            yield built
    match plain_type(api, type_):
        case ir.Union(variants):
            for variant in islice(variants, _MAX_VARIANTS):
                yield from _value_of_variant(api, variant, schema)


def _value_of_variant(api: ir.Api, variant: ir.Type, schema: str) -> Iterator[ir.Json]:
    """A value of a declared variant, if it is valid for the schema of the union."""
    own = api.declaration(variant.key).schema if isinstance(variant, ir.Ref) else None
    if own is not None:
        built = build_example_at(own, api.schemas, full=False, direction="request")
        if built is not ir.ABSENT and is_valid_at(built, schema, api.schemas):
            yield built


def credentials_of(
    operation: ir.Operation, schemes: Mapping[str, ir.Scheme]
) -> tuple[str, ...] | None:
    """The schemes of the first alternative that needs credentials besides certificates;
    () if the operation needs none, None if only certificates are accepted."""
    for alternative in operation.security:
        names = tuple(
            dict.fromkeys(
                requirement.scheme
                for requirement in alternative
                if not isinstance(schemes[requirement.scheme], ir.MutualTls)
            )
        )
        if names:
            return names
    needs_certificate = bool(operation.security) and all(operation.security)
    return None if needs_certificate else ()
