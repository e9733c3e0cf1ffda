"""Declarations under construction: the keys, hints and types of one lowering run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from .. import ir
from ..resolve import Node, Spec
from ..schemas.builder import BundleBuilder, UniqueKeys
from ..schemas.keywords import Identity

Hint: TypeAlias = tuple[str, ...]
ByKey: TypeAlias = "Mapping[str, ir.Declaration]"


class Draft(Struct, frozen=True):
    """The API between two passes."""

    operations: tuple[ir.Operation, ...]
    declarations: ByKey
    webhooks: tuple[ir.Webhook, ...] = ()
    discriminators: Mapping[tuple[str, str], tuple[str, ...]] = {}
    """The values of properties that select a variant, by its key and the property."""


class Declarations(Struct):
    """The declarations of schemas. Grows while types are inferred."""

    unique: UniqueKeys
    keys: dict[Identity, str] = field(default_factory=dict)
    hints: dict[str, Hint] = field(default_factory=dict)
    by_key: dict[str, ir.Declaration] = field(default_factory=dict)
    components: dict[str, Node] = field(default_factory=dict)  # by key

    def reserve(self, identity: Identity, hint: Hint) -> str:
        """The key of the declaration for `identity`, assigned on first use."""
        key = self.keys.get(identity)
        if key is None:
            key = self.unique.unused(".".join(hint) or "schema", self.hints)
            self.keys[identity] = key
            self.hints[key] = hint
        return key


def reserve_components(spec: Spec, builder: BundleBuilder) -> Declarations:
    """Reserve the names of component schemas, in declarations and in the bundle."""
    declarations = Declarations(builder.unique)
    for name, node in spec.entries(spec.root, "components", "schemas"):
        target = _external_target(spec, node, declarations) or node
        key = declarations.reserve(node.identity, (name,))
        declarations.components[key] = target
        declarations.keys.setdefault(target.identity, key)
        builder.add_component(key, node, target)
    return declarations


def _external_target(spec: Spec, node: Node, declarations: Declarations) -> Node | None:
    """The schema in another file that a component only refers to, and is the first to."""
    value = node.value
    if not isinstance(value, dict) or value.keys() != {"$ref"}:
        return None
    target = spec.target(node)
    if target is None or target.document is node.document:
        return None
    return None if target.identity in declarations.keys else target
