"""Operations of all paths, and their groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from .. import ir
from ..openapi import METHODS
from ..resolve import Node
from .commonmark import description_of
from .contents import contents_of
from .context import Context
from .declarations import Hint
from .headers import HEADER_NAME
from .parameters import parameters_of, parse_path_template
from .responses import responses_of
from .security import SecuritySchemes, requirements_of
from .servers import resolved_against, servers_of
from .unsupported import report_unsupported


class _Written(Struct, frozen=True):
    """An operation in the description; `path_items` are its path item and the targets of
    its references, in order of precedence."""

    method: str
    template: str
    node: Node
    path_items: list[Node]


def operations_of(ctx: Context, schemes: SecuritySchemes) -> tuple[ir.Operation, ...]:
    """Every operation of every path, in document order."""
    default_security = requirements_of(ctx, ctx.spec.root, schemes) or ()
    written_operations = list(_written_operations(ctx))
    reserved_ids = {written.node.text("operationId") for written in written_operations}
    ids: set[str] = set()
    operations: list[ir.Operation] = []
    named: list[tuple[_Written, str, bool]] = []
    for written in written_operations:
        id_, is_given = _id(written, ids, reserved_ids)
        ids.add(id_)
        named.append((written, id_, is_given))
        ctx.inference.operations.setdefault(written.node.identity, id_)
    for written, id_, is_given in named:
        security = requirements_of(ctx, written.node, schemes)
        if security is None:
            security = default_security
        operations.append(_operation(ctx, written, id_, is_given, security))
        ctx.size.spend(operations[-1], written.node)
    nodes = [written.node for written in written_operations]
    report_unsupported(ctx.spec, nodes, ctx.report)
    return tuple(operations)


def groups_of(
    ctx: Context, operations: tuple[ir.Operation, ...]
) -> tuple[ir.Group, ...]:
    """Operations by group: declared tags in their order, then others by first use."""
    docs: dict[str, str] = {}
    for tag in ctx.spec.root.elements("tags"):
        if name := tag.text("name"):
            docs.setdefault(name, description_of(tag, "description", "summary"))
    members: dict[str, list[ir.Operation]] = {name: [] for name in docs}
    for operation in operations:
        members.setdefault(operation.group, []).append(operation)
    return tuple(
        ir.Group(name, docs.get(name, ""), tuple(in_group))
        for name, in_group in members.items()
        if in_group
    )


def _written_operations(ctx: Context) -> Iterator[_Written]:
    for template, item in ctx.spec.entries(ctx.spec.root, "paths"):
        if not template.startswith("x-"):
            path_items = ctx.spec.chain(item)
            for method, node in methods_of(ctx, path_items):
                yield _Written(method, template, node, path_items)


def methods_of(ctx: Context, path_items: list[Node]) -> Iterator[tuple[str, Node]]:
    """The methods of a path item, which may be a chain of references, and operations."""
    used: set[str] = set()
    for item in path_items:
        for word, written in item.items():
            node = ctx.spec.follow(written) if word in METHODS else None
            if word not in used and node is not None and isinstance(node.value, dict):
                used.update((word, word.upper()))
                yield word.upper(), node
        for word, written in ctx.spec.entries(item, "additionalOperations"):
            node = ctx.spec.follow(written)
            if node is None or not isinstance(node.value, dict):
                continue
            if word in used or not HEADER_NAME.fullmatch(word):
                problem = "a duplicate method" if word in used else "not a valid method"
                message = f"`{word}` is {problem}; the operation is ignored"
                ctx.report.warning("unusable-method", message, written)
                continue
            used.add(word)
            yield word, node


def _operation(
    ctx: Context,
    written: _Written,
    id_: str,
    is_given: bool,
    security: tuple[tuple[ir.Requirement, ...], ...],
) -> ir.Operation:
    node, path_items = written.node, written.path_items
    hint: Hint = (id_,)
    tags = tags_of(node)
    template = parse_path_template(written.template, node, ctx.report)
    owners = [*reversed(path_items), node]
    parameters, accept = parameters_of(ctx, template, owners, hint)
    servers = servers_of(node) or next(filter(None, map(servers_of, path_items)), ())
    return ir.Operation(
        id=id_,
        id_given=is_given,
        method=written.method,
        path=template.path,
        group=tags[0] if tags else "",
        summary=description_of(node, "summary"),
        doc=_doc(path_items, node),
        deprecated=node.flag("deprecated"),
        parameters=parameters,
        body=_body(ctx, node, hint),
        responses=responses_of(ctx, node, hint),
        security=security,
        servers=resolved_against(servers_of(ctx.spec.root), servers),
        accept=node.text("x-accept") or accept,
        tags=tags,
        job=_job(node),
        source_location=node,
    )


def _doc(path_items: list[Node], node: Node) -> str:
    """The description of an operation, or else that of its path."""
    if node.text("summary") or node.text("description"):
        return description_of(node, "description")
    docs = (description_of(item, "description", "summary") for item in path_items)
    return next(filter(None, docs), "")


def _id(written: _Written, ids: set[str], reserved_ids: set[str]) -> tuple[str, bool]:
    """The id, and whether the author assigned it.

    The second operation with an id gets another, which the rule
    `operation-operationId-unique` reports.
    """
    given = written.node.text("operationId")
    if given and given not in ids:
        return given, True
    wanted = made = _made_id(written.method, written.template)
    count = 2
    while made in ids or made in reserved_ids:
        made, count = f"{wanted}_{count}", count + 1
    return made, False


def _made_id(method: str, template: str) -> str:
    """`GET /pets/{id}` → `get_pets_by_id`."""
    spelled_out = re.sub(r"\{([^{}]*)\}", r"/by/\1/", template)
    return "_".join([method.lower(), *re.findall(r"\w+", spelled_out)])


def tags_of(node: Node) -> tuple[str, ...]:
    names = (tag.value for tag in node.elements("tags"))
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str)))


def _body(ctx: Context, operation: Node, hint: Hint) -> ir.Body | None:
    written = operation.get("requestBody")
    node = ctx.spec.follow(written) if written is not None else None
    if written is None or node is None or not isinstance(node.value, dict):
        return None
    is_shared = node.pointer[:2] == ("components", "requestBodies")
    own_hint: Hint = (node.pointer[-1],) if is_shared else (*hint, "body")
    contents = contents_of(ctx, node, own_hint)
    if not contents:
        message = "the request body has no media type; ignored"
        ctx.report.warning("empty-body", message, written)
        return None
    doc = description_of(written, "description") or description_of(node, "description")
    return ir.Body(contents, node.flag("required"), doc, source_location=node)


def _job(node: Node) -> ir.JobControl | None:
    control = node.get("x-job-control")
    if control is None or not isinstance(control.value, dict):
        return None
    facts = tuple(
        fact
        for name, value in control.items()
        if name not in ("effect", "completion")
        for fact in _facts(name, value)
    )
    return ir.JobControl(control.text("effect"), control.text("completion"), facts)


def _facts(name: str, node: Node) -> Iterator[tuple[str, str]]:
    """`poll: {method: GET}` → `("poll.method", "GET")`; lists are joined by commas."""
    if name.rpartition(".")[2].startswith("x-"):
        return
    match node.value:
        case dict():
            for key, value in node.items():
                yield from _facts(f"{name}.{key}", value)
        case list(values):
            yield name, ", ".join(str(value) for value in values)
        case bool(value):
            yield name, "yes" if value else "no"
        case None:
            return
        case value:
            yield name, str(value)
