"""Error and header classes to the views of `errors.py` and `headers.py`."""

from __future__ import annotations

import re

from msgspec import Struct

from ... import ir
from ...layout import Declared, Named, Piece, bracket, lay
from ...python.annotations import Writer
from ...python.errors import ErrorClass, HeadersClass
from ...python.symbols import Symbols
from ...quoting import Code, docstring, pystr
from . import wire
from .imports import from_import, import_lines

RUNTIME_ERRORS = (
    "ApiError",
    "ConfigurationError",
    "DecodeError",
    "Error",
    "TimeoutError",
    "TransportError",
    "UndocumentedStatusError",
    "UnsuccessfulError",
)


class LineView(Struct, frozen=True):
    code: Code


class ErrorView(Struct, frozen=True):
    head: Code
    doc: Code
    lines: tuple[LineView, ...]


class ErrorsView(Struct, frozen=True):
    imports: Code
    exports: Code
    classes: tuple[ErrorView, ...]


class PropertyView(Struct, frozen=True):
    signature: Code
    doc: Code
    result: Code


class HeadersClassView(Struct, frozen=True):
    head: Code
    doc: Code
    properties: tuple[PropertyView, ...]


class HeadersView(Struct, frozen=True):
    imports: Code
    classes: tuple[HeadersClassView, ...]


def errors_view(api: ir.Api, symbols: Symbols) -> ErrorsView:
    writer = Writer(symbols.classes, symbols.forms, api.by_key, models="models")
    runtime: dict[str, None] = {name: None for name in RUNTIME_ERRORS}
    classes = tuple(_error(error, symbols, writer, runtime) for error in symbols.errors)
    code = "".join(line.code for view in classes for line in view.lines)
    siblings = [name for name in ("models",) if "models." in code]
    lines = []
    if "_headers." in code:
        lines.append(Code("from . import headers as _headers"))
    if siblings:
        lines.append(Code("from . import models"))
    abstract = ["Iterator"] if re.search(r"(?<![.\w])Iterator\[", code) else []
    names = sorted((*RUNTIME_ERRORS, *(error.name for error in symbols.errors)))
    return ErrorsView(
        imports=import_lines(
            writer.imports(), writer, sorted(runtime), *lines, abstract=abstract
        ),
        exports=lay(bracket("__all__ = [", [pystr(name) for name in names], "]")),
        classes=classes,
    )


def _error(
    error: ErrorClass, symbols: Symbols, writer: Writer, runtime: dict[str, None]
) -> ErrorView:
    bodies = [wire.body(content, writer) for content in error.contents]
    lines: list[LineView] = []
    if bodies and not error.narrowed:
        for part in bodies:
            runtime.update(dict.fromkeys((part.runtime, *part.names)))
        value = bracket("(", [part.expression for part in bodies], ")")
        lines.append(LineView(lay(Named(Code("bodies = "), value), 4)))
    if error.headers is not None:
        lines.append(LineView(Code(f"headers_type = _headers.{error.headers.name}")))
    if not error.narrowed:
        annotation = dict.fromkeys((*(part.annotation for part in bodies), "None"))
        body = Declared(Code("body"), Code(" | ".join(annotation)))
        lines.append(LineView(lay(body, 4)))
    if error.headers is not None:
        lines.append(LineView(Code(f"headers: _headers.{error.headers.name}")))
    return ErrorView(
        lay(bracket(f"class {error.name}(", [error.base or Code("ApiError")], "):")),
        docstring(_error_doc(error), 4),
        tuple(lines),
    )


def _error_doc(error: ErrorClass) -> str:
    status = "Any other status" if str(error.status) == "default" else str(error.status)
    if error.narrowed:
        return f"{status}. Operations document different bodies: a subclass for each."
    doc = " ".join(error.doc.split())
    return f"{status}: {doc}" if doc else f"{status}."


def headers_view(api: ir.Api, symbols: Symbols) -> HeadersView:
    properties = frozenset(
        name for cls in symbols.headers.values() for name in cls.properties
    )
    writer = Writer(
        symbols.classes, symbols.forms, api.by_key, models="models", hidden=properties
    )
    classes = tuple(_headers_class(cls, writer) for cls in symbols.headers.values())
    code = "".join(p.signature + p.result for cls in classes for p in cls.properties)
    lines = [Code(from_import(".", ["models"]))] if "models." in code else []
    return HeadersView(
        import_lines(writer.imports(), writer, ("Headers",), *lines), classes
    )


def _headers_class(cls: HeadersClass, writer: Writer) -> HeadersClassView:
    inner = writer.hiding(cls.properties)
    rows = []
    for header, name in zip(cls.headers, cls.properties):
        items: list[Piece] = [pystr(header.name), inner.annotation(header.type)]
        if header.explode:
            items.append(Code("explode=True"))
        rows.append(
            PropertyView(
                Code(f"def {name}(self) -> {inner.optional(header.type)}:"),
                docstring(header.doc or f"`{header.name}`.", 8),
                lay(bracket("return self.read(", items, ")"), 8),
            )
        )
    named = ", ".join(f"`{header.name}`" for header in cls.headers[:4])
    return HeadersClassView(
        Code(f"class {cls.name}(Headers):"),
        docstring(f"Headers with {named}.", 4),
        tuple(rows),
    )
