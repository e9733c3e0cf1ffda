"""Links of responses lead to resources, where no name of a path or a property does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Run
from .small_suites import described, vectors_of, write_package

SERVER = """
async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body = await body_of(receive)
    method, path = scope["method"], scope["path"]
    if path.startswith("/things/") and path != "/things/t-7":
        return await respond(send, 404)
    if path == "/things/t-7":
        return await respond(send, 204)
    headers = [(b"content-type", b"application/json"), (b"location", b"/v1/things/t-7")]
    await send({"type": "http.response.start", "status": 201, "headers": headers})
    body = b'{"data": [{"ref": "t-7"}]}'
    await send({"type": "http.response.body", "body": body})
"""


def thing(method: str) -> dict[str, object]:
    return {
        "operationId": f"{method}Thing",
        "parameters": [
            {
                "name": "code",
                "in": "path",
                "required": True,
                "schema": {"type": "string"},
            }
        ],
        "responses": {"204": {"description": ""}, "404": {"description": ""}},
    }


def description(method: str, link: dict[str, object]) -> dict[str, object]:
    start = {
        "operationId": "start",
        "responses": {
            "201": {
                "description": "",
                "content": {"application/json": {"schema": {"type": "object"}}},
                "links": {"thing": {"$ref": "#/components/links/Thing"}},
            }
        },
    }
    paths = {
        "/jobs/begin": {method: start},
        "/things/{code}": {"get": thing("get"), "put": thing("put")},
    }
    return described(paths, links={"Thing": link})


BODY = "$response.body#/data/0/ref"
LINKS: dict[str, dict[str, object]] = {
    "id": {"operationId": "getThing", "parameters": {"code": BODY}},
    "qualified": {"operationId": "getThing", "parameters": {"path.code": BODY}},
    "reference": {
        "operationRef": "#/paths/~1things~1%7Bcode%7D/get",
        "parameters": {"code": BODY},
    },
    "header": {
        "operationId": "getThing",
        "parameters": {"code": "$response.header.Location"},
    },
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("link", ["id", "qualified", "reference", "header"])
def test_operation_succeeds_with_a_linked_id(
    link: str, method: str, run: Run, tmp_path: Path
) -> None:
    write_package(tmp_path, description(method, LINKS[link]), SERVER)
    module = "small/conformance/test_server.py"
    done = run(module, "--app", "served:app", folder=tmp_path)
    assert re.search(r"get_thing +succeeded", done.stdout), done.stdout[-3000:]
    # A method that may change the resource gets one that the suite has created.
    outcome = "succeeded" if method == "post" else "refused only"
    assert re.search(rf"put_thing +{outcome}", done.stdout), done.stdout[-3000:]


def test_link_to_an_unknown_operation_is_ignored(tmp_path: Path) -> None:
    unknown: dict[str, object] = {"operationId": "absent", "parameters": {"code": BODY}}
    suite = write_package(tmp_path, description("post", unknown), SERVER)
    assert not any("links" in row for row in vectors_of(suite)["operations"])
