"""Declared defaults reach the handler, wherever they are declared."""

from __future__ import annotations

import importlib
import sys
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from .conftest import ask, emit

ABSENT = (None, msgspec.UNSET)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    root = tmp_path_factory.mktemp("defaults")
    sys.path.insert(0, str(root))
    emit(Path(__file__).with_name("defaults.yaml"), root, "served_defaults")
    yield importlib.import_module("served_defaults.server")
    sys.path.remove(str(root))


@pytest.fixture(scope="module")
def received(server: ModuleType) -> Any:
    """Sends a request; the typed request of the handler."""
    items = importlib.import_module("served_defaults.server.handlers.items")
    requests: list[Any] = []

    def record(status: Any) -> Any:
        async def handler(self: object, request: Any, /) -> Any:
            requests.append(request)
            return status()

        return handler

    methods = {
        "list_items": record(items.ListItems204),
        "add": record(items.Add204),
        "put_shape": record(items.PutShape204),
    }
    handlers = type("Recording", (items.UnimplementedItems,), methods)()
    app = server.create_app(server.Handlers(items=handlers))

    def send(method: str, url: str, **how: Any) -> Any:
        requests.clear()
        response = ask(app, method, url, **how)
        assert response.status_code == 204, response.text
        return requests[0]

    return send


def test_absent_parameters_have_their_defaults(received: Any) -> None:
    request = received("GET", "/items/a")
    assert (request.limit, request.order, request.ids) == (5, "down", [1, 2])
    assert request.since == date(2024, 1, 2)
    assert (request.x_ratio, request.dark, request.tenant) == (0.5, True, "main")
    assert request.nothing is None
    assert (request.filter, request.page) == (None, None)


def test_defaults_are_in_the_types_of_requests(server: ModuleType) -> None:
    items = importlib.import_module("served_defaults.server.handlers.items")
    hints = typing.get_type_hints(items.ListItemsRequest)
    assert (hints["limit"], hints["x_ratio"], hints["dark"]) == (int, float, bool)
    assert type(None) not in typing.get_args(hints["order"])
    request = items.ListItemsRequest(kind="a")
    assert (request.limit, request.order) == (5, "down")
    assert request.too_many is None


def test_given_parameters_are_not_replaced(received: Any) -> None:
    request = received(
        "GET",
        "/items/a?limit=7&order=up&ids=9&since=2020-01-01&tenant=x&too_many=3",
        headers={"X-Ratio": "2", "Cookie": "dark=false"},
    )
    assert (request.limit, request.order, request.ids) == (7, "up", [9])
    assert (request.x_ratio, request.dark, request.tenant) == (2.0, False, "x")
    assert request.too_many == 3


def test_invalid_defaults_are_not_used(received: Any) -> None:
    request = received("GET", "/items/a")
    assert (request.too_many, request.wrong) == (None, None)


def test_objects_in_parameters_are_completed(received: Any) -> None:
    request = received("GET", '/items/a?filter[from]=z&page={"from":"y"}')
    assert (request.filter.size, request.filter.from_) == (20, "z")
    assert (request.page.size, request.page.from_) == (20, "y")


def test_default_lists_are_not_shared(received: Any) -> None:
    received("GET", "/items/a").ids.append(3)
    assert received("GET", "/items/a").ids == [1, 2]
    received("POST", "/items", json={"name": "a"}).body.tags.append("old")
    assert received("POST", "/items", json={"name": "a"}).body.tags == ["new"]


def test_absent_properties_have_their_defaults(received: Any) -> None:
    body = received(
        "POST",
        "/items",
        json={
            "name": "a",
            "page": {},
            "pages": [{"size": 1}, {}],
            "by_name": {"x": {}},
            "parent": {"name": "b"},
        },
    ).body
    assert (body.note, body.tags, body.tenant) == ("none", ["new"], "main")
    assert body.page.size == 20
    assert [page.size for page in body.pages] == [1, 20]
    assert body.by_name["x"].size == 20
    assert (body.settings.from_, body.settings.size) == ("a", 20)
    assert (body.parent.note, body.parent.name) == ("none", "b")
    assert not body.level
    assert not getattr(body, "state", None)


def test_decimals_stay_exact(received: Any) -> None:
    content = b'{"name": "a", "price": 0.1000000000000000000000001}'
    kind = {"Content-Type": "application/json"}
    body = received("POST", "/items", content=content, headers=kind).body
    assert body.price == Decimal("0.1000000000000000000000001")
    assert body.note == "none"


def test_merge_patches_are_not_completed(received: Any) -> None:
    kind = {"Content-Type": "application/merge-patch+json"}
    body = received("POST", "/items", content=b'{"name": "a"}', headers=kind).body
    values = body if isinstance(body, dict) else {"note": body.note, "tags": body.tags}
    assert not values.get("note") and not values.get("tags")


@pytest.mark.parametrize(
    "how", [{"data": {"name": "a"}}, {"files": {"name": (None, "a")}}]
)
def test_absent_form_fields_have_their_defaults(
    received: Any, how: dict[str, Any]
) -> None:
    body = received("POST", "/items", **how).body
    assert (body.name, body.count, body.labels) == ("a", 3, ["a", "b"])


def test_variants_have_their_own_defaults(received: Any) -> None:
    assert received("PUT", "/items", json={"type": "circle"}).body.radius == 1.5


def test_default_that_makes_the_value_invalid_is_not_used(received: Any) -> None:
    assert received("PUT", "/items", json={"type": "square"}).body.side is None


def test_body_that_is_absent_stays_absent(received: Any) -> None:
    assert received("POST", "/items").body is None


def test_default_that_does_not_fit_its_type_is_not_used(received: Any) -> None:
    """The schema of `when` allows the default, and the type of the field does not."""
    assert received("POST", "/items", data={"name": "a"}).body.when in ABSENT
    assert received("POST", "/items", json={"name": "a"}).body.when in ABSENT
