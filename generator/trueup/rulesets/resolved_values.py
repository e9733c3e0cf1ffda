"""The values of a description, with or without the targets of its references in place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from ..json_values import Json
from ..source import Document, Key, Node, Pointer

if TYPE_CHECKING:
    from ..resolve import Spec

JsValue: TypeAlias = "bool | int | float | str | Node | UnsetType | None"
"""A value of JavaScript: a scalar, undefined, or an object or array as a `Node`."""

MAX_COPIED = 100_000
"""Maximum number of values of a copy in which references are replaced."""


class Match(Struct, frozen=True, eq=False):
    """A value, and the route on which it was reached. A value that is a reference is its
    target. With `is_key`, it is the key of the value in its parent."""

    node: Node
    key: str = ""
    parent: Match | None = None
    is_key: bool = False

    @property
    def value(self) -> Json:
        return self.key if self.is_key else self.node.value

    @property
    def location(self) -> Node | Key:
        """The source location of the value, or of the key."""
        if self.is_key and self.parent is not None:
            return self.parent.node.key(self.key)
        return self.node

    @property
    def pointer(self) -> Pointer:
        """The pointer in the file of the value."""
        location = self.location
        return location.pointer

    def identity(self, ancestors: int) -> tuple[object, ...]:
        """A hashable value that is equal for matches of the same value by the same key of
        the same parents."""
        parts: list[object] = [self.is_key]
        current: Match | None = self
        for _ in range(ancestors + 1):
            if current is None:
                break
            parts += (id(current.node.document), current.node.pointer, current.key)
            current = current.parent
        return tuple(parts)


class ValueGraph:
    """The values of a description. With `is_resolved`, references are replaced by their
    targets, which may lead back to values that contain them."""

    def __init__(self, spec: Spec, is_resolved: bool) -> None:
        self._spec = spec
        self._is_resolved = is_resolved
        self._roots: dict[Document, Node] = {}
        self.root = Match(self.follow(spec.root))

    def follow(self, node: Node) -> Node:
        """The target of a reference, or the node itself."""
        value = node.value
        if not self._is_resolved or not isinstance(value, dict) or "$ref" not in value:
            return node
        if not isinstance(value["$ref"], str):
            return node
        if node in self._spec.links:
            return self._spec.follow(node) or node
        return self._local_target(node) or node

    def _local_target(self, node: Node) -> Node | None:
        """The target of a reference outside the object model of OpenAPI."""
        seen: set[Node] = set()
        current: Node | None = node
        while current is not None and current not in seen:
            seen.add(current)
            uri = current.text("$ref")
            if not uri:
                return current
            if not uri.startswith("#/"):
                return None
            root = Node(current.document, (), current.document.value)
            tokens = uri[2:].split("/")
            names = (token.replace("~1", "/").replace("~0", "~") for token in tokens)
            current = root.at(*names)
        return None

    def children(self, match: Match) -> Iterator[Match]:
        """The properties of an object or the items of an array."""
        if match.is_key:
            return
        document, pointer, value = (
            match.node.document,
            match.node.pointer,
            match.node.value,
        )
        entries: Iterator[tuple[str, Json]]
        if isinstance(value, dict):
            entries = iter(value.items())
        elif isinstance(value, list):
            entries = ((str(index), item) for index, item in enumerate(value))
        else:
            return
        for key, inner in entries:
            node = Node(document, (*pointer, key), inner)
            if isinstance(inner, dict):
                node = self.follow(node)
            yield Match(node, key, match)

    def child(self, match: Match, key: str) -> Match | None:
        """The property or item with a key."""
        inner = None if match.is_key else match.node.at(key)
        return None if inner is None else Match(self.follow(inner), key, match)

    def member(self, owner: JsValue, key: str) -> JsValue:
        """The member of a value as an expression reads it."""
        if isinstance(owner, Node):
            inner = owner.at(key)
            if inner is not None:
                return as_js(self.follow(inner))
            if key == "length" and isinstance(owner.value, list):
                return len(owner.value)
        elif isinstance(owner, str):
            if key == "length":
                return len(owner)
            if key.isdecimal() and int(key) < len(owner):
                return owner[int(key)]
        return UNSET

    def copy(self, node: Node) -> Json:
        """The value of a node with the targets of references in place, except where they
        would contain themselves. Without any if it would be larger than `MAX_COPIED`.
        """
        if not self._is_resolved:
            return node.value
        copier = _Copier(self)
        value = copier.copy(node)
        return node.value if copier.is_too_large else value

    @cached_property
    def containers(self) -> tuple[Match, ...]:
        """All objects and arrays that are reachable from the root, each once by each key
        and parent."""
        from .jsonpath_evaluation import descendants

        return tuple(descendants(self, [self.root], ancestors=1))


def as_js(node: Node) -> JsValue:
    """A value as expressions see it."""
    value = node.value
    return node if isinstance(value, (dict, list)) else value


class _Copier:
    """Copies values with references in place, as often as they occur."""

    def __init__(self, graph: ValueGraph) -> None:
        self._graph = graph
        self._active: set[Node] = set()
        self._count = 0

    @property
    def is_too_large(self) -> bool:
        return self._count > MAX_COPIED

    def copy(self, node: Node, depth: int = 0) -> Json:
        target = self._graph.follow(node)
        self._count += 1
        value = target.value
        if self.is_too_large or not isinstance(value, (dict, list)):
            return value
        if target in self._active or depth > 100:
            return node.value if target is not node else {}
        self._active.add(target)
        copied: Json
        if isinstance(value, dict):
            copied = {
                name: self.copy(inner, depth + 1) for name, inner in target.items()
            }
        else:
            copied = [self.copy(inner, depth + 1) for inner in target.elements()]
        self._active.remove(target)
        return copied
