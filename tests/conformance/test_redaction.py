"""Failures show requests without credentials, wherever a request has them."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import quote, quote_plus

import pytest

from .conftest import Run
from .small_suites import described, write_package

SECRET = 's3cret "k\u00e9y"/+ %'
USER = f"user:{SECRET}"
SCHEMES = {
    "basic": ({"type": "http", "scheme": "basic"}, USER, "authorization: Basic ***"),
    "bearer": ({"type": "http", "scheme": "bearer"}, "s3cret", "Bearer ***"),
    "digest": ({"type": "http", "scheme": "digest"}, "s3cret", "digest ***"),
    "cookie": ({"type": "apiKey", "in": "cookie", "name": "sid"}, "s3cret", "sid=***"),
    "query": ({"type": "apiKey", "in": "query", "name": "key"}, SECRET, "key=***"),
    "header": ({"type": "apiKey", "in": "header", "name": "X-K"}, "s3cret", "x-k: ***"),
}
SERVER = """
from urllib.parse import unquote

async def app(scope, receive, send):
    if scope["type"] == "http":
        headers = {n.decode(): v.decode() for n, v in scope["headers"]}
        plain = unquote(scope["query_string"].decode().partition("key=")[2])
        echo = {"headers": headers, "url": scope["query_string"].decode(), "key": plain}
        await respond(send, 200, json.dumps(echo).encode())
"""


def failed_run(
    scheme: str, secret: str, run: Run, folder: Path, *arguments: str
) -> CompletedProcess[str]:
    """A run against a server that repeats the credentials in a body that is not valid."""
    responses = {
        "200": {
            "description": "",
            "content": {
                "application/json": {
                    "schema": {"type": "object", "required": ["absent"]}
                }
            },
        }
    }
    get = {"operationId": "read", "security": [{scheme: []}], "responses": responses}
    schemes = {scheme: SCHEMES[scheme][0]}
    package = described({"/thing": {"get": get}}, securitySchemes=schemes)
    write_package(folder, package, SERVER)
    return run(
        "small/conformance/test_server.py",
        *("--app", "served:app", "-k", "test_valid_request", *arguments),
        folder=folder,
        environment={f"CONFORMANCE_{scheme.upper()}": secret},
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_failure_does_not_show_credentials(
    scheme: str, run: Run, tmp_path: Path
) -> None:
    _, secret, shown = SCHEMES[scheme]
    report = tmp_path / "report.json"
    done = failed_run(scheme, secret, run, tmp_path, f"--report-file={report}")
    assert done.returncode == 1 and shown in done.stdout, done.stdout
    file = json.loads(report.read_text("utf-8"))
    output = done.stdout + done.stderr + str(file) + json.dumps(file)
    password = secret.removeprefix("user:")
    spellings = (
        password,
        quote(password, safe=""),
        quote_plus(password),
        json.dumps(password)[1:-1],
        base64.b64encode(secret.encode()).decode(),
    )
    shown_secrets = [spelling for spelling in spellings if spelling in output]
    assert not shown_secrets


@pytest.mark.parametrize(
    ("scheme", "secret"),
    [
        *(("basic", "user:a"), ("bearer", "e"), ("digest", "a")),
        *(("cookie", "a"), ("query", "e"), ("header", "a")),
    ],
)
def test_short_secret_is_hidden_as_a_value_only(
    scheme: str, secret: str, run: Run, tmp_path: Path
) -> None:
    done = failed_run(scheme, secret, run, tmp_path)
    lines = [x for x in done.stdout.splitlines() if x.startswith("request: ")]
    assert lines and SCHEMES[scheme][2] in lines[0], done.stdout
    assert "GET /thing: the body is not valid" in done.stdout
    assert "description: #/paths/~1thing/get/responses/200/content" in done.stdout
