"""Who may call: one method for each security scheme of the description."""

from __future__ import annotations

from trueup_runtime.server import (
    AuthorizationScheme,
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

    async def oauth2(self, credential: TokenCredential, /) -> Principal | None:
        """`oauth2`: OAuth 2.0, a bearer token.

        A bearer token with the scope `itwin-platform`.
        """
        return None


def schemes(security: Security) -> Schemes:
    """Where the credentials of each scheme stand in a request, and who checks them."""
    return {"oauth2": AuthorizationScheme("bearer", security.oauth2)}
