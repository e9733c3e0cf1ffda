"""Checks of resolved references: the kind of their target, and cycles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..diagnostics import Report, Severity
from ..openapi import (
    DYNAMIC_KEYWORDS,
    V20,
    Cardinality,
    ObjectKind,
    field_type_at,
    fields_of,
    reference,
    refers,
)
from ..source import Document, Node, Pointer
from .spec import Spec

_OPTIONAL = frozenset(
    {ObjectKind.EXAMPLE, ObjectKind.LINK, ObjectKind.HEADER, ObjectKind.SECURITY_SCHEME}
)
"""Kinds without which code can be generated."""


def severity_of(
    kind: ObjectKind | None, optional: frozenset[ObjectKind] = _OPTIONAL
) -> Severity:
    return Severity.WARNING if kind in optional else Severity.ERROR


def check_kinds(spec: Spec, report: Report) -> None:
    """Report references to something of another kind."""
    checked: set[tuple[Document, Pointer, ObjectKind]] = (
        set()
    )  # most have many references
    for node, kind in spec.referring:
        ref = node.get("$ref") if reference(node, kind) is not None else None
        target = spec.follow(node) if ref is not None else None
        if ref is None or target is None or not isinstance(ref.value, str):
            continue
        key = target.document, target.pointer, kind
        if key in checked:
            continue
        actual = _actual_kind(spec, target, kind)
        if actual is None:
            checked.add(key)
            continue
        severity = severity_of(
            kind, _OPTIONAL | {ObjectKind.SCHEMA, ObjectKind.RESPONSE}
        )
        message = f"`{ref.value}` must be {kind}, got {actual}"
        message += "; ignored" if severity is Severity.WARNING else ""
        report.add("ref-kind", severity, message, ref, help=_help(spec, kind))


def _actual_kind(spec: Spec, target: Node, kind: ObjectKind) -> str | None:
    """The kind of `target` if it differs from the expected kind; None also for a value
    whose kind depends on the reference, as in a file without a version."""
    if not isinstance(target.value, (dict, bool)):
        return "a value that is not an object"
    root = target.document.value
    is_description = isinstance(root, dict) and ("openapi" in root or "swagger" in root)
    if target.document is not spec.root.document and not is_description:
        return None
    actual = field_type_at(target.pointer, spec.version)
    if actual is None:
        return None
    if actual.cardinality is not Cardinality.ONE:
        return f"a {actual.cardinality.value} {actual.kind.value}s"
    is_schema = kind is ObjectKind.SCHEMA and actual.kind is ObjectKind.ITEMS  # 2.0
    return None if actual.kind is kind or is_schema else str(actual.kind)


def _help(spec: Spec, kind: ObjectKind) -> str | None:
    """Advice that names a part of a description with objects of a kind."""
    owner = ObjectKind.OPENAPI if spec.version == V20 else ObjectKind.COMPONENTS
    parent = "#" if spec.version == V20 else "#/components"
    for name, field in fields_of(owner, spec.version).items():
        if field.kind is kind and field.cardinality is Cardinality.MAP:
            return f"refer to {kind}, as in `{parent}/{name}`"
    is_path_item = kind is ObjectKind.PATH_ITEM
    return f"refer to {kind}, as in `#/paths`" if is_path_item else None


def reference_value(node: Node) -> Node:
    """The value of the reference keyword."""
    for keyword in ("$ref", *DYNAMIC_KEYWORDS):
        value = node.get(keyword)
        if value is not None:
            return value
    return node


def check_container(spec: Spec, node: Node, report: Report) -> None:
    """Check that a reference in place of a mapping or a list leads to one."""
    target, ref = spec.follow(node), node.get("$ref")
    if target is not None and ref is not None:
        if not isinstance(target.value, (dict, list)):
            message = f"`{ref.value}` must be an object or an array"
            report.error("ref-kind", message, ref)


def report_cycles(spec: Spec, kinds: Mapping[Node, ObjectKind], report: Report) -> None:
    """Report each cycle of references once."""
    visited: set[Node] = set()
    for start, target in spec.links.items():
        if target is None or not refers(target):
            continue  # most references
        trail: dict[Node, None] = {}
        node: Node | None = start
        while node is not None and node in spec.links and node not in visited:
            if node in trail:
                cycle = list(trail)[list(trail).index(node) :]
                _report_cycle(cycle, kinds, report)
                break
            trail[node] = None
            node = spec.links[node]
        visited.update(trail)


def _report_cycle(
    cycle: Sequence[Node], kinds: Mapping[Node, ObjectKind], report: Report
) -> None:
    first = min(cycle, key=lambda node: node.identity)
    count = len(cycle)
    message = f"cycle of {count} references" if count > 1 else "reference to itself"
    severity = severity_of(kinds.get(first), _OPTIONAL | {ObjectKind.SCHEMA})
    message += "; ignored" if severity is Severity.WARNING else ""
    report.add("ref-cycle", severity, message, reference_value(first))
