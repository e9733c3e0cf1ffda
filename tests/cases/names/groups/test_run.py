import inspect

import httpx2
import loop
from api import Client, models
from api._runtime.client.resource import Resource
from api.server import Handlers
from api.server.routes import ENDPOINTS


def _groups(client):
    return {
        name: getattr(client, name)
        for name, one in vars(Client).items()
        if type(one).__name__ == "cached_property"
    }


def test_every_operation_is_in_one_group():
    seen = []

    def answer(request):
        seen.append(request.url.path)
        return httpx2.Response(200, json={"x": "y"})

    with Client(base_url="http://x", transport=httpx2.MockTransport(answer)) as client:
        groups = _groups(client)
        for group in groups.values():
            assert isinstance(group, Resource)
            for name, one in vars(type(group)).items():
                if inspect.isfunction(one):
                    assert getattr(group, name)() == models.Pets(x="y")
        assert sorted(seen) == sorted(one.operation.path for one in ENDPOINTS)
        assert client.options.base_url == "http://x"  # not hidden by a tag
    assert set(inspect.signature(Handlers).parameters) == set(groups)


def test_the_first_tag_counts():
    with Client(base_url="http://x") as client:
        assert hasattr(client.second, "both") and not hasattr(client.pets, "both")
        assert hasattr(client.pets, "list")


def test_handler_of_every_group_is_called():
    with Client(base_url="http://x") as client:
        for name, group in _groups(client).items():
            module = loop.importlib.import_module(f"api.operations.{name}")
            method = next(
                n for n, one in vars(type(group)).items() if inspect.isfunction(one)
            )
            assert loop.asked(getattr(module, method)()) is not None
