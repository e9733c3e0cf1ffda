"""Error and header classes to the views of `errors.py` and `headers.py`."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter, union
from ...emit.bodies import body_type
from ...emit.error_classes import RUNTIME_ERRORS, ErrorClass, HeadersClass
from ...emit.identifiers import dotted_name
from ...emit.imports import ImportGroups, Imports
from ...emit.module_split import LIMIT, split
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr_or_none
from .expressions import BodyView, body_view, import_iterator


class ErrorView(Struct, frozen=True):
    name: Code
    base: Code
    doc: str
    bodies: tuple[BodyView, ...]
    body: Code | None  # the annotation of what is decoded
    headers: Code | None


class ErrorsView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    exports: tuple[str, ...]
    classes: tuple[ErrorView, ...]


class PropertyView(Struct, frozen=True):
    """A header as a property. `returns_any`: `Headers.read` returns Any for its type."""

    name: Code
    header: str
    type: Code
    result: Code
    returns_any: bool
    explode: bool
    media_type: Code | None
    doc: str


class HeadersClassView(Struct, frozen=True):
    name: Code
    doc: str
    properties: tuple[PropertyView, ...]


class HeadersView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    is_part: bool
    exports: tuple[Code, ...]
    classes: tuple[HeadersClassView, ...]


ERRORS_DOC = docstring(
    "Exceptions: one class per documented status, plus those of the runtime."
)
HEADERS_DOC = docstring(
    "Documented response headers as typed properties. None: absent or invalid."
)


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
    imports = Imports(writer, symbols.runtime, "." if alone else "..")
    imports.runtime(*own)
    here = {error.name for error in errors}
    classes = tuple(_error(error, here, imports) for error in errors)
    return ErrorsView(
        ERRORS_DOC,
        imports.groups(),
        tuple(sorted((*own, *(error.name for error in errors)))),
        classes,
    )


def _error(error: ErrorClass, here: Set[Code], imports: Imports) -> ErrorView:
    """One class. `here` are those of its module: all others are reached by `errors`."""
    base, headers = error.base, None
    if base is None:
        imports.runtime("ApiError")
        base = Code("ApiError")
    elif base not in here:
        imports.add(imports.dots, "errors")
        base = dotted_name(f"errors.{base}")
    if error.headers is not None:
        imports.alias(imports.dots, "headers", "_headers")
        headers = dotted_name(f"_headers.{error.headers.name}")
    bodies: tuple[BodyView, ...] = ()
    annotation = None
    if not error.narrowed:
        bodies = tuple(body_view(content, imports) for content in error.contents)
        types = [body_type(content, imports.writer) for content in error.contents]
        annotations = [part.annotation for part in types]
        import_iterator(annotations, imports)
        annotation = union((*annotations, Code("None")))
    return ErrorView(error.name, base, _error_doc(error), bodies, annotation, headers)


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
    imports = Imports(writer, symbols.runtime, "." if alone else "..")
    imports.runtime("Headers")
    return HeadersView(
        HEADERS_DOC,
        imports.groups(),
        is_part=not alone,
        exports=tuple(cls.name for cls in found),
        classes=classes,
    )


def _headers_class(cls: HeadersClass, writer: AnnotationWriter) -> HeadersClassView:
    inner = writer.hiding(cls.properties)
    named = ", ".join(f"`{header.name}`" for header in cls.headers[:4])
    return HeadersClassView(
        cls.name,
        f"Headers with {named}.",
        tuple(
            PropertyView(
                name=name,
                header=header.name,
                type=inner.annotation(header.type),
                result=inner.optional(header.type),
                returns_any=not inner.is_class(header.type),
                explode=header.explode,
                media_type=pystr_or_none(header.media_type),
                doc=header.doc or f"`{header.name}`.",
            )
            for header, name in zip(cls.headers, cls.properties, strict=True)
        ),
    )
