"""Credentials of a request, and their security schemes."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ..client.errors import DecodeError
from ..client.pairs import cookie_pairs, query_pairs
from ..client.percent import decoded_plus, escaped

if TYPE_CHECKING:
    from .requests import IncomingRequest


@dataclass(frozen=True, slots=True)
class Principal:
    """The authenticated caller. Derive from it to carry more to the handlers.

    `scopes` are the ones that were granted; the status is 403 for an
    operation that requires others.
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
    """The client's certificate, from the ASGI TLS extension."""

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


def credentials_of(
    request: IncomingRequest, requirements: Requirements, schemes: Schemes
) -> dict[str, Credential | None]:
    """The credentials that a request carries, by scheme; None for a malformed one."""
    credentials: dict[str, Credential | None] = {}
    for name in dict.fromkeys(
        name for alternative in requirements for name, _ in alternative
    ):
        scheme = schemes.get(name)
        if scheme is None:
            continue
        texts = _texts(request, scheme)
        if isinstance(scheme, CertificateScheme):
            certificate = _certificate(request)
            if certificate is not None:
                credentials[name] = certificate
        elif texts:
            credentials[name] = (
                _credential(scheme, texts[0]) if len(texts) == 1 else None
            )
    return credentials


def keys_in_query(requirements: Requirements, schemes: Schemes) -> frozenset[str]:
    """The names by which an operation's API keys stand in the query."""
    wanted = {name for alternative in requirements for name, _ in alternative}
    return frozenset(
        scheme.name
        for name, scheme in schemes.items()
        if name in wanted and isinstance(scheme, KeyScheme) and scheme.place == "query"
    )


def _texts(request: IncomingRequest, scheme: Scheme) -> Sequence[str]:
    """The texts that stand where a scheme has its credential: one, if all is well."""
    match scheme:
        case KeyScheme("header", name):
            return request.fields(name.lower().encode("latin-1", "replace"))
        case KeyScheme("query", name):
            query = escaped(request.scope["query_string"])
            return [_decoded(text) for key, text in query_pairs(query) if key == name]
        case KeyScheme("cookie", name):
            fields = request.fields(b"cookie")
            pairs = (pair for field in fields for pair in cookie_pairs(field))
            return [_unquoted(text) for key, text in pairs if key == name]
        case AuthorizationScheme():
            return request.fields(b"authorization")
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


def _decoded(text: str) -> str:
    """A key in the query; "", which is malformed, where it is not UTF-8."""
    try:
        return decoded_plus(text)
    except DecodeError:
        return ""


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


def _certificate(request: IncomingRequest) -> CertificateCredential | None:
    extensions: dict[str, dict[str, Any]] = request.scope.get("extensions") or {}
    tls = extensions.get("tls", {})
    if not tls.get("client_cert_chain"):
        return None
    return CertificateCredential(
        tls.get("client_cert_name"), tuple(tls["client_cert_chain"])
    )
