"""Normalize 2.0: `host`, `basePath` and `schemes` to servers; security definitions."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Report
from ..source import Json, Node

_FLOWS: Mapping[str, str] = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}


def servers(root: Node, report: Report, *, operation: Node | None = None) -> list[Json]:
    """One server a scheme, `https` first where no scheme is named.

    Without a host the API is where the description is (OAS 2.0, Swagger Object), which
    a relative URL says too.
    """
    host = root.text("host")
    base = root.text("basePath")
    path = "/" + base.strip("/") if base.strip("/") else ""
    if not host:
        return [{"url": path or "/"}]
    node = operation.get("schemes") if operation is not None else None
    node = node or root.get("schemes")
    named = [each.value for each in node.elements()] if node is not None else []
    schemes = [each for each in named if each in ("http", "https")]
    if named and not schemes and node is not None:
        report.warning(
            "unsupported-scheme",
            "none of the schemes is `http` or `https`; `https` is used",
            node,
        )
    return [{"url": f"{scheme}://{host}{path}"} for scheme in schemes or ["https"]]


def security_scheme(node: Node) -> dict[str, Json]:
    """A security definition as a security scheme."""
    kind = node.text("type")
    extensions = {k: v.value for k, v in node.items() if k.startswith("x-")}
    made: dict[str, Json] = {}
    if kind == "basic":
        made = {"type": "http", "scheme": "basic"}
    elif kind == "oauth2":
        made = {"type": "oauth2", "flows": _flows(node)}
    else:
        made = {k: v.value for k, v in node.items() if k in ("type", "name", "in")}
    if node.text("description"):
        made["description"] = node.text("description")
    return {**made, **extensions}


def _flows(node: Node) -> dict[str, Json]:
    name = _FLOWS.get(node.text("flow"))
    if name is None:
        return {}
    urls = ("authorizationUrl", "tokenUrl")
    flow: dict[str, Json] = {k: v.value for k, v in node.items() if k in urls}
    scopes = node.get("scopes")
    flow["scopes"] = scopes.value if scopes is not None else {}
    return {name: flow}
