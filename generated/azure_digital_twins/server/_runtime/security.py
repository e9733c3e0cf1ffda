"""Who may call: credentials of a request, and the requirements of an operation.

A requirement is an OR of ANDs of schemes with scopes (OAS, Security Requirement
Object). A request without credentials is answered with 401, one whose principal
lacks a scope with 403. Knows no operation.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, assert_never
from urllib.parse import unquote_plus

from starlette.requests import HTTPConnection

from ..._runtime.parameters import cookie_pairs, query_pairs
from .problems import Problem, Refused


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls. Derive from it to carry more to the handlers.

    `scopes` are the ones that were granted; an operation that asks for others is
    answered with 403.
    """

    subject: str
    scopes: frozenset[str] = frozenset()
    claims: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class KeyCredential:
    """The value of an API key."""

    key: str


@dataclass(frozen=True, slots=True)
class BasicCredential:
    """A user name and a password (RFC 7617)."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class TokenCredential:
    """A token, as it stands in `Authorization` after the name of the scheme."""

    token: str


@dataclass(frozen=True, slots=True)
class CertificateCredential:
    """What the server tells about the client's certificate (ASGI TLS extension)."""

    subject: str | None
    chain: tuple[str, ...]


Credential: TypeAlias = (
    KeyCredential | BasicCredential | TokenCredential | CertificateCredential
)

Check: TypeAlias = Callable[[Any], Awaitable[Principal | None]]
"""A method of the emitted `Security`: takes its scheme's credential."""

Requirements: TypeAlias = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
"""Alternatives; each names all the schemes that it takes, with their scopes."""


@dataclass(frozen=True, slots=True)
class KeyScheme:
    """An API key in a header, the query or a cookie."""

    place: Literal["header", "query", "cookie"]
    name: str
    check: Check


@dataclass(frozen=True, slots=True)
class AuthorizationScheme:
    """`Authorization: <scheme> …`; `scheme` is lower case: "bearer", "basic", …."""

    scheme: str
    check: Check


@dataclass(frozen=True, slots=True)
class CertificateScheme:
    """Mutual TLS."""

    check: Check


Scheme: TypeAlias = KeyScheme | AuthorizationScheme | CertificateScheme
Schemes: TypeAlias = Mapping[str, Scheme]


class Forbidden(Exception):
    """Raised by a check or a handler: the caller is known and may not do this (403)."""


async def authorize(
    connection: HTTPConnection, requirements: Requirements, schemes: Schemes
) -> dict[str, Principal]:
    """The principals of the first alternative that holds, by scheme.

    Raises Refused (401, or 403 where a scope was all that was missing).
    """
    if not requirements:
        return {}
    sent = _credentials(connection, requirements, schemes)
    known: dict[str, Principal | None] = {}
    lacking: tuple[str, ...] = ()
    for alternative in sorted(requirements, key=lambda schemes: not schemes):
        if not alternative and sent:  # who sends a wrong credential is not anonymous
            break
        principals = await _satisfy(alternative, schemes, sent, known)
        if principals is None:
            continue
        missing = _missing_scopes(alternative, principals)
        if not missing:
            return principals
        lacking = lacking or missing
    if lacking:
        raise Refused(_forbidden(lacking, requirements, schemes))
    raise Refused(_unauthorized(requirements, schemes, rejected=bool(known)))


def _credentials(
    connection: HTTPConnection, requirements: Requirements, schemes: Schemes
) -> dict[str, Credential | None]:
    """The credentials that a request carries, by scheme; None for a malformed one."""
    found: dict[str, Credential | None] = {}
    for name in dict.fromkeys(name for each in requirements for name, _ in each):
        scheme = schemes.get(name)
        if scheme is None:
            continue
        texts = _texts(connection, scheme)
        if isinstance(scheme, CertificateScheme):
            certificate = _certificate(connection)
            if certificate is not None:
                found[name] = certificate
        elif texts:
            found[name] = _credential(scheme, texts[0]) if len(texts) == 1 else None
    return found


def keys_in_query(requirements: Requirements, schemes: Schemes) -> frozenset[str]:
    """The names by which an operation's API keys stand in the query."""
    wanted = {name for alternative in requirements for name, _ in alternative}
    return frozenset(
        scheme.name
        for name, scheme in schemes.items()
        if name in wanted and isinstance(scheme, KeyScheme) and scheme.place == "query"
    )


async def _satisfy(
    alternative: Sequence[tuple[str, tuple[str, ...]]],
    schemes: Schemes,
    sent: Mapping[str, Credential | None],
    known: dict[str, Principal | None],
) -> dict[str, Principal] | None:
    """The principals of all schemes of an alternative; None where one denies."""
    found: dict[str, Principal] = {}
    for name, _ in alternative:
        if name not in known:
            credential = sent.get(name)
            if credential is None:
                return None
            known[name] = await _checked(schemes[name], credential)
        principal = known[name]
        if principal is None:
            return None
        found[name] = principal
    return found


async def _checked(scheme: Scheme, credential: Credential) -> Principal | None:
    try:
        return await scheme.check(credential)
    except Forbidden as reason:
        raise Refused(
            Problem(403, str(reason) or "The caller may not do this.")
        ) from reason


def _missing_scopes(
    alternative: Sequence[tuple[str, tuple[str, ...]]],
    principals: Mapping[str, Principal],
) -> tuple[str, ...]:
    return tuple(
        scope
        for name, scopes in alternative
        for scope in scopes
        if scope not in principals[name].scopes
    )


def _texts(connection: HTTPConnection, scheme: Scheme) -> Sequence[str]:
    """The texts that stand where a scheme has its credential: one, if all is well."""
    match scheme:
        case KeyScheme("header", name):
            return connection.headers.getlist(name)
        case KeyScheme("query", name):
            query = connection.scope["query_string"].decode("latin-1")
            return [
                unquote_plus(text) for key, text in query_pairs(query) if key == name
            ]
        case KeyScheme("cookie", name):
            fields = connection.headers.getlist("cookie")
            pairs = (pair for field in fields for pair in cookie_pairs(field))
            return [_unquoted(text) for key, text in pairs if key == name]
        case AuthorizationScheme():
            return connection.headers.getlist("authorization")
        case _:
            return ()


def _credential(scheme: Scheme, text: str) -> Credential | None:
    """The credential that a text is for a scheme; None where it is malformed."""
    if not isinstance(scheme, AuthorizationScheme):
        return KeyCredential(text) if text else None
    sent, _, rest = text.partition(" ")
    if sent.lower() != scheme.scheme or not rest.strip():
        return None
    basic = scheme.scheme == "basic"
    return _basic(rest) if basic else TokenCredential(rest.strip())


def _unquoted(text: str) -> str:
    """A cookie's value without the quotes around it (RFC 6265, section 4.1.1)."""
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1] if is_quoted else text


def _basic(text: str) -> BasicCredential | None:
    try:
        decoded = base64.b64decode(text.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    username, colon, password = decoded.partition(":")
    return BasicCredential(username, password) if colon else None


def _certificate(connection: HTTPConnection) -> CertificateCredential | None:
    extensions: dict[str, dict[str, Any]] = connection.scope.get("extensions") or {}
    tls = extensions.get("tls", {})
    if not tls.get("client_cert_chain"):
        return None
    return CertificateCredential(
        tls.get("client_cert_name"), tuple(tls["client_cert_chain"])
    )


def _unauthorized(
    requirements: Requirements, schemes: Schemes, *, rejected: bool
) -> Problem:
    detail = (
        "The credentials were not accepted."
        if rejected
        else "Credentials are required."
    )
    challenges = _challenges(
        requirements, schemes, 'error="invalid_token"' if rejected else ""
    )
    return Problem(401, detail, headers={"WWW-Authenticate": challenges})


def _forbidden(
    missing: tuple[str, ...], requirements: Requirements, schemes: Schemes
) -> Problem:
    listed = " ".join(dict.fromkeys(missing))
    quoted = "".join(c for c in listed if " " <= c <= "~" and c not in '"\\')
    challenges = _challenges(
        requirements, schemes, f'error="insufficient_scope", scope="{quoted}"'
    )
    return Problem(
        403, f"A scope is missing: {listed}.", headers={"WWW-Authenticate": challenges}
    )


def _challenges(requirements: Requirements, schemes: Schemes, bearer: str) -> str:
    """`WWW-Authenticate` (RFC 9110, 11.6.1), one challenge a scheme, `bearer`'s by RFC 6750."""
    names = dict.fromkeys(
        name for alternative in requirements for name, _ in alternative
    )
    wanted = (_challenge(schemes[name], bearer) for name in names if name in schemes)
    return ", ".join(dict.fromkeys(wanted))


def _challenge(scheme: Scheme, bearer: str) -> str:
    match scheme:
        case AuthorizationScheme("basic"):
            return 'Basic realm="api", charset="UTF-8"'
        case AuthorizationScheme("bearer"):
            return f'Bearer realm="api", {bearer}' if bearer else 'Bearer realm="api"'
        case AuthorizationScheme(name):
            return f'{name.capitalize()} realm="api"'
        case KeyScheme(place, name):
            return f'ApiKey realm="api", in="{place}", name="{name}"'
        case CertificateScheme():
            return 'Certificate realm="api"'
        case _:
            assert_never(scheme)
