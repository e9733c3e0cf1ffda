"""Merged schemas: everything that applies to a value, `allOf` and `$ref` followed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from ..diagnostics import Report
from ..ir import Json
from ..openapi import refers
from ..resolve import Node, Spec
from .keywords import REFERENCES, UNIONS, Identity, identity_of, keywords_of


class MergedSchema(Struct):
    """Schemas that apply together, in order, without their `$ref`s and `allOf`s."""

    parts: list[Node] = field(default_factory=list)
    unions: list[Node] = field(default_factory=list)  # `oneOf` and `anyOf` lists
    expanded_unions: frozenset[Identity] = frozenset()
    roots: tuple[Node, ...] = ()
    visited: dict[Identity, None] = field(default_factory=dict)
    is_unresolved: bool = False  # a `$ref` has no target: anything may be valid
    is_never: bool = False  # includes the schema `false`
    json_types: tuple[list[str] | None, ...] = ()  # memo of `json_types_of`
    is_nullable: bool | None = None  # memo of `accepts_null`
    constants: tuple[list[Json] | None, ...] = ()  # memo of `constants_of`
    formats: tuple[str, ...] | None = None  # memo of `lower.string_formats`

    def has(self, keyword: str) -> bool:
        for part in self.parts:
            if keyword in keywords_of(part):
                return True
        return False

    def has_any(self, keywords: frozenset[str]) -> bool:
        for part in self.parts:
            if not keywords.isdisjoint(keywords_of(part)):
                return True
        return False

    def get(self, keyword: str) -> Iterator[Node]:
        """Every value of `keyword`, in order."""
        for part in self.parts:
            value = part.get(keyword)
            if value is not None:
                yield value


class SchemaReader(Struct):
    """Reads the schemas of one description, each once."""

    spec: Spec
    report: Report
    merged: dict[Identity, MergedSchema] = field(default_factory=dict)


def merge_schema(reader: SchemaReader, nodes: tuple[Node, ...]) -> MergedSchema:
    """Merge `nodes` with all schemas that they include."""
    if len(nodes) == 1 and isinstance(nodes[0].value, dict):
        if len(nodes[0].value) == 1 and "$ref" in nodes[0].value:
            target = reader.spec.follow(nodes[0])
            if target is not None and target != nodes[0]:
                nodes = (target,)
    identity = identity_of(nodes)
    known = reader.merged.get(identity)
    if known is not None:
        return known
    merged = MergedSchema(roots=nodes)
    for node in nodes:
        _visit(reader, node, merged)
    if merged.unions:
        own = {node.identity for node in nodes}
        merged.unions = [
            union
            for union in merged.unions
            if _owner(union) in own or not _is_recursive(reader, union, merged)
        ]
    reader.merged[identity] = merged
    return merged


def merge_variant(
    base: MergedSchema, union: Node, variant: MergedSchema
) -> MergedSchema:
    """Merge `base` with a variant of its `union`, which is expanded by that."""
    expanded = base.expanded_unions | {union.identity}
    unions = {node.identity: node for node in (*base.unions, *variant.unions)}
    parts = {node.identity: node for node in (*base.parts, *variant.parts)}
    return MergedSchema(
        parts=list(parts.values()),
        unions=[node for key, node in unions.items() if key not in expanded],
        expanded_unions=expanded,
        roots=(*base.roots, *variant.roots),
        visited=base.visited | variant.visited,
        is_unresolved=base.is_unresolved or variant.is_unresolved,
        is_never=base.is_never or variant.is_never,
    )


# ----------------------------------------------------------------- references


def is_reference(node: Node) -> bool:
    if not refers(node):
        return False
    keywords = keywords_of(node)
    return any(isinstance(keywords.get(word), str) for word in REFERENCES)


def target_of(reader: SchemaReader, node: Node) -> Node | None:
    """The target of the reference of `node`, one step; None if it is unresolved."""
    target = reader.spec.target(node)
    if target is None and "$dynamicRef" in keywords_of(node):
        message = (
            f"`{node.text('$dynamicRef')}` is declared only where this schema is used; "
            "typed as `Any` elsewhere"
        )
        reader.report.note("dynamic-reference", message, node.get("$dynamicRef"))
    return target


# -------------------------------------------------------------------- merging


def _visit(reader: SchemaReader, node: Node, merged: MergedSchema) -> None:
    """Add `node` after the schemas that it includes. Chains may be long: no recursion."""
    if not refers(node) and "allOf" not in keywords_of(node):
        if _is_new(reader, node, merged):
            _add_own(reader, node, merged)
        return
    pending = [(node, False)]
    while pending:
        current, is_expanded = pending.pop()
        if is_expanded:
            _add_own(reader, current, merged)
        elif _is_new(reader, current, merged):
            pending.append((current, True))
            included = _included(reader, current, merged)
            pending += [(schema, False) for schema in reversed(included)]


def _is_new(reader: SchemaReader, node: Node, merged: MergedSchema) -> bool:
    """Whether `node` is a schema with keywords that was not visited before."""
    value = node.value
    identity = node.identity
    if value is True or identity in merged.visited:
        return False
    if value is False:
        merged.is_never = True
        return False
    if not isinstance(value, dict):
        message = "a schema must be an object or a boolean; typed as `Any`"
        reader.report.warning("invalid-type", message, node)
        return False
    merged.visited[identity] = None
    return True


def _included(reader: SchemaReader, node: Node, merged: MergedSchema) -> list[Node]:
    """The schemas whose every keyword applies to `node` too."""
    included: list[Node] = []
    if is_reference(node):
        target = target_of(reader, node)
        if target is None:
            merged.is_unresolved = True
        else:
            included.append(target)
    if "allOf" in keywords_of(node):
        included += _schemas_in(reader, node, "allOf")
    return included


def _add_own(reader: SchemaReader, node: Node, merged: MergedSchema) -> None:
    for word in UNIONS:
        if word in keywords_of(node) and _schemas_in(reader, node, word):
            union = node.get(word)
            if union is not None:
                merged.unions.append(union)
    merged.parts.append(node)


def _schemas_in(reader: SchemaReader, node: Node, word: str) -> list[Node]:
    """The schemas in the list under `word`."""
    schemas = node.get(word)
    if schemas is None or not isinstance(schemas.value, list):
        message = f"`{word}` must be a list; ignored"
        reader.report.warning("invalid-type", message, node.key(word))
        return []
    if not schemas.value:
        message = f"`{word}` must not be empty; ignored"
        reader.report.warning("empty-list", message, node.key(word))
    return list(schemas.elements())


def _owner(union: Node) -> Identity:
    document, pointer = union.identity
    return (document, pointer[:-1])


def _is_recursive(reader: SchemaReader, union: Node, merged: MergedSchema) -> bool:
    """Whether a variant of an inherited union refers to a schema that is being merged."""
    for variant in union.elements():
        if is_reference(variant):
            target = target_of(reader, variant)
            if target is not None and target.identity in merged.visited:
                return True
    return False
