from typing import Any, assert_type

import httpx2
from events import AsyncClient, Client, ServerSentEvent, models

TEXT = b'event: add\nid: 1\ndata: {"text":"a"}\n\nevent: keepalive\ndata:\n\n'
SENT: list[models.Delta | ServerSentEvent[models.Delta]] = [
    ServerSentEvent(models.Delta(text="b"), "add"),
    models.Delta(text="c"),
]


def read(client: Client) -> None:
    with client.chats.stream.chat(body=SENT) as stream:
        for item in stream:
            assert_type(item, models.Delta)
        for event in stream.events():
            assert_type(event, ServerSentEvent[models.Delta])
            print(event.event, event.id, event.retry, event.data.text)
    with client.chats.stream.text() as texts:
        for text in texts.events():
            assert_type(text, ServerSentEvent[str])
    with client.chats.stream.typed() as typed:
        for model in typed:
            assert_type(model.data, models.Delta)
    assert_type(client.chats.json(), Any)


async def read_async(client: AsyncClient) -> None:
    async with client.chats.stream.chat(body=[models.Delta(text="c")]) as stream:
        async for event in stream.events():
            assert_type(event, ServerSentEvent[models.Delta])


def run() -> None:
    sent: list[bytes] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content)
        headers = {"Content-Type": "text/event-stream"}
        if request.url.path == "/json":
            headers = {"Content-Type": "application/json"}
            return httpx2.Response(200, headers=headers, content=b'{"a":[1]}')
        return httpx2.Response(200, headers=headers, content=TEXT)

    transport = httpx2.MockTransport(respond)
    with Client(base_url="http://localhost", transport=transport) as client:
        with client.chats.stream.chat(body=SENT) as stream:
            assert [*stream.events()] == [
                ServerSentEvent(models.Delta(text="a"), "add", "1")
            ]
        assert sent == [b'event: add\ndata: {"text":"b"}\n\ndata: {"text":"c"}\n\n']
        assert [*client.chats.chat(body=[])] == [models.Delta(text="a")]
        with client.chats.stream.text() as texts:
            assert [event.id for event in texts.events()] == ["1"]
        with client.chats.stream.typed() as typed:
            assert [*typed] == [models.Event(data=models.Delta(text="a"), event="add")]
        assert client.chats.json() == {"a": [1]}
