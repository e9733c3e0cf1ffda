"""The grammar of OpenAPI, applied: from an object to those inside it.

Knows no references' targets; `traverse` is told them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from msgspec import Struct

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
        if kind is _SCHEMA
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


class _Grammar(Struct, frozen=True):
    """What the table says of the objects of one kind, in one version."""

    free: Kind | None
    held: Mapping[str, Held]
    is_replaced: bool
    """Beside a `$ref` nothing counts (Reference Object), except in a path item and,
    since 3.1, in a schema."""


def _grammar(kind: Kind, version: Version) -> _Grammar:
    may_have_siblings = kind is Kind.PATH_ITEM or (
        kind is Kind.SCHEMA and version >= V31
    )
    is_replaced = kind in REFERABLE and not may_have_siblings
    return _Grammar(FREE.get(kind), members(kind, version), is_replaced)


def _children(
    node: Node, grammar: _Grammar, target: Callable[[Node], Node | None]
) -> list[tuple[Node, Kind]]:
    """The objects directly inside one, each with its kind, in document order.

    `target` says where a reference leads, one step.
    """
    value = node.value
    if not isinstance(value, dict) or (grammar.is_replaced and "$ref" in value):
        return []
    free = grammar.free
    if free is not None:
        return [
            (member, free)  # these may all be references
            for name, member in node.items()
            if not name.startswith("x-") and isinstance(member.value, dict)
        ]
    table = grammar.held
    if table.keys().isdisjoint(value):
        return []  # as in most schemas
    found: list[tuple[Node, Kind]] = []
    for name, written in value.items():
        held = table.get(name)
        if held is not None:
            member = Node(node.document, (*node.pointer, name), written)
            found += _held(member, held, target)
    return found


# Members of an enumeration, as names: this is asked of each object of a description.
_ONE, _MAP, _LIST, _SCHEMA = Shape.ONE, Shape.MAP, Shape.LIST, Kind.SCHEMA


def _held(
    member: Node, held: Held, target: Callable[[Node], Node | None]
) -> list[tuple[Node, Kind]]:
    shape, kind = held.shape, held.kind
    if shape is not _ONE:
        member = _end(member, target)
    inner: Iterable[Node]
    if shape is _MAP:
        inner = [each for _, each in member.items()]
    elif shape is _LIST or isinstance(member.value, list):
        inner = member.elements()
    else:
        inner = (member,)
    if kind not in REFERABLE:
        inner = [_end(each, target) for each in inner]
    # A boolean is a schema too (JSON Schema 2020-12 core section 4.3.2).
    types = (dict, bool) if kind is _SCHEMA else dict
    return [(each, kind) for each in inner if isinstance(each.value, types)]


def _end(node: Node, target: Callable[[Node], Node | None]) -> Node:
    """What displaced references lead to; the last of them if they lead nowhere."""
    if not is_displaced(node):
        return node
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
    grammars = {kind: _grammar(kind, spec.version) for kind in Kind}
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
                if refers(node) and reference(node, kind) is not None:
                    target = spec.target(node)
                    if target is not None:
                        later.append((target, kind))
                stack += reversed(_children(node, grammars[kind], spec.target))
        waiting = later
