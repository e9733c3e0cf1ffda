"""Objects and maps: properties in order, which are required, and the type of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ... import ir
from ...diagnostics import Severity
from ...ir import Json
from ...ir.traversal import without_null
from ...resolve import Node
from ...schemas.constants import constants_of, without_mismatches
from ...schemas.json_types import json_types_of
from ...schemas.keywords import NARROWING, REFERENCES, Identity, keywords_of
from ...schemas.merged import MergedSchema, merge_schema
from ...suggestions import nearest
from ..commonmark import description_of
from ..context import Context
from ..declarations import Hint
from ..string_formats import formats_of_extra, string_formats
from . import inference
from .sole_reference import sole_reference

_OBJECT_KEYWORDS = frozenset(
    ("properties", "additionalProperties", "patternProperties")
)
_EXTRA_KEYWORDS = frozenset(
    (
        "additionalProperties",
        "unevaluatedProperties",
        "patternProperties",
        "then",
        "else",
        "dependentSchemas",
    )
)
_Annotations: TypeAlias = "Sequence[Mapping[str, Json]]"

_ANNOTATIONS = frozenset(("default", "deprecated", "readOnly", "writeOnly"))
_MAX_COMPARED = 30  # properties, since comparing takes time by their product

_WITH_CONSTANTS = frozenset(("enum", "const", "allOf", *REFERENCES))
"""Keywords of schemas that may list their values."""


def object_of(ctx: Context, merged: MergedSchema, hint: Hint) -> ir.Type:
    """An `Object`, or a `Map` if no property is named."""
    properties = _properties(ctx, merged)
    required = _required(ctx, merged)
    extra = _extra(ctx, merged, hint)
    closed = _is_closed(merged) and extra is None
    if not properties and not required:
        return ir.Object((), closed=True) if closed else ir.Map(extra or ir.ANY)
    fields = [
        _field(ctx, name, nodes, name in required, hint)
        for name, nodes in properties.items()
    ]
    undefined = {n: node for n, node in required.items() if n not in properties}
    if not merged.unions and not merged.expanded_unions and extra is None:
        _report_undefined(ctx, undefined, [n for n in properties if n not in required])
    for name, location in undefined.items():
        fields.append(
            ir.Field(name, extra or ir.ANY, True, False, source_location=location)
        )
    formats = formats_of_extra(ctx, merged) if extra not in (None, ir.ANY) else ()
    return ir.Object(tuple(fields), extra, closed, formats)


def _report_undefined(
    ctx: Context, undefined: Mapping[str, Node], optional: Sequence[str]
) -> None:
    """Report required properties that are not described: as a warning if the name is
    similar to an optional property, which was probably meant."""
    is_compared = len(undefined) <= _MAX_COMPARED and len(optional) <= _MAX_COMPARED
    entries: dict[str, Node] = {}
    for required in {node.identity: node for node in undefined.values()}.values():
        for entry in required.elements():
            if isinstance(entry.value, str):
                entries.setdefault(entry.value, entry)
    for name in undefined:
        similar = nearest(name, optional) if is_compared else None
        ctx.report.add(
            "required-property-undefined",
            Severity.NOTE if similar is None else Severity.WARNING,
            f"`{name}` is listed in `required` but not in `properties`; typed as `Any`",
            entries[name],
            help=None if similar is None else f"did you mean `{similar}`?",
        )


def describes_properties(merged: MergedSchema) -> bool:
    """Whether a schema has keywords for properties other than `required`."""
    return merged.has_any(_OBJECT_KEYWORDS)


def _properties(ctx: Context, merged: MergedSchema) -> dict[str, tuple[Node, ...]]:
    maps: list[Node] = []
    for node in merged.get("properties"):
        if isinstance(node.value, dict):
            maps.append(ctx.spec.follow(node) or node)
        else:
            message = "`properties` must be an object; ignored"
            ctx.report.warning("invalid-type", message, node)
    if len(maps) == 1:
        return {name: (schema,) for name, schema in maps[0].items()}
    properties: dict[str, dict[Identity, Node]] = {}
    for schemas in maps:
        for name, schema in schemas.items():
            properties.setdefault(name, {})[schema.identity] = schema
    return {name: tuple(nodes.values()) for name, nodes in properties.items()}


def _required(ctx: Context, merged: MergedSchema) -> dict[str, Node]:
    required: dict[str, Node] = {}
    for node in merged.get("required"):
        if not isinstance(node.value, list):
            message = "`required` must be a list of names; ignored"
            ctx.report.warning("invalid-type", message, node)
            continue
        for name in node.value:
            if isinstance(name, str):
                required.setdefault(name, node)
    return required


def _extra(ctx: Context, merged: MergedSchema, hint: Hint) -> ir.Type | None:
    """The type of further properties, if the schema describes them."""
    if not merged.has_any(_EXTRA_KEYWORDS):
        return None
    types: dict[ir.Type, None] = {}
    for node in merged.get("patternProperties"):
        for _, schema in (ctx.spec.follow(node) or node).items():
            types[inference.type_of(ctx, (schema,), (*hint, "value"))] = None
    schemas: list[Node] = []
    for word in ("additionalProperties", "unevaluatedProperties"):
        for node in merged.get(word):
            if node.value is True or node.value == {}:
                types[ir.ANY] = None
            elif node.value is not False:
                schemas.append(node)
    if schemas:
        others = inference.type_of(ctx, tuple(schemas), (*hint, "value"))
        types = {
            type_: None for type_ in (*types, others) if not types or type_ != ir.ANY
        }
    if not types:
        return ir.ANY if _has_conditional_properties(merged) else None
    return next(iter(types)) if len(types) == 1 else ir.ANY


def _has_conditional_properties(merged: MergedSchema) -> bool:
    """Whether properties are named under a condition: no class declares them, so they
    are kept with undeclared ones (JSON Schema 2020-12, section 10.2.2)."""
    for word in ("then", "else"):
        if any("properties" in keywords_of(node) for node in merged.get(word)):
            return True
    return any(
        "properties" in keywords_of(schema)
        for node in merged.get("dependentSchemas")
        if isinstance(node.value, dict)
        for _, schema in node.items()
    )


def _is_closed(merged: MergedSchema) -> bool:
    if not merged.has_any(_EXTRA_KEYWORDS):
        return False
    if any(node.value is False for node in merged.get("unevaluatedProperties")):
        return True
    if all(node.value is not False for node in merged.get("additionalProperties")):
        return False
    return sum("properties" in keywords_of(part) for part in merged.parts) <= 1


def _field(
    ctx: Context, name: str, nodes: tuple[Node, ...], required: bool, hint: Hint
) -> ir.Field:
    narrowing = _narrowing(nodes)
    type_ = inference.type_of(ctx, narrowing, (*hint, name))
    nullable = type(type_) is ir.Nullable
    target = sole_reference(ctx, narrowing)
    annotated = (*reversed(nodes), *((target,) if target is not None else ()))
    annotations = [
        keywords
        for keywords in map(keywords_of, annotated)
        if not _ANNOTATIONS.isdisjoint(keywords)  # few have any
    ]
    return ir.Field(
        name=name,
        type=without_null(type_),
        required=required,
        nullable=nullable,
        doc=_doc(nodes, target is not None and nodes[-1] == narrowing[-1]),
        deprecated=_has_flag(annotations, "deprecated"),
        access=_access(annotations),
        default=_default(annotations),
        constant=ir.ABSENT if nullable else only_value(ctx, narrowing),
        formats=string_formats(ctx, narrowing),
        source_location=nodes[-1],
    )


def _narrowing(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The schemas that can change the type; at least one."""
    if len(nodes) == 1:
        return nodes
    return tuple(filter(_can_narrow, nodes)) or nodes[-1:]


def _can_narrow(node: Node) -> bool:
    if node.value is True:
        return False
    keywords = keywords_of(node)
    if not keywords:
        return bool(node.value)
    if not NARROWING.isdisjoint(keywords) or "allOf" in keywords:
        return True
    return any(word in keywords for word in REFERENCES)


def _doc(nodes: tuple[Node, ...], is_reference: bool) -> str:
    for word in ("description",) if is_reference else ("description", "title"):
        for node in reversed(nodes):
            if word in keywords_of(node) and (text := description_of(node, word)):
                return text
    return ""


def _has_flag(annotations: _Annotations, word: str) -> bool:
    return any(keywords.get(word) is True for keywords in annotations)


def _access(annotations: _Annotations) -> ir.Access:
    read = _has_flag(annotations, "readOnly")
    write = _has_flag(annotations, "writeOnly")
    if read == write:
        return ir.Access.BOTH
    return ir.Access.READ if read else ir.Access.WRITE


def _default(annotations: _Annotations) -> ir.Maybe:
    for keywords in annotations:
        if "default" in keywords:
            return keywords["default"]
    return ir.ABSENT


def only_value(ctx: Context, nodes: tuple[Node, ...]) -> ir.Maybe:
    """The only value that `nodes` allow, if it is a constant."""
    if all(
        isinstance(node.value, dict) and _WITH_CONSTANTS.isdisjoint(node.value)
        for node in nodes
    ):
        return ir.ABSENT
    merged = merge_schema(ctx.schemas, nodes)
    values = constants_of(ctx.schemas, merged)
    if not values:
        return ir.ABSENT
    types = json_types_of(ctx.schemas, merged)
    if types:
        values = without_mismatches(ctx.schemas, merged, values, types)
    if len(values) == 1 and not isinstance(values[0], (list, dict)):
        return values[0]
    return ir.ABSENT
