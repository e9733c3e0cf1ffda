"""Security schemes, and the security requirements that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from .. import ir
from ..diagnostics import Report
from ..openapi import ObjectKind
from ..resolve import Node, Spec, node_at
from .commonmark import description_of
from .context import Context
from .headers import HEADER_NAME, invalid_header_name

_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "clientCredentials": "client-credentials",
    "authorizationCode": "authorization-code",
    "deviceAuthorization": "device",
}
_LOCATIONS = ("header", "query", "cookie")


class SecuritySchemes(Struct, frozen=True):
    """`names` maps the URIs in requirements to names of schemes, by document and URI."""

    schemes: tuple[ir.SecurityScheme, ...]
    names: Mapping[tuple[str, str], str]


def security_schemes_of(spec: Spec, report: Report) -> SecuritySchemes:
    """Every supported scheme, by name, in document order."""
    declared = spec.member(spec.root, "components", "securitySchemes")
    schemes: list[ir.SecurityScheme] = []
    for name, written in declared.items() if declared is not None else ():
        node = spec.follow(written)
        scheme = _scheme(node) if node is not None else None
        if node is None or scheme is None:
            message = f"security scheme `{name}` is not supported; ignored"
            report.warning("unknown-scheme-type", message, written)
        elif _is_sendable(scheme, node, report):
            doc = description_of(node, "description")
            schemes.append(ir.SecurityScheme(name, scheme, doc))
    names: dict[tuple[str, str], str] = {}
    schemes += _schemes_by_uri(spec, declared, names, report)
    return SecuritySchemes(tuple(schemes), names)


def _is_sendable(scheme: ir.Scheme, node: Node, report: Report) -> bool:
    """Whether an API key has a valid name."""
    match scheme:
        case ir.ApiKey(ir.Location.HEADER | ir.Location.COOKIE, name) if (
            not HEADER_NAME.fullmatch(name)
        ):
            report.warning("header-name", invalid_header_name(name), node.get("name"))
            return False
        case _:
            return True


def _schemes_by_uri(
    spec: Spec,
    declared: Node | None,
    names: dict[tuple[str, str], str],
    report: Report,
) -> Iterator[ir.SecurityScheme]:
    """Schemes that requirements name only by URI (OAS 3.2, "Security Requirement
    Object"); fills `names`, with those that have a name as well."""
    by_node = (
        {} if declared is None else {node: name for name, node in declared.items()}
    )
    used = set(by_node.values())
    for requirement, kind in spec.objects if spec.version >= (3, 2) else ():
        if kind is not ObjectKind.SECURITY_REQUIREMENT:
            continue
        for uri, _ in requirement.items():
            key = requirement.document.location, uri
            if uri in used or "/" not in uri or key in names:
                continue
            node = node_at(spec, uri, requirement)
            end = spec.follow(node) if node is not None else None
            scheme = _scheme(end) if end is not None else None
            if node is None or end is None or scheme is None:
                message = f"`{uri}` is not a security scheme"
                report.warning("unknown-security-scheme", message, requirement.key(uri))
                continue
            if not _is_sendable(scheme, end, report):
                continue
            if node not in by_node:
                name = uri.rpartition("/")[2]
                while name in used:
                    name += "_"
                used.add(name)
                by_node[node] = name
                doc = description_of(end, "description")
                yield ir.SecurityScheme(name, scheme, doc)
            names[key] = by_node[node]


def requirements_of(
    ctx: Context, owner: Node, schemes: SecuritySchemes
) -> tuple[tuple[ir.Requirement, ...], ...] | None:
    """The alternatives under `security`; `None` without it.

    An alternative with an unsupported scheme is dropped. If no other is left, the
    supported schemes of all alternatives are required instead.
    """
    security = owner.get("security")
    if security is None or not isinstance(security.value, list):
        return None
    names = {scheme.name for scheme in schemes.schemes}
    written = [_requirements(node, schemes) for node in security.elements()]
    complete = [
        alternative
        for alternative in written
        if all(requirement.scheme in names for requirement in alternative)
    ]
    if complete or not written:
        return tuple(dict.fromkeys(complete))
    partial = (
        tuple(requirement for requirement in alternative if requirement.scheme in names)
        for alternative in written
    )
    supported = tuple(dict.fromkeys(filter(None, partial)))
    effect = "the supported part is required" if supported else "none is required"
    message = f"every alternative has an unsupported scheme; {effect}"
    ctx.report.warning("security-unresolved", message, security)
    return supported


def _requirements(
    alternative: Node, schemes: SecuritySchemes
) -> tuple[ir.Requirement, ...]:
    written = alternative.value if isinstance(alternative.value, dict) else {}
    location = alternative.document.location
    return tuple(
        ir.Requirement(
            schemes.names.get((location, name), name),
            (
                tuple(scope for scope in scopes if isinstance(scope, str))
                if isinstance(scopes, list)
                else ()
            ),
        )
        for name, scopes in written.items()
    )


def _scheme(node: Node) -> ir.Scheme | None:
    match node.text("type"):
        case "apiKey" if node.text("in") in _LOCATIONS and node.text("name"):
            return ir.ApiKey(ir.Location(node.text("in")), node.text("name").strip())
        case "http" if node.text("scheme"):
            word = node.text("scheme")
            return ir.HttpAuth(word.lower(), node.text("bearerFormat"), word)
        case "oauth2":
            return ir.OAuth2(tuple(_flows(node)))
        case "openIdConnect":
            return ir.OpenIdConnect(node.text("openIdConnectUrl"))
        case "mutualTLS":
            return ir.MutualTls()
        case _:
            return None


def _flows(node: Node) -> Iterator[ir.Flow]:
    for word, flow in node.items("flows"):
        if word in _FLOWS:
            yield ir.Flow(
                kind=_FLOWS[word],
                token_url=flow.text("tokenUrl"),
                scopes=tuple(
                    (name, text.value if isinstance(text.value, str) else "")
                    for name, text in flow.items("scopes")
                ),
            )
