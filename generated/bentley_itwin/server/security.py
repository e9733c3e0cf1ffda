"""Authentication: one method per security scheme of the description."""

from __future__ import annotations

from trueup_runtime.server import (
    AuthorizationScheme,
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

    async def oauth2(self, credential: TokenCredential, /) -> Principal | None:
        """`oauth2`: OAuth 2.0, a bearer token.

        A bearer token with the scope `itwin-platform`.
        """
        return None


def schemes(security: Security) -> Schemes:
    """The location of each scheme's credentials, and the method that checks them."""
    return {"oauth2": AuthorizationScheme("bearer", security.oauth2)}
