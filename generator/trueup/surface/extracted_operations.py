"""Extract operations, with their types, as public symbols."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import assert_never

from msgspec import Struct

from .. import ir
from ..digests import digest
from ..emit.bodies import is_streamed
from ..emit.naming import GroupSymbols, OperationSymbols, Symbols
from ..ir.traversal import without_null
from .public_symbols import (
    Alternative,
    Limits,
    PublicBody,
    PublicContent,
    PublicHeader,
    PublicOperation,
    PublicParameter,
    PublicResponse,
)
from .public_types import (
    AnyOfType,
    ConstantsType,
    DictType,
    ListType,
    NamedType,
    OptionalType,
    PlainType,
    PublicType,
    TupleType,
)
from .value_limits import limits_at


def doc_digest(*texts: str) -> str:
    """A digest of documentation, "" without any."""
    text = "\0".join(texts)
    content = text.encode("utf-8", "backslashreplace")
    return digest(content)[:8] if text.strip("\0") else ""


def default_text(value: ir.Maybe) -> str:
    """A default as JSON, "" without one."""
    return "" if value is ir.ABSENT else json.dumps(value)


def differing(name: str, wire: str) -> str:
    """The name in HTTP, "" if it is the one in Python."""
    return "" if name == wire else wire


class OperationExtraction(Struct, frozen=True):
    """Conversion of types and operations."""

    api: ir.Api
    symbols: Symbols
    has_handlers: bool

    def type(self, type_: ir.Type) -> PublicType:
        match type_:
            case ir.Primitive(scalar) | ir.Enum(scalar):
                return PlainType(scalar.value)
            case ir.Ref(key):
                return NamedType(str(self.symbols.classes[key]))
            case ir.Literal(values):
                return ConstantsType(values)
            case ir.Array(item):
                return ListType(self.type(item))
            case ir.Tuple(items):
                return TupleType(tuple(map(self.type, items)))
            case ir.Map(value):
                return DictType(self.type(value))
            case ir.Object(_, extra):
                return DictType(self.type(ir.ANY if extra is None else extra))
            case ir.Union(variants):
                return AnyOfType(tuple(map(self.type, variants)))
            case ir.Nullable(inner):
                return OptionalType(self.type(inner))
            case _:
                assert_never(type_)

    def operation(
        self, group: GroupSymbols, names: OperationSymbols
    ) -> PublicOperation:
        operation = names.operation
        body = operation.body
        handler = f"{group.class_name}.{names.function}" if self.has_handlers else ""
        return PublicOperation(
            f"{group.module}.{names.function}",
            operation.method,
            operation.path,
            operation.id if operation.id_given else "",
            handler,
            tuple(self._parameters(names)),
            None if body is None else self._body(body),
            tuple(self._responses(names)),
            tuple(map(_alternative, operation.security)),
            tuple(server.url for server in operation.servers),
            operation.deprecated,
            doc_digest(operation.summary, operation.doc),
        )

    def _parameters(self, names: OperationSymbols) -> Iterator[PublicParameter]:
        parameters = names.operation.parameters
        for parameter, known in zip(parameters, names.parameters, strict=True):
            name = str(known or "")
            type_ = self.type(parameter.type)
            if parameter.constant is not ir.ABSENT:
                type_ = constant_type(parameter.constant, type_)
            yield PublicParameter(
                name,
                parameter.location.value,
                type_,
                differing(name, parameter.name),
                parameter.required,
                _serialization(parameter),
                parameter.deprecated,
                default_text(parameter.default),
                limits_at(parameter.schema, self.api.schemas),
            )

    def _body(self, body: ir.Body) -> PublicBody:
        return PublicBody(self.contents(body.contents), body.required)

    def contents(self, contents: Iterable[ir.Content]) -> tuple[PublicContent, ...]:
        return tuple(
            PublicContent(
                content.media_type,
                self.type(content.type if content.item is None else content.item),
                is_streamed(content),
                self._content_limits(content),
            )
            for content in contents
        )

    def _content_limits(self, content: ir.Content) -> Limits:
        """Those of a named type are in its declaration."""
        if isinstance(without_null(content.type), ir.Ref):
            return {}
        return limits_at(content.schema, self.api.schemas)

    def _responses(self, names: OperationSymbols) -> Iterator[PublicResponse]:
        for response in names.operation.responses:
            status = str(response.status)
            error = names.errors.get(status)
            yield PublicResponse(
                status,
                str(error.name) if error is not None else "",
                self.contents(response.contents),
                tuple(
                    PublicHeader(h.name, self.type(h.type), h.required)
                    for h in response.headers
                ),
            )


def constant_type(value: ir.Maybe, type_: PublicType) -> PublicType:
    """The type of a constant; `type_` if it is not a scalar."""
    if isinstance(value, (list, dict, ir.Absent)):
        return type_
    return ConstantsType((value,))


def _alternative(requirements: Iterable[ir.Requirement]) -> Alternative:
    return tuple((need.scheme, tuple(sorted(need.scopes))) for need in requirements)


def _serialization(parameter: ir.Parameter) -> str:
    """The style, "" for the default one of the location."""
    if parameter.media_type is not None:
        return parameter.media_type
    style, default = parameter.style, parameter.location.default_style
    if (
        parameter.location is not ir.Location.QUERYSTRING
    ):  # older surfaces show its style
        if style is default and parameter.explode is (default is ir.Style.FORM):
            return ""
    return style.value + ("*" if parameter.explode else "")
