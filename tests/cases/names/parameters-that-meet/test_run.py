import datetime
import inspect

import loop
from api import models
from api.operations import default as operations
from api.server.handlers import default as handlers

WHEN = datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC)


def given():
    """A value for every argument, by its annotation."""
    found = {}
    for name, parameter in inspect.signature(operations.x).parameters.items():
        match parameter.annotation.split(" | ")[0]:
            case "datetime.datetime" | "_datetime.datetime":
                found[name] = WHEN
            case annotation if annotation.endswith("Kind"):
                found[name] = models.Kind.A
            case annotation if annotation.endswith("Body"):
                found[name] = models.Body(a="x")
            case "list[str]" | "builtins.list[str]":
                found[name] = ["p", "q"]
            case "list[int]":
                found[name] = [1, 2]
            case "int":
                found[name] = 7
            case "str":
                found[name] = f"of {name}"
    return found


def test_every_parameter_has_an_argument_of_its_own():
    arguments = given()
    assert len(inspect.signature(operations.x).parameters) == 26 + 4
    request = operations.x(**arguments).request()
    for name in ("body", "accept", "type", "id", "errors", "Call", "X", "class", "str"):
        assert f"&{name}=of%20" in "&" + request.query, name
    for piece in (
        "filter%5Ba%5D=",
        "filter%5Bb%5D=",
        "%24top=7",
        "a%20b%26c%3Dd=",
        "%C3%A9=",
    ):
        assert f"&{piece}" in request.query, piece
    assert request.content == b'{"a":"x"}'


def test_server_parses_parameters_of_the_client():
    arguments = given()
    request = loop.asked(operations.x(**arguments))
    seen = [getattr(request, name) for name in request.__struct_fields__]
    assert all(
        value in seen
        for name, value in arguments.items()
        if name not in ("accept", "content_type")
    )


def test_headers_called_like_attributes():
    reply = handlers.X200
    fields = [
        name
        for name in reply.__struct_fields__
        if name not in ("extra_headers", "body", "media_type")
    ]
    values = {name: f"of {name}" for name in fields}
    values |= {name: 5 for name in fields if name.startswith("get")}
    values |= {name: WHEN for name in fields if name.startswith("datetime")}
    answer = loop.answered(
        operations.x("a", "b"), reply(body="x", media_type="application/json", **values)
    )
    assert answer.headers["get"] == "5"
    found = {
        name: getattr(answer.headers, name)
        for name in vars(type(answer.headers))
        if isinstance(getattr(type(answer.headers), name), property)
    }
    assert sorted(map(str, found.values())) == sorted(map(str, values.values()))
