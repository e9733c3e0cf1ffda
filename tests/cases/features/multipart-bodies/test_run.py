import email.parser
import email.policy

import loop
import pytest
from api import models
from api._runtime.client import ConfigurationError, File, PartWithHeaders
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


def test_server_parses_multipart_bodies_of_the_client():
    assert loop.asked(operations.upload(body=UPLOAD)).body == UPLOAD


def test_a_file_has_a_name_and_a_type():
    file = File(b"x", "a.txt", "text/plain")
    call = operations.upload(body={"file": file, "name": "n"})
    assert parts(call)[0] == ("file", "a.txt", "text/plain", b"x")
    assert loop.asked(call).body == models.Upload(file=b"x", name="n")


def test_part_of_object_or_string_accepts_a_string():
    for whom in ("n_1", models.Meta(a=1)):
        sent = models.Upload(file=b"x", name="n", whom=whom)
        assert loop.asked(operations.upload(body=sent)).body == sent


def test_another_kind_of_multipart():
    call = operations.relate(body=models.Meta(a=1))
    assert call.request().headers["Content-Type"].startswith("multipart/related; ")
    assert parts(call) == [("a", None, "text/plain", b"1")]
    assert loop.asked(call).body == models.Meta(a=1)


def test_parts_without_names_are_bytes():
    assert loop.asked(operations.mix(body=b"--x--")).body == b"--x--"


def test_handler_gets_names_and_types_of_parts():
    file = File(b"x", "a.txt", "text/plain")
    asked = loop.asked(operations.upload(body={"file": file, "name": "n"}))
    (head,) = asked.parts["file"]
    assert (head.filename, head.media_type, head.values) == ("a.txt", "text/plain", {})
    assert asked.parts["name"][0].filename is None


def test_headers_of_parts():
    file = PartWithHeaders(
        File(b"x", "a.txt"), {"X-Rate-Limit": 3, "x-words": ["p", "q"]}
    )
    meta = PartWithHeaders(models.Meta(a=1), {"X-Kind": "b", "X-Other": "o"})
    call = operations.headed(body={"file": file, "name": "n", "meta": meta})
    content = call.request().content
    assert b"\r\nX-Rate-Limit: 3\r\nX-Words: p,q\r\nX-Version: 2\r\n\r\nx" in content
    asked = loop.asked(call)
    assert asked.body == models.Upload(file=b"x", name="n", meta=models.Meta(a=1))
    (head,) = asked.parts["file"]
    values = {"X-Rate-Limit": 3, "X-Words": ["p", "q"], "X-Version": "2"}
    assert head.values == values
    (head,) = asked.parts["meta"]
    assert (head.values, head.headers["x-other"]) == ({"X-Kind": "b"}, "o")


def test_a_header_that_is_missing_or_wrong_is_refused():
    with pytest.raises(ConfigurationError, match="X-Rate-Limit"):
        operations.headed(body=UPLOAD).request()
    with pytest.raises(ConfigurationError, match="Content-Type"):
        part = PartWithHeaders(b"", {"Content-Type": "text/html"})
        operations.upload(body={"file": part, "name": "n"}).request()
    file = PartWithHeaders(b"x", {"X-Rate-Limit": 1})
    request = operations.headed(body={"file": file, "name": "n"}).request()
    content_type = request.headers["Content-Type"]
    for sent, told in (
        (request.content.replace(b"Limit: 1", b"Limit: 0"), "minimum"),
        (request.content.replace(b"X-Rate-Limit: 1\r\n", b""), "has no header"),
    ):
        status, text = loop.refused(
            "POST", "/headed", content=sent, Content_Type=content_type
        )
        assert status == 400 and told in text and "X-Rate-Limit" in text, text


def test_bytes_are_base64_in_json():
    call = operations.either(body=models.Upload(file=b"\xff", name="n"))
    assert call.request().content == b'{"file":"/w==","name":"n"}'
    assert loop.asked(call).body == models.Upload(file=b"\xff", name="n")


def test_bytes_in_base64_come_as_files_too():
    body = models.SealBody(digest=b"\xff\x00", seals=[b"a", b""])
    assert loop.asked(operations.seal(body=body)).body == body


def test_styles():
    body = models.Styled(
        joined=[1, 2],
        each=["a,b", "c"],
        deep=models.StyledDeep(a="x&y %20", b=3),
        spaced=["p", "q"],
        spread=models.StyledSpread(x=7),
        file=[b"1", b"2"],
    )
    call = operations.styled(body=body)
    assert [(name, content) for name, _, _, content in parts(call)] == [
        ("joined", b"1,2"),
        ("each", b"a,b"),
        ("each", b"c"),
        ("deep[a]", b"x&y %20"),
        ("deep[b]", b"3"),
        ("spaced", b"p q"),
        ("x", b"7"),
        ("file", b"1"),
        ("file", b"2"),
    ]
    assert loop.asked(call).body == body
