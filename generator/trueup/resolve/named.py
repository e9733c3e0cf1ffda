"""Resolve, references that are no `$ref`: mappings of discriminators, names of
security schemes, targets of links. They are checked, and linked by who needs them."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics import Report
from ..source import Node
from ..structure import V20, Kind
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
    for node in links:
        name = node.text("operationId")
        if name not in operation_ids:
            message = f"no operation has the id `{name}`"
            hint = _did_you_mean(name, sorted(operation_ids))
            report.warning(
                "unknown-operation", message, node.get("operationId"), help=hint
            )


def _check_security(
    spec: Spec, node: Node, schemes: Node | None, report: Report
) -> None:
    declared = [name for name, _ in schemes.items()] if schemes is not None else []
    for name, _ in node.items():
        # Since 3.2 a requirement may also name a scheme by its URI.
        if name in declared or ("/" in name and spec.version >= (3, 2)):
            continue
        report.warning(
            "unknown-security-scheme",
            f"no security scheme is called `{name}`",
            node.key(name),
            help=_did_you_mean(name, declared),
        )


def _check_mapping(spec: Spec, node: Node, report: Report) -> None:
    mapping = node.get("mapping")
    schemas = spec.root.at("components", "schemas")
    if mapping is None or spec.version == V20:
        return
    names = [name for name, _ in schemas.items()] if schemas is not None else []
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
                help=_did_you_mean(local, names),
            )


def _did_you_mean(name: str, names: list[str]) -> str | None:
    from difflib import get_close_matches  # only mistakes need it

    close = get_close_matches(name, names, n=1)
    return f"did you mean `{close[0]}`?" if close else None
