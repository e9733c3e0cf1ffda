"""The suite against a server of `library.yaml`: an honest one passes, in process and over
a socket, and each fault that is planted in it is detected."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

from .conftest import Run

SERVER = '''
import json, os
from contextlib import asynccontextmanager
from library import models
from library.server import Handlers, Principal, Security, create_app
from library.server.handlers import books, shelves

FAULT = os.environ.get("FAULT", "")
KEY = "s3cret/key's"
shelf_ids, stored, lent = [], {}, set()
if os.environ.get("SEED"):
    stored["b/1"] = models.Book(id="b/1", title="Odes", shelf_id="s0")

def error():
    if FAULT == "crash everywhere":
        raise RuntimeError("planted")
    return models.ErrorResponse(message="no")

class Shelves(shelves.UnimplementedShelves):
    async def create(self, request):
        error()
        shelf_ids.append(f"s{len(shelf_ids)}")
        return shelves.Create201(location=f"/v1/shelves/{shelf_ids[-1]}")

class Books(books.UnimplementedBooks):
    async def list(self, request):
        error()
        return books.List200(body=[*stored.values()][: request.limit])

    async def add(self, request):
        if request.body.shelf_id not in shelf_ids or FAULT == "constant 422":
            return books.Add422(body=error())
        id_ = f"b{len(stored) + 1}"
        given = request.body
        stored[id_] = models.Book(
            id=id_, title=given.title, shelf_id=given.shelf_id, pages=given.pages
        )
        return books.Add201(body=stored[id_])

    async def get(self, request):
        if FAULT == "crash in one handler":
            raise RuntimeError("planted")
        if request.book_id not in stored or FAULT == "constant 404":
            return books.Get404(body=error())
        first = next(iter(stored.values()))
        mixed_up = FAULT == "identifiers are mixed up"
        return books.Get200(body=first if mixed_up else stored[request.book_id])

    async def delete(self, request):
        if stored.get(request.book_id) is None:
            return books.Delete404(body=error())
        stored[request.book_id] = None
        del stored[request.book_id]
        stored["tombstone " + request.book_id] = models.Book(
            id="gone", title="gone", shelf_id="gone"
        )
        return books.Delete204()

    async def lend_book(self, request):
        if request.book_id not in stored:
            return books.LendBook404(body=error())
        if request.book_id in lent or FAULT == "constant 409":
            return books.LendBook409(body=error())
        lent.add(request.book_id)
        return books.LendBook200(body=stored[request.book_id])

    async def stream_book_events(self, request):
        if request.book_id not in stored:
            return books.StreamBookEvents404(body=error())

        async def events():
            if FAULT == "no items":
                return
            yield models.BookEvent(kind="lent", day=1)
            yield models.BookEvent(kind="back", day=400 if "item" in FAULT else 2)

        return books.StreamBookEvents200(body=events())

class Mine(Security):
    async def reader_key(self, credential, /):
        return Principal("reader") if credential.key == KEY and started else None

started = []

@asynccontextmanager
async def lifespan():
    started.append(True)
    yield

honest = create_app(
    Handlers(books=Books(), shelves=Shelves()),
    security=Mine(),
    lifespan=lifespan,
    validate_responses="enforce" if FAULT == "invalid item, enforced" else "off",
)

def changed(status, headers, body):
    """The response with a fault."""
    is_json = headers.get(b"content-type") == b"application/json"
    if FAULT == "wrong status" and status == 201:
        status = 202
    if FAULT == "missing header":
        headers.pop(b"location", None)
    if FAULT == "wrong media type" and is_json and status < 300:
        headers[b"content-type"] = b"text/html"
    if FAULT == "wrong media type of errors" and status >= 400:
        headers[b"content-type"] = b"text/html"
    if is_json and status < 300 and isinstance(value := json.loads(body), dict):
        change = {
            "missing property": lambda: value.pop("title"),
            "wrong type": lambda: value.update(pages="many"),
            "out of bounds": lambda: value.update(pages=0),
        }
        change.get(FAULT, lambda: None)()
        body = json.dumps(value).encode()
    if FAULT == "unused status" and status == 200 and isinstance(json.loads(body), list):
        status, body = 418, b'{"message": "no"}'
    if FAULT == "body with 204" and status == 204:
        body = b"{}"
    if status != 204:
        headers[b"content-length"] = str(len(body)).encode()
    return status, headers, body

def with_title(message):
    """A request's body that is valid: its title is not empty."""
    body = message["body"].replace(b'"title": ""', b'"title": "?"')

    async def receive():
        return {**message, "body": body}

    return receive

async def app(scope, receive, send):
    if scope["type"] != "http" or "item" in FAULT:
        return await honest(scope, receive, send)
    if FAULT == "parameter is not validated":
        scope = {**scope, "query_string": b""}
    if FAULT == "missing route" and scope["path"].endswith("/loan"):
        scope = {**scope, "path": "/nowhere", "raw_path": b"/nowhere"}
    if FAULT == "body is not validated" and scope["method"] == "POST":
        receive = with_title(await receive())
    messages = []

    async def keep(message):
        messages.append(message)

    await honest(scope, receive, keep)
    start, *parts = messages
    status, headers, body = changed(
        start["status"],
        dict(start["headers"]),
        b"".join(part.get("body", b"") for part in parts),
    )
    await send({**start, "status": status, "headers": [*headers.items()]})
    await send({"type": "http.response.body", "body": body})
'''
ENVIRONMENT = {"CONFORMANCE_READER_KEY": "s3cret/key's"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `library`, and its server `served`."""
    folder = tmp_path_factory.mktemp("library")
    description = Path(__file__).with_name("library.yaml")
    package = Package("library", folder, description, runtime="package")
    for file in pipeline.generate(package, Report(), Access()) or ():
        path = folder / "library" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    (folder / "served.py").write_text(SERVER, encoding="utf-8")
    return folder


def suite_of(
    run: Run, library: Path, fault: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    module = "library/conformance/test_server.py"
    return run(
        *(module, "--app", "served:app", "--show-capture=no", *arguments),
        folder=library,
        environment={**ENVIRONMENT, "FAULT": fault},
    )


@pytest.mark.parametrize("mode", [(), ("--socket",)], ids=["in-process", "socket"])
def test_honest_server_passes_and_every_operation_succeeds(
    run: Run, library: Path, mode: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    report_to = ("--require-success", f"--report-file={file}")
    done = suite_of(run, library, "", *mode, *report_to)
    assert done.returncode == 0, done.stdout[-5000:]
    assert "never responded" not in done.stdout
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["summary"]["succeeded"] == len(document["operations"]) == 7
    assert document["failures"] == []


DETECTED = (
    ("crash in one handler", "a valid request fails with 500"),
    ("wrong status", "the status 202 is not declared"),
    ("missing property", "the body is not valid"),
    ("wrong type", "the body is not valid at `/pages`"),
    ("out of bounds", "the body is not valid at `/pages`"),
    ("wrong media type", "the media type is `text/html`"),
    ("wrong media type of errors", "the media type is `text/html`"),
    ("missing header", "the required header `location` is missing"),
    ("parameter is not validated", "for an invalid request, got 200"),
    ("missing route", "got 404"),
    ("invalid item", "item 1 at `/day` of the body is not valid"),
    ("identifiers are mixed up", "but 'b1' is returned"),
    ("constant 404", "404 for a resource that was created with 201"),
    ("unused status", "418 for a request that is valid by the description"),
    ("body with 204", "204 with a body"),
    ("body is not validated", "for an invalid request, got 201"),
)


@pytest.mark.parametrize(("fault", "message"), DETECTED)
def test_fault_of_a_server_is_detected(
    run: Run, library: Path, fault: str, message: str
) -> None:
    done = suite_of(run, library, fault)
    assert done.returncode == 1, f"survived: {fault}\n{done.stdout[-3000:]}"
    assert message in done.stdout, done.stdout


@pytest.mark.parametrize(
    "fault", ["crash in one handler", "wrong type", "invalid item, enforced"]
)
def test_fault_is_detected_over_a_socket(run: Run, library: Path, fault: str) -> None:
    done = suite_of(run, library, fault, "--socket")
    assert done.returncode == 1, f"survived: {fault}\n{done.stdout[-3000:]}"


def test_crash_is_one_failure_per_operation(run: Run, library: Path) -> None:
    """`default` and `5XX` are declared, and seventy requests get them."""
    done = suite_of(run, library, "crash everywhere")
    assert done.returncode == 1
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert 2 <= len(failed) <= 7, failed


@pytest.mark.parametrize(
    ("fault", "operations"),
    [
        ("constant 409", "books.lend_book"),
        (
            "constant 422",
            "books.add, books.get, books.delete, books.lend_book,"
            " books.stream_book_events",
        ),
    ],
)
def test_operations_without_success_are_named(
    run: Run, library: Path, fault: str, operations: str
) -> None:
    """They fail with `--require-success`; a 404 or a 422 may be right without."""
    done = suite_of(run, library, fault)
    line = f"never responded with a declared success: {operations}"
    assert done.returncode == 0 and line in done.stdout, done.stdout[-5000:]
    assert f"warning: {operations.count(',') + 1} operation" in done.stdout
    done = suite_of(run, library, fault, "--require-success")
    assert done.returncode == 1 and line in done.stdout, done.stdout[-5000:]


def test_sequence_without_items_is_named(run: Run, library: Path) -> None:
    """No description says that a stream has items, but nothing of it was validated."""
    done = suite_of(run, library, "no items", "-k", "stream_book_events")
    line = "warning: no response had an item: books.stream_book_events"
    assert done.returncode == 0 and line in done.stdout, done.stdout[-5000:]


def test_failure_can_be_reproduced(run: Run, library: Path) -> None:
    """The pointers, a `curl` line without the secret, and the command for one test."""
    done = suite_of(run, library, "wrong type")
    assert "description: #/paths/~1books~1{book_id}/get/responses/200" in done.stdout
    assert "schema: schemas.json#/$defs/Book" in done.stdout
    assert "s3cret" not in done.stdout + done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("request: ")]
    words = shlex.split(lines[0].removeprefix("request: "))
    assert words[:2] == ["curl", "-gsSi"] and "x-reader-key: ***" in words
    alone = next(x for x in done.stdout.splitlines() if x.startswith("run alone: "))
    python, *arguments = shlex.split(alone.removeprefix("run alone: "))
    assert python == "python" and arguments[:2] == ["-m", "pytest"]
    again = run(
        *arguments[2:],
        folder=library,
        environment={**ENVIRONMENT, "FAULT": "wrong type"},
    )
    assert again.returncode == 1 and "1 failed" in again.stdout


def test_local_values_reach_success(run: Run, library: Path) -> None:
    """A server whose ids are known to its user only; credentials are his, too."""
    local = library / "library/conformance/conformance_local.py"
    local.write_text(
        "import pytest\n\n"
        "@pytest.fixture(scope='session')\n"
        "def parameter_values():\n"
        "    return {'getBook': {'book_id': 'b/1'}}\n\n"
        "@pytest.fixture(scope='session')\n"
        "def secrets():\n    return {'reader_key': \"s3cret/key's\"}\n",
        encoding="utf-8",
    )
    try:
        done = run(
            "library/conformance/test_server.py",
            *("--app", "served:app", "-k", "books.get and valid_request"),
            folder=library,
            environment={"SEED": "1"},
        )
    finally:
        local.unlink()
    assert re.search(r"books.get +succeeded +200 ×1", done.stdout), done.stdout
