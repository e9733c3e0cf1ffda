"""Who may call: one method for each security scheme of the description."""

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
    """Decides whom a credential stands for. Denies everyone until you override a method.

    A method answers with a `Principal`, or with None to deny (401); it may raise
    `Forbidden` (403). The scopes of a principal are compared with those that the
    operation asks for (403).
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
    """Where the credentials of each scheme stand in a request, and who checks them."""
    return {
        "apiKey": KeyScheme("header", "X-Api-Key", security.api_key),
        "session": KeyScheme("cookie", "session", security.session),
        "basic": AuthorizationScheme("basic", security.basic),
        "bearer": AuthorizationScheme("bearer", security.bearer),
        "oauth": AuthorizationScheme("bearer", security.oauth),
    }
