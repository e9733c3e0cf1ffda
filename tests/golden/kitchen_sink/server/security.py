"""Authentication: one method per security scheme of the description."""

from __future__ import annotations

from trueup_runtime.server import (
    AuthorizationScheme,
    BasicCredential,
    KeyCredential,
    KeyScheme,
    Principal,
    Schemes,
    TokenCredential,
)


class Security:
    """Authenticates callers. Rejects every credential unless a method is overridden.

    A method returns a `Principal`, or None to reject the credential (401); it may raise
    `Forbidden` (403). The scopes of a principal are compared with those that the
    operation requires (403).
    """

    async def api_key(self, credential: KeyCredential, /) -> Principal | None:
        """`apiKey`: a key in the header `X-Api-Key`."""
        return None

    async def session(self, credential: KeyCredential, /) -> Principal | None:
        """`session`: a key in the cookie `session`."""
        return None

    async def basic(self, credential: BasicCredential, /) -> Principal | None:
        """`basic`: a user name and a password."""
        return None

    async def bearer(self, credential: TokenCredential, /) -> Principal | None:
        """`bearer`: a bearer token."""
        return None

    async def oauth(self, credential: TokenCredential, /) -> Principal | None:
        """`oauth`: OAuth 2.0, a bearer token."""
        return None


def schemes(security: Security) -> Schemes:
    """The location of each scheme's credentials, and the method that checks them."""
    return {
        "apiKey": KeyScheme("header", "X-Api-Key", security.api_key),
        "session": KeyScheme("cookie", "session", security.session),
        "basic": AuthorizationScheme("basic", security.basic),
        "bearer": AuthorizationScheme("bearer", security.bearer),
        "oauth": AuthorizationScheme("bearer", security.oauth),
    }
