"""Security schemes, and what an operation requires of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from .. import ir
from ..resolve import Node
from ..openapi import ObjectKind
from .contents import HEADER_NAME, no_such_header
from .context import Context
from .locating import node_at
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
        if node is None or scheme is None:
            message = (
                f"the security scheme `{name}` is not understood, so it is left out"
            )
            ctx.warn("unknown-scheme-type", message, written)
        elif _is_sendable(ctx, scheme, node):
            found.append(ir.SecurityScheme(name, scheme, said(node, "description")))
    return (*found, *_by_uri(ctx, declared))


def _is_sendable(ctx: Context, scheme: ir.Scheme, node: Node) -> bool:
    """Whether a message can hold the key, if it is one."""
    match scheme:
        case ir.ApiKey(
            ir.Location.HEADER | ir.Location.COOKIE, name
        ) if not HEADER_NAME.fullmatch(name):
            ctx.warn("header-name", no_such_header(name), node.get("name"))
            return False
        case _:
            return True


def _by_uri(ctx: Context, declared: Node | None) -> Iterator[ir.SecurityScheme]:
    """Schemes that only the URI in a requirement names (OAS 3.2, "Security Requirement
    Object"). Those that have a name as well are remembered by it."""
    names = {} if declared is None else {node: name for name, node in declared.items()}
    taken = set(names.values())
    for place, kind in ctx.spec.objects if ctx.spec.version >= (3, 2) else ():
        if kind is not ObjectKind.SECURITY_REQUIREMENT:
            continue
        for written, _ in place.items():
            key = place.document.location, written
            if written in taken or "/" not in written or key in ctx.schemes:
                continue
            node = node_at(ctx, written, place)
            end = ctx.spec.follow(node) if node is not None else None
            scheme = _scheme(end) if end is not None else None
            if node is None or end is None or scheme is None:
                message = f"no security scheme stands at `{written}`"
                ctx.warn("unknown-security-scheme", message, place.key(written))
                continue
            if not _is_sendable(ctx, scheme, end):
                continue
            if node not in names:
                name = written.rpartition("/")[2]
                while name in taken:
                    name += "_"
                taken.add(name)
                names[node] = name
                yield ir.SecurityScheme(name, scheme, said(end, "description"))
            ctx.schemes[key] = names[node]


def requirements_of(
    ctx: Context, owner: Node, known: frozenset[str]
) -> tuple[tuple[ir.Requirement, ...], ...] | None:
    """The alternatives under `security`; `None` where nothing is said.

    A scheme that does not exist, or is not understood, cannot be satisfied: its
    alternative is left out. Which of both it is has been said. Where none is left,
    what can be satisfied of them is asked for.
    """
    security = owner.get("security")
    if security is None or not isinstance(security.value, list):
        return None
    written = [_needs(ctx, alternative) for alternative in security.elements()]
    whole = [needs for needs in written if all(each.scheme in known for each in needs)]
    if whole or not written:
        return tuple(dict.fromkeys(whole))
    parts = [tuple(each for each in needs if each.scheme in known) for needs in written]
    left = tuple(dict.fromkeys(part for part in parts if part))
    effect = "a part of one is enough" if left else "nothing is asked for"
    message = f"none of these alternatives can be met as a whole, so {effect}"
    ctx.warn("security-unresolved", message, security)
    return left


def _needs(ctx: Context, alternative: Node) -> tuple[ir.Requirement, ...]:
    written = alternative.value if isinstance(alternative.value, dict) else {}
    location = alternative.document.location
    return tuple(
        ir.Requirement(
            ctx.schemes.get((location, name), name),
            (
                tuple(scope for scope in scopes if isinstance(scope, str))
                if isinstance(scopes, list)
                else ()
            ),
        )
        for name, scopes in written.items()
    )


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
            return ir.ApiKey(_LOCATIONS[node.text("in")], node.text("name").strip())
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
