import asyncio

import httpx2
import loop
from api import AsyncClient, Client, ServerSentEvent, errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

EVENTS = [
    models.Event(data="a\nb", event=models.EventEvent.START, id="1"),
    models.Event(data="c", event=models.EventEvent("message")),
]
SENT = [EVENTS[0], models.Event(data="c")]
WIRE = b"event: start\nid: 1\ndata: a\ndata: b\n\ndata: c\n\n"


class Body(httpx2.SyncByteStream):
    """Gives pieces of a few bytes; remembers that it was closed."""

    def __init__(self, data):
        self.data, self.closed, self.read = data, False, 0

    def __iter__(self):
        for start in range(0, len(self.data), 5):
            self.read += 1
            yield self.data[start : start + 5]

    def close(self):
        self.closed = True


def client(body, status=200, media_type="text/event-stream", seen=None):
    def answer(request):
        if seen is not None:
            seen.append(request.headers["accept"])
        headers = {"content-type": media_type, "x-left": "3"}
        return httpx2.Response(status, headers=headers, stream=body)

    return Client(base_url="http://x", transport=httpx2.MockTransport(answer))


def test_events_come_one_by_one():
    body = Body(WIRE)
    with client(body) as api, api.default.stream.typed() as events:
        assert (events.status, events.headers.x_left) == (200, 3)
        items = iter(events)
        assert next(items) == EVENTS[0]
        assert body.read < len(WIRE) / 5, "the rest is not read yet"
        assert not body.closed
        assert list(items) == EVENTS[1:]
    assert body.closed


def test_leaving_early_closes_the_connection():
    body = Body(WIRE)
    with client(body) as api, api.default.stream.typed() as events:
        for _ in events:
            break
    assert body.closed


def test_an_error_is_raised_before_the_block():
    problem = Body(b'{"title":"none"}')
    with client(problem, 404, "application/json") as api:
        with raises(errors.NotFoundError) as caught, api.default.stream.typed():
            raise AssertionError("there is nothing to read")
    assert caught.value.body == models.Problem(title="none")
    assert problem.closed


def test_data_are_decoded_where_the_schema_describes_them():
    seen = []
    body = Body(
        b'data: {"text":"a"}\n\n: remark\n\ndata: {"text":"b"}\n\ndata: [DONE]\n\n'
    )
    with client(body, seen=seen) as api, api.default.stream.data(body={}) as events:
        assert list(events) == [models.Piece(text="a"), models.Piece(text="b")]
    assert seen == ["text/event-stream"]


def test_error_of_an_event_names_the_response_and_the_event():
    wire = b'data: {"text":"a"}\n\ndata: {"text":1}\n\n'
    with client(Body(wire)) as lenient:
        api = lenient.with_options(validation="strict")
        with api.default.stream.data(body={}) as events:
            with raises(errors.DecodeError) as caught:
                list(events)
    assert (caught.value.item_index, caught.value.pointer) == (1, "/text")

    async def read():
        def answer(request):
            headers = {"content-type": "text/event-stream"}
            return httpx2.Response(200, headers=headers, content=wire)

        transport = httpx2.MockTransport(answer)
        options = {"base_url": "http://x", "validation": "strict"}
        async with AsyncClient(transport=transport, **options) as api:
            async with api.default.stream.data(body={}) as events:
                async for _ in events:
                    pass

    with raises(errors.DecodeError) as caught:
        asyncio.run(read())
    assert caught.value.item_index == 1 and caught.value.status == 200


def test_response_that_is_not_a_stream_is_an_error():
    whole = Body(b'{"texts":[]}')
    with client(whole, media_type="application/json") as api:
        with raises(errors.DecodeError, match="expected text/event-stream"):
            with api.default.stream.data(body={}):
                pass


def test_events_without_a_schema():
    body = Body(b"data: x\nretry: 5\n\n")
    with client(body) as api, api.default.stream.bare() as events:
        assert list(events) == [ServerSentEvent("x", retry=5)]


def test_the_whole_answer_is_read_by_the_plain_method():
    with client(Body(WIRE)) as api:
        assert list(api.default.typed()) == EVENTS


def test_awaited_from_the_generated_server():
    async def events():
        for event in SENT:
            yield event

    async def received(reply):
        transport = httpx2.ASGITransport(loop.app([], reply))
        options = {"base_url": "http://x", "validation": "strict"}
        async with AsyncClient(transport=transport, **options) as api:
            async with api.default.stream.typed() as stream:
                return [event async for event in stream]

    for body in (events(), SENT, iter(SENT)):
        reply = handlers.Typed200(body=body, x_left=3)
        assert asyncio.run(received(reply)) == EVENTS


def test_line_breaks_in_data_do_not_start_an_event():
    told = ServerSentEvent("a\r\nb\revent: c", event="x\rid: 9", id="", retry=1)
    reply = handlers.Bare200(body=[told])
    (got,) = loop.answered(operations.bare(), reply).data
    assert got == ServerSentEvent("a\nb\nevent: c", event="x", id="", retry=1)


def test_client_parses_events_of_the_server():
    pieces = [models.Piece(text="a"), models.Piece(text="b")]
    call = operations.data(body={}, accept="text/event-stream")
    assert list(loop.answered(call, handlers.Data200(body=pieces)).data) == pieces
    whole = models.Whole(texts=["a"])
    call = operations.data(body={})
    assert loop.answered(call, handlers.Data200(body=whole)).data == whole
