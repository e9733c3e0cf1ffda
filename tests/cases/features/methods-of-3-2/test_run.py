import loop
from api import models
from api.operations import animals, pets
from api.server.handlers import pets as handlers


def test_query_has_a_body():
    call = pets.search(body=models.SearchBody(q="x"))
    request = call.request()
    assert (request.method, request.content) == ("QUERY", b'{"q":"x"}')
    assert loop.asked(call).body == models.SearchBody(q="x")
    assert loop.answered(call, handlers.Search200(body=["a"])).data == ["a"]


def test_methods_by_any_name():
    for name, method in (
        ("copy", "COPY"),
        ("purge", "purge"),
        ("trace", "TRACE"),
        ("options", "OPTIONS"),
    ):
        call = getattr(animals, name)()
        assert call.request().method == method
        assert type(loop.asked(call)).__name__ == f"{name.title()}Request"


def test_tags_are_groups():
    from api.resources.pets import Pets

    assert Pets.__doc__ == "About pets."
