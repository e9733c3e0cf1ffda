"""Failures show requests without credentials, wherever a request has them."""

from __future__ import annotations

import base64
import json
from pathlib import Path
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


@pytest.mark.parametrize("scheme", SCHEMES)
def test_failure_does_not_show_credentials(
    scheme: str, run: Run, tmp_path: Path
) -> None:
    """The server repeats them in a body that is not valid."""
    declared, secret, shown = SCHEMES[scheme]
    schema = {"type": "object", "required": ["absent"]}
    responses = {
        "200": {
            "description": "",
            "content": {"application/json": {"schema": schema}},
        }
    }
    get = {"operationId": "read", "security": [{scheme: []}], "responses": responses}
    write_package(
        tmp_path,
        described({"/thing": {"get": get}}, securitySchemes={scheme: declared}),
        SERVER,
    )
    report = tmp_path / "report.json"
    done = run(
        "small/conformance/test_server.py",
        *("--app", "served:app", "-k", "valid_request", f"--report-file={report}"),
        folder=tmp_path,
        environment={f"CONFORMANCE_{scheme.upper()}": secret},
    )
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
