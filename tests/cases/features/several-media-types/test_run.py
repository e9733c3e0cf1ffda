import inspect

import loop
from api import errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

THING = models.Thing(a=1)


def test_the_caller_picks_the_media_type():
    for media_type, body, content in (
        ("application/json", THING, b'{"a":1}'),
        ("text/plain", "a", b"a"),
        ("application/x-www-form-urlencoded", THING, b"a=1"),
        ("image/png", b"png", b"png"),
    ):
        call = operations.convert(body=body, content_type=media_type)
        request = call.request()
        assert (request.headers["Content-Type"], request.content) == (
            media_type,
            content,
        )
        seen = loop.asked(call)
        assert (seen.body, seen.media_type) == (body, media_type)


def test_the_first_is_the_default():
    assert (
        operations.convert(body=THING).request().headers["Content-Type"]
        == "application/json"
    )


def test_the_caller_asks_for_a_media_type():
    reply = handlers.Convert200(body=THING)
    assert loop.answered(operations.convert(body=THING), reply).data == THING
    call = operations.convert(body=THING, accept="text/csv")
    assert call.request().headers["Accept"] == "text/csv"
    assert loop.answered(call, handlers.Convert200(body="a,b")).data == "a,b"
    call = operations.convert(body=THING, accept="application/octet-stream")
    assert loop.answered(call, handlers.Convert200(body=b"\xff")).data == b"\xff"


def test_each_success_has_its_own_type():
    ticket = models.Ticket(id="x")
    answer = loop.answered(
        operations.convert(body=THING), handlers.Convert202(body=ticket)
    )
    assert (answer.status, answer.data) == (202, ticket)
    answer = loop.answered(operations.convert(body=THING), handlers.Convert204())
    assert (answer.status, answer.data) == (204, None)
    written = inspect.signature(operations.convert).return_annotation
    results = "models.Thing | str | bytes | models.Ticket | None"
    assert written == f"StreamCall[{results}, bytes, Headers]"


def test_media_type_with_a_schema_is_the_default():
    request = operations.xml_first(body=THING).request()
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Accept"] == "application/json"
    answer = loop.answered(
        operations.xml_first(body=THING), handlers.XmlFirst200(body=THING)
    )
    assert answer.data == THING
    xml = "application/xml"
    call = operations.xml_first(body="<a/>", content_type=xml, accept=xml)
    assert loop.asked(call).body == "<a/>"
    with raises(errors.ConfigurationError, match="is a text"):
        operations.xml_first(body=THING, content_type=xml).request()


def test_parameters_of_media_types_tell():
    ticket = models.Ticket(id="x")
    call = operations.versions(body=ticket, content_type="application/json;v=2")
    assert loop.asked(call).body == ticket
    call = operations.versions(
        body=THING, content_type="application/json; charset=utf-8"
    )
    assert loop.asked(call).body == THING
