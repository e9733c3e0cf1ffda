"""Checks of references by name: discriminator mappings, security schemes, links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from ..diagnostics import Report
from ..openapi import V20, V32, ObjectKind
from ..source import Json, Node
from ..suggestions import nearest
from .spec import Spec
from .targets import document_at, operation_at

_NAMING = frozenset(
    (
        ObjectKind.SECURITY_REQUIREMENT,
        ObjectKind.DISCRIMINATOR,
        ObjectKind.LINK,
        ObjectKind.OPERATION,
    )
)


def check_indirect(
    spec: Spec, objects: Iterable[tuple[Node, ObjectKind]], report: Report
) -> None:
    """Warn of names that do not exist."""
    root = spec.root
    schemes = root.get("securityDefinitions") or root.at(
        "components", "securitySchemes"
    )
    operation_ids: set[str] = set()
    links: list[Node] = []
    for node, kind in objects:
        if kind not in _NAMING:
            continue
        if kind is ObjectKind.SECURITY_REQUIREMENT:
            _check_security(spec, node, schemes, report)
        elif kind is ObjectKind.DISCRIMINATOR:
            _check_mapping(spec, node, report)
        elif kind is ObjectKind.LINK:
            links.append(node)
        elif node.text("operationId"):
            operation_ids.add(node.text("operationId"))
    sorted_ids = sorted(operation_ids)
    for node in links:
        _check_operation_ref(spec, node, report)
        name = node.text("operationId")
        if name and name not in operation_ids:
            message = f"operation `{name}` does not exist"
            hint = partial(_did_you_mean, name, sorted_ids)
            report.warning(
                "unknown-operation", message, node.get("operationId"), help=hint
            )


def _check_operation_ref(spec: Spec, link: Node, report: Report) -> None:
    """A reference into a document that was not read cannot be checked."""
    written = link.text("operationRef")
    document = document_at(spec, written, link) if written else None
    if document is None or link.text("operationId"):
        return
    if operation_at(spec, written, link) is None:
        message = f"operation `{written}` does not exist"
        report.warning("unknown-operation", message, link.get("operationRef"))


def _check_security(
    spec: Spec, node: Node, schemes: Node | None, report: Report
) -> None:
    declared = _members(schemes)
    for name, _ in node.items():
        # Since 3.2 a requirement may also name a scheme by its URI.
        if name in declared or ("/" in name and spec.version >= (3, 2)):
            continue
        report.warning(
            "unknown-security-scheme",
            f"security scheme `{name}` is not defined",
            node.key(name),
            help=partial(_did_you_mean, name, declared),
        )


def _check_mapping(spec: Spec, node: Node, report: Report) -> None:
    if spec.version == V20:
        return
    names = _members(spec.root.at("components", "schemas"))
    default = node.get("defaultMapping") if spec.version >= V32 else None
    others = [] if default is None else [("defaultMapping", default)]
    for value, target in (*node.items("mapping"), *others):
        reference = target.value
        if not isinstance(reference, str):
            continue
        prefix = "#/components/schemas/"
        local = reference.removeprefix(prefix)
        is_name = reference.startswith(prefix) or not set(reference) & set("/#.")
        if is_name and "/" not in local and local not in names:
            report.warning(
                "unknown-mapping",
                f"`{value}` refers to `{reference}`, which does not exist"
                if target is default
                else f"`{value}` is mapped to `{reference}`, which does not exist",
                target,
                help=partial(_did_you_mean, local, names),
            )


def _did_you_mean(name: str, names: Iterable[str]) -> str | None:
    suggestion = nearest(name, names)
    return f"did you mean `{suggestion}`?" if suggestion is not None else None


def _members(node: Node | None) -> Mapping[str, Json]:
    value = node.value if node is not None else None
    return value if isinstance(value, dict) else {}
