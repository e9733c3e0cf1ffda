"""Files of forms: bytes, `File`, open files and paths, sent in pieces."""

from __future__ import annotations

import asyncio
import email.parser
import email.policy
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    Call,
    ConfigurationError,
    File,
    FileContent,
    Form,
    Headers,
    Model,
    Multipart,
    Operation,
    ResponseSpec,
    RetryPolicy,
    Service,
    SyncClient,
)

SERVICE = Service("acme", base_url="https://a.test")


class Client(SyncClient):
    service = SERVICE


class Awaited(AsyncClient):
    service = SERVICE


class Upload(Model):
    file: FileContent
    note: str | None = None
    more: list[FileContent] | None = None


UPLOAD = Operation(
    "upload",
    "POST",
    "/",
    bodies=(Multipart(Upload),),
    body_required=True,
    responses={204: ResponseSpec()},
    idempotent=True,
)


def call(body: Any) -> Call[None, Headers]:
    return Call(UPLOAD, body=body)


def parts(request: httpx2.Request) -> list[tuple[Any, ...]]:
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = parser.parsebytes(head + request.content)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part["content-type"],
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


class Unseekable(io.RawIOBase):
    """A binary stream such as a pipe."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._content.readinto(buffer)


def wire(*statuses: int) -> tuple[list[httpx2.Request], httpx2.MockTransport]:
    seen: list[httpx2.Request] = []
    left = list(statuses)

    def handle(request: httpx2.Request) -> httpx2.Response:
        request.read()
        seen.append(request)
        return httpx2.Response(left.pop(0))

    return seen, httpx2.MockTransport(handle)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (lambda path: b"abc", ("file", "application/octet-stream")),
        (lambda path: bytearray(b"abc"), ("file", "application/octet-stream")),
        (lambda path: path, ("a.bin", "application/octet-stream")),
        (lambda path: path.open("rb"), ("a.bin", "application/octet-stream")),
        (lambda path: io.BytesIO(b"abc"), ("file", "application/octet-stream")),
        (lambda path: Unseekable(b"abc"), ("file", "application/octet-stream")),
        (lambda path: File(b"abc", "b.txt", "text/plain"), ("b.txt", "text/plain")),
        (lambda path: File(path, media_type="text/plain"), ("a.bin", "text/plain")),
        (lambda path: File(io.BytesIO(b"abc"), "c"), ("c", "application/octet-stream")),
    ],
)
@pytest.mark.parametrize("is_model", [True, False])
def test_files(tmp_path: Path, file: Any, expected: Any, is_model: bool) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"abc")
    value = file(path)
    body: Any = {"file": value, "note": "n"}
    seen, transport = wire(204)
    Client(transport=transport).send(call(Upload(**body) if is_model else body))
    assert parts(seen[0]) == [
        ("file", *expected, b"abc"),
        ("note", None, None, b"n"),
    ]
    is_known = not isinstance(value, Unseekable)
    assert ("Content-Length" in seen[0].headers) is is_known
    assert ("Transfer-Encoding" in seen[0].headers) is not is_known
    if is_known:
        assert int(seen[0].headers["Content-Length"]) == len(seen[0].content)


def test_asynchronous_client_and_lists_of_files(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"abc")
    seen, transport = wire(204)
    body = Upload(file=b"x", more=[path, io.BytesIO(b"d"), b"e"])
    asyncio.run(Awaited(transport=transport).send(call(body)))
    contents = [(name, content) for name, _, _, content in parts(seen[0])]
    expected = [("more", b"abc"), ("more", b"d"), ("more", b"e")]
    assert contents == [("file", b"x"), *expected]


def test_only_files_that_can_be_rewound_are_sent_again(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"abc")
    policy = RetryPolicy(retries=1, base=0)
    opened = io.BytesIO(b"__abc")
    opened.seek(2)
    for file in (path, path.open("rb"), opened):
        seen, transport = wire(503, 204)
        Client(transport=transport, retries=policy).send(call(Upload(file=file)))
        assert [parts(request)[0][3] for request in seen] == [b"abc", b"abc"]
    seen, transport = wire(503, 204)
    with pytest.raises(Exception, match="503"):
        Client(transport=transport, retries=policy).send(
            call(Upload(file=Unseekable(b"abc")))
        )
    assert len(seen) == 1


def test_files_are_read_in_pieces() -> None:
    sizes: list[int] = []

    class Large(io.RawIOBase):
        left = 50_000_000

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 1_000_000
            sizes.append(size)
            count = min(size, self.left)
            self.left -= count
            return bytes(count)

    received: list[int] = []

    class Transport(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            assert isinstance(request.stream, httpx2.SyncByteStream)
            received.extend(map(len, request.stream))
            return httpx2.Response(204)

    Client(transport=Transport()).send(call(Upload(file=Large())))
    assert sum(received) > 50_000_000 and max(received) <= 1_000_000
    assert len(sizes) >= 50


def wrong_values() -> Iterator[Any]:
    yield from ("text", 5, None, True, {"a": 1}, object(), io.StringIO("text"))
    yield from (("name", b"content"), [b"a", None], ["text"])
    yield from (File("text"), File(None), File(io.StringIO("x")))  # type: ignore[arg-type]  # refused at run time
    yield Path("/no/such/file")


@pytest.mark.parametrize(
    "value", list(wrong_values()), ids=lambda value: repr(value).split(" at 0x")[0]
)
@pytest.mark.parametrize("is_model", [True, False])
def test_error_of_a_value_that_is_not_a_file_names_the_field(
    value: Any, is_model: bool
) -> None:
    seen, transport = wire(204)
    body = Upload(file=value) if is_model else {"file": value}
    with pytest.raises(ConfigurationError, match="form field `file`"):
        Client(transport=transport).send(call(body))
    assert not seen


def test_closed_and_text_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("abc")
    closed = path.open("rb")
    closed.close()
    for file in (closed, path.open("r"), tmp_path):
        with pytest.raises(ConfigurationError, match="form field `file`"):
            call({"file": file}).request()


@pytest.mark.parametrize(
    "value",
    [File(b"a"), io.BytesIO(b"a"), Path("a"), [b"a", File(b"a")]],
)
def test_url_encoded_form_has_no_files(value: Any) -> None:
    operation = Operation("op", "POST", "/", bodies=(Form(Any),))
    with pytest.raises(ConfigurationError, match=r"`file` .* URL-encoded form has no"):
        Call(operation, (), {"file": value}).request()
    assert Call(operation, (), {"file": b"a"}).request().content == b"file=YQ%3D%3D"
