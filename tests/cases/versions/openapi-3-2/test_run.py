import loop
from api import models
from api.operations import inner, outer
from api.resources.inner import Inner
from api.resources.outer import Outer
from api.server.handlers import inner as handlers


def test_query_is_a_method():
    call = inner.search(body=models.Filter(name="a"))
    request = call.request()
    assert (request.method, request.content) == ("QUERY", b'{"name":"a"}')
    assert loop.asked(call).body == models.Filter(name="a")
    assert loop.answered(call, handlers.Search200(body=["x"])).data == ["x"]


def test_methods_of_any_name():
    call = inner.copy(destination="/there")
    assert (call.request().method, loop.asked(call).destination) == ("COPY", "/there")
    call = outer.purge()
    assert call.request().method == "purge"
    loop.asked(call)
    for name in ("trace", "options"):
        call = getattr(outer, name)()
        assert call.request().method == name.upper()
        assert type(loop.asked(call)).__name__ == f"{name.title()}Request"
    # ASGI and httpx2 know methods in capitals alone.
    assert loop.refused("PURGE", "/search")[0] == 501


def test_a_whole_query_string():
    call = outer.filter(whole=models.Filter(name="a b", tags=["c", "d"]))
    assert call.request().query == "name=a%20b&tags=c&tags=d"
    assert loop.asked(call).whole == models.Filter(name="a b", tags=["c", "d"])


def test_tags_are_documented():
    assert Inner.__doc__ == "Inner things."
    assert Outer.__doc__ == "About outer things."
