"""Bodies, replies and parameters of an operation as expressions over the runtime."""

from __future__ import annotations

from dataclasses import dataclass

from ... import ir
from ...layout import Bracket, Named, Piece, bracket
from ...python.annotations import Writer
from ...python.errors import HeadersClass, success_responses
from ...python.symbols import OperationSymbols, Symbols
from ...quoting import Code, pystr, pyvalue

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


class Kind:
    """How a body travels."""

    JSON = "Json"
    TEXT = "Text"
    BYTES = "Bytes"
    FORM = "Form"
    MULTIPART = "Multipart"
    JSON_LINES = "JsonLines"
    EVENTS = "EventStream"


@dataclass(frozen=True, slots=True)
class BodyCode:
    """A body as an expression, and the annotation of what it holds."""

    expression: Piece
    annotation: Code
    runtime: str  # the class of the runtime that it uses


def kind_of(media_type: str) -> str:
    """Which class of the runtime carries `media_type` (RFC 6838 names, suffixes of RFC 6839)."""
    plain = media_type.split(";")[0].strip().lower()
    if plain in (
        "application/jsonl",
        "application/x-ndjson",
        "application/json-seq",
        "application/x-jsonlines",
    ):
        return Kind.JSON_LINES
    if plain == "text/event-stream":
        return Kind.EVENTS
    if plain == "application/json" or plain.endswith(("+json", "/json")):
        return Kind.JSON
    if plain == "application/x-www-form-urlencoded":
        return Kind.FORM
    if plain.startswith("multipart/"):
        return Kind.MULTIPART
    if plain.startswith("text/") or plain.endswith(
        ("+xml", "/xml", "+yaml", "/yaml", "/x-yaml")
    ):
        return Kind.TEXT
    return Kind.BYTES


def body(content: ir.Content, writer: Writer) -> BodyCode:
    """One media type's body."""
    kind = kind_of(content.media_type)
    mime = pystr(content.media_type)
    match kind:
        case Kind.JSON:
            annotation = writer.annotation(content.type)
            items: list[Piece] = [annotation]
            if content.media_type != "application/json":
                items.append(mime)
        case Kind.FORM | Kind.MULTIPART:
            annotation = writer.annotation(content.type)
            items = [annotation]
            default = (
                "application/x-www-form-urlencoded"
                if kind == Kind.FORM
                else "multipart/form-data"
            )
            if content.media_type != default:
                items.append(mime)
            if content.parts:
                items.append(Named(Code("parts="), _parts(content.parts)))
        case Kind.JSON_LINES | Kind.EVENTS:
            inner = writer.annotation(
                content.item if content.item is not None else content.type
            )
            annotation = Code(f"Iterator[{inner}]")
            items = [inner] if content.media_type in _STREAM_DEFAULTS else [inner, mime]
        case Kind.TEXT:
            annotation, items = Code(writer.builtin("str")), [mime]
        case _:
            annotation, items = Code(writer.builtin("bytes")), [mime]
    return BodyCode(bracket(f"{kind}(", items, ")"), annotation, kind)


_STREAM_DEFAULTS = frozenset(("application/jsonl", "text/event-stream"))


def _parts(parts: tuple[ir.Part, ...]) -> Piece:
    rows: list[Piece] = []
    for part in parts:
        items: list[Piece] = []
        if part.media_types:
            items.append(Code(f"media_type={pystr(part.media_types[0])}"))
        if part.style is not None:
            items.append(Code(f"style={pystr(part.style.value)}"))
        if part.explode is not None:
            items.append(Code(f"explode={part.explode}"))
        if part.allow_reserved:
            items.append(Code("allow_reserved=True"))
        rows.append(Named(Code(f"{pystr(part.name)}: "), bracket("Part(", items, ")")))
    return bracket("{", rows, "}")


def parameter(item: ir.Parameter) -> Piece:
    """A parameter as the runtime's description of it; defaults are left out."""
    items: list[Piece] = [pystr(item.name)]
    if item.style is not _DEFAULT_STYLES[item.location]:
        items.append(Code(f"style={pystr(item.style.value)}"))
    if item.explode is not (item.style in (ir.Style.FORM, ir.Style.COOKIE)):
        items.append(Code(f"explode={item.explode}"))
    if item.allow_reserved:
        items.append(Code("allow_reserved=True"))
    if item.media_type is not None:
        items.append(Code(f"media_type={pystr(item.media_type)}"))
    if item.constant is not ir.ABSENT:
        items.append(Code(f"constant={pyvalue(item.constant)}"))
    elif item.required and item.location is not ir.Location.PATH:
        items.append(Code("required=True"))
    return bracket(f"{_PARAMETER_CLASSES[item.location]}(", items, ")")


def parameter_class(item: ir.Parameter) -> str:
    return _PARAMETER_CLASSES[item.location]


@dataclass(frozen=True, slots=True)
class ReplyCode:
    """The replies of one operation, what a call returns and which headers it has."""

    replies: Bracket
    annotation: Code
    headers: HeadersClass | None
    runtime: frozenset[str]
    media_types: tuple[str, ...]

    @property
    def documented(self) -> bool:
        """Whether any success is documented at all."""
        return bool(self.replies.items)


def replies(names: OperationSymbols, symbols: Symbols, writer: Writer) -> ReplyCode:
    """`{200: Reply(Json(models.Pet))}` and what follows from it."""
    rows: list[Piece] = []
    annotations: dict[str, None] = {}
    used: set[str] = set()
    mimes: dict[str, None] = {}
    for response in success_responses(names.operation):
        bodies = [body(content, writer) for content in response.contents]
        annotations.update(dict.fromkeys(part.annotation for part in bodies))
        if not bodies:
            annotations["None"] = None
        used.update(part.runtime for part in bodies)
        mimes.update(dict.fromkeys(content.media_type for content in response.contents))
        items: list[Piece] = [part.expression for part in bodies]
        typed = headers_class(response, symbols)
        if typed is not None:
            items.append(Code(f"headers=headers.{typed.name}"))
        if response.success_flag is not None:
            items.append(Code(f"success_flag={pystr(response.success_flag)}"))
        rows.append(
            Named(
                Code(f"{status_key(response.status)}: "), bracket("Reply(", items, ")")
            )
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
    )


def headers_class(response: ir.Response, symbols: Symbols) -> HeadersClass | None:
    return symbols.headers_of(response)


def status_key(status: ir.Status) -> Code:
    """`200`, `"4XX"`, `"default"`."""
    return Code(str(status)) if status.code is not None else pystr(str(status))
