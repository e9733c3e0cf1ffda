import loop
from api import models
from api.operations import default as operations
from api.server.handlers import default as handlers

THING = models.Thing(a=1)


def sent(call):
    request = call.request()
    return request.headers["Content-Type"], request.content


def there_and_back(name, body, wire, answer=None):
    """The body on the wire, as the server sees it, and the same as an answer."""
    call = getattr(operations, name)(body=body)
    assert sent(call) == wire
    assert loop.asked(call).body == body
    reply = getattr(handlers, f"{name.title().replace('_', '')}200")
    answer = body if answer is None else answer
    assert loop.answered(call, reply(body=answer)).data == answer


def test_text():
    there_and_back("text", "ü\n", ("text/plain", "ü\n".encode()))
    there_and_back("number", 7, ("text/plain", b"7"))
    there_and_back("csv", "a,b\n", ("text/csv", b"a,b\n"))
    there_and_back("latin", "ü", ("text/plain; charset=iso-8859-1", b"\xfc"))
    there_and_back("xml", "<a/>", ("application/xml", b"<a/>"))


def test_bytes():
    there_and_back("bytes", b"\x00\xff", ("application/octet-stream", b"\x00\xff"))
    there_and_back("any", b"\x00\xff", ("application/octet-stream", b"\x00\xff"))


def test_a_range_takes_a_media_type():
    call = operations.image(body=b"png", content_type="image/png")
    assert sent(call) == ("image/png", b"png")
    assert loop.asked(call).body == b"png"
    assert loop.answered(call, handlers.Image200(body=b"png")).data == b"png"


def test_json():
    json = b'{"a":1}'
    there_and_back("json", THING, ("application/json; charset=utf-8", json))
    there_and_back("suffix", THING, ("application/vnd.thing+json", json))
    there_and_back("bare", {"x": [1, None]}, ("application/json", b'{"x":[1,null]}'))
    there_and_back("base64", b"\xff\xfe", ("application/json", b'"//4="'))
    there_and_back("scalar", "null", ("application/json", b'"null"'), 5)
    there_and_back("any_thing", THING, ("application/json", json))


def test_accept_lists_the_media_types_of_responses():
    assert (
        operations.json(body=THING).request().headers["Accept"]
        == "application/json;version=2"
    )
    assert operations.any(body=b"").request().headers["Accept"] == "*/*"
