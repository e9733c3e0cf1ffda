"""Who may call: one method for each security scheme of the description."""

from __future__ import annotations

from trueup_runtime.server import KeyCredential, KeyScheme, Principal, Schemes


class Security:
    """Decides whom a credential stands for. Denies everyone until you override a method.

    A method answers with a `Principal`, or with None to deny (401); it may raise
    `Forbidden` (403). The scopes of a principal are compared with those that the
    operation asks for (403).
    """

    async def token(self, credential: KeyCredential, /) -> Principal | None:
        """`token`: a key in the header `X-Auth-Token`.

        A user token of the identity service, valid for 24 hours. The service also
        accepts requests signed with an access key (AK/SK) instead, which this
        description does not model.
        """
        return None


def schemes(security: Security) -> Schemes:
    """Where the credentials of each scheme stand in a request, and who checks them."""
    return {"token": KeyScheme("header", "X-Auth-Token", security.token)}
