import loop
from api import ApiKey, Basic, Client, errors, models
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

KEY = ApiKey("k")


def test_the_server_is_host_and_base_path():
    assert Client().options.base_url == "https://example.com/v2"


def test_bodies():
    cat = models.Cat(name="a", kind="Cat", lives=9, note=None)
    call = operations.put_pet("1", body=cat)
    assert call.request().content == b'{"name":"a","kind":"Cat","note":null,"lives":9}'
    assert loop.asked(call, auth=KEY).body == cat
    answer = loop.answered(call, handlers.PutPet200(body=cat, x_left=3), auth=KEY)
    assert (answer.data, answer.headers.x_left) == (cat, 3)
    bad = handlers.PutPetDefault(status=500, body=models.Problem(title="x"))
    with raises(errors.DefaultError):
        loop.answered(call, bad, auth=KEY)


def test_collection_formats():
    given = dict(
        csv=["a", "b"],
        multi=["c", "d"],
        ssv=["e", "f"],
        pipes=["g", "h"],
        tsv=["i", "j"],
        x_list=[1, 2],
    )
    call = operations.find_pets(limit=2, **given)
    request = call.request()
    assert (
        request.query
        == "limit=2&csv=a,b&multi=c&multi=d&ssv=e%20f&pipes=g%7Ch&tsv=i%09j"
    )
    assert request.headers["X-List"] == "1,2"
    seen = loop.asked(call, auth=Basic("u", "p"))
    assert {name: getattr(seen, name) for name in given} == given


def test_exclusive_bounds():
    assert loop.refused("GET", "/v2/pets?limit=1", authorization="Basic dTpw")[0] == 400


def test_forms():
    call = operations.form(body={"name": "a b", "tags": ["x", "y"]})
    assert call.request().content == b"name=a%20b&tags=x,y"
    assert loop.asked(call, auth=KEY).body == models.FormBody(
        name="a b", tags=["x", "y"]
    )
    call = operations.upload(body=models.UploadBody(file=b"\xff", note="n"))
    assert loop.asked(call, auth=KEY).body == models.UploadBody(file=b"\xff", note="n")


def test_other_media_types():
    reply = handlers.Download200(body=b"\xff")
    assert loop.answered(operations.download(), reply, auth=KEY).data == b"\xff"
    call = operations.text(body="x", accept="text/plain")
    assert loop.answered(call, handlers.Text200(body="y"), auth=KEY).data == "y"
    call = operations.text(body="x", accept="application/json")
    assert (
        loop.answered(call, handlers.Text200(body="y"), auth=KEY).raw.content == b'"y"'
    )
