from types import MappingProxyType

from mappings import Client
from mappings.operations import pets

NAMES: dict[str, str] = {"name": "Rex"}


def call(client: Client) -> None:
    client.pets.change(body=NAMES)
    client.pets.change(body=MappingProxyType(NAMES))
    client.pets.send_form(body=NAMES)


def run() -> None:
    for body in (NAMES, MappingProxyType(NAMES)):
        assert pets.change(body=body).request().content == b'{"name":"Rex"}'
        call = pets.send_form(body=body, content_type="multipart/form-data")
        content = call.request().content
        assert isinstance(content, bytes) and b"Rex" in content
        assert pets.send_form(body=body).request().content == b"name=Rex"
