"""The grammar of OpenAPI, applied: from an object to those inside it.

Knows no references' targets; `traverse` is told them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from ..source import Document, Node, Pointer
from .kinds import V31, Kind, Version
from .table import FREE, REFERABLE, Held, Shape, members

OTHERS = ("$dynamicRef", "$recursiveRef")
"""How schemas refer as well: JSON Schema 2020-12, and 2019-09 before it."""


def reference(node: Node, kind: Kind) -> str | None:
    """The member by which this object refers to another, `$ref` before all others."""
    value = node.value
    if kind not in REFERABLE or not isinstance(value, dict):
        return None
    if "$ref" in value:
        return "$ref"
    return (
        next((word for word in OTHERS if word in value), None)
        if kind is Kind.SCHEMA
        else None
    )


def refers(node: Node) -> bool:
    """Whether an object has a member by which some kind of object refers to another."""
    value = node.value
    return isinstance(value, dict) and (
        "$ref" in value or "$dynamicRef" in value or "$recursiveRef" in value
    )


def is_displaced(node: Node) -> bool:
    """Whether a reference stands here. For places that may hold none, such as all of
    `content`; a member that is itself called `$ref` holds an object, not a text."""
    value = node.value
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def children(
    kind: Kind, node: Node, version: Version, target: Callable[[Node], Node | None]
) -> Iterator[tuple[Node, Kind]]:
    """The objects directly inside one, each with its kind, in document order.

    Beside a `$ref` nothing counts (Reference Object), except in a path item and,
    since 3.1, in a schema. `target` says where a reference leads, one step.
    """
    value = node.value
    if not isinstance(value, dict):
        return
    if "$ref" in value and kind in REFERABLE and not _may_have_siblings(kind, version):
        return
    free = FREE.get(kind)
    if free is not None:
        for name, member in node.items():
            if not name.startswith("x-") and isinstance(member.value, dict):
                yield member, free  # these may all be references
        return
    table = members(kind, version)
    for name in value:
        held = table.get(name)
        if held is not None:
            yield from _held(node, name, held, target)


def _may_have_siblings(kind: Kind, version: Version) -> bool:
    return kind is Kind.PATH_ITEM or (kind is Kind.SCHEMA and version >= V31)


def _held(
    node: Node, name: str, held: Held, target: Callable[[Node], Node | None]
) -> Iterator[tuple[Node, Kind]]:
    member = node.get(name)
    assert member is not None
    if held.shape is not Shape.ONE:
        member = _end(member, target)
    inner: Iterator[Node]
    if held.shape is Shape.MAP:
        inner = (each for _, each in member.items())
    elif held.shape is Shape.LIST or isinstance(member.value, list):
        inner = member.elements()
    else:
        inner = iter((member,))
    kind = held.kind
    for written in inner:
        each = written if kind in REFERABLE else _end(written, target)
        # A boolean is a schema too (JSON Schema 2020-12 core section 4.3.2).
        if isinstance(each.value, dict) or (
            kind is Kind.SCHEMA and isinstance(each.value, bool)
        ):
            yield each, kind


def _end(node: Node, target: Callable[[Node], Node | None]) -> Node:
    """What displaced references lead to; the last of them if they lead nowhere."""
    passed: set[Node] = set()
    while is_displaced(node) and node not in passed:
        passed.add(node)
        node = target(node) or node
    return node


class Linked(Protocol):
    """A description whose references are known, or become so on the way."""

    @property
    def root(self) -> Node: ...
    @property
    def version(self) -> Version: ...
    def target(self, node: Node) -> Node | None: ...


class Walked(Protocol):
    """A description that has been gone through."""

    @property
    def places(self) -> tuple[tuple[Node, Kind], ...]: ...


def walk(spec: Walked) -> Iterator[tuple[Node, Kind]]:
    """Every object that can be reached, each once, with its kind.

    The root document comes first, in its own order; then what references lead to
    and has not been seen, in the order of the references. The list is made once a
    `Spec`, so walking again costs nothing.
    """
    return iter(spec.places)


def traverse(spec: Linked) -> Iterator[tuple[Node, Kind]]:
    """What `walk` yields, for whoever makes a `Spec`."""
    seen: set[tuple[Document, Pointer, Kind]] = set()  # as a node is, and hashed by C
    waiting: list[tuple[Node, Kind]] = [(spec.root, Kind.OPENAPI)]
    while waiting:
        later: list[tuple[Node, Kind]] = []
        for start in waiting:
            stack = [start]
            while stack:
                place = stack.pop()
                node, kind = place
                known = node.document, node.pointer, kind
                if known in seen:
                    continue
                seen.add(known)
                yield place
                if reference(node, kind) is not None:
                    target = spec.target(node)
                    if target is not None:
                        later.append((target, kind))
                inner = list(children(kind, node, spec.version, spec.target))
                inner.reverse()
                stack += inner
        waiting = later
