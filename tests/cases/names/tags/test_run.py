import asyncio
import functools

from api import AsyncClient, Client

OPERATIONS = [*"abcdefghijklmnopqrstuvwxyz", "za", "zb", "zc", "zd", "ze", "zf", "zg"]


def groups(cls):
    return [
        name
        for name, value in vars(cls).items()
        if isinstance(value, functools.cached_property)
    ]


def test_every_operation_is_in_one_group():
    with Client(base_url="http://x") as client:
        found = [
            name
            for group in groups(Client)
            for name in vars(type(getattr(client, group)))
            if name in OPERATIONS
        ]
    assert sorted(found) == sorted(OPERATIONS)


def test_attributes_of_the_client_are_not_replaced():
    client = Client(base_url="http://x")
    assert client.options.base_url == "http://x"
    assert client.with_options(timeout=1).options.timeout.total == 1
    assert client.service.name == "api"
    client.close()
    asyncio.run(AsyncClient(base_url="http://x").close())


def test_the_first_tag_counts():
    assert "first" in groups(Client) and "second" not in groups(Client)


def test_groups_are_called_alike_on_both_clients():
    assert groups(Client) == groups(AsyncClient)
