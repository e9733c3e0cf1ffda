"""Authentication: one method per security scheme of the description."""

from __future__ import annotations

from trueup_runtime.server import KeyCredential, KeyScheme, Principal, Schemes


class Security:
    """Authenticates callers. Rejects every credential unless a method is overridden.

    A method returns a `Principal`, or None to reject the credential (401); it may raise
    `Forbidden` (403). The scopes of a principal are compared with those that the
    operation requires (403).
    """

    async def token(self, credential: KeyCredential, /) -> Principal | None:
        """`token`: a key in the header `X-Auth-Token`.

        A user token of the identity service, valid for 24 hours. The service also
        accepts requests signed with an access key (AK/SK) instead, which this
        description does not model.
        """
        return None


def schemes(security: Security) -> Schemes:
    """The location of each scheme's credentials, and the method that checks them."""
    return {"token": KeyScheme("header", "X-Auth-Token", security.token)}
