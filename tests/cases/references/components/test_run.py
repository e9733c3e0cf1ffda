import loop
from api import ApiKey, Client, models
from api.operations import default as operations
from api.server.handlers import default as handlers


def test_a_path_item_with_all_its_parts():
    call = operations.get_thing("7", limit=2)
    assert call.request().path == "/things/7" and call.request().query == "limit=2"
    assert loop.asked(call, auth=ApiKey("k")).limit == 2
    assert Client.service.schemes["alias"] == Client.service.schemes["key"]
    box = models.BoxModel(name="n", more="m")
    reply = handlers.GetThing200(body=box, x_left=3)
    response = loop.answered(call, reply, auth=ApiKey("k"))
    assert (response.data, response.headers.x_left) == (box, 3)
    assert loop.asked(operations.put_thing("7", body=box)).body == box


def test_referenced_components_are_validated():
    assert loop.refused("GET", "/things/7?limit=0", x_key="k")[0] in (400, 500)
    assert loop.refused("GET", "/things/7")[0] == 401


def test_pointers_into_paths():
    assert operations.odd().request().path == "/a~b/%7Bc"
    box = models.BoxModel(name="n")
    assert (
        loop.answered(operations.odd(), handlers.Odd200(body=box, x_left=1)).data == box
    )
    assert loop.asked(operations.again(limit=2)).limit == 2
    assert loop.answered(operations.again(), handlers.Again200(body=box)).data == box


def test_siblings_of_a_path_item_reference_are_used():
    call = operations.put_b(size=1, own=2, body=models.BoxModel(name="n"))
    assert call.request().target == "/b?size=1&own=2"
    assert loop.asked(call).body == models.BoxModel(name="n")
    assert "What is sent." in operations.put_b.__doc__
    assert operations.remove(size=1, own=2).request().target == "/b?size=1&own=2"
    assert models.Same is models.BoxModel
