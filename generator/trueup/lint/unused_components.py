"""Components to which nothing refers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin

from ..openapi import ObjectKind
from ..resolve import Spec
from ..source import Node, Pointer
from .index import index
from .traversal import objects, with_key


def unused(
    spec: Spec, owner: Node | None, sections: Iterable[str]
) -> Iterator[tuple[str, Node]]:
    """The names and values of sections of an object that nothing outside of them refers
    to."""
    if owner is None:
        return
    used = _used(spec, len(owner.pointer) + 2)
    root = spec.root.document.location
    for section in sections:
        for name, node in owner.items(section):
            users = used.get((root, node.pointer), set())
            if users <= {(root, node.pointer)}:
                yield name, node


def _used(
    spec: Spec, depth: int
) -> dict[tuple[str, Pointer], set[tuple[str, Pointer]]]:
    """The objects at a depth that are referred to, and those at that depth that refer to
    them or to what they contain."""
    used: dict[tuple[str, Pointer], set[tuple[str, Pointer]]] = {}
    for node, (location, pointer) in _references(spec):
        user = node.document.location, node.pointer[:depth]
        used.setdefault((location, pointer[:depth]), set()).add(user)
    return used


def _references(spec: Spec) -> Iterator[tuple[Node, tuple[str, Pointer]]]:
    """Objects that refer to another, and the targets: by `$ref`, by a discriminator, or as
    the parent of a schema."""
    for node in index(spec).references:
        target = spec.links.get(node)
        if target is not None:
            yield node, target.identity
        elif node.text("$ref"):
            yield node, _target(node, node.text("$ref"))
    for node, _ in spec.referring:  # `$dynamicRef`
        target = spec.links.get(node)
        if target is not None:
            yield node, target.identity
    for node in objects(spec, ObjectKind.DISCRIMINATOR):
        for name in mapped_schemas(node):
            if isinstance(name.value, str):
                schema: Pointer = ("components", "schemas", name.value)
                yield node, (spec.root.document.location, schema)
                yield node, _target(node, name.value)
    yield from _inheriting(spec)


def mapped_schemas(discriminator: Node) -> Iterator[Node]:
    """The values of `mapping`, and of `defaultMapping`."""
    for _, name in discriminator.items("mapping"):
        yield name
    default = discriminator.get("defaultMapping")
    if default is not None:
        yield default


def _inheriting(spec: Spec) -> Iterator[tuple[Node, tuple[str, Pointer]]]:
    """Schemas with a discriminator, and those that include them by `allOf`: a discriminator
    selects a schema by its name, without a mapping."""
    children: dict[tuple[str, Pointer], list[Node]] = {}
    for node in with_key(spec, "allOf"):
        for element in node.elements("allOf"):
            parent = spec.follow(element)
            if parent is not None and element.get("$ref") is not None:
                children.setdefault(parent.identity, []).append(node)
    selected: set[tuple[str, Pointer]] = set()
    for parent in with_key(spec, "discriminator"):
        if parent.get("oneOf") or parent.get("anyOf"):
            continue  # a list of all variants
        pending = [parent]
        while pending:
            for child in children.get(pending.pop().identity, ()):
                if child.identity not in selected and child != parent:
                    selected.add(child.identity)
                    pending.append(child)
                    yield parent, child.identity


def _target(node: Node, reference: str) -> tuple[str, Pointer]:
    """The location of the target of a reference that `resolve` does not follow."""
    uri, _, fragment = reference.partition("#")
    location = node.document.location
    try:
        location = urljoin(location, unquote(uri)) if uri else location
    except ValueError:
        pass
    names = unquote(fragment).split("/")[1:]
    unescaped = (name.replace("~1", "/").replace("~0", "~") for name in names)
    return location, tuple(unescaped)
