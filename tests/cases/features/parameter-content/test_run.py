import loop
from api import models
from api.operations import default as operations
from api.server.handlers.default import Find204

POINT = models.Point(x=1, tags=["a", "b/c"])
GIVEN = dict(where=POINT, x_where=POINT, was=POINT, note="1", anything={"a": [1]})
MORE = dict(count=5, form=POINT, xml="<x>1</x>")


def test_on_the_wire():
    request = operations.find(POINT, **GIVEN).request()
    text = "%7B%22x%22%3A1%2C%22tags%22%3A%5B%22a%22%2C%22b%2Fc%22%5D%7D"
    assert request.path == f"/find/{text}"
    assert request.query == f"where={text}&note=1&anything=%7B%22a%22%3A%5B1%5D%7D"
    assert request.headers["X-Where"] == '{"x":1,"tags":["a","b/c"]}'
    assert request.headers["Cookie"] == f"was={text}"


def test_server_parses_parameter_content_of_the_client():
    request = loop.asked(operations.find(POINT, **GIVEN))
    assert request.place == POINT
    assert {name: getattr(request, name) for name in GIVEN} == GIVEN


def test_content_that_is_not_json():
    call = operations.find(POINT, **MORE)
    assert call.request().query == (
        "count=5&form=x%3D1%26tags%3Da%2Cb%252Fc&xml=%3Cx%3E1%3C%2Fx%3E"
    )
    request = loop.asked(call)
    assert {name: getattr(request, name) for name in MORE} == MORE


def test_headers_of_answers_are_documents_too():
    response = loop.answered(operations.find(POINT), Find204(x_at=POINT))
    assert response.headers["X-At"] == '{"x":1,"tags":["a","b/c"]}'
    assert response.headers.x_at == POINT
