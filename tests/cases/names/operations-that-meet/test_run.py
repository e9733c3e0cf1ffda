import inspect

import loop
from api import AsyncClient, Client
from api.operations import default as operations
from api.resources.default import Default

PATHS = [
    "/no-id",
    "/no-id/1/2",
    "/",
    "/class",
    "/import",
    "/raw",
    "/stream",
    "/list",
    "/dict",
    "/models",
    "/errors",
    "/headers",
    "/datetime",
    "/Call",
    "/Operation",
    "/Method",
    "/self",
    "/init",
    "/client",
    "/get-pet",
    "/get_pet",
    "/GET-PET",
    "/symbols",
    "/unicode",
    "/quotes",
    "/long",
    "/digit",
]


def calls():
    for name, function in vars(operations).items():
        if inspect.isfunction(function):
            arguments = (
                ("1", "2") if "a" in inspect.signature(function).parameters else ()
            )
            yield name, function(*arguments)


def test_every_operation_has_a_function_of_its_own():
    found = {name: call.request() for name, call in calls()}
    assert sorted(request.path for request in found.values()) == sorted(
        [*PATHS, "/no-id"]
    )
    assert all(name.isidentifier() and len(name) < 80 for name in found)
    for name in ("get_no_id", "get_no_id_by_a_by_b_c", "list", "class_", "get_pet"):
        assert name in found, name


def test_every_function_is_a_method():
    with Client(base_url="http://x") as client:
        for name, _ in calls():
            assert callable(getattr(client.default, name)), name
        assert client.default.raw.list.__doc__ and isinstance(client.default, Default)


def test_the_server_answers_each():
    for name, call in calls():
        assert type(loop.asked(call)).__name__.endswith("Request"), name


def test_annotations_are_not_hidden_by_methods():
    assert inspect.signature(operations.list, eval_str=True)
    assert inspect.signature(operations.dict, eval_str=True)
    assert inspect.signature(operations.models, eval_str=True)
    assert AsyncClient is not None
