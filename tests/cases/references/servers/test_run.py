import httpx2
import loop
from api import Client
from api.client import server_url
from api.operations import default as operations


def urls(base_url=None):
    seen = []

    def answer(request):
        seen.append(str(request.url))
        return httpx2.Response(204)

    with Client(base_url=base_url, transport=httpx2.MockTransport(answer)) as api:
        api.default.plain()
        api.default.on_path()
        api.default.on_operation()
        api.default.relative()
    return seen


def test_every_operation_goes_to_its_server():
    assert urls() == [
        "https://eu.api.example:8443/v1/plain",
        "https://uploads.example/up/uploads",
        "https://there.example/op/uploads",
        "https://eu.api.example:8443/v2/uploads",
    ]


def test_variables():
    assert server_url() == "https://eu.api.example:8443/v1"
    assert server_url(region="us", port="1", base="") == "https://us.api.example:1/"


def test_a_base_url_replaces_all_of_them():
    assert urls("http://x/y") == [
        "http://x/y/plain", "http://x/y/uploads", "http://x/y/uploads", "http://x/y/uploads",
    ]  # fmt: skip


def test_an_operation_replaces_a_parameter_of_its_path():
    request = loop.asked(operations.replaced("a", q=1, q_header="h"))
    assert (request.id, request.q, request.q_header) == ("a", 1, "h")
    assert loop.refused("GET", "/v1/a")[0] == 400
    assert loop.refused("GET", "/v1/a?q=x")[0] == 400
