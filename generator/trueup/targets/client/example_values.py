"""Example values as Python expressions of a type: `models.Pet(name="Rex")`."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from uuid import UUID

from msgspec import Struct

from ... import ir
from ...emit import value_expressions as expressions
from ...emit.annotations import AnnotationWriter
from ...emit.identifiers import dotted_name
from ...emit.naming import Symbols
from ...emit.quoting import Code, pystr, pyvalue
from ...emit.representations import Representation
from ...examples.validation import is_base64, is_base64url
from .classes import constant_of, member_names

_MAX_DEPTH = 12
_MAX_VARIANTS = 50
"""Variants of a union that are tried."""


class CannotExpress(Exception):
    """A value has no expression that type checkers accept as the type."""


class ExampleWriter(Struct, frozen=True):
    """Writes expressions of one code block; `writer` collects what they import."""

    api: ir.Api
    symbols: Symbols
    writer: AnnotationWriter

    def expression(self, type_: ir.Type, value: ir.Json, depth: int = 0) -> Code:
        """An expression for a JSON value; raises `CannotExpress`."""
        if depth > _MAX_DEPTH:
            raise CannotExpress("nested too deeply")
        match type_, value:
            case ir.Ref(key), _:
                return self._declared(key, value, depth)
            case ir.Nullable(inner), _:
                none = Code("None")
                return none if value is None else self.expression(inner, value, depth)
            case ir.Array(item), list():
                items = (self.expression(item, child, depth + 1) for child in value)
                return expressions.list_display(items)
            case ir.Tuple(items), list() if len(items) == len(value):
                pairs = zip(items, value, strict=True)
                return expressions.tuple_display(
                    tuple(self.expression(item, c, depth + 1) for item, c in pairs)
                )
            case ir.Map(inner), dict():
                return self._mapping(inner, value, depth)
            case ir.Object((), extra), dict():
                return self._mapping(ir.ANY if extra is None else extra, value, depth)
            case ir.Union(), _:
                return self._variant(type_, value, depth)
            case ir.Literal(values), (None | bool() | int() | float() | str()):
                if any(type(v) is type(value) and v == value for v in values):
                    return pyvalue(value)
            case ir.Primitive(scalar), _:
                return self._scalar(scalar, value)
            case _:
                pass
        raise CannotExpress("the value does not match the type")

    def _mapping(self, type_: ir.Type, value: dict[str, ir.Json], depth: int) -> Code:
        return expressions.dict_display(
            (name, self.expression(type_, child, depth + 1))
            for name, child in value.items()
        )

    def _declared(self, key: str, value: ir.Json, depth: int) -> Code:
        type_ = self.api.declaration(key).type
        match self.symbols.representations[key], type_, value:
            case Representation.ENUM, ir.Enum(_, members), (str() | int()):
                for member, name in zip(members, member_names(type_), strict=True):
                    if type(member.value) is type(value) and member.value == value:
                        return expressions.attribute(self._class(key), name)
            case ((Representation.STRUCT | Representation.OPEN), ir.Object(), dict()):
                arguments = self._arguments(key, type_, value, depth + 1)
                return expressions.call(self._class(key), *arguments)
            case ((Representation.ALIAS | Representation.UNION), _, _):
                return self.expression(type_, value, depth + 1)
            case _:
                pass
        raise CannotExpress("the value does not match the declared type")

    def _class(self, key: str) -> Code:
        return dotted_name(self.writer.named(key))

    def _arguments(
        self, key: str, type_: ir.Object, value: dict[str, ir.Json], depth: int
    ) -> Iterator[Code]:
        """Keyword arguments of a model, in the order of its fields."""
        names = self.symbols.fields[key]
        for field, name in zip(type_.fields, names, strict=True):
            if field.name not in value:
                if field.required and constant_of(field) is None:
                    raise CannotExpress("a required property is missing")
                continue
            child = value[field.name]
            if child is None and not field.required and not field.nullable:
                raise CannotExpress("null stands for absence")
            if constant_of(field) is not None:
                if child != field.constant:
                    raise CannotExpress("the property is a constant")
                continue
            if field.access is ir.Access.READ and not field.required:
                continue
            type_of_field = ir.Nullable(field.type) if field.nullable else field.type
            argument = self.expression(type_of_field, child, depth)
            yield expressions.keyword(name, argument)
        declared = {field.name for field in type_.fields}
        further = {k: child for k, child in value.items() if k not in declared}
        if further:
            if type_.extra is None:
                raise CannotExpress("a property is not declared")
            mapping = self._mapping(type_.extra, further, depth)
            yield expressions.keyword(Code("additional_properties"), mapping)

    def _variant(self, union: ir.Union, value: ir.Json, depth: int) -> Code:
        """The expression of the variant that the discriminator names, or else of the first
        one that has an expression."""
        for variant in _candidates(union, value)[:_MAX_VARIANTS]:
            try:
                return self.expression(variant, value, depth + 1)
            except CannotExpress:
                continue
        raise CannotExpress("no variant matches")

    def _scalar(self, scalar: ir.Scalar, value: ir.Json) -> Code:
        match scalar, value:
            case ir.Scalar.ANY, _:
                return pyvalue(value)
            case ir.Scalar.NULL, None:
                return Code("None")
            case ir.Scalar.BOOLEAN, bool():
                return pyvalue(value)
            case _, bool():
                pass
            case ir.Scalar.INTEGER, int():
                return pyvalue(value)
            case ir.Scalar.INTEGER, float() if value.is_integer():
                return pyvalue(int(value))
            case ir.Scalar.NUMBER, (int() | float()):
                return pyvalue(value)
            case ir.Scalar.DECIMAL, (int() | float() | str()):
                return self._parsed("decimal", "Decimal", Decimal, str(value))
            case ((ir.Scalar.STRING | ir.Scalar.DURATION), str()):
                return pystr(value)
            case ir.Scalar.BINARY, str():
                return expressions.bytes_literal(value.encode("utf-8", "replace"))
            case _, str():
                return self._from_text(scalar, value)
            case _:
                pass
        raise CannotExpress("the value does not match the type")

    def _from_text(self, scalar: ir.Scalar, text: str) -> Code:
        match scalar:
            case ir.Scalar.DATE_TIME:
                parse = datetime.fromisoformat
                return self._parsed("datetime", "datetime.fromisoformat", parse, text)
            case ir.Scalar.DATE:
                parse_date = date.fromisoformat
                return self._parsed("datetime", "date.fromisoformat", parse_date, text)
            case ir.Scalar.TIME:
                parse_time = time.fromisoformat
                return self._parsed("datetime", "time.fromisoformat", parse_time, text)
            case ir.Scalar.UUID:
                return self._parsed("uuid", "UUID", UUID, text)
            case ir.Scalar.BASE64 if is_base64(text):
                return expressions.bytes_literal(base64.b64decode(text))
            case ir.Scalar.BASE64URL if is_base64url(text):
                padded = text.rstrip("=") + "=="  # more than enough is ignored
                decoded = expressions.bytes_literal(base64.urlsafe_b64decode(padded))
                return expressions.call(self.writer.runtime("Base64Url"), decoded)
            case _:
                raise CannotExpress("no string is a value of the type")

    def _parsed(self, module: str, name: str, parse: object, text: str) -> Code:
        """`module.name("text")`, if that does not raise."""
        assert callable(parse)
        try:
            parsed = parse(text)
        except (ValueError, InvalidOperation):
            raise CannotExpress(f"{module} rejects the value") from None
        if isinstance(parsed, datetime | time) and parsed.tzinfo is None:
            raise CannotExpress("a time without an offset")
        if isinstance(parsed, Decimal) and not parsed.is_finite():
            raise CannotExpress("not a finite number")
        function = dotted_name(f"{self.writer.module(module)}.{name}")
        return expressions.call(function, pystr(text))


def _candidates(union: ir.Union, value: ir.Json) -> Sequence[ir.Type]:
    discriminator = union.discriminator
    if discriminator is None or not isinstance(value, dict):
        return union.variants
    mapping = dict(discriminator.mapping)
    name = value.get(discriminator.name)
    if isinstance(name, str) and name in mapping:
        return (union.variants[mapping[name]],)
    if discriminator.default is not None:
        return (union.variants[discriminator.default],)
    return ()
