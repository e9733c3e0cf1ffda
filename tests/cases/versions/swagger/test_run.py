import loop
from api import AsyncClient, Basic, File, errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

LIST = ["a", "b c"]


def test_the_server_is_host_and_base_path():
    assert AsyncClient.service.base_url == "https://api.example/v1"


def test_collection_formats():
    call = operations.lists(
        [1, 2], csv=LIST, plain=LIST, ssv=LIST[:1] * 2, tsv=LIST, pipes=LIST, multi=LIST,
        x_list=LIST, limit=9,
    )  # fmt: skip
    request = call.request()
    assert request.path == "/lists/1,2"
    assert request.query == (
        "csv=a,b%20c&plain=a,b%20c&ssv=a%20a&tsv=a%09b%20c&pipes=a%7Cb%20c"
        "&multi=a&multi=b%20c&limit=9"
    )
    asked = loop.asked(call)
    assert (asked.ids, asked.x_list, asked.limit) == ([1, 2], LIST, 9)
    for name in ("csv", "plain", "tsv", "pipes", "multi"):
        assert getattr(asked, name) == LIST, name
    assert asked.ssv == ["a", "a"]


def test_bounds_that_exclude():
    assert loop.refused("GET", "/v1/lists/1?limit=10")[0] == 400
    assert loop.refused("GET", "/v1/lists/1?limit=9")[0] == 501


def test_forms():
    body = models.FormBody(name="n", tags=LIST, joined=["a", "b"])
    call = operations.form(body=body)
    assert call.request().content == b"name=n&tags=a&tags=b%20c&joined=a,b"
    assert loop.asked(call).body == body


def test_files():
    call = operations.upload(body={"file": File(b"\x00", "a.bin"), "note": "n"})
    assert b'filename="a.bin"' in call.request().content
    assert loop.asked(call).body == models.UploadBody(file=b"\x00", note="n")
    reply = handlers.Download200(body=b"\x00\xff")
    assert loop.answered(operations.download(), reply).data == b"\x00\xff"


def test_bodies_and_discriminators():
    cat = models.Cat(kind="Cat", lives=9)
    call = operations.put_animal(body=cat)
    assert call.request().content == b'{"kind":"Cat","lives":9}'
    auth = Basic("u", "p")
    assert loop.asked(call, auth=auth).body.lives == 9
    reply = handlers.PutAnimal200(
        body=models.Cat(kind="Cat", lives=9), x_left=1, x_tags=LIST
    )
    response = loop.answered(call, reply, auth=auth)
    assert response.data == cat
    assert (response.headers.x_left, response.headers.x_tags) == (1, LIST)


def test_media_types_of_an_operation():
    call = operations.text(body="x", accept="text/plain")
    assert loop.answered(call, handlers.Text200(body="y")).data == "y"
    call = operations.text(body="x", accept="application/json")
    reply = handlers.Text200(body="y")
    assert loop.answered(call, reply).raw.content == b'"y"'


def test_shared_responses():
    call = operations.put_animal(body=models.Cat(kind="Cat"))
    reply = handlers.PutAnimal404(body=models.MissingResponse(message="none"))
    with raises(errors.NotFoundError) as caught:
        loop.answered(call, reply, auth=Basic("u", "p"))
    assert caught.value.body == models.MissingResponse(message="none")


def test_security():
    assert loop.refused("PUT", "/v1/animals?key=k")[0] == 401
    status, _ = loop.refused(
        "PUT", "/v1/animals?key=k", authorization="Bearer t",
        content=b'{"kind":"Cat"}', content_type="application/json",
    )  # fmt: skip
    assert status == 501
