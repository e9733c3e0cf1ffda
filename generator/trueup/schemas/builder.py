"""Names of definitions: which schemas are in the bundle, and the pointers to them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from msgspec import Struct, field

from ..pointers import pointer_to
from ..resolve import Node
from ..source import Pointer
from .keywords import (
    WITH_SCHEMA,
    WITH_SCHEMA_LIST,
    WITH_SCHEMA_MAP,
    Identity,
    identity_of,
)


class UniqueKeys(Struct):
    """Numbers for keys that are needed several times."""

    counts: dict[str, int] = field(default_factory=dict)

    def unused(self, wanted: str, taken: Container[str]) -> str:
        """`wanted`, or `wanted` with the lowest suffix that is not taken."""
        key = wanted
        while key in taken:
            count = self.counts.get(wanted, 1) + 1
            self.counts[wanted] = count
            key = f"{wanted}.{count}"
        return key


class BundleBuilder(Struct):
    """The schemas that become definitions; `bundle` turns them into a document."""

    unique: UniqueKeys = field(default_factory=UniqueKeys)
    keys: dict[Identity, str] = field(default_factory=dict)
    roots: dict[str, tuple[Node, ...]] = field(default_factory=dict)  # by key

    def add(self, nodes: tuple[Node, ...], wanted: str) -> str:
        """The key of the definition that is the conjunction of `nodes`."""
        identity = identity_of(nodes)
        key = self.keys.get(identity)
        if key is None:
            key = self.unique.unused(wanted or "schema", self.roots)
            self.keys[identity] = key
            self.roots[key] = nodes
        return key

    def add_component(self, name: str, node: Node, target: Node) -> None:
        """Add the component `node`, whose schema is `target`."""
        self.keys.setdefault(target.identity, name)
        self.keys[node.identity] = name
        self.roots[name] = (target,)

    def pointer(self, node: Node, wanted: str | None = None) -> str:
        """The pointer to the schema `node`, which becomes a definition if neither it nor
        a schema around it is one."""
        document, path = node.identity
        for length in _lengths_of_schemas(path):
            key = self.keys.get((document, path[:length]))
            if key is not None:
                return pointer_to(key, path[length:])
        return pointer_to(
            self.add((node,), name_of(node) if wanted is None else wanted)
        )


def _lengths_of_schemas(path: Pointer) -> Iterator[int]:
    """The lengths of the pointers to a schema and to those around it, innermost first,
    as far as every keyword between them is kept in the bundle."""
    yield len(path)
    is_after, is_after_next = True, False  # whether a schema begins one or two names on
    for index in range(len(path) - 1, -1, -1):
        word = path[index]
        is_schema = (is_after and word in WITH_SCHEMA) or (
            is_after_next and (word in WITH_SCHEMA_MAP or word in WITH_SCHEMA_LIST)
        )
        if is_schema:
            yield index
        elif not is_after:
            return
        is_after, is_after_next = is_schema, is_after


_STRUCTURAL = frozenset(
    (
        "schema",
        "items",
        "properties",
        "allOf",
        "oneOf",
        "anyOf",
        "additionalProperties",
        "content",
        "responses",
        "schemas",
        "parameters",
        "definitions",
        "$defs",
        "paths",
        "components",
        "headers",
        "requestBody",
        "requestBodies",
        "not",
    )
)


def has_name(part: str) -> bool:
    """Whether a part of a pointer is the name of a schema, not a keyword or an index."""
    return bool(
        part and part not in _STRUCTURAL and not part.isdigit() and "/" not in part
    )


def name_of(node: Node) -> str:
    """A name for a schema outside of the components, from its pointer or file."""
    for part in reversed(node.pointer):
        if has_name(part):
            return part
    stem = str(node.identity[0]).replace("\\", "/").rpartition("/")[2]
    return stem.partition(".")[0] or "schema"
