import json
from typing import get_type_hints

import httpx2
import loop
import pytest
from api import Client, models
from api._runtime.client import DecodeError

GOOD = (
    {"kind": "big", "size": 100},
    {"kind": "small", "size": 99, "card": "1", "text": "abc"},
    {"list": [5, 6, "x"], "names": {"a": 1}, "step": 0.5, "text": "ab"},
)
BAD = (
    {"kind": "big"},
    {"kind": "big", "size": 99},
    {"size": 100},
    {"size": 13},
    {"card": "1"},
    {"kind": "x", "card": "1", "text": "ab"},
    {"list": [5, "x"]},
    {"list": [5, 6, 7, 8]},
    {"list": [5, 6, "x", "x"]},
    {"names": {"A": 1}},
    {"names": {}},
    {"step": 0.25},
    {"step": 0},
    {"text": "b"},
    {"unknown": 1},
)


def status(body):
    content = json.dumps(body).encode()
    return loop.refused(
        "POST", "/judge", content=content, content_type="application/json"
    )[0]


def test_server_validates_keywords():
    assert [status(body) for body in GOOD] == [501] * len(GOOD)
    assert [status(body) for body in BAD] == [400] * len(BAD)


def test_strict_client_validates_keywords():
    def asked(answer):
        def respond(request):
            return httpx2.Response(200, json=answer)

        transport = httpx2.MockTransport(respond)
        with Client(
            base_url="http://x", transport=transport, validation="strict"
        ) as client:
            return client.default.judge(body={})

    assert asked(GOOD[0]).size == 100
    for body in BAD:
        with pytest.raises(DecodeError):
            asked(body)


def test_types_are_not_affected():
    hints = get_type_hints(models.Judged)
    assert hints["size"] == int | None
    assert hints["list"] == list[int | str] | None
