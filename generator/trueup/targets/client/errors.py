"""Error and header classes to the views of `errors.py` and `headers.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.error_classes import RUNTIME_ERRORS, ErrorClass, HeadersClass
from ...emit.imports import import_lines, uses
from ...emit.module_split import LIMIT, exports, split
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr
from ...emit.syntax import bracket, declare, from_import, prefix
from . import expressions


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
    lines: tuple[LineView, ...]


class HeadersClassView(Struct, frozen=True):
    head: Code
    doc: Code
    properties: tuple[PropertyView, ...]


class HeadersView(Struct, frozen=True):
    has_classes: bool
    imports: Code
    is_part: bool
    exports: Code
    classes: tuple[HeadersClassView, ...]


def error_runs(
    symbols: Symbols, limit: int = LIMIT
) -> tuple[tuple[ErrorClass, ...], ...]:
    """What `errors.py` holds, or each of its parts where it would exceed `limit` steps."""
    return split(symbols.errors, _steps_of_error, limit)


def errors_view(
    api: ir.Api,
    symbols: Symbols,
    runs: Sequence[Sequence[ErrorClass]],
    index: int = 0,
) -> ErrorsView:
    """The view of the run at `index`. The first has the runtime's own errors as well."""
    own = () if index else RUNTIME_ERRORS
    return _errors(runs[index], own, api, symbols, alone=len(runs) == 1)


def _steps_of_error(error: ErrorClass) -> int:
    """The class, annotations and values of its members, and a call a body."""
    return 7 + 3 * len(error.contents)


def _errors(
    errors: Sequence[ErrorClass],
    own: Sequence[str],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> ErrorsView:
    """One module, which also has `own`, errors of the runtime."""
    writer = AnnotationWriter(
        symbols.classes, symbols.representations, api.by_key, models="models"
    )
    runtime: dict[str, None] = dict.fromkeys(own)
    here = {error.name for error in errors}
    classes = tuple(_error(error, here, writer, runtime) for error in errors)
    code = "".join(line.code for view in classes for line in view.lines)
    dots = "." if alone else ".."
    siblings = ["models"] if uses(code, "models") else []
    if any("(errors." in view.head or " errors." in view.head for view in classes):
        siblings.insert(0, "errors")
    lines = []
    if uses(code, "_headers"):
        lines.append(Code(f"from {dots} import headers as _headers"))
    if siblings:
        lines.append(Code(from_import(dots, siblings)))
    abstract = ["Iterator"] if re.search(r"(?<![.\w])Iterator\[", code) else []
    names = sorted((*own, *(error.name for error in errors)))
    return ErrorsView(
        imports=import_lines(
            writer.imports(),
            writer,
            symbols.runtime,
            sorted(runtime),
            *lines,
            dots=dots,
            abstract=abstract,
        ),
        exports=bracket("__all__ = [", [pystr(name) for name in names], "]"),
        classes=classes,
    )


def _error(
    error: ErrorClass,
    here: Set[Code],
    writer: AnnotationWriter,
    runtime: dict[str, None],
) -> ErrorView:
    """One class. `here` are those of its module: all others are reached by `errors`."""
    bodies = [expressions.body(content, writer) for content in error.contents]
    lines: list[LineView] = []
    if bodies and not error.narrowed:
        for part in bodies:
            runtime.update(dict.fromkeys((part.runtime, *part.names)))
        value = bracket("(", [part.expression for part in bodies], ")")
        lines.append(LineView(prefix("bodies = ", value)))
    if error.headers is not None:
        lines.append(LineView(Code(f"headers_type = _headers.{error.headers.name}")))
    if not error.narrowed:
        annotation = dict.fromkeys((*(part.annotation for part in bodies), "None"))
        body = declare(Code("body"), Code(" | ".join(annotation)))
        lines.append(LineView(body))
    if error.headers is not None:
        lines.append(LineView(Code(f"headers: _headers.{error.headers.name}")))
    base = Code("ApiError")
    if error.base is None:
        runtime["ApiError"] = None
    else:
        base = error.base if error.base in here else Code(f"errors.{error.base}")
    return ErrorView(
        bracket(f"class {error.name}(", [base], "):"),
        docstring(_error_doc(error), 4),
        tuple(lines),
    )


def _error_doc(error: ErrorClass) -> str:
    status = "Any other status" if str(error.status) == "default" else str(error.status)
    if error.narrowed:
        return f"{status}. Operations document different bodies: a subclass for each."
    doc = " ".join(error.doc.split())
    return f"{status}: {doc}" if doc else f"{status}."


def headers_runs(
    symbols: Symbols, limit: int = LIMIT
) -> tuple[tuple[HeadersClass, ...], ...]:
    """What `headers.py` holds, or each of its parts where it would exceed `limit` steps."""
    classes = symbols.headers.values()
    return split(classes, lambda cls: 2 + 4 * len(cls.properties), limit)


def headers_view(
    api: ir.Api,
    symbols: Symbols,
    runs: Sequence[Sequence[HeadersClass]],
    index: int = 0,
) -> HeadersView:
    """The view of the run at `index`: `headers.py` where it is the only one."""
    return _headers(runs[index], api, symbols, alone=len(runs) == 1)


def _headers(
    found: Sequence[HeadersClass], api: ir.Api, symbols: Symbols, *, alone: bool
) -> HeadersView:
    properties = frozenset(
        name for cls in symbols.headers.values() for name in cls.properties
    )
    writer = AnnotationWriter(
        symbols.classes,
        symbols.representations,
        api.by_key,
        models="models",
        hidden=properties,
    )
    classes = tuple(_headers_class(cls, writer) for cls in found)
    code = "".join(each.signature for cls in classes for each in cls.properties)
    dots = "." if alone else ".."
    lines = [Code(from_import(dots, ["models"]))] if uses(code, "models") else []
    return HeadersView(
        bool(classes),
        import_lines(
            writer.imports(), writer, symbols.runtime, ("Headers",), *lines, dots=dots
        ),
        is_part=not alone,
        exports=exports([] if alone else [cls.name for cls in found]),
        classes=classes,
    )


def _headers_class(cls: HeadersClass, writer: AnnotationWriter) -> HeadersClassView:
    inner = writer.hiding(cls.properties)
    rows = []
    for header, name in zip(cls.headers, cls.properties, strict=True):
        rows.append(
            PropertyView(
                Code(f"def {name}(self) -> {inner.optional(header.type)}:"),
                docstring(header.doc or f"`{header.name}`.", 8),
                _reading(header, inner),
            )
        )
    named = ", ".join(f"`{header.name}`" for header in cls.headers[:4])
    return HeadersClassView(
        Code(f"class {cls.name}(Headers):"),
        docstring(f"Headers with {named}.", 4),
        tuple(rows),
    )


def _reading(header: ir.Header, writer: AnnotationWriter) -> tuple[LineView, ...]:
    """What a property does. `Headers.read` answers Any for what is no class."""
    items: list[Code] = [pystr(header.name), writer.annotation(header.type)]
    if header.explode:
        items.append(Code("explode=True"))
    if header.media_type is not None:
        items.append(Code(f"media_type={pystr(header.media_type)}"))
    if writer.is_class(header.type):
        return (LineView(bracket("return self.read(", items, ")")),)
    value = declare(
        Code("value"),
        writer.optional(header.type),
        bracket("self.read(", items, ")"),
    )
    return LineView(value), LineView(Code("return value"))
