"""Public names of `_custom.py` replace generated ones, and are added to them."""

from typing import assert_type

import custom
from custom import AsyncClient, Client, connect, models
from custom.client import Client as GeneratedClient


def run() -> None:
    assert_type(connect(), Client)
    assert_type(custom.connect(), custom.Client)
    assert issubclass(Client, GeneratedClient) and Client is not GeneratedClient
    assert {"AsyncClient", "Client", "connect", "models"} <= {*custom.__all__}
    assert not {"GeneratedClient", "name_of"}.intersection(custom.__all__)
    assert AsyncClient.__module__ == "custom.client"
    assert models.Pet(name="Rex").name == "Rex"


def use(client: Client) -> None:
    assert_type(client.name_of("1"), str)
    client.name_of(1)  # type: ignore[arg-type]  # the argument is wrong on purpose
