import asyncio

import httpx2
from api.server import Forbidden, Principal, Security, create_app


class Known(Security):
    async def oauth(self, credential, /):
        if credential.token == "banned":
            raise Forbidden("Not you.")
        scopes = {"reader": {"read"}, "writer": {"read", "write"}}.get(credential.token)
        return None if scopes is None else Principal("x", frozenset(scopes))


def answer(path, token, security=Known):
    async def once():
        transport = httpx2.ASGITransport(create_app(security=security()))
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://x"
        ) as client:
            headers = {"authorization": f"Bearer {token}"} if token else {}
            return await client.get(path, headers=headers)

    return asyncio.run(once())


def test_statuses():
    for path, token, expected in [
        ("/read", "reader", 501), ("/both", "reader", 403), ("/both", "writer", 501),
        ("/either", "reader", 501), ("/admin", "writer", 403), ("/read", "nobody", 401),
        ("/read", None, 401), ("/read", "banned", 403),
    ]:  # fmt: skip
        assert answer(path, token).status_code == expected, (path, token)


def test_refusals_say_why():
    challenge = answer("/both", "reader").headers["www-authenticate"]
    assert 'error="insufficient_scope"' in challenge and 'scope="write"' in challenge
    assert (
        'error="invalid_token"' in answer("/read", "nobody").headers["www-authenticate"]
    )
    assert "error" not in answer("/read", None).headers["www-authenticate"]


def test_without_checks_everyone_is_denied():
    assert answer("/read", "reader", Security).status_code == 401
