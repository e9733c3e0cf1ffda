"""All that a schema says, `allOf` and `$ref` followed: the first half of every type.

Gathers; decides nothing. A `Shape` is what has to hold at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from ...ir import Json
from ...resolve import Node
from ...openapi import DYNAMIC_KEYWORDS, ObjectKind, refers
from ..context import Context, Identity, identity_of

REFERENCES = ("$ref", *DYNAMIC_KEYWORDS)
UNIONS = ("oneOf", "anyOf")

NARROWING = frozenset(
    (
        "type",
        "enum",
        "const",
        "format",
        "contentEncoding",
        "contentMediaType",
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "unevaluatedProperties",
        "items",
        "prefixItems",
        "oneOf",
        "anyOf",
    )
)
"""Keywords that can change a type, beside `$ref` and `allOf`."""

KINDS = ("object", "array", "string", "integer", "number", "boolean", "null")

_IMPLIED = {
    "properties": "object",
    "additionalProperties": "object",
    "patternProperties": "object",
    "required": "object",
    "minProperties": "object",
    "maxProperties": "object",
    "propertyNames": "object",
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "maxItems": "array",
    "uniqueItems": "array",
    "pattern": "string",
    "minLength": "string",
    "maxLength": "string",
    "contentEncoding": "string",
    "contentMediaType": "string",
    "multipleOf": "number",
    "minimum": "number",
    "maximum": "number",
    "exclusiveMinimum": "number",
    "exclusiveMaximum": "number",
}


class Shape(Struct):
    """Schemas that hold together, in order, without their `$ref`s and `allOf`s."""

    parts: list[Node] = field(default_factory=list)
    unions: list[Node] = field(default_factory=list)  # `oneOf` and `anyOf` lists
    spent: frozenset[Identity] = frozenset()  # unions that are being spread out
    roots: tuple[Node, ...] = ()  # where the gathering began
    seen: dict[Identity, None] = field(default_factory=dict)  # every schema passed
    broken: bool = False  # a reference leads nowhere: nothing is known
    never: bool = False  # `false`: nothing fits
    said: tuple[list[str] | None, ...] = ()  # what `kinds` found, once asked
    is_nullable: bool | None = None  # what `accepts_null` found, once asked
    values: tuple[list[Json] | None, ...] = ()  # what `named_values` found, once asked

    def has(self, keyword: str) -> bool:
        return any(keyword in members(part) for part in self.parts)

    def has_any(self, keywords: frozenset[str]) -> bool:
        return not all(keywords.isdisjoint(members(part)) for part in self.parts)

    def get(self, keyword: str) -> Iterator[Node]:
        """Every value of `keyword`, in order."""
        for part in self.parts:
            found = part.get(keyword)
            if found is not None:
                yield found


def members(node: Node) -> dict[str, Json]:
    """The keywords of a schema; none where it is no object."""
    value = node.value
    return value if isinstance(value, dict) else {}


def gather(ctx: Context, nodes: tuple[Node, ...]) -> Shape:
    """What all of `nodes` say together."""
    if len(nodes) == 1 and isinstance(nodes[0].value, dict):
        if len(nodes[0].value) == 1 and "$ref" in nodes[0].value:
            target = ctx.spec.follow(nodes[0])
            if target is not None and target != nodes[0]:
                nodes = (target,)
    cache = ctx.caches.setdefault("shapes", {})
    identity = identity_of(nodes)
    known = cache.get(identity)
    if isinstance(known, Shape):
        return known
    shape = Shape(roots=nodes)
    for node in nodes:
        _visit(ctx, node, shape)
    if shape.unions:
        own = {node.identity for node in nodes}
        shape.unions = [
            union
            for union in shape.unions
            if _owner(union) in own or not _leads_back(ctx, union, shape)
        ]
    cache[identity] = shape
    return shape


def combine(base: Shape, union: Node, variant: Shape) -> Shape:
    """What `base` says once `union` is decided for `variant`."""
    spent = base.spent | {union.identity}
    unions = {node.identity: node for node in (*base.unions, *variant.unions)}
    parts = {node.identity: node for node in (*base.parts, *variant.parts)}
    return Shape(
        parts=list(parts.values()),
        unions=[node for key, node in unions.items() if key not in spent],
        spent=spent,
        roots=(*base.roots, *variant.roots),
        seen=base.seen | variant.seen,
        broken=base.broken or variant.broken,
        never=base.never or variant.never,
    )


def target_of(ctx: Context, node: Node) -> Node | None:
    """Where the `$ref` of `node` leads, one step; `None` where it leads nowhere, or to
    one schema or another, whoever asks."""
    if "$dynamicRef" in members(node) and _is_open(ctx, node):
        return None
    return ctx.spec.target(node)


def _is_open(ctx: Context, node: Node) -> bool:
    """Whether a `$dynamicRef` has several places to lead to (JSON Schema 2020-12 core,
    8.2.3.2). Types and validators here are the same wherever they are used."""
    target = ctx.spec.target(node)
    name = members(target).get("$dynamicAnchor") if target is not None else None
    if name is None or _anchors(ctx).get((name,), 0) == 1:
        return False
    message = (
        f"several schemas are the `$dynamicAnchor` `{name}`, and which one is meant "
        "depends on where this is reached from, so it is read as any value"
    )
    ctx.note("dynamic-reference", message, node.get("$dynamicRef"))
    return True


def _anchors(ctx: Context) -> dict[Identity, int]:
    """How many schemas have each `$dynamicAnchor`."""
    cache = ctx.caches.setdefault("dynamic anchors", {})
    if ("all",) not in cache:
        counts: dict[Identity, int] = {}
        for node, kind in ctx.spec.objects:
            if kind is ObjectKind.SCHEMA and "$dynamicAnchor" in members(node):
                name = (members(node)["$dynamicAnchor"],)
                counts[name] = counts.get(name, 0) + 1
        cache[("all",)] = counts
    found = cache[("all",)]
    assert isinstance(found, dict)
    return found


def is_reference(node: Node) -> bool:
    if not refers(node):
        return False
    keywords = members(node)
    return any(isinstance(keywords.get(word), str) for word in REFERENCES)


def kinds(ctx: Context, shape: Shape) -> list[str] | None:
    """The JSON types that every part allows, in order; `None` where none says.

    Empty where the parts contradict each other.
    """
    if shape.said == ():
        shape.said = (_kinds(ctx, shape),)
    return shape.said[0]


def _kinds(ctx: Context, shape: Shape) -> list[str] | None:
    found: list[str] | None = None
    for part in shape.parts:
        said = _said(ctx, part)
        if said is None:
            continue
        narrowed = said if found is None else _both(found, said)
        if not narrowed:
            return []
        found = narrowed
    return found


def report_conflict(ctx: Context, shape: Shape) -> None:
    """Says that the parts of a shape name types without a common value."""
    said = [found for part in shape.parts if (found := _said(ctx, part)) is not None]
    sides = " and ".join(dict.fromkeys(_listed(found) for found in said))
    message = f"no value is {sides} at once, so it is read as any value"
    ctx.warn("conflicting-types", message, shape.roots[0] if shape.roots else None)


def implied(shape: Shape) -> list[str]:
    """The JSON types that the keywords speak of, where `type` is missing."""
    found: dict[str, None] = {}
    for part in shape.parts:
        for keyword in members(part):
            kind = _IMPLIED.get(keyword)
            if kind is not None:
                found[kind] = None
        if isinstance(members(part).get("format"), str) and not found:
            found.update(_by_format(str(members(part)["format"])))
    return list(found)


def _visit(ctx: Context, node: Node, shape: Shape) -> None:
    """Adds what `node` says, after what it includes. Chains may be long: no recursion."""
    if not refers(node) and "allOf" not in members(node):
        if _is_new(ctx, node, shape):
            _add_own(ctx, node, shape)
        return
    waiting = [(node, False)]
    while waiting:
        at, is_included = waiting.pop()
        if is_included:
            _add_own(ctx, at, shape)
        elif _is_new(ctx, at, shape):
            waiting.append((at, True))
            included = _included(ctx, at, shape)
            waiting += [(each, False) for each in reversed(included)]


def _is_new(ctx: Context, node: Node, shape: Shape) -> bool:
    """Whether `node` is a schema with something to say that was not heard yet."""
    value = node.value
    identity = node.identity
    if value is True or identity in shape.seen:
        return False
    if value is False:
        shape.never = True
        return False
    if not isinstance(value, dict):
        ctx.warn("invalid-type", "this is no schema, so it accepts any value", node)
        return False
    shape.seen[identity] = None
    return True


def _included(ctx: Context, node: Node, shape: Shape) -> list[Node]:
    """The schemas whose every word counts for `node` too."""
    found: list[Node] = []
    if is_reference(node):
        target = target_of(ctx, node)
        if target is None:
            shape.broken = True
        else:
            found.append(target)
    if "allOf" in members(node):
        found += listed(ctx, node, "allOf")
    return found


def _add_own(ctx: Context, node: Node, shape: Shape) -> None:
    for word in UNIONS:
        if word in members(node) and listed(ctx, node, word):
            union = node.get(word)
            if union is not None:
                shape.unions.append(union)
    shape.parts.append(node)


def listed(ctx: Context, node: Node, word: str) -> list[Node]:
    """The schemas in the list under `word`; complains of what is no such list."""
    found = node.get(word)
    if found is None or not isinstance(found.value, list):
        ctx.warn(
            "invalid-type", f"`{word}` is no list, so it is ignored", node.key(word)
        )
        return []
    if not found.value:
        ctx.warn("empty-list", f"`{word}` is empty, so it is ignored", node.key(word))
    return list(found.elements())


def _owner(union: Node) -> Identity:
    document, pointer = union.identity
    return (document, pointer[:-1])


def _leads_back(ctx: Context, union: Node, shape: Shape) -> bool:
    """Whether a variant of an inherited union is what is being gathered."""
    for variant in union.elements():
        if is_reference(variant):
            target = target_of(ctx, variant)
            if target is not None and target.identity in shape.seen:
                return True
    return False


def _said(ctx: Context, part: Node) -> list[str] | None:
    value = members(part).get("type")
    if value is None:
        return None
    if isinstance(value, str) and value in KINDS:
        return [value]
    said = value if isinstance(value, list) else [value]
    known = [kind for kind in said if isinstance(kind, str) and kind in KINDS]
    if len(known) < len(said):
        if said == ["any"]:
            return None
        place = part.key("type")
        ctx.warn(
            "unknown-type", f"{_listed(said)} is no JSON type, so it is ignored", place
        )
    return list(dict.fromkeys(known)) or None


def _both(one: list[str], other: list[str]) -> list[str]:
    found = [kind for kind in one if kind in other]
    if "integer" not in found and (
        ("integer" in one and "number" in other)
        or ("number" in one and "integer" in other)
    ):
        found.append("integer")
    return found


def _listed(found: Iterable[object]) -> str:
    return " or ".join(f"`{kind}`" for kind in found)


def _by_format(name: str) -> dict[str, None]:
    if name in ("int32", "int64"):
        return {"integer": None}
    if name in ("float", "double"):
        return {"number": None}
    return {"string": None} if name in _OF_STRINGS else {}


_OF_STRINGS = frozenset(
    (
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "uri-template",
        "iri",
        "iri-reference",
        "uuid",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "byte",
        "binary",
        "base64",
        "base64url",
        "password",
        "file",
        "octet-stream",
    )
)
"""Formats of strings, by JSON Schema 2020-12 validation section 7.3 and OAS 3.0."""
