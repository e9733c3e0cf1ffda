"""Answers judged by the description's own schemas."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    Call,
    DecodeError,
    EventStream,
    Headers,
    Json,
    JsonLines,
    Model,
    Operation,
    ResponseSpec,
    Service,
    StreamCall,
    SyncClient,
)
from trueup_runtime.client.validation import _summary, judge
from trueup_runtime.server.schemas import Schemas

pytest.importorskip("jsonschema_rs")

DOCUMENT = {
    "$defs": {
        "Job": {
            "type": "object",
            "properties": {
                "id": {"type": "string"},
                "level": {"$ref": "#/$defs/Level"},
            },
            "required": ["id"],
        },
        "Level": {"type": "integer", "maximum": 3},
        "a /{b}": {"$ref": "#/$defs/Level"},
    },
    "operations": {
        "listed": {"responses": {"200": {"application/json": "/$defs/Job"}}}
    },
}
WRONG = b'{"level":9,"id":1}'


def test_definitions_and_what_stands_in_them(tmp_path: Path) -> None:
    """All definitions share one validator; what stands inside one has its own."""
    path = tmp_path / "schemas.json"
    path.write_text(json.dumps(DOCUMENT))
    for pointer in ("#/$defs/Level", "#/$defs/a%20~1%7Bb%7D", "/$defs/Level"):
        ((where, reason),) = judge(str(path), pointer, 9)
        assert (where, "maximum" in reason) == ("", True)
        assert not judge(str(path), pointer, 3)
    ((where, _),) = judge(str(path), "#/$defs/Job", {"id": "a", "level": 9})
    assert where == "/level"
    ((where, _),) = judge(str(path), "#/$defs/Job/properties/id", 1)
    assert where == ""


def client(folder: Path) -> SyncClient:
    path = folder / "schemas.json"
    path.write_text(json.dumps(DOCUMENT))

    class Client(SyncClient):
        service = Service("acme", base_url="https://api.test", schemas=str(path))

    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            200, content=WRONG, headers={"Content-Type": "application/json"}
        )

    return Client(transport=httpx2.MockTransport(answer))


def call(id: str = "op", schema: str | None = "#/$defs/Job") -> Call[Any, Headers]:
    return Call(
        Operation(
            id, "GET", "/", responses={200: ResponseSpec(Json(Any, schema=schema))}
        )
    )


def test_off_judges_nothing(tmp_path: Path) -> None:
    assert client(tmp_path).send(call()).data == {"level": 9, "id": 1}


@pytest.mark.parametrize("judged", [call(), call("listed", None)])
def test_strict_lists_every_fault(tmp_path: Path, judged: Call[Any, Headers]) -> None:
    with pytest.raises(DecodeError) as caught:
        client(tmp_path).with_options(validation="strict").send(judged)
    assert {pointer for pointer, _ in caught.value.faults} == {"/level", "/id"}
    assert str(caught.value).count("(at ") == 2
    assert (caught.value.operation_id, caught.value.status) == (
        judged.operation.id,
        200,
    )


def test_warn_logs_and_answers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "acme"):
        assert (
            client(tmp_path).with_options(validation="warn").send(call()).status == 200
        )
    assert "/level" in caplog.text and "/id" in caplog.text


class Item(Model):
    n: int
    name: str | None = None


STREAMS: list[tuple[Any, bytes]] = [
    (JsonLines(Item), b'{"n":1}\n{"n":"x"}\n{}\n'),
    (
        EventStream(Item, data=True),
        b'data: {"n":1}\n\ndata: {"n":"x"}\n\ndata: {}\n\n',
    ),
]


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize(("body", "content"), STREAMS)
@pytest.mark.parametrize("mode", ["warn", "off"])
def test_warn_logs_values_in_items_of_a_stream(
    mode: str, body: Any, content: bytes, kind: Any, caplog: pytest.LogCaptureFixture
) -> None:
    class Client(kind):  # type: ignore[misc]  # a parameter
        service = Service("acme", base_url="https://api.test")

    headers = {"Content-Type": body.media_type}
    transport = httpx2.MockTransport(
        lambda request: httpx2.Response(200, content=content, headers=headers)
    )
    streamed: StreamCall[Any, Any, Headers] = StreamCall(
        Operation("op", "GET", "/", responses={200: ResponseSpec(body)})
    )

    async def read() -> int:
        async with Client(transport=transport, validation=mode).stream(streamed) as all:
            return len([item async for item in all])

    with caplog.at_level(logging.WARNING, "acme"):
        if kind is AsyncClient:
            assert asyncio.run(read()) == 3
        else:
            with Client(transport=transport, validation=mode).stream(streamed) as all:
                assert len([*all]) == 3
    expected = [
        "op answered 200: item 1: 'x' does not match its type (at `/n`)",
        "op answered 200: item 2: missing (at `/n`)",
    ]
    assert caplog.messages == (expected if mode == "warn" else [])


def test_message_names_the_first_violations_and_counts_the_others() -> None:
    errors = tuple((f"/{n}", "x" * 1_000 if n == 1 else "wrong") for n in range(2_500))
    text = _summary(errors, ())
    assert text.startswith("wrong (at `/0`); xxx")
    assert text.endswith("wrong (at `/9`); 2490 more")
    assert len(text) < 1_000
    assert _summary(errors[:2], ()).endswith("x… (at `/1`)")


def test_secret_is_hidden_before_a_reason_is_cut() -> None:
    secret = "abcdefghij"
    text = _summary((("", "x" * 295 + secret),), (secret,))
    assert "abc" not in text


def test_pointers_in_a_message_are_bounded() -> None:
    assert len(_summary((("/" + "k" * 1_000_000, "wrong"),), ())) < 1_000


def test_what_has_no_schema_is_not_judged(tmp_path: Path) -> None:
    strict = client(tmp_path).with_options(validation="strict")
    assert strict.send(call(schema=None)).status == 200


@pytest.mark.parametrize(
    ("name", "value", "is_valid"),
    [
        ("duration", "PT1.5S", True),
        ("duration", "1h", False),
        ("time", "03:04:05", True),
        ("time", "3:04", False),
        ("byte", "aGk=", True),
        ("byte", "a", False),
    ],
)
def test_formats_are_as_lenient_as_those_of_the_server(
    tmp_path: Path, name: str, value: str, is_valid: bool
) -> None:
    path = tmp_path / "schemas.json"
    path.write_text(json.dumps({"$defs": {"It": {"format": name}}}))
    assert (judge(str(path), "#/$defs/It", value) == ()) is is_valid
    server = Schemas({"$defs": {"It": {"format": name}}})
    assert server.is_valid("#/$defs/It", value) is is_valid
