"""Credentials, their security schemes, and the choice among them for an operation."""

from __future__ import annotations

import base64
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal, TypeAlias

import msgspec

from .errors import ConfigurationError
from .header_texts import cookie_text, header_text
from .operation import Operation
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
        if ":" in self.username:
            raise ConfigurationError("the user of `Basic` must not contain a colon")
        pair = f"{self.username}:{self.password}"
        if re.search(_SURROGATE, pair):
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
"""A plain string or function is a token, or a key in a header or a cookie, depending on
the scheme."""

Credentials: TypeAlias = "Credential | Mapping[str, Credential]"
"""One credential for each scheme that it fits, or credentials by name of scheme."""

Auth: TypeAlias = (
    "Credential | tuple[str, str] | Mapping[str, Credential | tuple[str, str]]"
)
"""As `Credentials`. A tuple is a user and a password."""


_SURROGATE = "[\ud800-\udfff]"
_REGISTERED = {"basic": "Basic", "bearer": "Bearer"}
"""Names whose lower case is sent as registered by IANA. Others are sent as the description writes
them."""


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
            case secret:
                return secret

    def placed(self, secret: str) -> tuple[str, str, str]:
        """(location, name, text) of the resolved secret."""
        match self.scheme:
            case ApiKeyScheme("cookie", name):
                return "cookie", name, cookie_text(secret)
            case ApiKeyScheme(location, name):
                return location, name, header_text(name, secret)
            case HttpScheme(scheme):
                word = _REGISTERED.get(scheme, scheme)
            case _:
                word = "Bearer"
        text = header_text("Authorization", f"{word} {secret}")
        return "header", "Authorization", text


def applied_credentials(
    operation: Operation, schemes: Mapping[str, Scheme], auth: Credentials | None
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
    needed = " or ".join(map(_names, operation.security))
    raise ConfigurationError(
        f"{operation.id} needs credentials for {needed}"
        + _advice(operation.security, schemes, auth)
    )


Alternative: TypeAlias = "tuple[tuple[str, tuple[str, ...]], ...]"
"""Schemes that are required together, with scopes."""


def _satisfied(
    alternative: Alternative, schemes: Mapping[str, Scheme], auth: Credentials
) -> tuple[AppliedCredential, ...]:
    """The credentials of an alternative; a single credential is never sent twice."""
    is_named = isinstance(auth, Mapping)
    grants: list[AppliedCredential] = []
    for name, scopes in alternative:
        scheme = schemes.get(name)
        if scheme is None:
            return ()
        if isinstance(scheme, MutualTlsScheme):
            continue
        credential = auth.get(name) if isinstance(auth, Mapping) else auth
        if credential is None or not fits(credential, scheme, is_named=is_named):
            return ()
        grants.append(AppliedCredential(scheme, credential, scopes))
    return tuple(grants) if is_named or len(grants) < 2 else ()


def _names(alternative: Alternative) -> str:
    return " and ".join(f"`{name}`" for name, _ in alternative)


def _advice(
    alternatives: tuple[Alternative, ...],
    schemes: Mapping[str, Scheme],
    auth: Credentials,
) -> str:
    """The reason why a single credential is not sent."""
    if isinstance(auth, Mapping):
        return ""
    if any(len(alternative) > 1 for alternative in alternatives):
        return "; pass a mapping from the names of schemes to credentials"
    named = (
        schemes.get(name) for alternative in alternatives for name, _ in alternative
    )
    if any(fits(auth, scheme, is_named=True) for scheme in named if scheme is not None):
        return "; a plain string is not sent in a query, pass `ApiKey(...)`"
    return ""


def _by_transport(alternative: Alternative, schemes: Mapping[str, Scheme]) -> bool:
    return all(
        isinstance(schemes.get(name), MutualTlsScheme) for name, _ in alternative
    )


def fits(credential: Credential, scheme: Scheme, *, is_named: bool) -> bool:
    """Whether a scheme accepts a credential, which is given for it if `is_named`.

    URLs are logged and stored in histories, so a plain secret is sent in the query only
    if it is given for that scheme.
    """
    match credential:
        case ApiKey():
            return isinstance(scheme, ApiKeyScheme)
        case Basic():
            return _is_basic(scheme)
        case Bearer():
            return _takes_token(scheme)
        case ClientCredentials():
            return isinstance(scheme, (OAuth2Scheme, OpenIdScheme)) or (
                _takes_token(scheme) and credential.token_url is not None
            )
        case _ if isinstance(scheme, ApiKeyScheme) and scheme.location == "query":
            return is_named
        case _:
            return not _is_basic(scheme)


def _is_basic(scheme: Scheme) -> bool:
    return isinstance(scheme, HttpScheme) and scheme.scheme.lower() == "basic"


def _takes_token(scheme: Scheme) -> bool:
    if isinstance(scheme, HttpScheme):
        return scheme.scheme.lower() == "bearer"
    return isinstance(scheme, (OAuth2Scheme, OpenIdScheme))
