import inspect

import httpx2
import loop
from api import Client
from api.operations import things as operations
from api.resources.things import Things
from api.server.handlers import things as handlers
from api.server.routes import ENDPOINTS


def test_every_operation_is_reached_by_its_own_name():
    methods = [name for name, one in vars(Things).items() if inspect.isfunction(one)]
    assert len(methods) == len(ENDPOINTS) == 43
    seen = []

    def answer(request):
        seen.append((request.method, request.url.path))
        return httpx2.Response(200, text="ok")

    with Client(base_url="http://x", transport=httpx2.MockTransport(answer)) as client:
        for name in methods:
            needed = {"id": "7"} if name == "get_anonymous_by_id" else {}
            assert getattr(client.things, name)(**needed) == "ok"
            assert getattr(client.things.raw, name)(**needed).data == "ok"
    expected = {(one.operation.method, one.operation.path) for one in ENDPOINTS}
    assert {
        (m, p.replace("/7", "/{id}") if "anon" in p else p) for m, p in seen
    } == expected


def test_every_operation_reaches_its_own_handler():
    names = [
        name
        for name, one in vars(handlers.Things).items()
        if inspect.isfunction(one) and not name.startswith("_")
    ]
    assert len(names) == 43
    for name in names:
        needed = {"id": "7"} if name == "get_anonymous_by_id" else {}
        kind = type(loop.asked(getattr(operations, name)(**needed))).__name__
        assert kind.endswith("Request")


def test_the_second_of_one_id_is_named_by_its_path():
    assert operations.twice().operation.method == "GET"
    assert operations.replace_twice().operation.method == "PUT"
