import httpx2
import loop
import pytest
from api import Client, errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers

ENTRIES = [models.Entry(n=1), models.Entry(n=2)]


def client(data, seen=None):
    def answer(request):
        if seen is not None:
            seen.append(request.read())
            return httpx2.Response(204)
        chunks = iter([data[:3], data[3:]])
        return httpx2.Response(
            200, content=chunks, headers={"content-type": "application/jsonl"}
        )

    return Client(base_url="http://x", transport=httpx2.MockTransport(answer))


def test_lines_come_one_by_one():
    with client(b'{"n":1}\n{"n":2}') as api, api.default.stream.read_log() as entries:
        assert list(entries) == ENTRIES


def test_error_of_an_item_names_the_response_and_the_item():
    with client(b'{"n":1}\n{"n":2}\n{"n":"x"}') as opened:
        api = opened.with_options(validation="strict")
        with api.default.stream.read_log() as entries:
            with pytest.raises(errors.DecodeError) as caught:
                list(entries)
    assert (caught.value.item_index, caught.value.pointer) == (2, "/n")
    assert str(caught.value).startswith("readLog 200: item 2: ")


def test_lines_are_sent():
    request = operations.write_log(body=ENTRIES).request()
    assert request.headers["Content-Type"] == "application/x-ndjson"
    assert request.content == b'{"n":1}\n{"n":2}\n'
    assert loop.asked(operations.write_log(body=ENTRIES)).body == ENTRIES


def test_lines_are_sent_as_they_come():
    seen = []
    with client(b"", seen) as api:
        api.default.write_log(body=iter(ENTRIES))
    assert seen == [b'{"n":1}\n{"n":2}\n']


def test_awaited_lines_are_sent_as_they_come():
    async def entries():
        for entry in ENTRIES:
            yield entry

    assert loop.asked(operations.write_log(body=entries())).body == ENTRIES


def test_client_parses_json_lines_of_the_server():
    answer = loop.answered(operations.read_log(), handlers.ReadLog200(body=ENTRIES))
    assert list(answer.data) == ENTRIES
    answer = loop.answered(operations.list(), handlers.List200(body=[1, 2]))
    assert (list(answer.data), answer.raw.content) == ([1, 2], b"1\n2\n")
    answer = loop.answered(
        operations.sequence(), handlers.Sequence200(body=[{"a": 1}, None])
    )
    assert answer.raw.content == b'\x1e{"a":1}\n\x1enull\n'
    assert list(answer.data) == [{"a": 1}, None]


def test_other_names_of_lines():
    answer = loop.answered(operations.follow(), handlers.Follow200(body=ENTRIES))
    assert list(answer.data) == ENTRIES
    call = operations.take(body=ENTRIES)
    assert call.request().content == b'{"n":1}\n{"n":2}\n'
    answer = loop.answered(call, handlers.Take200(body=[1, "two"]))
    assert list(answer.data) == [1, "two"], "a list of nothing in particular"


def test_a_text_is_all_lines_at_once():
    text = '{"index":{}}\n{"n":1}\n'
    answer = loop.answered(operations.read_whole(), handlers.ReadWhole200(body=text))
    assert answer.data == text
    call = operations.write_whole(body=text.encode())
    assert call.request().content == text.encode()
    assert call.request().headers["Content-Type"] == "application/x-ndjson"
    answer = loop.answered(call, handlers.WriteWhole200(body=[1, 2]))
    assert list(answer.data) == [1, 2]


def test_an_error_in_lines():
    with pytest.raises(errors.BadRequestError) as caught:
        loop.answered(operations.list(), handlers.List400(body=ENTRIES))
    assert list(caught.value.body) == ENTRIES
