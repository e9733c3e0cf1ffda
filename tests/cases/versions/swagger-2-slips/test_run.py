import loop
from api import models
from api.operations import default as operations
from api.server.handlers.default import Upload200


def test_schemas_as_they_are_since_3_0():
    call = operations.query(kind=models.Kind.A, file="x", cookie=1)
    request = loop.asked(call)
    assert (request.kind, request.file, request.cookie) == ("a", "x", 1)
    body = models.FormBody(kind=models.Kind.B)
    assert loop.asked(operations.form(body=body)).body == body


def test_bodies_with_a_type():
    assert loop.asked(operations.body(body=5)).body == 5
    assert operations.upload(body=b"\xff").request().content == b"\xff"


def test_files_are_bytes_whatever_the_api_produces():
    response = loop.answered(operations.upload(body=b"x"), Upload200(body=b"\x00\xff"))
    assert response.data == b"\x00\xff"
