"""A group to the view of its module in `server/handlers/`: requests, replies, contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.docstrings import summary
from ...emit.identifiers import BUILTINS
from ...emit.module_split import (
    LIMIT,
    PartView,
    derived,
    exports,
    import_parts,
    part_names,
    split,
)
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr
from ...emit.runtime import Runtime, import_blocks
from ...emit.syntax import bracket, from_import, signature
from ..framing_headers import frames_answers
from .fields import FieldView, Module, annotated, body_fields, field_view
from .names import GroupNames, ReplyNames, ServedNames, is_multipart
from .statuses import statuses

_RULE = 75
_PARTS = "What each part of a form said of itself: header fields, the name of a file."


class ClassView(Struct, frozen=True):
    head: Code  # `class Cancel200(FixedReply):`
    doc: Code
    has_fields: bool
    fields: tuple[FieldView, ...]


class MethodView(Struct, frozen=True):
    signature: Code  # `def cancel(self, request: CancelRequest, /) -> …:`
    doc: Code
    refusal: Code  # `raise Unimplemented("cancel")`


class OperationView(Struct, frozen=True):
    rule: Code  # a comment that heads the operation's classes
    classes: tuple[ClassView, ...]
    method: MethodView


class HandlersView(Struct, frozen=True):
    doc: Code
    imports: Code
    is_part: bool
    exports: Code
    operations: tuple[OperationView, ...]
    protocol: Code
    protocol_doc: Code
    unimplemented: Code
    rule: Code


class WholeView(Struct, frozen=True):
    """A group of parts: heads of its contracts, which derive from those of the parts."""

    doc: Code
    imports: Code
    parts: tuple[PartView, ...]
    protocol: Code
    protocol_doc: Code
    unimplemented: Code


def handler_runs(
    group: GroupNames, limit: int = LIMIT
) -> tuple[tuple[ServedNames, ...], ...]:
    """A group's operations, or those of its parts where they exceed `limit` steps."""
    return split(group.operations, _steps, limit)


def _steps(served: ServedNames) -> int:
    """Two methods with annotations of their own, and classes with their fields.

    A field is one, and another where it has a value; a body may have two fields, and a
    class of requests three more; a status may be a call.
    """
    operation = served.symbols.operation
    fields = sum(1 if parameter.required else 2 for parameter in operation.parameters)
    body = 0 if operation.body is None else 6
    principals = 3 if any(operation.security) else 0
    replies = sum(
        4
        + (3 if reply.response.contents else 0)
        + sum(1 if header.required else 2 for header, _ in reply.headers)
        for reply in served.replies
    )
    return 5 + fields + body + principals + replies


def whole_view(group: GroupNames, count: int) -> WholeView:
    """The view of `__init__.py` over so many parts of a group."""
    names = part_names(count)
    return WholeView(
        doc=_doc(group),
        imports=import_parts(count),
        parts=tuple(map(PartView, names)),
        protocol=derived(group.symbols.class_name, names, Code("Protocol")),
        protocol_doc=_protocol_doc(group),
        unimplemented=derived(group.unimplemented, names),
    )


def _doc(group: GroupNames) -> Code:
    return docstring(f"What the handlers of {_title(group)} take and answer.")


def _protocol_doc(group: GroupNames) -> Code:
    text = group.symbols.group.doc or f"Answers the operations of {_title(group)}."
    how = "A method may be an `async def`, or a plain `def`, which is run in a thread."
    return docstring(f"{text}\n\n{how}", 4)


def _title(group: GroupNames) -> str:
    return group.symbols.group.name or "the API"


def handlers_view(
    group: GroupNames,
    operations: Sequence[ServedNames],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> HandlersView:
    """The requests and replies of operations of a group, and who answers them."""
    module = Module(_writer(group, api, symbols))
    views = tuple(_operation(served, module) for served in operations)
    named = [
        name
        for served in operations
        for name in (served.request, *(reply.class_name for reply in served.replies))
    ]
    return HandlersView(
        doc=_doc(group),
        imports=_imports(module, symbols.runtime, "" if alone else "."),
        is_part=not alone,
        exports=exports([] if alone else named),
        operations=views,
        protocol=group.symbols.class_name,
        protocol_doc=_protocol_doc(group),
        unimplemented=group.unimplemented,
        rule=_rule("handlers"),
    )


def _writer(group: GroupNames, api: ir.Api, symbols: Symbols) -> AnnotationWriter:
    """Annotations where fields and methods may hide builtins and modules."""
    fields = {name for served in group.operations for name in served.fields if name}
    headers = {
        name
        for served in group.operations
        for reply in served.replies
        for _, name in reply.headers
    }
    hidden = frozenset(
        fields | headers | {served.symbols.function for served in group.operations}
    )
    return AnnotationWriter(
        symbols.classes,
        symbols.representations,
        api.by_key,
        models="_models" if "models" in hidden else "models",
        hidden=hidden,
        builtins_hidden=hidden & BUILTINS,
    )


def _imports(module: Module, home: Runtime, dot: str) -> Code:
    """`dot` is one more level up, for a part."""
    writer = module.writer
    names = {
        name.removeprefix("typing.")
        for name in writer.imports()
        if name.startswith("typing.")
    }
    plain = [name for name in writer.imports() if not name.startswith("typing.")]
    lines = [
        f"import {m} as _{m}" if m in writer.hidden else f"import {m}" for m in plain
    ]
    if module.collections:
        lines.append(from_import("collections.abc", sorted(module.collections)))
    lines.append(from_import("typing", sorted(names | {"ClassVar", "Protocol"})))
    local = []
    if "\0models" in module.runtime:
        local.append(
            f"from {dot}... import models as _models"
            if "models" in writer.hidden
            else f"from {dot}... import models"
        )
    if module.shared:
        local.append(home.names("client", sorted(module.shared), f"{dot}..."))
    runtime = {name for name in module.runtime if not name.startswith("\0")}
    local.append(
        home.names(
            "server",
            sorted(runtime | {"Answered", "Request", "Unimplemented"}),
            f"{dot}...",
        )
    )
    return import_blocks([Code(line) for line in lines], [Code(line) for line in local])


def _operation(served: ServedNames, module: Module) -> OperationView:
    return OperationView(
        rule=_rule(served.symbols.function),
        classes=(
            _request(served, module),
            *(_reply(reply, served, module) for reply in served.replies),
        ),
        method=_method(served, module),
    )


def _rule(title: str) -> Code:
    """A comment that heads a part of the module."""
    return Code(f"# {'-' * max(_RULE - len(title), 3)} {title}")


def _request(served: ServedNames, module: Module) -> ClassView:
    operation = served.symbols.operation
    target = f"`{operation.method} {operation.path}`"
    fields = tuple(_request_fields(served, module))
    return ClassView(
        head=Code(f"class {served.request}(Request):"),
        doc=docstring(f"{summary(operation)}\n\n{target}", 4),
        has_fields=bool(fields),
        fields=fields,
    )


def _request_fields(served: ServedNames, module: Module) -> Iterator[FieldView]:
    operation = served.symbols.operation
    for parameter, name in zip(operation.parameters, served.fields, strict=True):
        if name is not None:
            needed = parameter.required
            written = annotated(parameter.type, module, needed)
            yield field_view(name, written, needed, _parameter_doc(parameter))
    if operation.body is not None and operation.body.contents:
        body = operation.body
        yield from body_fields(body.contents, module, body.required, body.doc)
        if is_multipart(body):
            module.collections["Mapping"] = None
            module.shared["PartHead"] = None
            text, several = map(module.writer.builtin, ("str", "tuple"))
            annotation = f"Mapping[{text}, {several}[PartHead, ...]] = {{}}"
            yield field_view("parts", annotation, True, _PARTS)
    yield from _principal_fields(operation, module)


def _parameter_doc(parameter: ir.Parameter) -> str:
    parts = [parameter.doc.strip()] if parameter.doc.strip() else []
    if parameter.deprecated:
        parts.append("Deprecated.")
    return "\n\n".join(parts)


def _principal_fields(operation: ir.Operation, module: Module) -> Iterator[FieldView]:
    """Who calls, where the operation asks for it."""
    if not any(operation.security):
        return
    module.runtime["Principal"] = None
    needed = all(operation.security)
    yield field_view(
        "principal", "Principal" if needed else "Principal | None", needed, "Who calls."
    )
    if any(len(alternative) > 1 for alternative in operation.security):
        module.collections["Mapping"] = None
        text = module.writer.builtin("str")
        yield field_view(
            "principals", f"Mapping[{text}, Principal]", True, "Who calls, by scheme."
        )


def _reply(reply: ReplyNames, served: ServedNames, module: Module) -> ClassView:
    response = reply.response
    fixed = response.status.code is not None
    ancestor = "FixedReply" if fixed else "RangeReply"
    module.runtime[ancestor] = None
    return ClassView(
        head=Code(f"class {reply.class_name}({ancestor}):"),
        doc=docstring(response.doc or f"Status {response.status}.", 4),
        has_fields=True,
        fields=tuple(_reply_fields(reply, served, module)),
    )


def _reply_fields(
    reply: ReplyNames, served: ServedNames, module: Module
) -> Iterator[FieldView]:
    response = reply.response
    if response.status.code is not None:
        integer = module.writer.builtin("int")
        yield FieldView(Code(f"status: ClassVar[{integer}] = {response.status.code}"))
    else:
        module.runtime["Statuses"] = None
        allowed = statuses(response.status, served.symbols.operation.responses)
        yield FieldView(
            bracket("statuses: ClassVar[Statuses] = Statuses(", allowed, ")")
        )
    if response.contents:
        yield from body_fields(response.contents, module, True, chosen=False)
    for header, name in reply.headers:
        needed = header.required and not frames_answers(header.name)
        written = annotated(header.type, module, needed)
        doc = f"`{header.name}`" + (f": {header.doc}" if header.doc.strip() else ".")
        yield field_view(name, written, needed, doc)


def _method(served: ServedNames, module: Module) -> MethodView:
    if not served.replies:
        module.runtime["AnyReply"] = None
    return MethodView(
        signature=_signature(served),
        doc=docstring(summary(served.symbols.operation), 8),
        refusal=bracket(
            "raise Unimplemented(", [pystr(served.symbols.operation.id)], ")"
        ),
    )


def _signature(served: ServedNames) -> Code:
    names = [reply.class_name for reply in served.replies] or [Code("AnyReply")]
    result = Code(f"Answered[{' | '.join(names)}]")
    items = [Code("self"), Code(f"request: {served.request}"), Code("/")]
    return signature(served.symbols.function, items, result, 4)
