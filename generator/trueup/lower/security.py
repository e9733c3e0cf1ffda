"""Security schemes, and what an operation requires of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from .. import ir
from ..resolve import Node
from .context import Context
from .prose import said

_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "clientCredentials": "client-credentials",
    "authorizationCode": "authorization-code",
    "deviceAuthorization": "device",
}
_LOCATIONS = {
    "header": ir.Location.HEADER,
    "query": ir.Location.QUERY,
    "cookie": ir.Location.COOKIE,
}


def schemes_of(ctx: Context) -> tuple[ir.SecurityScheme, ...]:
    """Every scheme that can be told apart, by name, in document order."""
    declared = ctx.spec.member(ctx.spec.root, "components", "securitySchemes")
    found: list[ir.SecurityScheme] = []
    for name, written in declared.items() if declared is not None else ():
        node = ctx.spec.follow(written)
        scheme = _scheme(node) if node is not None else None
        if node is not None and scheme is not None:
            found.append(ir.SecurityScheme(name, scheme, said(node, "description")))
        else:
            message = (
                f"the security scheme `{name}` is not understood, so it is left out"
            )
            ctx.warn("unknown-scheme-type", message, written)
    return tuple(found)


def requirements_of(
    ctx: Context, owner: Node, known: frozenset[str]
) -> tuple[tuple[ir.Requirement, ...], ...] | None:
    """The alternatives under `security`; `None` where nothing is said.

    A scheme that does not exist, or is not understood, cannot be satisfied: its
    alternative is left out. Which of both it is has been said.
    """
    security = owner.get("security")
    if security is None or not isinstance(security.value, list):
        return None
    found: list[tuple[ir.Requirement, ...]] = []
    for alternative in security.elements():
        names = alternative.value if isinstance(alternative.value, dict) else {}
        if all(name in known for name in names):
            found.append(
                tuple(
                    ir.Requirement(
                        name,
                        (
                            tuple(scope for scope in scopes if isinstance(scope, str))
                            if isinstance(scopes, list)
                            else ()
                        ),
                    )
                    for name, scopes in names.items()
                )
            )
    return tuple(dict.fromkeys(found))


def one_for_a_header(
    ctx: Context,
    operations: tuple[ir.Operation, ...],
    schemes: tuple[ir.SecurityScheme, ...],
) -> tuple[ir.Operation, ...]:
    """The operations with requirements that one `Authorization` header can meet: it
    holds one credential (RFC 9110, section 11.6.2), so of several each is enough."""
    words = {one.name: _word(one.scheme) for one in schemes}
    found: list[ir.Operation] = []
    for operation in operations:
        security = tuple(
            dict.fromkeys(
                each
                for alternative in operation.security
                for each in _apart(alternative, words)
            )
        )
        if security != operation.security:
            message = (
                "an `Authorization` header holds one credential, so any one of those "
                "that are required together is enough"
            )
            ctx.note_once("credentials-in-one-header", message, operation.place)
            operation = replace(operation, security=security)
        found.append(operation)
    return tuple(found)


def _apart(
    alternative: tuple[ir.Requirement, ...], words: Mapping[str, str | None]
) -> Iterator[tuple[ir.Requirement, ...]]:
    """An alternative for each word with which the header would have to begin."""
    own = dict.fromkeys(words.get(need.scheme) for need in alternative)
    several: list[str | None] = [each for each in own if each is not None]
    for word in several or [None]:
        yield tuple(n for n in alternative if words.get(n.scheme) in (None, word))


def _word(scheme: ir.Scheme) -> str | None:
    """With what a scheme's `Authorization` begins; "" for a bare key, None for none."""
    match scheme:
        case ir.ApiKey(ir.Location.HEADER, name) if name.lower() == "authorization":
            return ""
        case ir.HttpAuth(word):
            return word
        case ir.OAuth2() | ir.OpenIdConnect():
            return "bearer"
        case _:
            return None


def without_credentials(
    ctx: Context,
    operations: tuple[ir.Operation, ...],
    schemes: tuple[ir.SecurityScheme, ...],
) -> tuple[ir.Operation, ...]:
    """The operations without the parameters that are keys of theirs: what a scheme says
    is sent once, by whoever holds the credentials."""
    keys = {
        one.name: one.scheme for one in schemes if isinstance(one.scheme, ir.ApiKey)
    }
    found: list[ir.Operation] = []
    for operation in operations:
        needed = {need.scheme for each in operation.security for need in each}
        own = {_place(keys[name]): name for name in keys if name in needed}
        kept: list[ir.Parameter] = []
        for parameter in operation.parameters:
            name = own.get(_place(parameter))
            if name is None:
                kept.append(parameter)
                continue
            message = (
                f"the parameter `{parameter.name}` is the key of the security scheme "
                f"`{name}`, so it is no argument"
            )
            ctx.note("credential-parameter", message, parameter.place)
        same = len(kept) == len(operation.parameters)
        found.append(operation if same else replace(operation, parameters=tuple(kept)))
    return tuple(found)


def _place(key: ir.ApiKey | ir.Parameter) -> tuple[ir.Location, str]:
    in_header = key.location is ir.Location.HEADER
    return key.location, key.name.lower() if in_header else key.name


def _scheme(node: Node) -> ir.Scheme | None:
    match node.text("type"):
        case "apiKey" if node.text("in") in _LOCATIONS and node.text("name"):
            return ir.ApiKey(_LOCATIONS[node.text("in")], node.text("name"))
        case "http" if node.text("scheme"):
            return ir.HttpAuth(node.text("scheme").lower(), node.text("bearerFormat"))
        case "oauth2":
            return ir.OAuth2(_flows(node))
        case "openIdConnect":
            return ir.OpenIdConnect(node.text("openIdConnectUrl"))
        case "mutualTLS":
            return ir.MutualTls()
        case _:
            return None


def _flows(node: Node) -> tuple[ir.Flow, ...]:
    flows = node.get("flows")
    found: list[ir.Flow] = []
    for word, flow in flows.items() if flows is not None else ():
        if word in _FLOWS:
            scopes = flow.get("scopes")
            found.append(
                ir.Flow(
                    kind=_FLOWS[word],
                    authorization_url=flow.text("authorizationUrl")
                    or flow.text("deviceAuthorizationUrl"),
                    token_url=flow.text("tokenUrl"),
                    refresh_url=flow.text("refreshUrl"),
                    scopes=tuple(
                        (name, text.value if isinstance(text.value, str) else "")
                        for name, text in (scopes.items() if scopes is not None else ())
                    ),
                )
            )
    return tuple(found)
