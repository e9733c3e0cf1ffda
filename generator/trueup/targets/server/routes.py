"""A group to the view of its module in `server/routes/`: the table of its endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.imports import uses
from ...emit.module_split import LIMIT, import_parts, part_names, split
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr
from ...emit.runtime import Runtime, import_blocks
from ...emit.syntax import bracket, from_import, prefix
from .bodies import asked_type
from .names import GroupNames, ReplyNames, ServedNames
from .paths import base_paths


class RoutesView(Struct, frozen=True):
    doc: Code
    imports: Code
    endpoints: Code


def route_runs(
    group: GroupNames, limit: int = LIMIT
) -> tuple[tuple[ServedNames, ...], ...]:
    """A group's operations, or those of its parts where they exceed `limit` steps."""
    return split(group.operations, _steps, limit)


def _steps(served: ServedNames) -> int:
    """Each call is one: `Endpoint`, `Input`, `Intake`, `Content`, `Answer`, `Output`."""
    operation = served.symbols.operation
    contents = operation.body.contents if operation.body is not None else ()
    answers = (
        1 + len(reply.response.contents) + 2 * len(reply.headers)
        for reply in served.replies
    )
    return 3 + len(operation.parameters) + len(contents) + sum(answers)


def whole_view(group: GroupNames, count: int) -> RoutesView:
    """The view of `__init__.py` over so many parts of a group."""
    rows = [Code(f"*{name}.ENDPOINTS") for name in part_names(count)]
    return RoutesView(
        _doc(group),
        import_parts(count),
        bracket("ENDPOINTS = (", rows, ")"),
    )


def _doc(group: GroupNames) -> Code:
    title = group.symbols.group.name or "the API"
    return docstring(f"What goes in and out of the operations of {title}. Plain data.")


def routes_view(
    group: GroupNames,
    operations: Sequence[ServedNames],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> RoutesView:
    """Which handlers of a group answer what of some of its operations, or of all."""
    writer = AnnotationWriter(
        symbols.classes, symbols.representations, api.by_key, models="models"
    )
    rows = [_endpoint(served, group, writer) for served in operations]
    endpoints = bracket("ENDPOINTS = (", rows, ")")
    return RoutesView(
        _doc(group),
        _imports(group, symbols.runtime, writer, endpoints, "" if alone else "."),
        endpoints,
    )


def _imports(
    group: GroupNames,
    home: Runtime,
    writer: AnnotationWriter,
    endpoints: Code,
    dot: str,
) -> Code:
    """Everything that the table names. `dot` is one more level up, for a part."""
    module = group.symbols.module
    plain = [
        f"import {name}" for name in writer.imports() if not name.startswith("typing.")
    ]
    typing = [
        n.removeprefix("typing.") for n in writer.imports() if n.startswith("typing.")
    ]
    if typing:
        plain.append(from_import("typing", sorted(typing)))
    lines = [f"from {dot}... import models"] if uses(endpoints, "models") else []
    shared = [n for n in ("Header(", "ServerSentEvent") if n in endpoints]
    if shared:
        names = [name.removesuffix("(") for name in shared]
        lines.append(home.names("client", names, f"{dot}..."))
    runtime = [
        n
        for n in ("Answer", "Content", "Endpoint", "Input", "Intake", "Output")
        if f"{n}(" in endpoints
    ]
    lines.append(home.names("server", runtime, f"{dot}..."))
    lines.append(f"from {dot}...operations import {module} as operations")
    lines.append(f"from {dot}..handlers import {module} as handlers")
    return import_blocks([Code(line) for line in plain], [Code(line) for line in lines])


def _endpoint(served: ServedNames, group: GroupNames, writer: AnnotationWriter) -> Code:
    operation = served.symbols.operation
    items: list[Code] = [
        Code(f"operations.{served.symbols.constant}"),
        pystr(group.symbols.module),
        pystr(served.symbols.function),
        Code(f"handlers.{served.request}"),
    ]
    if operation.parameters:
        inputs = tuple(_inputs(served))
        items.append(prefix("inputs=", bracket("(", inputs, ")")))
    if operation.body is not None and operation.body.contents:
        items.append(prefix("body=", _intake(operation.body, writer)))
    if served.replies:
        answers = tuple(_answer(reply) for reply in served.replies)
        items.append(prefix("answers=", bracket("(", answers, ")")))
    if operation.servers:
        paths = tuple(pystr(path) for path in base_paths(operation.servers))
        items.append(prefix("base_paths=", bracket("(", paths, ")")))
    return bracket("Endpoint(", items, ")")


def _inputs(served: ServedNames) -> Iterator[Code]:
    for parameter, name in zip(
        served.symbols.operation.parameters, served.fields, strict=True
    ):
        items: list[Code] = [Code("None") if name is None else pystr(name)]
        items += _schema(parameter.schema)
        if parameter.required:
            items.append(Code("required=True"))
        yield bracket("Input(", items, ")")


def _schema(pointer: str | None) -> Sequence[Code]:
    return () if pointer is None else (pystr(pointer),)


def _intake(body: ir.Body, writer: AnnotationWriter) -> Code:
    contents = []
    for content in body.contents:
        items: list[Code] = [pystr(content.media_type)]
        items += _schema(content.schema)
        items.append(Code(f"type={asked_type(content, writer)}"))
        contents.append(bracket("Content(", items, ")"))
    rows: list[Code] = [bracket("(", contents, ")")]
    if body.required:
        rows.append(Code("required=True"))
    return bracket("Intake(", rows, ")")


def _answer(reply: ReplyNames) -> Code:
    response = reply.response
    items: list[Code] = [
        pystr(str(response.status)),
        Code(f"handlers.{reply.class_name}"),
    ]
    if response.contents:
        contents = [
            bracket(
                "Content(", [pystr(content.media_type), *_schema(content.schema)], ")"
            )
            for content in response.contents
        ]
        items.append(prefix("contents=", bracket("(", contents, ")")))
    if reply.headers:
        headers = [_output(header, name) for header, name in reply.headers]
        items.append(prefix("headers=", bracket("(", headers, ")")))
    return bracket("Answer(", items, ")")


def _output(header: ir.Header, name: Code) -> Code:
    written: list[Code] = [pystr(header.name)]
    if header.explode:
        written.append(Code("explode=True"))
    if header.media_type is not None:
        written.append(Code(f"media_type={pystr(header.media_type)}"))
    items: list[Code] = [
        pystr(name),
        bracket("Header(", written, ")"),
        *_schema(header.schema),
    ]
    return bracket("Output(", items, ")")
