from api import Client
from api.server import Security


def test_what_is_left():
    assert set(Client.service.schemes) == {"key", "unused"}
    assert hasattr(Security, "key") and not hasattr(Security, "login")
