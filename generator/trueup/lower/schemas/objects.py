"""Objects and maps: members in order, what is required, what else may come."""

from __future__ import annotations

from ... import ir
from ...ir import Json
from ...resolve import Node
from ..context import Context, Hint
from ..prose import said
from . import types
from .leaves import leaf_of
from .references import sole_reference
from .shape import NARROWING, REFERENCES, Shape, gather, kinds, members
from .values import fitting, named_values


def object_of(ctx: Context, shape: Shape, hint: Hint) -> ir.Type:
    """An `Object`, or a `Map` where no member has a name."""
    properties = _properties(ctx, shape)
    required = _required(ctx, shape)
    extra = _extra(ctx, shape, hint)
    closed = _closed(shape) and extra is None
    if not properties and not required:
        return ir.Object((), closed=True) if closed else ir.Map(extra or ir.ANY)
    fields = [
        _field(ctx, name, nodes, name in required, hint)
        for name, nodes in properties.items()
    ]
    for name, place in required.items():
        if name not in properties:
            if not shape.unions and not shape.spent and extra is None:
                message = (
                    f"`{name}` is required and not described, so it may hold any value"
                )
                ctx.note("required-property-undefined", message, place)
            fields.append(ir.Field(name, extra or ir.ANY, True, False, place=place))
    return ir.Object(tuple(fields), extra, closed)


_OF_MEMBERS = frozenset(("properties", "additionalProperties", "patternProperties"))


def has_members(shape: Shape) -> bool:
    """Whether a shape says anything about members beyond which are required."""
    return shape.has_any(_OF_MEMBERS)


def _properties(ctx: Context, shape: Shape) -> dict[str, tuple[Node, ...]]:
    holders: list[Node] = []
    for node in shape.get("properties"):
        if isinstance(node.value, dict):
            holders.append(ctx.spec.follow(node) or node)
        else:
            message = "`properties` is no object, so it is ignored"
            ctx.warn("invalid-type", message, node)
    if len(holders) == 1:
        return {name: (member,) for name, member in holders[0].items()}
    found: dict[str, dict[tuple[object, ...], Node]] = {}
    for holder in holders:
        for name, member in holder.items():
            found.setdefault(name, {})[member.identity] = member
    return {name: tuple(nodes.values()) for name, nodes in found.items()}


def _telling(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Without those that say nothing about the type, as long as one is left."""
    if len(nodes) == 1:
        return nodes
    kept = tuple(node for node in nodes if _tells(node))
    return kept or nodes[-1:]


def _tells(node: Node) -> bool:
    if node.value is True:
        return False
    keywords = members(node)
    if not keywords:
        return bool(node.value)
    told = not NARROWING.isdisjoint(keywords) or "allOf" in keywords
    return told or any(word in keywords for word in REFERENCES)


def _required(ctx: Context, shape: Shape) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in shape.get("required"):
        if not isinstance(node.value, list):
            message = "`required` is no list of names, so it is ignored"
            ctx.warn("invalid-type", message, node)
            continue
        for name in node.value:
            if isinstance(name, str):
                found.setdefault(name, node)
    return found


_OF_EXTRA = frozenset(
    (
        "additionalProperties",
        "unevaluatedProperties",
        "patternProperties",
        "then",
        "else",
        "dependentSchemas",
    )
)


def _extra(ctx: Context, shape: Shape, hint: Hint) -> ir.Type | None:
    """The type of undeclared members, where the schema has one."""
    if not shape.has_any(_OF_EXTRA):
        return None
    found: dict[ir.Type, None] = {}
    for node in shape.get("patternProperties"):
        for _, member in (ctx.spec.follow(node) or node).items():
            found[types.type_of(ctx, (member,), (*hint, "value"))] = None
    real: list[Node] = []
    for word in ("additionalProperties", "unevaluatedProperties"):
        for node in shape.get(word):
            if node.value is True or node.value == {}:
                found[ir.ANY] = None
            elif node.value is not False:
                real.append(node)
    if real:
        found = {
            type_: None
            for type_ in (*found, types.type_of(ctx, tuple(real), (*hint, "value")))
            if len(found) == 0 or type_ != ir.ANY
        }
    if not found:
        return ir.ANY if _has_conditional_members(shape) else None
    if len(found) == 1:
        return next(iter(found))
    return ir.ANY


def _has_conditional_members(shape: Shape) -> bool:
    """Whether members are named where a condition holds only: no class has them, so
    they are kept with what is not declared (JSON Schema 2020-12, section 10.2.2)."""
    for word in ("then", "else"):
        if any("properties" in members(node) for node in shape.get(word)):
            return True
    return any(
        "properties" in members(inner)
        for node in shape.get("dependentSchemas")
        if isinstance(node.value, dict)
        for _, inner in node.items()
    )


def _closed(shape: Shape) -> bool:
    if not shape.has_any(_OF_EXTRA):
        return False
    if any(node.value is False for node in shape.get("unevaluatedProperties")):
        return True
    refusing = [
        node for node in shape.get("additionalProperties") if node.value is False
    ]
    return (
        bool(refusing)
        and sum("properties" in members(part) for part in shape.parts) <= 1
    )


def _field(
    ctx: Context, name: str, nodes: tuple[Node, ...], required: bool, hint: Hint
) -> ir.Field:
    leaf = leaf_of(ctx, nodes[0]) if len(nodes) == 1 else None
    if leaf is not None:
        return ir.Field(
            name=name,
            type=leaf,
            required=required,
            nullable=False,
            doc=said(nodes[0], "description", "title"),
            deprecated=nodes[0].flag("deprecated"),
            access=_access(nodes),
            default=_default(nodes),
            place=nodes[0],
        )
    telling = _telling(nodes)
    type_ = types.type_of(ctx, telling, (*hint, name))
    nullable = isinstance(type_, ir.Nullable)
    target = sole_reference(ctx, telling)
    remarks = (*reversed(nodes), *((target,) if target is not None else ()))
    return ir.Field(
        name=name,
        type=type_.type if isinstance(type_, ir.Nullable) else type_,
        required=required,
        nullable=nullable,
        doc=_doc(nodes, target is not None and nodes[-1] == telling[-1]),
        deprecated=any(node.flag("deprecated") for node in remarks),
        access=_access(remarks),
        default=_default(remarks),
        constant=_constant(ctx, telling, nullable),
        place=nodes[-1],
    )


def _doc(nodes: tuple[Node, ...], refers: bool) -> str:
    for word in ("description",) if refers else ("description", "title"):
        for node in reversed(nodes):
            if word in members(node) and (text := said(node, word)):
                return text
    return ""


_BOTH = ir.Access.BOTH


def _access(remarks: tuple[Node, ...]) -> ir.Access:
    read = write = False
    for node in remarks:
        keywords = members(node)
        read = read or keywords.get("readOnly") is True
        write = write or keywords.get("writeOnly") is True
    if read == write:
        return _BOTH
    return ir.Access.READ if read else ir.Access.WRITE


def _default(remarks: tuple[Node, ...]) -> Json | ir.Absent:
    for node in remarks:
        keywords = members(node)
        if "default" in keywords:
            return keywords["default"]
    return ir.ABSENT


def _constant(
    ctx: Context, nodes: tuple[Node, ...], nullable: bool
) -> Json | ir.Absent:
    """The only value that a member can have, if there is but one."""
    return only_value(ctx, nodes) if not nullable else ir.ABSENT


def only_value(ctx: Context, nodes: tuple[Node, ...]) -> Json | ir.Absent:
    shape = gather(ctx, nodes)
    if not (shape.has("enum") or shape.has("const")):
        return ir.ABSENT
    values = named_values(ctx, shape)
    if not values:
        return ir.ABSENT
    said = kinds(ctx, shape)
    usable = fitting(ctx, shape, values, said) if said else values
    if len(usable) == 1 and not isinstance(usable[0], (list, dict)):
        return usable[0]
    return ir.ABSENT
