import loop
from api.operations import t as operations
from api.server.handlers.t import A200


def test_headers_with_valid_names_are_sent():
    names = [each.name for each in operations.A.parameters]
    assert names == ["X-Good", "a[b]"]
    request = operations.a(x_good="1", a_b="2").request()
    assert request.headers["x-good"] == "1" and request.headers["cookie"] == "a[b]=2"


def test_headers_with_valid_names_are_in_responses():
    answer = loop.answered(operations.a(), A200(x_size=3))
    assert answer.headers.x_size == 3
