"""Views of `errors.py` and `headers.py`."""

from __future__ import annotations

from collections.abc import Set

from msgspec import Struct

from ... import ir
from ...emit.annotation_expressions import union
from ...emit.annotations import AnnotationWriter
from ...emit.bodies import body_type
from ...emit.error_classes import RUNTIME_ERRORS, ErrorClass, HeadersClass
from ...emit.identifiers import dotted_name
from ...emit.imports import ImportGroups, Imports, create_imports
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr_or_none
from ..module_files import ModulePart
from .expressions import BodyView, body_view, import_iterator


class ErrorView(Struct, frozen=True):
    name: Code
    base: Code
    doc: str
    bodies: tuple[BodyView, ...]
    body: Code | None  # the annotation of the decoded body
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


def error_steps(error: ErrorClass) -> int:
    """Steps: the class, annotations and values of its attributes, and a call per body."""
    return 7 + 3 * len(error.contents)


def errors_view(
    api: ir.Api, symbols: Symbols, part: ModulePart[ErrorClass]
) -> ErrorsView:
    """The view of `errors.py`, or of a part of it; the first exports the runtime's errors."""
    imports = create_imports(api, symbols, part.dots)
    reexports = () if part.index else RUNTIME_ERRORS
    imports.runtime(*reexports)
    names = {error.name for error in part.items}
    classes = tuple(_error(error, names, imports) for error in part.items)
    exports = tuple(sorted((*reexports, *names)))
    return ErrorsView(ERRORS_DOC, imports.groups(), exports, classes)


def _error(error: ErrorClass, local: Set[Code], imports: Imports) -> ErrorView:
    """One class. A base that is not `local` to the module is qualified by `errors`."""
    base, headers = error.base, None
    if base is None:
        imports.runtime("ApiError")
        base = Code("ApiError")
    elif base not in local:
        imports.add(imports.dots, "errors")
        base = dotted_name(f"errors.{base}")
    if error.headers is not None:
        imports.alias(imports.dots, "headers", "_headers")
        headers = dotted_name(f"_headers.{error.headers.name}")
    bodies: tuple[BodyView, ...] = ()
    annotation = None
    if not error.narrowed:
        bodies = tuple(body_view(content, imports) for content in error.contents)
        types = [body_type(content, imports) for content in error.contents]
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


def headers_steps(cls: HeadersClass) -> int:
    """Steps: the class, and a decorated method per header."""
    return 2 + 4 * len(cls.properties)


def headers_view(
    api: ir.Api, symbols: Symbols, part: ModulePart[HeadersClass]
) -> HeadersView:
    """The view of `headers.py`, or of a part of it."""
    properties = frozenset(
        name for cls in symbols.headers.values() for name in cls.properties
    )
    imports = create_imports(api, symbols, part.dots, properties)
    imports.runtime("Headers")
    classes = tuple(_headers_class(cls, imports.writer) for cls in part.items)
    return HeadersView(
        HEADERS_DOC,
        imports.groups(),
        is_part=part.is_part,
        exports=tuple(cls.name for cls in part.items),
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
                doc=_header_doc(header),
            )
            for header, name in zip(cls.headers, cls.properties, strict=True)
        ),
    )


def _header_doc(header: ir.Header) -> str:
    doc = header.doc or f"`{header.name}`."
    return f"{doc}\n\nDeprecated." if header.deprecated else doc
