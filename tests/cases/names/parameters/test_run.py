import inspect
import uuid
from datetime import UTC, datetime

import loop
from api import models
from api.operations import default as operations

ID = uuid.UUID(int=1)
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def test_every_parameter_arrives_as_itself():
    names = [
        name
        for name in inspect.signature(operations.all).parameters
        if name not in ("body", "content_type", "accept", "call_options")
    ]
    special = {
        "id": ID, "uuid": ID, "type": models.Kind.A, "models": models.Kind.B,
        "list": ["a"], "lists": [1], "page_size": 1, "page_size_query": 2,
        "page_size_2": 3, "literal": "a",
        "datetime": NOW, "since": NOW,
    }  # fmt: skip
    given = {name: special.get(name, f"<{name}>") for name in names}
    call = operations.all(**given, body=models.Body(x="y"))
    request = loop.asked(call)
    # The request has members of its own for the body and the caller.
    for name, value in given.items():
        field = f"{name}_" if name == "principal" else name
        assert getattr(request, field) == value, name
    assert request.body == models.Body(x="y")


def test_options_of_a_call_stand_next_to_parameters_of_those_names():
    call = operations.all(
        *("p", "q", "r", "s"),
        timeout_query="a",
        extra_headers_query="b",
        call_options_query="c",
        timeout=600,
        extra_headers={"X-More": "1"},
        body=models.Body(x="y"),
    )
    request = loop.asked(call)
    assert request.timeout_query == "a"
    assert request.extra_headers_query == "b"
    assert request.call_options_query == "c"
    assert call.request().headers["x-more"] == "1"


def test_media_types_are_chosen_next_to_parameters_of_those_names():
    call = operations.all(
        "a", "b", "c", "d", body="text", content_type="text/plain", accept="text/plain"
    )
    request = loop.asked(call)
    assert (request.body, request.media_type) == ("text", "text/plain")
    assert (request.accept_path, request.content_type_path) == ("c", "d")
