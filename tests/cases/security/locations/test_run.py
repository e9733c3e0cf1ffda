from urllib.parse import parse_qs

import httpx2
import loop
from api import ApiKey, Basic, Bearer, Client, ClientCredentials
from api.operations import default as operations
from api.server import Security


def sent(operation, auth, **arguments):
    seen = []

    def answer(request):
        seen.append(request)
        if request.url.path == "/token":
            return httpx2.Response(
                200, json={"access_token": "fetched", "token_type": "Bearer"}
            )
        return httpx2.Response(204)

    with Client(
        base_url="http://x", auth=auth, transport=httpx2.MockTransport(answer)
    ) as api:
        getattr(api.default, operation)(**arguments)
    return seen


def test_keys():
    assert sent("header", ApiKey("k"))[-1].headers["x-key"] == "k"
    assert (
        sent("query", ApiKey("a b&c"), q="1")[-1].url.query
        == b"q=1&api%20key=a%20b%26c"
    )
    assert sent("cookie", ApiKey("k"), c="1")[-1].headers["cookie"] == "c=1; session=k"


def test_authorization():
    for operation, credential, expected in [
        ("basic", Basic("u", "pä"), "Basic dTpww6Q="),
        ("bearer", Bearer("t"), "Bearer t"),
        ("bearer", "t", "Bearer t"),
        ("digest", "x=1", "Digest x=1"),
        ("implicit", Bearer("t"), "Bearer t"),
        ("password", Bearer("t"), "Bearer t"),
        ("code", Bearer("t"), "Bearer t"),
        ("device", Bearer("t"), "Bearer t"),
        ("openid", lambda: "t", "Bearer t"),
    ]:
        found = sent(operation, credential)[-1].headers["authorization"]
        assert found == expected, operation
    assert "authorization" not in sent("mutual", Bearer("t"))[-1].headers


def test_a_token_is_fetched_where_the_description_says():
    token, call = sent("machine", ClientCredentials("id", "secret"))
    assert str(token.url) == "https://a.example/token"
    form = parse_qs(token.content.decode())
    assert form["grant_type"] == ["client_credentials"] and form["scope"] == ["read"]
    assert call.headers["authorization"] == "Bearer fetched"


def test_server_accepts_credentials_of_the_client():
    key = ApiKey("k")
    for operation, auth in [
        ("header", key), ("query", key), ("cookie", key), ("basic", Basic("u", "p")),
        ("bearer", "t"), ("digest", "d"), ("implicit", "t"), ("password", "t"),
        ("code", "t"), ("machine", Bearer("t")), ("device", "t"), ("openid", "t"),
    ]:  # fmt: skip
        assert loop.asked(getattr(operations, operation)(), auth=auth).principal
    request = loop.asked(operations.query(q="1"), auth=key)
    assert request.q == "1" and "key='k'" in request.principal.subject


def test_request_without_a_certificate_is_rejected():
    assert loop.refused("GET", "/mutual")[0] == 401
    assert loop.refused("GET", "/basic", authorization="Basic !!!")[0] == 401
    assert loop.refused("GET", "/bearer", authorization="Basic dTpw")[0] == 401


def test_every_scheme_has_a_method_of_its_own():
    methods = {name for name in vars(Security) if not name.startswith("__")}
    assert len(methods) == 14 and "self" in methods
