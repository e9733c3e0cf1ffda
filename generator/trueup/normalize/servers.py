"""Conversion of servers and security definitions of OpenAPI 2.0."""

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
    """Convert `host`, `basePath` and `schemes`: one server for each scheme, `https` first.

    Without a host, the URL is relative to the description (OAS 2.0, Swagger Object).
    """
    host = root.text("host")
    base = root.text("basePath")
    path = "/" + base.strip("/") if base.strip("/") else ""
    if not host:
        return [{"url": path or "/"}]
    node = operation.get("schemes") if operation is not None else None
    node = node or root.get("schemes")
    listed = [item.value for item in node.elements()] if node is not None else []
    schemes = [scheme for scheme in listed if scheme in ("http", "https")]
    if listed and not schemes and node is not None:
        report.warning(
            "unsupported-scheme",
            "`schemes` must contain `http` or `https`; `https` is used",
            next(node.elements()),
        )
    secure_first = sorted(dict.fromkeys(schemes or ["https"]), reverse=True)
    return [{"url": f"{scheme}://{host}{path}"} for scheme in secure_first]


def security_scheme(node: Node) -> dict[str, Json]:
    """Convert a security definition to a security scheme."""
    type_ = node.text("type")
    extensions = {k: v.value for k, v in node.items() if k.startswith("x-")}
    scheme: dict[str, Json] = {}
    if type_ == "basic":
        scheme = {"type": "http", "scheme": "basic"}
    elif type_ == "oauth2":
        scheme = {"type": "oauth2", "flows": _flows(node)}
    else:
        scheme = {k: v.value for k, v in node.items() if k in ("type", "name", "in")}
    if node.text("description"):
        scheme["description"] = node.text("description")
    return {**scheme, **extensions}


def _flows(node: Node) -> dict[str, Json]:
    name = _FLOWS.get(node.text("flow"))
    if name is None:
        return {}
    urls = ("authorizationUrl", "tokenUrl")
    flow: dict[str, Json] = {k: v.value for k, v in node.items() if k in urls}
    scopes = node.get("scopes")
    flow["scopes"] = scopes.value if scopes is not None else {}
    return {name: flow}
