from api import Client
from api.server import Security


def test_used_security_schemes_remain():
    assert set(Client.service.schemes) == {"key", "unused"}
    assert hasattr(Security, "key") and not hasattr(Security, "login")
