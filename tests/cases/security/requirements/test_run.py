import httpx2
import loop
from api import ApiKey, Basic, Bearer, Client, errors
from api.operations import default as operations
from pytest import raises


def sent(name, auth):
    seen = []

    def answer(request):
        seen.append(request)
        return httpx2.Response(204)

    with Client(
        base_url="http://x", auth=auth, transport=httpx2.MockTransport(answer)
    ) as client:
        getattr(client.default, name)()
    return seen[0]


def test_of_the_description_and_of_an_operation():
    assert sent("inherited", Bearer("t")).headers["authorization"] == "Bearer t"
    assert "authorization" not in sent("none", Bearer("t")).headers
    assert sent("optional", ApiKey("k")).headers["x-key"] == "k"
    assert "x-key" not in sent("optional", Bearer("t")).headers


def test_one_of_several_alternatives():
    assert sent("either", Basic("u", "p")).headers["authorization"] == "Basic dTpw"
    assert sent("either", ApiKey("a&b")).url.query == b"api%20key=a%26b"
    with raises(errors.ConfigurationError, match="`basic` or `queried`"):
        sent("either", Bearer("t"))


def test_several_together():
    request = sent("both", {"key": ApiKey("k"), "basic": Basic("u", "p")})
    assert request.headers["x-key"] == "k"
    assert request.headers["authorization"] == "Basic dTpw"
    with raises(errors.ConfigurationError, match="`key` and `basic`"):
        sent("both", ApiKey("k"))


def test_every_kind():
    assert sent("cookie", ApiKey("s")).headers["cookie"] == "session=s"
    for name in ("scoped", "device", "connect"):
        assert sent(name, Bearer("t")).headers["authorization"] == "Bearer t"
    assert (
        sent("digest", {"digest": "abc"}).headers["authorization"].lower()
        == "digest abc"
    )
    assert "authorization" not in sent("mutual", None).headers


def test_the_server_asks_for_the_same():
    both = {"key": ApiKey("k"), "basic": Basic("u", "p")}
    request = loop.asked(operations.both(), auth=both)
    assert set(request.principals) == {"key", "basic"}
    for name, auth in (
        ("inherited", Bearer("t")),
        ("none", None),
        ("optional", None),
        ("either", ApiKey("k")),
        ("cookie", ApiKey("s")),
        ("scoped", Bearer("t")),
        ("device", Bearer("t")),
        ("connect", Bearer("t")),
    ):
        loop.asked(getattr(operations, name)(), auth=auth)
    for name in ("inherited", "both", "either", "cookie", "scoped"):
        assert loop.refused("GET", f"/{name}")[0] == 401, name


def test_a_cookie_joins_those_of_the_call():
    seen = []

    def answer(request):
        seen.append(request.headers["cookie"])
        return httpx2.Response(204)

    with Client(
        base_url="http://x", auth="s", transport=httpx2.MockTransport(answer)
    ) as client:
        client.default.cookie(other="o")
    assert seen == ["other=o; session=s"]
