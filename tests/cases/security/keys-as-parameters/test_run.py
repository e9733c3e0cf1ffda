import httpx2
from api import ApiKey, Client


def sent(operation, **arguments):
    seen = []

    def answer(request):
        seen.append(request)
        return httpx2.Response(200)

    transport = httpx2.MockTransport(answer)
    with Client(base_url="http://x", auth=ApiKey("k"), transport=transport) as api:
        getattr(api.default, operation)(**arguments)
    return seen[-1]


def test_a_key_is_sent_once():
    assert sent("get_a", limit=1).url.query == b"limit=1&api_key=k"
    assert sent("get_b").headers.get_list("x-api-key") == ["k"]
    assert sent("get_c").headers["cookie"] == "session=k"
    assert sent("get_d").url.query == b"api_key=k"
