"""Paths to operations, and operations to groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import ir
from ..resolve import Node
from .contents import HEADER_NAME, contents_of
from .context import Context, Hint
from .parameters import parameters_of, target_of
from .prose import said
from .remainder import tell_of_the_rest
from .responses import responses_of
from .security import requirements_of
from .servers import beneath, servers_of

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def operations_of(
    ctx: Context, known_schemes: frozenset[str]
) -> tuple[ir.Operation, ...]:
    """Every operation of every path, in document order."""
    root_security = requirements_of(ctx, ctx.spec.root, known_schemes) or ()
    paths = ctx.spec.member(ctx.spec.root, "paths")
    ids: set[str] = {
        operation.text("operationId")
        for _, item in (paths.items() if paths is not None else ())
        for _, operation in _methods(ctx, _layers(ctx, item))
    }
    taken: set[str] = set()
    found: list[ir.Operation] = []
    nodes: list[Node] = []
    for template, item in paths.items() if paths is not None else ():
        if template.startswith("x-"):
            continue
        layers = _layers(ctx, item)
        for method, node in _methods(ctx, layers):
            id_, given = _id(node, method, template, taken, ids)
            taken.add(id_)
            nodes.append(node)
            found.append(
                _operation(
                    ctx,
                    id_,
                    given,
                    method,
                    template,
                    layers,
                    node,
                    known_schemes,
                    root_security,
                )
            )
    tell_of_the_rest(ctx, nodes)
    return tuple(found)


def groups_of(
    ctx: Context, operations: tuple[ir.Operation, ...]
) -> tuple[ir.Group, ...]:
    """Operations by group: declared tags in their order, then others by first use."""
    docs: dict[str, str] = {}
    tags = ctx.spec.root.get("tags")
    for tag in tags.elements() if tags is not None else ():
        if name := tag.text("name"):
            docs.setdefault(name, said(tag, "description", "summary"))
    members: dict[str, list[ir.Operation]] = {name: [] for name in docs}
    for operation in operations:
        members.setdefault(operation.group, []).append(operation)
    return tuple(
        ir.Group(name, docs.get(name, ""), tuple(inside))
        for name, inside in members.items()
        if inside
    )


def _layers(ctx: Context, item: Node) -> list[Node]:
    """A path item and what it refers to; the item's own members count first."""
    found = [item]
    at: Node | None = item
    while at is not None and len(found) < 10:
        at = ctx.spec.target(at)
        if at is not None and at not in found:
            found.append(at)
        else:
            break
    return found


def _methods(ctx: Context, layers: list[Node]) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for layer in layers:
        for word, written in layer.items():
            node = ctx.spec.follow(written) if word in METHODS else None
            if word not in seen and node is not None and isinstance(node.value, dict):
                seen.update((word, word.upper()))
                yield word.upper(), node
        more = ctx.spec.member(layer, "additionalOperations")
        for word, written in more.items() if more is not None else ():
            node = ctx.spec.follow(written)
            if node is None or not isinstance(node.value, dict):
                continue
            if word in seen or not HEADER_NAME.fullmatch(word):
                why = "there already" if word in seen else "no method of a request"
                message = f"`{word}` is {why}, so the operation is left out"
                ctx.warn("unusable-method", message, written)
                continue
            seen.add(word)
            yield word, node


def _operation(
    ctx: Context,
    id_: str,
    given: bool,
    method: str,
    template: str,
    layers: list[Node],
    node: Node,
    known_schemes: frozenset[str],
    root_security: tuple[tuple[ir.Requirement, ...], ...],
) -> ir.Operation:
    hint: Hint = (id_,)
    tags = _tags(node)
    target = target_of(ctx, template, node)
    parameters, accept = parameters_of(ctx, target, [*reversed(layers), node], hint)
    own_security = requirements_of(ctx, node, known_schemes)
    servers = servers_of(node) or next(filter(None, map(servers_of, layers)), ())
    return ir.Operation(
        id=id_,
        id_given=given,
        method=method,
        path=target.path,
        group=tags[0] if tags else "",
        summary=said(node, "summary"),
        doc=_doc(layers, node),
        deprecated=node.flag("deprecated"),
        parameters=parameters,
        body=_body(ctx, node, hint),
        responses=responses_of(ctx, node, hint),
        security=root_security if own_security is None else own_security,
        servers=beneath(servers, servers_of(ctx.spec.root)),
        accept=node.text("x-accept") or accept,
        tags=tags,
        job=_job(node),
        place=node,
    )


def _doc(layers: list[Node], node: Node) -> str:
    """What is said of an operation, or else of all operations of its path."""
    if node.text("summary") or node.text("description"):
        return said(node, "description")
    of_path = (said(layer, "description", "summary") for layer in layers)
    return next(filter(None, of_path), "")


def _id(
    node: Node, method: str, template: str, taken: set[str], ids: set[str]
) -> tuple[str, bool]:
    """The id and whether it is the author's: the second operation of one id gets
    another, as the rule `operation-operation-id-unique` tells."""
    given = node.text("operationId")
    if given and given not in taken:
        return given, True
    wanted = made = _made_id(method, template)
    count = 2
    while made in taken or made in ids:
        made, count = f"{wanted}_{count}", count + 1
    return made, False


def _made_id(method: str, template: str) -> str:
    """`GET /pets/{id}` → `get_pets_by_id`."""
    named = re.sub(r"\{([^{}]*)\}", r"/by/\1/", template)
    words = re.findall(r"\w+", named)
    return "_".join([method.lower(), *words])


def _tags(node: Node) -> tuple[str, ...]:
    tags = node.get("tags")
    texts = (tag.value for tag in (tags.elements() if tags is not None else ()))
    return tuple(dict.fromkeys(text for text in texts if isinstance(text, str)))


def _body(ctx: Context, operation: Node, hint: Hint) -> ir.Body | None:
    written = operation.get("requestBody")
    node = ctx.spec.follow(written) if written is not None else None
    if written is None or node is None or not isinstance(node.value, dict):
        return None
    shared = node.pointer[:2] == ("components", "requestBodies")
    contents = contents_of(
        ctx, node, (node.pointer[-1],) if shared else (*hint, "body")
    )
    if not contents:
        ctx.warn(
            "empty-body", "this body has no media type, so it is left out", written
        )
        return None
    doc = said(written, "description") or said(node, "description")
    return ir.Body(contents, node.flag("required"), doc, place=node)


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
            for inner, value in node.items():
                yield from _facts(f"{name}.{inner}", value)
        case list(values):
            yield name, ", ".join(str(value) for value in values)
        case bool(value):
            yield name, "yes" if value else "no"
        case None:
            return
        case value:
            yield name, str(value)
