"""Options: one field and one keyword argument each, for both clients."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    ConfigurationError,
    Service,
    SyncClient,
)
from trueup_runtime.client.options import (
    ClientArguments,
    CommonArguments,
    Options,
    Timeout,
    ViewArguments,
)

SET_BY_CLIENT = {"base_url", "own_base_url"}
SERVICE = Service("api", base_url="https://a.test", version="1")


class Client(SyncClient):
    service = SERVICE


class Asynchronous(AsyncClient):
    service = SERVICE


def test_every_option_is_a_keyword_argument_of_the_same_name() -> None:
    fields = {*Options.__struct_fields__}
    assert CommonArguments.__optional_keys__ == fields - SET_BY_CLIENT


def test_every_argument_is_documented() -> None:
    """In the class, for editors, and in the documentation."""
    arguments = {*ClientArguments.__optional_keys__, "base_url"}
    listed = re.findall(r"^ {4}(\w+): ", inspect.getdoc(SyncClient) or "", re.MULTILINE)
    assert sorted(listed) == sorted(arguments)
    page = Path(__file__).parents[2] / "docs" / "output.md"
    documented = set(re.findall(r"`(\w+)", page.read_text(encoding="utf-8")))
    assert arguments <= documented


@pytest.mark.parametrize("kind", [Client, Asynchronous])
def test_arguments_become_options(kind: type[Client | Asynchronous]) -> None:
    client = kind(timeout=9, retries=1, headers={"a": "b"}, user_agent=None)
    assert client.options.timeout == Timeout(9.0, 5.0)
    assert client.options.retries.retries == 1
    assert client.options.user_agent == "api/1"
    view = client.with_options(headers={"c": "d"}, max_response=1)
    assert view.options.headers == {"a": "b", "c": "d"}
    assert view.options.max_response == 1 and view.options.timeout.total == 9
    assert client.options.headers == {"a": "b"}


@pytest.mark.parametrize("kind", [Client, Asynchronous])
@pytest.mark.parametrize("name", ["own_base_url", "tiemout"])
def test_unexpected_argument_is_a_type_error(
    kind: type[Client | Asynchronous], name: str
) -> None:
    with pytest.raises(TypeError, match=name):
        kind(**{name: 1})
    with pytest.raises(TypeError, match=name):
        kind().with_options(**{name: 1})


@pytest.mark.parametrize("name", sorted(SET_BY_CLIENT | {"user_agent", "on_request"}))
def test_view_cannot_change_what_belongs_to_the_client(name: str) -> None:
    assert name not in ViewArguments.__optional_keys__
    with pytest.raises(TypeError, match=name):
        Client().with_options(**{name: "https://b.test"})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (9, Timeout(9.0, 5.0)),
        (0.5, Timeout(0.5, 0.5)),
        (None, Timeout(None, None)),
        (float("inf"), Timeout(None, 5.0)),
        (1_000_000_000, Timeout(1e9, 5.0)),
        (Timeout(3, None), Timeout(3, None)),
        (httpx2.Timeout(7), Timeout(7, 7)),
        (httpx2.Timeout(None, connect=2), Timeout(None, 2)),
        (httpx2.Timeout(1, read=30, connect=2), Timeout(30, 2)),
    ],
)
def test_timeouts(given: Any, expected: Timeout) -> None:
    assert Client(timeout=given).options.timeout == expected
    assert Client().with_options(timeout=given).options.timeout == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeout", "5"),
        ("timeout", 0),
        ("timeout", -1),
        ("timeout", float("nan")),
        ("timeout", True),
        ("timeout", (1, 2)),
        ("timeout", 10**400),
        ("timeout", 1e300),
        ("timeout", Timeout(5, 10**400)),
        ("timeout", httpx2.Timeout(10**400)),
        ("timeout", Timeout("5")),  # type: ignore[arg-type]  # refused at run time
        ("timeout", Timeout(5, -1)),
        ("retries", -1),
        ("retries", None),
        ("retries", "2"),
        ("retries", True),
        ("headers", [("a", "b")]),
        ("headers", {"a": 1}),
        ("headers", {"a": None}),
        ("headers", {"a b": "c"}),
        ("headers", {"a": "b\r\nc: d"}),
        ("headers", {"Content-Length": "3"}),
        ("headers", {"transfer-encoding": "chunked"}),
        ("max_response", 0),
        ("max_response", "1"),
        ("user_agent", 5),
        ("user_agent", "a\nb"),
        ("on_request", 5),
        ("on_response", "f"),
        ("validation", "on"),
        ("follow_redirects", True),
        ("auth_origins", 5),
        ("auth_origins", [5]),
    ],
)
@pytest.mark.parametrize("kind", [Client, Asynchronous])
def test_invalid_options_are_refused_by_the_constructor(
    kind: Any, name: str, value: Any
) -> None:
    pattern = {"headers": "header", "user_agent": "(?i)user.agent"}.get(name, name)
    with pytest.raises(ConfigurationError, match=pattern):
        kind(**{name: value})
    if name in ViewArguments.__optional_keys__:
        with pytest.raises(ConfigurationError, match=pattern):
            kind().with_options(**{name: value})
