"""The handwritten module of the package `custom`."""

from .client import Client as GeneratedClient


class Client(GeneratedClient):
    """A client that knows names."""

    def name_of(self, id: str) -> str:
        return self.pets.get(id).name


def connect() -> Client:
    return Client(base_url="https://pets.example.com")
