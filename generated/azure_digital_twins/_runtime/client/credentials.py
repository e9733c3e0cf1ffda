"""Credentials, their security schemes, and the choice among them for an operation."""

from __future__ import annotations

import base64
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal, TypeAlias

import msgspec

from .errors import ConfigurationError
from .operation import Operation
from .parameters import cookie_text, header_text
from .tokens import ClientCredentials

Secret: TypeAlias = "str | Callable[[], str] | Callable[[], Awaitable[str]]"
"""A secret, or a function that gives the current one; asynchronous clients await it."""


class ApiKey(msgspec.Struct, frozen=True):
    """A key, sent where the description says."""

    value: Secret

    def __repr__(self) -> str:
        return "ApiKey(...)"


class Basic(msgspec.Struct, frozen=True):
    """A user and a password (RFC 7617)."""

    username: str
    password: str

    def __repr__(self) -> str:
        return f"Basic({self.username!r}, ...)"

    @property
    def encoded(self) -> str:
        pair = f"{self.username}:{self.password}"
        if _SURROGATE.search(pair):
            raise ConfigurationError(
                "a user or password holds half of a surrogate pair"
            )
        return base64.b64encode(pair.encode()).decode("ascii")


class Bearer(msgspec.Struct, frozen=True):
    """A bearer token (RFC 6750)."""

    token: Secret

    def __repr__(self) -> str:
        return "Bearer(...)"


Credential: TypeAlias = "ApiKey | Basic | Bearer | ClientCredentials | Secret"
"""A plain string or function is a key or a token, whichever the scheme wants."""

Auth: TypeAlias = "Credential | Mapping[str, Credential]"
"""One credential for each scheme that it fits, or credentials by name of scheme."""


_SURROGATE = re.compile("[\ud800-\udfff]")


class ApiKeyScheme(msgspec.Struct, frozen=True):
    """A key in a header, the query or a cookie."""

    location: Literal["header", "query", "cookie"]
    name: str


class HttpScheme(msgspec.Struct, frozen=True):
    """An authentication scheme of HTTP: `basic`, `bearer`, or another."""

    scheme: str


class OAuth2Scheme(msgspec.Struct, frozen=True):
    """OAuth 2; `token_url` where tokens can be fetched without a user."""

    token_url: str | None = None
    scopes: tuple[str, ...] = ()


class OpenIdScheme(msgspec.Struct, frozen=True):
    """OpenID Connect."""

    url: str


class MutualTlsScheme(msgspec.Struct, frozen=True):
    """A certificate of the client's; the transport presents it."""


Scheme: TypeAlias = (
    "ApiKeyScheme | HttpScheme | OAuth2Scheme | OpenIdScheme | MutualTlsScheme"
)


class AppliedCredential(msgspec.Struct, frozen=True):
    """A credential put to use for one scheme of one operation."""

    scheme: Scheme
    credential: Credential
    scopes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"AppliedCredential({self.scheme!r})"

    @property
    def secret(self) -> Secret | ClientCredentials:
        """The secret, to be resolved to a string before it is sent."""
        match self.credential:
            case ApiKey(value):
                return value
            case Basic():
                return self.credential.encoded
            case Bearer(token):
                return token
            case other:
                return other

    def placed(self, secret: str) -> tuple[str, str, str]:
        """(location, name, text) of the resolved secret."""
        match self.scheme:
            case ApiKeyScheme("cookie", name):
                return "cookie", name, cookie_text(secret)
            case ApiKeyScheme(location, name):
                return location, name, header_text(name, secret)
            case HttpScheme(scheme) if scheme.lower() != "bearer":
                word = "Basic" if scheme.lower() == "basic" else scheme
                return "header", "Authorization", header_text(word, f"{word} {secret}")
            case _:
                text = header_text("Authorization", f"Bearer {secret}")
                return "header", "Authorization", text


def applied_credentials(
    operation: Operation, schemes: Mapping[str, Scheme], auth: Auth | None
) -> tuple[AppliedCredential, ...]:
    """The credentials of a call: the first alternative that `auth` satisfies.

    Without `auth` none are sent. Raises
    `ConfigurationError` where `auth` satisfies no alternative.
    """
    if auth is None or not operation.security:
        return ()
    for alternative in operation.security:
        grants = _satisfied(alternative, schemes, auth)
        if grants:
            return grants
    if any(not alternative for alternative in operation.security):
        return ()
    if any(_by_transport(alternative, schemes) for alternative in operation.security):
        return ()
    needed = " or ".join(
        " and ".join(f"`{name}`" for name, _ in alternative)
        for alternative in operation.security
    )
    raise ConfigurationError(f"{operation.id} needs credentials for {needed}")


def _satisfied(
    alternative: tuple[tuple[str, tuple[str, ...]], ...],
    schemes: Mapping[str, Scheme],
    auth: Auth,
) -> tuple[AppliedCredential, ...]:
    grants: list[AppliedCredential] = []
    for name, scopes in alternative:
        scheme = schemes.get(name)
        if scheme is None:
            return ()
        if isinstance(scheme, MutualTlsScheme):
            continue
        credential = auth.get(name) if isinstance(auth, Mapping) else auth
        if credential is None or not _fits(credential, scheme):
            return ()
        grants.append(AppliedCredential(scheme, credential, scopes))
    return tuple(grants)


def _by_transport(
    alternative: tuple[tuple[str, tuple[str, ...]], ...], schemes: Mapping[str, Scheme]
) -> bool:
    return all(
        isinstance(schemes.get(name), MutualTlsScheme) for name, _ in alternative
    )


def _fits(credential: Credential, scheme: Scheme) -> bool:
    match credential:
        case ApiKey():
            return isinstance(scheme, ApiKeyScheme)
        case Basic():
            return isinstance(scheme, HttpScheme) and scheme.scheme.lower() == "basic"
        case Bearer():
            return _takes_token(scheme)
        case ClientCredentials():
            return isinstance(scheme, (OAuth2Scheme, OpenIdScheme)) or (
                _takes_token(scheme) and credential.token_url is not None
            )
        case _:  # a secret: everything but a user's name and password
            return not (isinstance(scheme, HttpScheme) and scheme.scheme == "basic")


def _takes_token(scheme: Scheme) -> bool:
    if isinstance(scheme, HttpScheme):
        return scheme.scheme.lower() == "bearer"
    return isinstance(scheme, (OAuth2Scheme, OpenIdScheme))
