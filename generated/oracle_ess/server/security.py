"""Authentication: one method per security scheme of the description."""

from __future__ import annotations

from trueup_runtime.server import (
    AuthorizationScheme,
    BasicCredential,
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

    async def basic_auth(self, credential: BasicCredential, /) -> Principal | None:
        """`basicAuth`: a user name and a password.

        A user of the instance who may cancel the request.
        """
        return None

    async def bearer_auth(self, credential: TokenCredential, /) -> Principal | None:
        """`bearerAuth`: a bearer token.

        An OAuth 2 access token of the identity domain, or a JWT that the instance
        trusts.
        """
        return None


def schemes(security: Security) -> Schemes:
    """The location of each scheme's credentials, and the method that checks them."""
    return {
        "basicAuth": AuthorizationScheme("basic", security.basic_auth),
        "bearerAuth": AuthorizationScheme("bearer", security.bearer_auth),
    }
