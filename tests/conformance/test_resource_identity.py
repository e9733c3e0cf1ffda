"""Responses are about the resource that was requested, and do not contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run
from .small_suites import described, write_package

SERVER = """
import os

FAULT = os.environ.get("FAULT", "")
jobs, inputs = {}, []

def new(input_id):
    id_ = f"j{len(jobs) + 1}"
    jobs[id_] = {"id": id_, "input_id": input_id}
    return jobs[id_]

async def answer(send, status, value, *headers):
    fields = [(b"content-type", b"application/json"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    body = b"" if status == 204 else json.dumps(value).encode()
    await send({"type": "http.response.body", "body": body})

async def create(send, body):
    if not isinstance(body, dict) or not isinstance(body.get("input_id"), str):
        return await answer(send, 422, {})
    if body["input_id"] not in inputs:
        return await answer(send, 422, {})
    job = new(body["input_id"])
    id_, job = job["id"], dict(job)
    if FAULT == "reference to another":
        job["input_id"] = "i0"
    if FAULT == "Location of nothing":
        id_ = "j0"
    if FAULT == "id of nothing":
        job["id"] = "j0"
    location = (b"location", f"/jobs/{id_}".encode())
    await answer(send, 202, job, location)

async def of_job(send, method, id_, rest):
    job = jobs.get(id_)
    if job is None or (FAULT, method, rest) in ABSENT:
        return await answer(send, 404, {})
    others = [other for key, other in jobs.items() if key != id_]
    match method, rest:
        case "GET", []:
            await answer(send, 200, job)
        case "DELETE", []:
            del jobs[id_]
            await answer(send, 204, None)
        case "POST", ["cancel"]:
            if FAULT == "action on nothing":
                job = {**job, "id": "j0"}
            if FAULT == "action on another" and others:
                job = others[0]
            await answer(send, 202, job)
        case "POST", ["copy"]:
            await answer(send, 202, new(job["input_id"]))
        case "GET", ["parent"]:
            await answer(send, 200, (others or [job])[0])
        case "GET", ["log"]:
            if FAULT == "log of another":
                id_ = "j0"
            await answer(send, 200, {"job_id": id_, "id": "l1"})

ABSENT = (
    ("constant 404", "GET", []),
    ("constant 404 to DELETE", "DELETE", []),
)

async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    text = await body_of(receive)
    method, (_, *segments) = scope["method"], scope["path"].split("/")
    try:
        body = json.loads(text) if text else None
    except ValueError:
        return await answer(send, 422, {})
    match method, segments:
        case "POST", ["inputs"]:
            inputs.append(f"i{len(inputs) + 1}")
            await answer(send, 201, {"id": inputs[-1]})
        case "GET", ["jobs"]:
            await answer(send, 200, {"items": [*jobs.values()]})
        case "POST", ["jobs"]:
            await create(send, body)
        case _, ["jobs", id_, *rest]:
            await of_job(send, method, id_, rest)
        case _:
            await answer(send, 404, {})
"""


def response(schema: object, description: str = "") -> dict[str, object]:
    content = {"application/json": {"schema": schema}}
    return {"description": description, "content": content}


TEXT = {"type": "string"}
JOB = {"$ref": "#/components/schemas/Job"}
ABSENT = {"404": {"description": "Absent"}}
ID = {"name": "job_id", "in": "path", "required": True, "schema": TEXT}


def operation(status: str, schema: object, **more: object) -> dict[str, object]:
    return {"responses": {status: response(schema), **ABSENT}, **more}


def object_of(*names: str) -> dict[str, object]:
    properties = dict.fromkeys(names, TEXT)
    return {"type": "object", "required": [*names], "properties": properties}


DESCRIPTION = described(
    {
        "/inputs": {"post": operation("201", object_of("id"))},
        "/jobs": {
            "get": operation(
                "200",
                {"type": "object", "properties": {"items": {"type": "array", "items": JOB}}},
            ),
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": object_of("input_id")}},
                },
                "responses": {
                    "202": response(JOB),
                    "422": {"description": "Invalid"},
                },
            },
        },
        "/jobs/{job_id}": {
            "parameters": [ID],
            "get": operation("200", JOB),
            "delete": {"responses": {"204": {"description": "Gone"}, **ABSENT}},
        },
        "/jobs/{job_id}/cancel": {"parameters": [ID], "post": operation("202", JOB)},
        "/jobs/{job_id}/copy": {"parameters": [ID], "post": operation("202", JOB)},
        "/jobs/{job_id}/parent": {"parameters": [ID], "get": operation("200", JOB)},
        "/jobs/{job_id}/log": {
            "parameters": [ID],
            "get": operation("200", object_of("job_id", "id")),
        },
    },
    schemas={"Job": object_of("id", "input_id")},
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("identity")
    write_package(folder, DESCRIPTION, SERVER)
    return folder


def test_copies_and_relations_are_other_resources(run: Run, folder: Path) -> None:
    """An action may make a resource, and a relation may lead to one."""
    arguments = ("small/conformance/test_server.py", "--app", "served:app")
    done = run(
        *arguments, "--require-success", "-k", "test_valid_request", folder=folder
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("constant 404", "404 for a resource that `GET /jobs` lists"),
        ("constant 404 to DELETE", "that `GET /jobs/{job_id}` returns"),
        ("action on nothing", "was requested, but 'j0' is returned"),
        ("action on another", "was requested, but 'j"),
        ("log of another", "was requested, but 'j0' is returned"),
        ("Location of nothing", "`Location` is `/jobs/j0`, but the body has 'j"),
        ("id of nothing", "but the body has 'j0'"),
        ("reference to another", "in the request, and 'i0' in the response"),
    ],
)
def test_response_about_another_resource_fails(
    run: Run, folder: Path, fault: str, message: str
) -> None:
    arguments = ("small/conformance/test_server.py", "--app", "served:app")
    environment = {"FAULT": fault}
    done = run(
        *arguments, "-k", "test_valid_request", folder=folder, environment=environment
    )
    assert done.returncode == 1, f"survived: {fault}\n{done.stdout[-3000:]}"
    assert message in done.stdout, done.stdout
