"""Bodies in their media types: both directions."""

from __future__ import annotations

import asyncio
import io
import tracemalloc
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import astuple

from trueup_runtime.client import (
    Bytes,
    Call,
    ConfigurationError,
    DecodeError,
    EventStream,
    File,
    Form,
    Json,
    JsonLines,
    Model,
    Multipart,
    OpenModel,
    Operation,
    Part,
    ServerSentEvent,
    Text,
    field,
    media,
    union,
)
from trueup_runtime.client.bodies import Body, choose, choose_for
from trueup_runtime.client.coercion import INTEGER, Shape, array, object_of
from trueup_runtime.client.form_parts import PartHead


class Item(Model, rename="camel"):
    item_id: int
    note: str | None = None


class Upload(Model, rename="camel"):
    title: str
    content: bytes
    meta_data: Item | None = None
    tags: list[str] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)


class Search(Model):
    text: str
    limit: int | None = None
    tags: list[str] = field(default_factory=list)
    where: dict[str, Any] | None = None


def test_json() -> None:
    body = Json(Item, "application/vnd.x+json")
    assert astuple(body.write(Item(item_id=1))) == (
        "application/vnd.x+json",
        b'{"itemId":1}',
    )
    assert body.write({"itemId": 1}).data == b'{"itemId":1}'
    assert body.read(b'\xef\xbb\xbf{"itemId":1}') == Item(item_id=1)
    assert body.plain(b'{"itemId":"x"}') == {"itemId": "x"}
    with pytest.raises(DecodeError):
        body.read(b"")


def test_text_honours_its_charset() -> None:
    assert astuple(Text().write("é")) == ("text/plain", "é".encode())
    assert Text("text/plain; charset=latin-1").write("é").data == b"\xe9"
    assert Text().read(b"\xe9", 'text/plain; charset="ISO-8859-1"') == "é"
    with pytest.raises(DecodeError):
        Text().read(b"\xe9", "text/plain")
    with pytest.raises(DecodeError):
        Text().read(b"a", "text/plain; charset=nonsense")
    with pytest.raises(ConfigurationError):
        Text("text/plain; charset=ascii").write("é")
    assert Text(type=int).read(b"7") == 7


def test_bytes() -> None:
    assert astuple(Bytes("image/png").write(bytearray(b"a"))) == ("image/png", b"a")
    assert Bytes("image/*").write(b"a").content_type == "application/octet-stream"
    assert Bytes().read(b"\x00") == b"\x00"


@pytest.mark.parametrize(
    ("given", "index"),
    [
        ("application/json", 0),
        ("Application/JSON; charset=utf-8", 0),
        ("application/problem+json", 1),
        ("image/png", 2),
        ("text/html", None),
        ("", None),
    ],
)
def test_the_body_is_chosen_by_media_type(given: str, index: int | None) -> None:
    bodies = (Json(Any), Json(Any, "application/problem+json"), Bytes("image/*"))
    assert choose(bodies, given) is (None if index is None else bodies[index])


def test_parameters_of_media_types_tell_bodies_apart() -> None:
    bodies = (Json(Any, "application/json;v=1"), Json(Any, "application/json;v=2"))
    assert choose(bodies, "application/json; v=2") is bodies[1]
    assert choose(bodies, "application/json") is bodies[0]
    plain = (Json(Any, "application/json;v=1"), Json(Any))
    assert choose(plain, "application/json; charset=utf-8") is plain[1]
    assert choose((Bytes("*/*"), Json(Any)), "application/json").__class__ is Json


def test_accept_prefers_json() -> None:
    assert (
        media.accept(["text/csv", "*/*", "application/json"])
        == "application/json, text/csv, */*"
    )
    assert media.accept([]) == "*/*"


def test_forms() -> None:
    body = Form(Search)
    content = body.write(Search(text="a b&c", limit=2, tags=["x", "y"], where={"k": 1}))
    assert (
        content.data == b"text=a%20b%26c&limit=2&tags=x&tags=y&where=%7B%22k%22%3A1%7D"
    )
    assert isinstance(content.data, bytes)
    assert body.read(content.data) == Search(
        text="a b&c", limit=2, tags=["x", "y"], where={"k": 1}
    )
    assert body.read(b"text=a+b").text == "a b"
    with pytest.raises(DecodeError) as caught:
        body.read(b"text=a&limit=many")
    assert caught.value.pointer == "/limit"


def test_members_of_forms_have_styles() -> None:
    parts = {
        "tags": Part(style="pipeDelimited", explode=False),
        "where": Part(style="deepObject"),
    }
    body = Form(Search, parts=parts)
    content = body.write(Search(text="a", tags=["x", "y"], where={"k": "v"}))
    assert content.data == b"text=a&tags=x%7Cy&where%5Bk%5D=v"
    assert body.read(b"text=a&tags=x%7Cy&where%5Bk%5D=v") == Search(
        text="a", tags=["x", "y"], where={"k": "v"}
    )


def test_multipart() -> None:
    body = Multipart(Upload, parts={"content": Part("image/png")})
    upload = Upload(
        title='a"b',
        content=b"\x00\r\n--x",
        meta_data=Item(item_id=1),
        tags=["x", "y"],
        pages=[b"1", b"2"],
    )
    content_type, data = astuple(body.write(upload))
    assert isinstance(data, bytes)
    assert content_type.startswith("multipart/form-data; boundary=")
    assert b'name="content"; filename="content"\r\nContent-Type: image/png\r\n' in data
    assert (
        b'name="metaData"\r\nContent-Type: application/json\r\n\r\n{"itemId":1}' in data
    )
    assert body.read(data, content_type) == upload
    assert astuple(body.write(upload)) == (content_type, data)


def test_files_have_names_and_types() -> None:
    file = File(b"x", 'a"\r\n.txt', "text/plain")
    content_type, data = astuple(Multipart(Any).write({"f": file, "n": None, "k": 1}))
    assert isinstance(data, bytes)
    assert b'filename="a%22%0D%0A.txt"\r\nContent-Type: text/plain' in data
    assert Multipart(Any).read(data, content_type) == {"f": b"x", "k": "1"}
    with pytest.raises(ConfigurationError):
        Multipart(Any).write({"f": File(b"", "a", "text/plain\r\nX: y")})


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"", "multipart/form-data; boundary=b"),
        (b"--b\r\n\r\nx", "multipart/form-data; boundary=b"),
        (b"x", "multipart/form-data"),
    ],
)
def test_broken_multipart_is_a_fault(data: bytes, content_type: str) -> None:
    with pytest.raises(DecodeError):
        Multipart(Any).read(data, content_type)


def test_json_lines() -> None:
    body = JsonLines(Item)
    data = b'{"itemId":1}\n\n{"itemId":2,"note":"\xc3\xa9"}'
    expected = [Item(item_id=1), Item(item_id=2, note="é")]
    assert list(body.read(data)) == expected
    assert list(body.items(data[i : i + 1] for i in range(len(data)))) == expected
    assert body.write(expected).data == data.replace(b"\n\n", b"\n") + b"\n"
    with pytest.raises(DecodeError):
        list(body.read(b'{"itemId":1}\n{"itemId"'))


EVENTS = b": hi\r\nevent: add\r\ndata: a\r\ndata:b\r\nid: 1\r\n\r\ndata\r\n\r\nretry: 5\rdata: c\r\rdata: lost"


def test_server_sent_events() -> None:
    expected = [
        ServerSentEvent("a\nb", "add", "1"),
        ServerSentEvent("c", retry=5),
    ]  # the second one has no data
    assert list(EventStream().read(EVENTS)) == expected
    single = (EVENTS[i : i + 1] for i in range(len(EVENTS)))
    assert list(EventStream().items(single)) == expected
    written = EventStream().write(expected).data
    assert isinstance(written, bytes)
    assert list(EventStream().read(written)) == expected


def test_events_as_models_and_as_data() -> None:
    class Event(Model):
        data: str
        event: str = "message"

    assert list(EventStream(Event).read(b"event: x\ndata: y\n\n")) == [
        Event(data="y", event="x")
    ]
    data = EventStream(Item, data=True)
    assert list(data.read(b'data: {"itemId":1}\n\n')) == [Item(item_id=1)]
    assert data.write([Item(item_id=1)]).data == b'data: {"itemId":1}\n\n'


def test_event_without_data_is_not_an_item() -> None:
    data = (
        b"event: keepalive\ndata:\n\ndata\n\n: c\n\nid: 9\n\ndata:  \n\n"
        b'data: {"itemId":1}\n\ndata: [DONE]\n\ndata: {"itemId":2}\n\n'
    )
    body = EventStream(Item, data=True)
    assert list(body.read(data)) == [Item(item_id=1), Item(item_id=2)]
    assert body.plain(data) == [{"itemId": 1}, {"itemId": 2}]


def test_fields_of_events_stand_beside_typed_data() -> None:
    body = EventStream(Item, data=True)
    events = [
        ServerSentEvent(Item(item_id=1), "add", "7", 5),
        ServerSentEvent(Item(item_id=2)),
    ]
    data = body.write([events[0], Item(item_id=2)]).data
    assert data == (
        b'event: add\nid: 7\nretry: 5\ndata: {"itemId":1}\n\ndata: {"itemId":2}\n\n'
    )
    assert list(body.events([data])) == events
    assert list(body.read(data)) == [Item(item_id=1), Item(item_id=2)]


def test_event_without_a_name_is_a_message() -> None:
    class Event(Model):
        data: str
        event: str

    class Data(Model):
        data: str

    class Open(OpenModel[Any]):
        data: str

    text = b"data: x\n\nevent:\ndata: y\n\n"
    body = EventStream(Event)
    expected = [Event(data="x", event="message"), Event(data="y", event="message")]
    assert list(body.read(text)) == expected
    assert body.plain(text) == [
        {"data": "x", "event": "message"},
        {"data": "y", "event": "message"},
    ]
    assert body.write(expected).data == b"data: x\n\ndata: y\n\n"
    assert EventStream(Data).plain(b"data: x\n\n") == [{"data": "x"}]
    assert list(EventStream(Open).read(b"data: x\n\n")) == [Open(data="x")]


def test_data_of_events_that_is_json() -> None:
    class Event(Model):
        data: Item
        id: str | None = None

    class Note(Model):
        data: str

    body = EventStream(Event, json_data=True)
    data = b'id: 1\ndata: {"itemId":1}\n\n'
    assert list(body.read(data)) == [Event(data=Item(item_id=1), id="1")]
    assert body.write(list(body.read(data))).data == data
    assert body.parsed(body.plain(data)) == [{"data": {"itemId": 1}, "id": "1"}]
    either = union("Either", lambda: (Event, Note))
    mixed = EventStream(either, json_data=True, lenient=True)
    items = list(mixed.read(data + b"data: [DONE]\n\n"))
    assert items == [Event(data=Item(item_id=1), id="1"), Note(data="[DONE]")]


def test_sequences_are_read_as_they_come() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"itemId":'
        yield b"1}\n"

    async def run() -> list[Any]:
        return [item async for item in JsonLines(Item).async_items(chunks())]

    assert asyncio.run(run()) == [Item(item_id=1)]


def test_forms_are_made_of_members() -> None:
    for body in (Form(Any), Multipart(Any)):
        with pytest.raises(ConfigurationError):
            body.write([1])


def test_a_struct_of_another_kind_is_a_form_too() -> None:
    class Plain(msgspec.Struct):
        a: int

    assert Form(Plain).write(Plain(1)).data == b"a=1"


def test_what_divides_a_styled_part_is_refused() -> None:
    form = Multipart(dict[str, list[str]], {"a": Part(style="form", explode=False)})
    _, data = astuple(form.write({"a": ["x", "y z"]}))
    assert isinstance(data, bytes)
    assert b"\r\n\r\nx,y z\r\n" in data
    with pytest.raises(ConfigurationError, match="`a` holds ','"):
        form.write({"a": ["x,y", "z"]})


NUMBERS = array(array(INTEGER))
POINT = object_of({"x": INTEGER})


@pytest.mark.parametrize("body", [Form, Multipart])
@pytest.mark.parametrize(
    ("member", "shape", "part"),
    [
        ([[1, 2], [], [3]], NUMBERS, Part()),
        ([[]], NUMBERS, Part()),
        ({"x": 1}, POINT, Part("text/plain")),
        ([{"x": 1}], array(POINT), Part("text/plain")),
    ],
)
def test_lists_and_objects_in_members_are_json(
    body: Any, member: Any, shape: Shape, part: Part
) -> None:
    form = body(Any, {"m": part}, shape=object_of({"m": shape}))
    content_type, data = astuple(form.write({"m": member}))
    assert form.plain(data, content_type) == {"m": member}


def test_members_of_a_map_stand_in_a_form_by_their_names() -> None:
    parts = {"all": Part(style="form", explode=True)}
    shape = object_of({"all": object_of({}, INTEGER), "n": INTEGER})
    form = Form(Any, parts, shape=shape)
    content_type, data = astuple(form.write({"all": {"a": 1, "b": 2}, "n": 3}))
    assert data == b"a=1&b=2&n=3"
    assert form.plain(data, content_type) == {"all": {"a": 1, "b": 2}, "n": 3}


def test_a_member_of_the_form_is_none_of_what_is_spread_over_it() -> None:
    parts = {"all": Part(style="form", explode=True)}
    shape = object_of({"all": object_of({"a": INTEGER, "n": INTEGER}), "n": INTEGER})
    form = Form(Any, parts, shape=shape)
    assert form.plain(b"a=1&n=3") == {"all": {"a": 1}, "n": 3}


def test_bytes_of_a_part_come_as_a_file_or_in_base64() -> None:
    form = Multipart(Any, shape=object_of({"b": Shape(encoding="base64")}))
    for value in (b"\xff\x00", "/wA="):
        content_type, data = astuple(form.write({"b": value}))
        assert form.plain(data, content_type) == {"b": "/wA="}


@pytest.mark.parametrize(
    "name", ["\\", "a\\", '\\"', '"; x="', "a\r\nX: y", "\0", '%41"', "é", "a;b", " "]
)
def test_names_of_parts_and_files_stay_in_their_quotes(name: str) -> None:
    content_type, data = astuple(Multipart(Any).write({name: File(b"x", name)}))
    head = data.split(b"\r\n\r\n")[0]
    assert head.count(b"\r\n") == 2 and b"\0" not in head
    values, heads = Multipart(dict[str, bytes]).taken_apart(data, content_type)
    assert values == {name: b"x"}
    assert PartHead(heads[name][0]).filename == name


def test_parts_of_a_response_take_memory_for_their_contents_only() -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="%d"\r\n\r\n\r\n'
    data = b"".join(part % number for number in range(20_000)) + b"--b--"
    multipart = Multipart(dict[str, str])
    tracemalloc.start()
    try:
        values = multipart.plain(data, "multipart/form-data; boundary=b")
        assert tracemalloc.get_traced_memory()[1] < 10 * len(data)
    finally:
        tracemalloc.stop()
    assert len(values) == 20_000


@pytest.mark.parametrize(
    "body", [JsonLines(Any), EventStream()], ids=["lines", "events"]
)
def test_lines_of_a_response_are_not_in_memory_at_once(body: Any) -> None:
    data = b"\n" * 1_000_000
    tracemalloc.start()
    try:
        assert not list(body.read(data))
        assert tracemalloc.get_traced_memory()[1] < 3 * len(data)
    finally:
        tracemalloc.stop()


def test_a_whole_object_and_an_item_of_a_list_in_two_parts_are_refused() -> None:
    class Either(Model):
        j: dict[str, int] | list[int] | str

    parts = (
        b'--b\r\nContent-Disposition: form-data; name="j"\r\n'
        b'Content-Type: application/json\r\n\r\n{"n":1}\r\n'
        b'--b\r\nContent-Disposition: form-data; name="j"\r\n\r\n2\r\n--b--'
    )
    member = Shape("array", item=INTEGER, members={"n": INTEGER})
    shape = object_of({"j": member})
    body = Multipart(Either, shape=shape)
    with pytest.raises(DecodeError):
        body.read(parts, "multipart/form-data; boundary=b")


@pytest.mark.parametrize(
    ("value", "media_type"),
    [
        ({"a": 1}, "application/json"),
        ([1], "application/jsonl"),
        ("text", "text/plain"),
        (b"bytes", "application/octet-stream"),
        (bytearray(b"bytes"), "application/octet-stream"),
        (iter([1]), "application/jsonl"),
        (None, "application/json"),
    ],
)
def test_type_of_a_body_selects_its_media_type(value: Any, media_type: str) -> None:
    bodies = (Json(dict[str, int]), JsonLines(int), Text(), Bytes())
    assert choose_for(bodies, value).media_type == media_type
    assert choose_for(bodies[:1], value) is bodies[0]


class Note(Model):
    read: bool


@pytest.mark.parametrize(
    ("bodies", "value", "media_type"),
    [
        ((Json(Any), Text()), "text", "application/json"),
        ((Json(Any), Text()), [1], "application/json"),
        ((Text(), Json(Any)), {"a": 1}, "application/json"),
        ((Text(), Json(Any)), "text", "text/plain"),
        ((Json(Note), Bytes()), Note(read=True), "application/json"),
        ((Text(), Json(Note)), Note(read=True), "application/json"),
        ((Text(), Json(Note)), {"read": True}, "application/json"),
        ((Json(list[int]), JsonLines(Note)), [Note(read=True)], "application/jsonl"),
        ((JsonLines(int), Json(list[Note])), [Note(read=True)], "application/json"),
    ],
)
def test_value_of_any_type_and_property_named_read(
    bodies: tuple[Body, ...], value: Any, media_type: str
) -> None:
    assert choose_for(bodies, value).media_type == media_type


def test_body_is_sent_as_the_given_content_type() -> None:
    operation = Operation("op", "POST", "/a", bodies=(Json(Any), Text()))
    request = Call(operation, (), [1], content_type="application/json").request()
    assert request.headers["Content-Type"] == "application/json"


def test_open_file_is_sent_as_bytes() -> None:
    bodies = (Json(dict[str, int]), JsonLines(int), Bytes())
    assert choose_for(bodies, io.BytesIO(b"x")) is bodies[2]
