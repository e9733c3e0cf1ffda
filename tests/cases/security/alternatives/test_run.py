import httpx2
import loop
from api import ApiKey, Basic, Bearer, Client
from api._runtime.client import ConfigurationError
from pytest import raises

KEY, USER, TOKEN = ApiKey("k"), Basic("u", "p"), Bearer("t")
ALL = {"key": KEY, "user": USER, "token": TOKEN}


def sent(operation, auth):
    """(X-Key, Authorization) of the request."""
    seen = []

    def answer(request):
        seen.append(
            (request.headers.get("x-key"), request.headers.get("authorization"))
        )
        return httpx2.Response(204)

    with Client(
        base_url="http://x", auth=auth, transport=httpx2.MockTransport(answer)
    ) as api:
        getattr(api.default, operation)()
    return seen[0]


def test_client_sends_only_required_credentials():
    assert sent("inherited", ALL) == ("k", None)
    assert sent("open", ALL) == (None, None)
    assert sent("optional", ALL) == ("k", None)
    assert sent("optional", USER) == (None, None)
    assert sent("both", ALL) == ("k", "Basic dTpw")
    assert sent("either", ALL) == ("k", None)
    assert sent("either", USER) == (None, "Basic dTpw")
    assert sent("mixed", {"key": KEY, "token": TOKEN}) == (None, "Bearer t")
    assert sent("inherited", None) == (None, None)


def test_client_rejects_insufficient_credentials():
    with raises(ConfigurationError, match="`key` and `user`"):
        sent("both", KEY)
    with raises(ConfigurationError, match="`key` or `user`"):
        sent("either", TOKEN)


def status(path, **headers):
    return loop.refused("GET", path, **headers)[0]


def test_server_checks_credentials():
    basic = {"authorization": "Basic dTpw"}
    for path, headers, expected in [
        ("/inherited", {}, 401),
        ("/inherited", {"x_key": "k"}, 501),
        ("/inherited", {"x_key": ""}, 401),
        ("/inherited", basic, 401),
        ("/open", {}, 501),
        ("/optional", {}, 501),
        ("/optional", {"x_key": "k"}, 501),
        ("/both", {"x_key": "k"}, 401),
        ("/both", basic, 401),
        ("/both", {"x_key": "k", **basic}, 501),
        ("/either", basic, 501),
        ("/either", {}, 401),
        ("/mixed", {"authorization": "bearer t"}, 501),
        ("/mixed", basic, 401),
    ]:
        assert status(path, **headers) == expected, (path, headers)


def test_handlers_get_the_principal():
    from api.operations import default as operations

    assert set(loop.asked(operations.both(), auth=ALL).principals) == {"key", "user"}
    request = loop.asked(operations.optional(), auth=ALL)
    assert request.principal is not None
    assert loop.asked(operations.optional()).principal is None
    assert not hasattr(loop.asked(operations.open()), "principal")
