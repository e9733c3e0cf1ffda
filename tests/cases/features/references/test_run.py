import loop
from api import ApiKey, errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

THING = models.Thing(a=1)


def test_path_items():
    assert operations.get_a(size=1).request().target == "/a?size=1"
    assert operations.get_b(size=1, own=2).request().target == "/b?size=1&own=2"
    assert operations.remove(size=1, own=2).request().path == "/b"


def test_everything_in_an_operation():
    call = operations.post(size=3, x_trace="t", body=THING)
    request = loop.asked(call, auth=ApiKey("k"))
    assert (request.size, request.x_trace, request.body) == (3, "t", THING)
    answer = loop.answered(
        call, handlers.Post200(body=THING, x_left=7), auth=ApiKey("k")
    )
    assert (answer.data, answer.headers.x_left) == (THING, 7)
    with raises(errors.NotFoundError):
        loop.answered(call, handlers.Post404(), auth=ApiKey("k"))


def test_an_alias_is_the_same():
    assert models.Alias is models.Thing
    assert "What is sent." in operations.post.__doc__
