"""Percent-encoded text of a request is UTF-8, or the request is refused."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import ask, emit
from .test_limits import FORM, multipart


@pytest.fixture(scope="session")
def texts(emitted: Path) -> ModuleType:
    emit(Path(__file__).parent / "texts.yaml", emitted.parent, "served_texts")
    return importlib.import_module("served_texts.server")


@pytest.fixture(scope="session")
def app(texts: ModuleType) -> Any:
    return texts.create_app()


def status_of(app: Any, target: bytes, cookie: bytes = b"") -> int:
    """The status of a GET request whose target is sent as it is."""
    path, _, query = target.partition(b"?")
    scope: dict[str, Any] = {"type": "http", "method": "GET", "http_version": "1.1"}
    scope |= {"scheme": "http", "path": path.decode("latin-1"), "raw_path": path}
    scope |= {"query_string": query, "root_path": "", "server": ("a", 80)}
    scope["headers"] = [(b"cookie", cookie)] if cookie else []
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    asyncio.run(app(scope, receive, send))
    (status,) = statuses
    return status


PLACES = [
    "/simple/TEXT",
    "/label/.a.TEXT",
    "/matrix/;a=TEXT",
    "/matrix/;TEXT=a",
    "/mixed/TEXT.a",
    "/mixed/a.TEXT",
    "/query?text=TEXT",
    "/query?list=a&list=TEXT",
    "/query?pipes=a%7CTEXT",
    "/query?deep[a]=TEXT",
    "/query?deep[TEXT]=a",
    "/query?json=%7B%22a%22:%22TEXT%22%7D",
    "/spread?a=TEXT",
    "/spread?TEXT=a",
]
INVALID = [
    b"%FF",
    b"a%C3",
    b"%C3%28",
    b"%ED%A0%80",
    b"%C0%AF",
    b"%F4%90%80%80",
    b"\xff",
]
VALID = [b"%C3%BC", b"\xc3\xbc", b"%EF%BF%BD", b"%25FF", b"%F0%9F%98%80"]


@pytest.mark.parametrize("place", PLACES)
def test_parameter_that_is_not_utf_8_is_refused(app: Any, place: str) -> None:
    target = place.encode()
    for text in INVALID:
        assert status_of(app, target.replace(b"TEXT", text)) == 400, text
    for text in VALID:
        assert status_of(app, target.replace(b"TEXT", text)) == 501, text


def test_cookie_that_is_not_utf_8_is_refused(app: Any) -> None:
    assert status_of(app, b"/query", b"cookie=a%FF") == 400
    assert status_of(app, b"/query", b"cookie=%C3%BC") == 501


def test_pair_of_no_parameter_may_be_anything(app: Any) -> None:
    assert status_of(app, b"/query?%FF=%FF&other=%FF", b"%FF=%FF") == 501


@pytest.mark.parametrize(
    "body", ["a=%FF", "%FF=a", "other=%FF", "o=%7B%22a%FF%22:1%7D"]
)
def test_form_that_is_not_utf_8_is_refused(app: Any, body: str) -> None:
    assert ask(app, "POST", "/form", content=body, headers=FORM).status_code == 400
    valid = body.replace("%FF", "%C3%BC")
    assert ask(app, "POST", "/form", content=valid, headers=FORM).status_code == 501


def test_styled_part_that_is_not_utf_8_is_refused(app: Any) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    for content, status in ((b"a|\xff", 400), (b"a|\xc3\xbc", 501)):
        body = multipart([("a", content)])
        answer = ask(app, "POST", "/form", content=body, headers=headers)
        assert answer.status_code == status


def test_key_that_is_not_utf_8_is_malformed(texts: ModuleType) -> None:
    keys: list[str] = []

    async def key(self: object, credential: Any, /) -> Any:
        keys.append(credential.key)
        return texts.Principal("key")

    guard = type("Guard", (texts.Security,), {"query": key})()
    app = texts.create_app(security=guard)
    assert status_of(app, b"/keyed?key=a%FF") == 401
    assert status_of(app, b"/keyed?key=%C3%BC") == 501
    assert status_of(app, b"/keyed") == 501
    assert keys == ["ü"]
