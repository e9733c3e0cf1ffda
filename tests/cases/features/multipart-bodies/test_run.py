import email.parser
import email.policy

import loop
from api import models
from api._runtime import File
from api.operations import default as operations

UPLOAD = models.Upload(
    file=b"\x00\r\n--x\xff",
    name='a "b" \u00fc',
    count=3,
    meta=models.Meta(a=1),
    picture=b"png",
    more=[b"one", b"two"],
    words=["x", "y"],
    tags=["p", "q"],
    notes="# hi",
)


def parts(call):
    """What another reader makes of the body: (name, file name, media type, content)."""
    request = call.request()
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
        head + request.content
    )
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part["content-type"],
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def test_on_the_wire():
    assert parts(operations.upload(body=UPLOAD)) == [
        ("file", "file", "application/octet-stream", b"\x00\r\n--x\xff"),
        ("name", None, None, 'a "b" \u00fc'.encode()),
        ("count", None, None, b"3"),
        ("meta", None, "application/json", b'{"a":1}'),
        ("picture", "picture", "image/png", b"png"),
        ("more", "more", "application/octet-stream", b"one"),
        ("more", "more", "application/octet-stream", b"two"),
        ("words", None, None, b"x"),
        ("words", None, None, b"y"),
        ("tags", None, "application/json", b'"p"'),
        ("tags", None, "application/json", b'"q"'),
        ("notes", None, "text/markdown", b"# hi"),
    ]


def test_the_server_reads_what_the_client_writes():
    assert loop.asked(operations.upload(body=UPLOAD)).body == UPLOAD


def test_a_file_has_a_name_and_a_type():
    file = File(b"x", "a.txt", "text/plain")
    call = operations.upload(body={"file": file, "name": "n"})
    assert parts(call)[0] == ("file", "a.txt", "text/plain", b"x")
    assert loop.asked(call).body == models.Upload(file=b"x", name="n")


def test_another_kind_of_multipart():
    call = operations.relate(body=models.Meta(a=1))
    assert call.request().headers["Content-Type"].startswith("multipart/related; ")
    assert parts(call) == [("a", None, "text/plain", b"1")]
    assert loop.asked(call).body == models.Meta(a=1)


def test_parts_without_names_are_bytes():
    assert loop.asked(operations.mix(body=b"--x--")).body == b"--x--"


def test_bytes_are_base64_in_json():
    call = operations.either(body=models.Upload(file=b"\xff", name="n"))
    assert call.request().content == b'{"file":"/w==","name":"n"}'
    assert loop.asked(call).body == models.Upload(file=b"\xff", name="n")
