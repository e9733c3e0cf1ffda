"""Bodies, replies and parameters of an operation as expressions over the runtime."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.error_classes import HeadersClass, success_responses
from ...emit.naming import OperationSymbols, Symbols
from ...emit.quoting import Code, pystr, pyvalue
from ...emit.syntax import bracket, prefix
from ...media_types import EVENTS, JSON_LINES, is_json, is_text

_DEFAULT_STYLES = {
    ir.Location.PATH: ir.Style.SIMPLE,
    ir.Location.QUERY: ir.Style.FORM,
    ir.Location.HEADER: ir.Style.SIMPLE,
    ir.Location.COOKIE: ir.Style.FORM,
    ir.Location.QUERYSTRING: ir.Style.FORM,
}
_PARAMETER_CLASSES = {
    ir.Location.PATH: "Path",
    ir.Location.QUERY: "Query",
    ir.Location.HEADER: "Header",
    ir.Location.COOKIE: "Cookie",
    ir.Location.QUERYSTRING: "QueryString",
}


_EXPLODED = (ir.Location.QUERY, ir.Location.COOKIE, ir.Location.QUERYSTRING)
"""Locations whose class of the runtime explodes values by default."""


class Kind:
    """How a body travels."""

    JSON = "Json"
    TEXT = "Text"
    BYTES = "Bytes"
    FORM = "Form"
    MULTIPART = "Multipart"
    JSON_LINES = "JsonLines"
    EVENTS = "EventStream"


class BodyCode(Struct, frozen=True):
    """A body as an expression, and the annotation of what it holds."""

    expression: Code
    annotation: Code
    runtime: str  # the class of the runtime that it uses
    item: Code | None = None  # of one piece, where it can be read piece by piece
    names: tuple[str, ...] = ()  # further names of the runtime


def kind_of(content: ir.Content) -> str:
    """Which class of the runtime carries a body (RFC 6838 names, suffixes of RFC 6839)."""
    plain = content.media_type.partition(";")[0].strip().lower()
    if plain == EVENTS:
        return Kind.EVENTS
    if plain in JSON_LINES:
        if content.type not in _WHOLE:
            return Kind.JSON_LINES
    elif is_json(plain):
        return Kind.JSON
    if plain == "application/x-www-form-urlencoded":
        is_plain = content.type == ir.Primitive(ir.Scalar.STRING)
        return Kind.TEXT if is_plain else Kind.FORM
    match content.type:
        case ir.Primitive(ir.Scalar.BINARY):
            return Kind.BYTES
        case ir.Primitive(ir.Scalar.STRING):
            return Kind.TEXT
        case _ if plain.startswith("multipart/"):
            return Kind.MULTIPART
        case _:
            return Kind.TEXT if is_text(plain) else Kind.JSON


_WHOLE = (ir.Primitive(ir.Scalar.STRING), ir.Primitive(ir.Scalar.BINARY))
"""What is sent and got as it is, not item by item."""


def is_chosen(contents: Sequence[ir.Content]) -> bool:
    """Whether the caller says of what media type a body is."""
    return len(contents) > 1 or any("*" in each.media_type for each in contents)


def concrete(content: ir.Content) -> str | None:
    """The media type that a body has where nobody says; None where somebody has to."""
    if "*" not in content.media_type:
        return content.media_type
    if "/*+" in content.media_type:  # `application/*+xml`, as frameworks write it
        return content.media_type.replace("/*+", "/")
    if content.media_type.partition("/")[0].strip().lower() not in _OPEN:
        return None
    return {
        Kind.JSON: "application/json",
        Kind.TEXT: "text/plain; charset=utf-8",
    }.get(kind_of(content), "application/octet-stream")


_OPEN = ("*", "application", "text")


def is_streamed(content: ir.Content) -> bool:
    """Whether a body can be read piece by piece."""
    return kind_of(content) in (Kind.BYTES, Kind.JSON_LINES, Kind.EVENTS)


def body(content: ir.Content, writer: AnnotationWriter) -> BodyCode:
    """One media type's body."""
    kind = kind_of(content)
    mime = pystr(content.media_type)
    item: Code | None = None
    names: tuple[str, ...] = ()
    match kind:
        case Kind.JSON:
            annotation = writer.annotation(content.type)
            items: list[Code] = [annotation]
            if content.media_type != "application/json":
                items.append(mime)
        case Kind.FORM | Kind.MULTIPART:
            annotation = writer.annotation(content.type)
            items = [annotation]
            names = ("Part",) if content.parts else ()
            if any(part.headers for part in content.parts):
                names = (*names, "Header")
            default = (
                "application/x-www-form-urlencoded"
                if kind == Kind.FORM
                else "multipart/form-data"
            )
            if content.media_type != default:
                items.append(prefix("media_type=", mime))
            if content.parts:
                items.append(prefix("parts=", _parts(content.parts)))
        case Kind.JSON_LINES:
            given = content.type if content.item is None else content.item
            item = writer.annotation(given)
            annotation = Code(f"Iterator[{item}]")
            items = [item]
            if content.media_type != "application/jsonl":
                items.append(mime)
        case Kind.EVENTS:
            item, items, names = _events(content, writer)
            annotation = Code(f"Iterator[{item}]")
        case Kind.TEXT:
            annotation = writer.annotation(content.type)
            items = [mime]
            if content.type != ir.Primitive(ir.Scalar.STRING):
                items.append(Code(f"type={annotation}"))
        case _:
            item = annotation = Code(writer.builtin("bytes"))
            items = [mime]
    made = bracket(f"{kind}(", items, ")")
    return BodyCode(made, annotation, kind, item, names)


def _events(
    content: ir.Content, writer: AnnotationWriter
) -> tuple[Code, list[Code], tuple[str, ...]]:
    """What one event of a stream is: a model of the event, else what its data hold.

    Descriptions before OAS 3.2 have no `itemSchema`, and describe the data instead.
    """
    given = content.type if content.item is None else content.item
    mime = [pystr(content.media_type)] if ";" in content.media_type else []
    if given in (ir.ANY, ir.Primitive(ir.Scalar.STRING)):
        return Code("ServerSentEvent"), list[Code](mime), ("ServerSentEvent",)
    item = writer.annotation(given)
    data = [] if _is_event(given, writer) else [Code("data=True")]
    return item, [item, *mime, *data], ()


def _is_event(type_: ir.Type, writer: AnnotationWriter) -> bool:
    """Whether a type has the members of an event: `data`, `event`."""
    match type_:
        case ir.Ref(key):
            return _is_event(writer.declarations[key].type, writer)
        case ir.Object(fields):
            return any(field.name == "data" for field in fields)
        case ir.Union(variants):
            return all(_is_event(variant, writer) for variant in variants)
        case _:
            return False


def _parts(parts: tuple[ir.Part, ...]) -> Code:
    rows: list[Code] = []
    for part in parts:
        items: list[Code] = []
        if part.media_types:
            items.append(Code(f"media_type={pystr(part.media_types[0])}"))
        if part.style is not None:
            items.append(Code(f"style={pystr(part.style.value)}"))
            if not explodes(part):
                items.append(Code("explode=False"))
        if part.allow_reserved:
            items.append(Code("allow_reserved=True"))
        if part.headers:
            headers = [_header(header) for header in part.headers]
            items.append(prefix("headers=", bracket("(", headers, ")")))
        rows.append(prefix(f"{pystr(part.name)}: ", bracket("Part(", items, ")")))
    return bracket("{", rows, "}")


def explodes(part: ir.Part) -> bool:
    """Whether a part's value is exploded; only style `form` is by default."""
    return part.style is ir.Style.FORM if part.explode is None else part.explode


def _header(header: ir.Header) -> Code:
    """A header of a part."""
    items: list[Code] = [pystr(header.name)]
    if header.explode:
        items.append(Code("explode=True"))
    if header.media_type is not None:
        items.append(Code(f"media_type={pystr(header.media_type)}"))
    if header.constant is not ir.ABSENT:
        items.append(Code(f"constant={pyvalue(header.constant)}"))
    if header.required:
        items.append(Code("required=True"))
    if header.schema is not None:
        items.append(Code(f"schema={pystr(header.schema)}"))
    return bracket("Header(", items, ")")


def parameter(item: ir.Parameter) -> Code:
    """A parameter as the runtime's description of it; defaults are left out."""
    items: list[Code] = [pystr(item.name)]
    if item.style is not _DEFAULT_STYLES[item.location]:
        items.append(Code(f"style={pystr(item.style.value)}"))
    if item.explode is not (item.location in _EXPLODED):
        items.append(Code(f"explode={item.explode}"))
    if item.allow_reserved:
        items.append(Code("allow_reserved=True"))
    if item.media_type is not None:
        items.append(Code(f"media_type={pystr(item.media_type)}"))
    if item.constant is not ir.ABSENT:
        items.append(Code(f"constant={pyvalue(item.constant)}"))
    elif item.required and item.location is not ir.Location.PATH:
        items.append(Code("required=True"))
    if item.parts:
        items.append(prefix("parts=", _parts(item.parts)))
    return bracket(f"{_PARAMETER_CLASSES[item.location]}(", items, ")")


def parameter_classes(item: ir.Parameter) -> tuple[str, ...]:
    """The names of the runtime that stand in a parameter's expression."""
    parts = ("Part",) if item.parts else ()
    headers = ("Header",) if any(part.headers for part in item.parts) else ()
    return (_PARAMETER_CLASSES[item.location], *parts, *headers)


class ReplyCode(Struct, frozen=True):
    """The replies of one operation, what a call returns and which headers it has."""

    replies: Code
    annotation: Code
    headers: HeadersClass | None
    runtime: frozenset[str]
    media_types: tuple[str, ...]
    item: Code | None = None  # of one piece, where an answer can be read piece by piece

    @property
    def documented(self) -> bool:
        """Whether any success is documented at all."""
        return self.replies != "{}"


def replies(
    names: OperationSymbols,
    symbols: Symbols,
    writer: AnnotationWriter,
    headers: str = "headers",
) -> ReplyCode:
    """`{200: Reply(Json(models.Pet))}` and what follows from it. `headers` is how the
    module of that name is called."""
    rows: list[Code] = []
    annotations: dict[str, None] = {}
    used: set[str] = set()
    mimes: dict[str, None] = {}
    pieces: dict[str, None] = {}
    for response in success_responses(names.operation):
        bodies = [body(content, writer) for content in response.contents]
        annotations.update(dict.fromkeys(part.annotation for part in bodies))
        if not bodies:
            annotations["None"] = None
        used.update(part.runtime for part in bodies)
        used.update(name for part in bodies for name in part.names)
        pieces.update((part.item, None) for part in bodies if part.item is not None)
        mimes.update(dict.fromkeys(content.media_type for content in response.contents))
        items: list[Code] = [part.expression for part in bodies]
        typed = headers_class(response, symbols)
        if typed is not None:
            items.append(Code(f"headers={headers}.{typed.name}"))
        if response.success_flag is not None:
            items.append(Code(f"success_flag={pystr(response.success_flag)}"))
        rows.append(
            prefix(f"{status_key(response.status)}: ", bracket("Reply(", items, ")"))
        )
    annotation = (
        " | ".join(sorted(annotations, key=lambda text: text == "None")) or "None"
    )
    return ReplyCode(
        bracket("{", rows, "}"),
        Code(annotation),
        names.headers,
        frozenset(used),
        tuple(mimes),
        Code(" | ".join(pieces)) if pieces else None,
    )


def headers_class(response: ir.Response, symbols: Symbols) -> HeadersClass | None:
    return symbols.headers_of(response)


def status_key(status: ir.Status) -> Code:
    """`200`, `"4XX"`, `"default"`."""
    return Code(str(status)) if status.code is not None else pystr(str(status))
