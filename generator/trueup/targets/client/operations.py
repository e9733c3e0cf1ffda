"""A group to the view of its module in `operations/`: sans-I/O, one function an operation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.docstrings import operation_doc
from ...emit.identifiers import BUILTINS
from ...emit.imports import Module, import_lines, sibling, uses
from ...emit.module_split import LIMIT, exports, split
from ...emit.naming import GroupSymbols, OperationSymbols, Symbols
from ...emit.quoting import Code, docstring, pystr
from ...emit.runtime import Runtime
from ...emit.syntax import bracket, prefix
from . import expressions
from .servers import url_of
from .signatures import signature_of


class OperationView(Struct, frozen=True):
    follows: bool  # stands below another one
    constant: Code  # `CANCEL = Operation(…)`
    signature: Code  # `def cancel(…) -> Call[…]:`
    doc: Code
    result: Code  # `return Call(CANCEL, …)`


class OperationsView(Struct, frozen=True):
    doc: Code
    imports: Code
    is_part: bool
    exports: Code
    operations: tuple[OperationView, ...]


def operation_runs(
    group: GroupSymbols, limit: int = LIMIT
) -> tuple[tuple[OperationSymbols, ...], ...]:
    """A group's operations, or those of its parts where they exceed `limit` steps."""
    return split(group.operations, _steps, limit)


def _steps(names: OperationSymbols) -> int:
    """Two definitions, annotations, and a call for each thing that is described."""
    operation = names.operation
    bodies = list(operation.body.contents) if operation.body is not None else []
    for response in operation.responses:
        bodies += response.contents
    parts = [part for content in bodies for part in content.parts]
    headers = sum(len(part.headers) for part in parts)
    described = len(operation.parameters) + len(operation.responses) + len(bodies)
    return 5 + described + len(parts) + headers


def operations_doc(group: GroupSymbols) -> Code:
    return docstring(
        group.group.doc or f"Operations of {group.group.name or 'the API'}."
    )


def operations_view(
    group: GroupSymbols,
    operations: Sequence[OperationSymbols],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> OperationsView:
    """The view of a group's module, or of a part with some of its operations."""
    functions = frozenset(names.function for names in group.operations)
    hidden = functions & _SIBLINGS
    writer = AnnotationWriter(
        symbols.classes,
        symbols.representations,
        api.by_key,
        models="_models" if "models" in hidden else "models",
        hidden=functions,
        builtins_hidden=functions & BUILTINS,
    )
    module = Module(writer, dict.fromkeys(("Operation",)), {})
    views = tuple(
        _operation(names, symbols, module, follows=index > 0)
        for index, names in enumerate(operations)
    )
    named = [name for each in operations for name in (each.constant, each.function)]
    return OperationsView(
        doc=operations_doc(group),
        imports=_imports(module, symbols.runtime, views, ".." if alone else "..."),
        is_part=not alone,
        exports=exports([] if alone else named),
        operations=views,
    )


_SIBLINGS = frozenset(("models", "errors", "headers"))


def _imports(
    module: Module, home: Runtime, views: Sequence[OperationView], dots: str
) -> Code:
    writer = module.writer
    used = [
        name
        for name in ("errors", "headers", "models")
        if any(
            uses(view.constant + view.signature, sibling(module, name))
            for view in views
        )
    ]
    lines = (
        [
            Code(
                f"from {dots} import "
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
    runtime = sorted(module.runtime, key=lambda name: (not name.isupper(), name))
    return import_lines(
        standard, writer, home, runtime, *lines, dots=dots, abstract=abstract
    )


def _operation(
    names: OperationSymbols, symbols: Symbols, module: Module, *, follows: bool
) -> OperationView:
    operation = names.operation
    headers = sibling(module, "headers")
    reply = expressions.replies(names, symbols, module.writer, headers)
    contents = operation.body.contents if operation.body is not None else ()
    bodies = [expressions.body(content, module.writer) for content in contents]
    module.runtime.update(dict.fromkeys(sorted(reply.runtime)))
    for part in bodies:
        module.runtime.update(dict.fromkeys((part.runtime, *part.names)))
    if reply.documented:
        module.runtime["Reply"] = None
    return OperationView(
        follows=follows,
        constant=_constant(names, bodies, reply, module),
        signature=signature_of(names, bodies, reply, module),
        doc=operation_doc(names, 4),
        result=_result(
            names,
            reply,
            bool(bodies),
            expressions.is_chosen(contents),
            len(reply.media_types) > 1,
        ),
    )


def _constant(
    names: OperationSymbols,
    bodies: Sequence[expressions.BodyCode],
    reply: expressions.ReplyCode,
    module: Module,
) -> Code:
    operation = names.operation
    items: list[Code] = [
        pystr(operation.id),
        pystr(operation.method),
        pystr(operation.path),
    ]
    if operation.parameters:
        for parameter in operation.parameters:
            module.runtime.update(
                dict.fromkeys(expressions.parameter_classes(parameter))
            )
        rows = [expressions.parameter(parameter) for parameter in operation.parameters]
        items.append(prefix("parameters=", bracket("(", rows, ")")))
    if bodies:
        alternatives = bracket("(", [part.expression for part in bodies], ")")
        items.append(prefix("bodies=", alternatives))
        if operation.body is not None and operation.body.required:
            items.append(Code("body_required=True"))
    if reply.annotation != "None" or operation.responses:
        items.append(prefix("replies=", reply.replies))
    if names.errors:
        rows = [
            Code(f"{_status_key(status)}: {sibling(module, 'errors')}.{error.name}")
            for status, error in names.errors.items()
        ]
        items.append(prefix("errors=", bracket("{", rows, "}")))
    if operation.security:
        items.append(prefix("security=", _security(operation)))
    if operation.accept is not None:
        items.append(Code(f"accept={pystr(operation.accept)}"))
    if operation.servers:
        urls = bracket(
            "(", [pystr(url_of(server)) for server in operation.servers], ")"
        )
        items.append(prefix("servers=", urls))
    return bracket(f"{names.constant} = Operation(", items, ")")


def _status_key(status: str) -> str:
    return status if status.isdigit() else pystr(status)


def _security(operation: ir.Operation) -> Code:
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


def _scopes(scopes: tuple[str, ...]) -> Code:
    return bracket("(", [pystr(scope) for scope in scopes], ")")


def _result(
    names: OperationSymbols,
    reply: expressions.ReplyCode,
    has_body: bool,
    chooses: bool,
    accepts: bool,
) -> Code:
    values: list[Code] = [name for name in names.parameters if name is not None]
    items: list[Code] = [names.constant]
    if values:
        items.append(bracket("(", values, ")"))
    if has_body:
        items.append(Code("body=body"))
    if chooses:
        items.append(Code("content_type=content_type"))
    if accepts:
        items.append(Code("accept=accept"))
    made = "Call" if reply.item is None else "StreamCall"
    return bracket(f"return {made}(", items, ")")
