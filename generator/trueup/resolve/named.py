"""Resolve, references that are no `$ref`: mappings of discriminators, names of
security schemes, targets of links. They are checked, and linked by who needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from ..diagnostics import Report
from ..source import Json, Node
from ..structure import V20, Kind
from ..suggestions import nearest
from .spec import Spec

_NAMING = frozenset(
    (Kind.SECURITY_REQUIREMENT, Kind.DISCRIMINATOR, Kind.LINK, Kind.OPERATION)
)


def check_named(
    spec: Spec, places: Iterable[tuple[Node, Kind]], report: Report
) -> None:
    """Warns of names that nothing has. Code can be made without what they name."""
    root = spec.root
    schemes = root.get("securityDefinitions") or root.at(
        "components", "securitySchemes"
    )
    operation_ids: set[str] = set()
    links: list[Node] = []
    for node, kind in places:
        if kind not in _NAMING:
            continue
        if kind is Kind.SECURITY_REQUIREMENT:
            _check_security(spec, node, schemes, report)
        elif kind is Kind.DISCRIMINATOR:
            _check_mapping(spec, node, report)
        elif node.text("operationId"):
            if kind is Kind.LINK:
                links.append(node)
            else:
                operation_ids.add(node.text("operationId"))
    sorted_ids = sorted(operation_ids)
    for node in links:
        name = node.text("operationId")
        if name not in operation_ids:
            message = f"no operation has the id `{name}`"
            hint = partial(_did_you_mean, name, sorted_ids)
            report.warning(
                "unknown-operation", message, node.get("operationId"), help=hint
            )


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
            f"no security scheme is called `{name}`",
            node.key(name),
            help=partial(_did_you_mean, name, declared),
        )


def _check_mapping(spec: Spec, node: Node, report: Report) -> None:
    mapping = node.get("mapping")
    schemas = spec.root.at("components", "schemas")
    if mapping is None or spec.version == V20:
        return
    names = _members(schemas)
    for value, target in mapping.items():
        written = target.value
        if not isinstance(written, str):
            continue
        prefix = "#/components/schemas/"
        local = written.removeprefix(prefix)
        is_name = written.startswith(prefix) or not set(written) & set("/#.")
        if is_name and "/" not in local and local not in names:
            report.warning(
                "unknown-mapping",
                f"`{written}`, for `{value}`, is no schema",
                target,
                help=partial(_did_you_mean, local, names),
            )


def _did_you_mean(name: str, names: Iterable[str]) -> str | None:
    near = nearest(name, names)
    return f"did you mean `{near}`?" if near is not None else None


def _members(node: Node | None) -> Mapping[str, Json]:
    value = node.value if node is not None else None
    return value if isinstance(value, dict) else {}
