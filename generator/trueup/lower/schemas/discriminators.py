"""`discriminator`: which value of which member names which variant.

OAS 3.1 section 4.8.25, OAS 3.2 (`defaultMapping`). A mapping holds names of schemas or
references; a schema that is not mapped is named by its own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ... import ir
from ...resolve import Node
from ..context import Context, Identity
from ..locating import node_at
from .shape import Shape, gather, implied, is_reference, kinds, members, target_of
from .values import named_values


def owner_of(shape: Shape, union: Node) -> Node | None:
    """The schema that holds the union, if it has a discriminator."""
    document, pointer = union.identity
    for part in shape.parts:
        if part.identity == (document, pointer[:-1]):
            return part if "discriminator" in members(part) else None
    return None


def read(
    ctx: Context, owner: Node, variants: list[tuple[ir.Type, list[Node]]]
) -> ir.Discriminator | None:
    """The discriminator of a union, by the positions of its variants."""
    place = owner.get("discriminator")
    name = place.text("propertyName") if place is not None else ""
    if place is None or not name:
        ctx.warn(
            "discriminator-missing-property-name",
            "this names no member, so it is ignored",
            place,
        )
        return None
    if not all(_is_object(ctx, node) for _, nodes in variants for node in nodes):
        message = "not every variant is an object, so the discriminator is ignored"
        ctx.note("discriminator-on-non-objects", message, place)
        return None
    positions = _positions(ctx, variants)
    mapping = _explicit(ctx, place, positions)
    mapped = set(mapping.values())
    for index, (_, nodes) in enumerate(variants):
        for value in _tags(ctx, nodes, name):
            mapping.setdefault(value, index)
            mapped.add(index)
        if index not in mapped:
            for value in _implicit(ctx, nodes, name):
                mapping.setdefault(value, index)
                mapped.add(index)
    if not mapping:
        message = f"no value of `{name}` is tied to a variant, so the discriminator is ignored"
        ctx.warn("discriminator-without-mapping", message, place)
        return None
    default = _default(ctx, place, positions)
    _remember(ctx, name, mapping, variants, default)
    return ir.Discriminator(name, tuple(mapping.items()), default)


def _remember(
    ctx: Context,
    name: str,
    mapping: dict[str, int],
    variants: list[tuple[ir.Type, list[Node]]],
    default: int | None,
) -> None:
    """Keeps the values of each variant for the bundle: they tell `oneOf` apart.

    The default variant takes all values but those of the others.
    """
    tags = ctx.caches.setdefault("tags", {})
    values_by_index: dict[int, list[str]] = {}
    for value, at in mapping.items():
        values_by_index.setdefault(at, []).append(value)
    for index, (_, nodes) in enumerate(variants):
        values = tuple(values_by_index.get(index, ()))
        if index == default:
            values = tuple(value for value, at in mapping.items() if at != index)
        for node in nodes if values else ():
            tags[node.identity] = (name, values, index == default)


def mapped_values(ctx: Context, place: Node) -> Iterator[tuple[str, Node]]:
    """Each value of an explicit mapping with the schema that it leads to."""
    mapping = place.get("mapping")
    for value, target in mapping.items() if mapping is not None else ():
        if isinstance(target.value, str):
            found = schema_at(ctx, target.value, place)
            if found is not None:
                yield value, found


def schema_at(ctx: Context, written: str, place: Node) -> Node | None:
    """The schema that a mapping names: a component's name, or a reference to it."""
    schemas = ctx.spec.root.at("components", "schemas")
    local = written.removeprefix("#/components/schemas/").removeprefix("#/definitions/")
    if schemas is not None and "#" not in local and (found := schemas.get(local)):
        return found
    return node_at(ctx, written, place)


def _explicit(
    ctx: Context, place: Node, positions: Mapping[Identity, int]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for value, schema in mapped_values(ctx, place):
        index = positions.get(schema.identity)
        if index is None:
            message = (
                f"`{value}` leads to a schema that is no variant, so it is ignored"
            )
            ctx.note("mapping-outside-union", message, place.at("mapping", value))
        else:
            found[value] = index
    return found


def _positions(
    ctx: Context, variants: list[tuple[ir.Type, list[Node]]]
) -> dict[Identity, int]:
    """The position of the variant that each schema stands for."""
    found: dict[Identity, int] = {}
    for index, (_, nodes) in enumerate(variants):
        for node in nodes:
            for identity in (node.identity, *_names(ctx, node)):
                found.setdefault(identity, index)
    return found


def _names(ctx: Context, node: Node) -> dict[Identity, Node]:
    """The schemas that a variant stands for: the chain of its references."""
    found: dict[Identity, Node] = {}
    while is_reference(node):
        target = target_of(ctx, node)
        if target is None or target.identity in found:
            break
        found[target.identity] = target
        node = target
    return found


def _implicit(ctx: Context, nodes: list[Node], name: str) -> Iterator[str]:
    for node in nodes:
        chain = list(_names(ctx, node).values())
        if chain:
            inner = chain[-1].get("discriminator")
            same_member = inner is not None and inner.text("propertyName") == name
            values = (
                [value for value, _ in mapped_values(ctx, inner)]
                if inner and same_member
                else []
            )
            if values:
                yield from values
            else:
                yield chain[0].pointer[-1] if chain[0].pointer else ""


def _tags(ctx: Context, nodes: list[Node], name: str) -> Iterator[str]:
    """The values that a variant's own schema allows for the member."""
    for node in nodes:
        shape = gather(ctx, (node,))
        for properties in shape.get("properties"):
            member = (ctx.spec.follow(properties) or properties).get(name)
            if member is not None:
                values = named_values(ctx, gather(ctx, (member,))) or []
                # A member that lists what every variant may say names none of them.
                if len(values) == 1 and isinstance(values[0], str):
                    yield values[0]
        for said in shape.get("x-ms-discriminator-value"):
            if isinstance(said.value, str):
                yield said.value


def _default(
    ctx: Context, place: Node, positions: Mapping[Identity, int]
) -> int | None:
    written = place.text("defaultMapping")
    found = schema_at(ctx, written, place) if written else None
    return positions.get(found.identity) if found is not None else None


def _is_object(ctx: Context, node: Node) -> bool:
    shape = gather(ctx, (node,))
    said = kinds(ctx, shape)
    if said is None:
        inner = [each for union in shape.unions for each in union.elements()]
        if inner and not implied(shape):
            return len(shape.spent) > 8 or all(
                is_reference(each) or _is_object(ctx, each) for each in inner
            )
        said = implied(shape)
    return [kind for kind in said if kind != "null"] in (["object"], [])
