"""A group to the view of its module in `operations/`: sans-I/O, one function an operation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ... import ir
from ...layout import Declared, Named, Piece, bracket, lay, signature
from ...names import BUILTINS
from ...python.annotations import Writer
from ...python.symbols import GroupSymbols, OperationSymbols, Symbols
from ...quoting import Code, docstring, pystr
from . import wire
from .docs import operation_doc
from .imports import from_import, import_lines
from .servers import url_of


@dataclass(frozen=True, slots=True)
class OperationView:
    follows: bool  # stands below another one
    constant: Code  # `CANCEL = Operation(…)`
    signature: Code  # `def cancel(…) -> Call[…]:`
    doc: Code
    result: Code  # `return Call(CANCEL, …)`


@dataclass(frozen=True, slots=True)
class OperationsView:
    doc: Code
    imports: Code
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """What one module's operations need to be imported."""

    writer: Writer
    runtime: dict[str, None]
    siblings: dict[str, None]  # `models`, `errors`, `headers`


def operations_view(
    group: GroupSymbols, api: ir.Api, symbols: Symbols
) -> OperationsView:
    functions = frozenset(names.function for names in group.operations)
    hidden = functions & _SIBLINGS
    writer = Writer(
        symbols.classes,
        symbols.forms,
        api.by_key,
        models="_models" if "models" in hidden else "models",
        hidden=functions,
        builtins_hidden=functions & BUILTINS,
    )
    module = Module(writer, dict.fromkeys(("Operation",)), {})
    views = tuple(
        _operation(names, symbols, module, follows=index > 0)
        for index, names in enumerate(group.operations)
    )
    return OperationsView(
        doc=docstring(
            group.group.doc or f"Operations of {group.group.name or 'the API'}."
        ),
        imports=_imports(module, views),
        operations=views,
    )


_SIBLINGS = frozenset(("models", "errors", "headers"))


def _imports(module: Module, views: Sequence[OperationView]) -> Code:
    writer = module.writer
    used = [
        name
        for name in ("errors", "headers", "models")
        if any(
            f"{_sibling(module, name)}." in view.constant + view.signature
            for view in views
        )
    ]
    lines = (
        [
            Code(
                "from .. import "
                + ", ".join(
                    f"{name} as _{name}" if name in writer.hidden else name
                    for name in used
                )
            )
        ]
        if used
        else []
    )
    standard = list(writer.imports())
    signatures = "".join(view.signature for view in views)
    abstract = [
        name
        for name in ("AsyncIterable", "Iterable", "Iterator")
        if re.search(rf"\b{name}\[", signatures)
    ]
    lines_first = from_import("collections.abc", abstract) if abstract else None
    runtime = sorted(module.runtime, key=lambda name: (not name.isupper(), name))
    code = import_lines(standard, writer, runtime, *lines, dots="..")
    return Code(f"{lines_first}\n{code}") if lines_first else code


def _sibling(module: Module, name: str) -> str:
    return f"_{name}" if name in module.writer.hidden else name


def _operation(
    names: OperationSymbols, symbols: Symbols, module: Module, *, follows: bool
) -> OperationView:
    operation = names.operation
    headers = _sibling(module, "headers")
    reply = wire.replies(names, symbols, module.writer, headers)
    contents = operation.body.contents if operation.body is not None else ()
    bodies = [wire.body(content, module.writer) for content in contents]
    module.runtime.update(dict.fromkeys(sorted(reply.runtime)))
    for part in bodies:
        module.runtime.update(dict.fromkeys((part.runtime, *part.names)))
    if reply.documented:
        module.runtime["Reply"] = None
    return OperationView(
        follows=follows,
        constant=_constant(names, bodies, reply, module),
        signature=_signature(names, bodies, reply, module),
        doc=operation_doc(names, 4),
        result=_result(
            names,
            reply,
            bool(bodies),
            wire.is_chosen(contents),
            len(reply.media_types) > 1,
        ),
    )


def _constant(
    names: OperationSymbols,
    bodies: Sequence[wire.BodyCode],
    reply: wire.ReplyCode,
    module: Module,
) -> Code:
    operation = names.operation
    items: list[Piece] = [
        pystr(operation.id),
        pystr(operation.method),
        pystr(operation.path),
    ]
    if operation.parameters:
        for parameter in operation.parameters:
            module.runtime[wire.parameter_class(parameter)] = None
        rows = [wire.parameter(parameter) for parameter in operation.parameters]
        items.append(Named(Code("parameters="), bracket("(", rows, ")")))
    if bodies:
        alternatives = bracket("(", [part.expression for part in bodies], ")")
        items.append(Named(Code("bodies="), alternatives))
        if operation.body is not None and operation.body.required:
            items.append(Code("body_required=True"))
    if (
        reply.annotation != "None"
        or isinstance(reply.replies, Code)
        or operation.responses
    ):
        items.append(Named(Code("replies="), reply.replies))
    if names.errors:
        rows = [
            Code(f"{_status_key(status)}: {_sibling(module, 'errors')}.{error.name}")
            for status, error in names.errors.items()
        ]
        items.append(Named(Code("errors="), bracket("{", rows, "}")))
    if operation.security:
        items.append(Named(Code("security="), _security(operation)))
    if operation.accept is not None:
        items.append(Code(f"accept={pystr(operation.accept)}"))
    if operation.servers:
        urls = bracket(
            "(", [pystr(url_of(server)) for server in operation.servers], ")"
        )
        items.append(Named(Code("servers="), urls))
    return lay(bracket(f"{names.constant} = Operation(", items, ")"))


def _status_key(status: str) -> str:
    return status if status.isdigit() else pystr(status)


def _security(operation: ir.Operation) -> Piece:
    """`((("oauth2", ()),),)`: alternatives, each of schemes that go together."""
    return bracket(
        "(",
        [
            bracket(
                "(",
                [
                    bracket("(", [pystr(need.scheme), _scopes(need.scopes)], ")")
                    for need in alternative
                ],
                ")",
            )
            for alternative in operation.security
        ],
        ")",
    )


def _scopes(scopes: tuple[str, ...]) -> Piece:
    return bracket("(", [pystr(scope) for scope in scopes], ")")


def _signature(
    names: OperationSymbols,
    bodies: Sequence[wire.BodyCode],
    reply: wire.ReplyCode,
    module: Module,
) -> Code:
    operation, writer = names.operation, module.writer
    positional: list[Piece] = []
    required: list[Piece] = []
    optional: list[Piece] = []
    for parameter, name in zip(operation.parameters, names.parameters):
        if name is None:
            continue
        if parameter.location is ir.Location.PATH:
            positional.append(Declared(name, writer.annotation(parameter.type)))
        elif parameter.required:
            required.append(Declared(name, writer.annotation(parameter.type)))
        else:
            optional.append(Declared(name, writer.optional(parameter.type), _NONE))
    if bodies:
        annotation = _body_annotation(bodies, module)
        if operation.body is not None and operation.body.required:
            required.append(Declared(_BODY, Code(annotation)))
        else:
            optional.append(Declared(_BODY, Code(_or_none(annotation)), _NONE))
    if operation.body is not None and wire.is_chosen(operation.body.contents):
        choice = _content_type(operation.body, writer)
        (required if choice.default is None else optional).append(choice)
    if len(reply.media_types) > 1:
        optional.append(_choice("accept", reply.media_types, writer))
    keywords = [*required, *optional]
    items = [*positional, *([Code("*"), *keywords] if keywords else [])]
    if reply.headers is not None:
        headers = f"{_sibling(module, 'headers')}.{reply.headers.name}"
    else:
        headers = "Headers"
        module.runtime["Headers"] = None
    result = bracket("Call[", [reply.annotation, Code(headers)], "]")
    if reply.item is not None:
        module.runtime["StreamCall"] = None
        parts = [reply.annotation, reply.item, Code(headers)]
        result = bracket("StreamCall[", parts, "]")
    else:
        module.runtime["Call"] = None
    return signature(names.function, items, result)


_NONE = Code("None")
_BODY = Code("body")


def _or_none(annotation: str) -> str:
    return annotation if annotation.endswith("| None") else f"{annotation} | None"


def _body_annotation(bodies: Sequence[wire.BodyCode], module: Module) -> str:
    """What a body may be given as: a plain dict as well, where it is one model; what
    is sent piece by piece as pieces."""
    writer = module.writer
    found: dict[Code, None] = {}
    for part in bodies:
        if part.item is None:
            found[part.annotation] = None
        elif part.runtime == wire.Kind.BYTES:
            module.runtime["Chunks"] = None
            found[part.annotation] = found[Code("Chunks")] = None
        else:
            found[Code(f"Iterable[{part.item}]")] = None
            found[Code(f"AsyncIterable[{part.item}]")] = None
    models = [
        part.annotation
        for part in bodies
        if part.runtime in (wire.Kind.JSON, wire.Kind.FORM, wire.Kind.MULTIPART)
        and part.annotation.startswith(f"{writer.models}.")
        and "|" not in part.annotation
    ]
    if models:
        names = ("dict", "str", "object")
        mapping, text, anything = (writer.builtin(name) for name in names)
        found[Code(f"{mapping}[{text}, {anything}]")] = None
    return " | ".join(found)


def _content_type(body: ir.Body, writer: Writer) -> Declared:
    """Which of several media types a body has, or which one of a range such as `image/*`."""
    mimes = [content.media_type for content in body.contents]
    if not any("*" in mime for mime in mimes):
        return _choice("content_type", mimes, writer)
    name, text = Code("content_type"), Code(writer.builtin("str"))
    default = wire.concrete(body.contents[0])
    if default is not None:
        return Declared(name, text, pystr(default))
    if body.required:
        return Declared(name, text)
    return Declared(name, Code(f"{text} | None"), _NONE)


def _choice(name: str, mimes: Sequence[str], writer: Writer) -> Declared:
    values = ", ".join(pystr(mime) for mime in mimes)
    annotation = Code(f"{writer.typing('Literal')}[{values}]")
    return Declared(Code(name), annotation, pystr(mimes[0]))


def _result(
    names: OperationSymbols,
    reply: wire.ReplyCode,
    has_body: bool,
    chooses: bool,
    accepts: bool,
) -> Code:
    values: list[Piece] = [name for name in names.parameters if name is not None]
    items: list[Piece] = [names.constant]
    if values:
        items.append(bracket("(", values, ")"))
    if has_body:
        items.append(Code("body=body"))
    if chooses:
        items.append(Code("content_type=content_type"))
    if accepts:
        items.append(Code("accept=accept"))
    made = "Call" if reply.item is None else "StreamCall"
    return lay(bracket(f"return {made}(", items, ")"), 4)
