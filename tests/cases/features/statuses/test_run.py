import loop
from api import errors, models
from api._runtime.client import Headers, RawResponse
from api.operations import default as operations
from api.server.handlers import default as handlers
from api.server.routes import ENDPOINTS
from pytest import raises

JSON = Headers({"Content-Type": "application/json"})


def parsed(call, status, content=b"", headers=JSON):
    return call.parse(RawResponse(status, headers, content))


def test_integers():
    assert parsed(operations.integers(), 200, b"5") == 5
    with raises(errors.NotFoundError):
        parsed(operations.integers(), 404)


def test_the_closest_key_counts():
    call = operations.ranges()
    assert parsed(call, 200, b"5") == 5
    assert parsed(call, 201, b'"x"') == "x"
    assert parsed(call, 299, b"6") == 6
    with raises(errors.ClientError) as caught:
        parsed(call, 418, b'{"title":"tea"}')
    assert caught.value.body == models.Problem(title="tea")
    with raises(errors.NotFoundError) as caught:
        parsed(call, 404, b'"gone"')
    assert caught.value.body == "gone"
    with raises(errors.ServerError):
        parsed(call, 503)


def test_default_alone_is_success_and_error():
    call = operations.default()
    assert parsed(call, 200, b'{"title":"ok"}') == models.Problem(title="ok")
    with raises(errors.ApiError) as caught:
        parsed(call, 500, b'{"title":"bad"}')
    assert (caught.value.status, caught.value.body) == (
        500,
        models.Problem(title="bad"),
    )


def test_default_next_to_a_success_is_an_error():
    call = operations.beside()
    assert parsed(call, 204) is None
    with raises(errors.DefaultError) as caught:
        parsed(
            call,
            500,
            b'{"title":"bad"}',
            Headers({"Content-Type": "application/problem+json"}),
        )
    assert caught.value.body == models.Problem(title="bad")
    reply = handlers.BesideDefault(status=503, body=models.Problem(title="x"))
    with raises(errors.DefaultError):
        loop.answered(call, reply)


def test_undocumented_status_is_an_error():
    for call, status in (
        (operations.integers(), 500),
        (operations.none(), 404),
        (operations.only_errors(), 503),
    ):
        with raises(errors.UndocumentedStatusError):
            parsed(call, status)


def test_documented_redirects_are_returned():
    reply = handlers.Redirect302(location="/x", x_plain="3")
    response = loop.answered(operations.redirect(), reply)
    assert (response.data, response.headers.location) == (None, "/x")


def test_head_has_no_body():
    reply = handlers.Head200(body="text", x_size=3)
    answer = loop.answered(operations.head(), reply)
    assert (answer.data, answer.raw.content, answer.headers.x_size) == (None, b"", 3)


def test_odd_statuses():
    assert parsed(operations.odd(), 299) is None
    with raises(errors.Status420Error):
        parsed(operations.odd(), 420)


def test_the_server_answers_with_a_status_of_the_range():
    reply = handlers.Ranges2XX(body=1, status=206)
    assert loop.answered(operations.ranges(), reply).status == 206
    reply = handlers.DefaultDefault(body=models.Problem(title="t"), status=203)
    assert loop.answered(operations.default(), reply).data == models.Problem(title="t")
    for status in (201, 404):
        with raises(ValueError):
            handlers.Ranges2XX(body=1, status=status)


def test_headers_of_any_type_are_read():
    reply = handlers.Marked204(x_either=True, x_content=models.Problem(title="t, u"))
    found = loop.answered(operations.marked(), reply).headers
    assert (found.x_one, found.x_either) == (None, True)
    assert found.x_content == models.Problem(title="t, u")


def test_followed_redirect_keeps_the_typed_headers():
    import httpx2
    from api import Client

    def answer(request):
        if request.url.path == "/redirect":
            return httpx2.Response(302, headers={"Location": "/other"})
        return httpx2.Response(200)

    transport = httpx2.MockTransport(answer)
    client = Client(base_url="http://x", transport=transport)
    method = client.default.raw.redirect
    assert method().headers.location == "/other"
    followed = client.with_options(follow_redirects="same-origin").default.raw.redirect
    response = followed()
    assert response.status == 200 and response.headers.location is None
    assert "raw.redirect(...).headers.location" in client.default.redirect.__doc__


def test_a_redirect_that_a_range_documents_is_the_outcome():
    moved = Headers({"Location": "https://api.test/moved"})
    assert parsed(operations.elsewhere(), 307, headers=moved) is None


def test_304_does_not_make_every_media_type_acceptable():
    endpoint = next(e for e in ENDPOINTS if e.operation.id == "cached")
    assert endpoint.produces == ("application/json",)
