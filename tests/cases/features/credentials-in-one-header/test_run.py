import loop
from api import ApiKey, Basic, Bearer
from api.operations import default as operations


def needs(name):
    security = getattr(operations, name.upper()).security
    return [[scheme for scheme, _ in each] for each in security]


def test_any_one_is_enough():
    assert needs("a") == [["bearer", "oauth"]]
    assert needs("b") == [["bearer"], ["basic"]]
    assert needs("c") == [["key"], ["bearer"]]
    assert needs("d") == [["key2", "key3"]]
    assert needs("e") == [["key2", "basic"], ["key2", "oauth"], ["key3"]]


def test_the_server_lets_either_in():
    for auth in (Basic("u", "p"), Bearer("t")):
        assert loop.asked(operations.b(), auth=auth).principal
    for auth in (ApiKey("k"), Bearer("t")):
        assert loop.asked(operations.c(), auth=auth).principal
