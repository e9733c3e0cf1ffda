"""Verdicts on responses to requests of operations that are described here."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from trueup_runtime.client import (
    ApiError,
    EventStream,
    Headers,
    Json,
    RawResponse,
    ResponseSpec,
)
from trueup_runtime.client import Operation as Description
from trueup_runtime.conformance import subjects
from trueup_runtime.conformance.checker import Checker
from trueup_runtime.conformance.property_schemas import schema_of_body
from trueup_runtime.conformance.resource_ids import Resource
from trueup_runtime.conformance.resources import Resources
from trueup_runtime.conformance.response_checks import check_valid
from trueup_runtime.conformance.targets import Exchange
from trueup_runtime.conformance.vectors import RequestVector, Wire
from trueup_runtime.server import Content, Endpoint, EndpointResponse

from .test_known_resources import operation

JOB = "/jobs/{id}"


def suite_of(*described: Description) -> Any:
    """A suite with endpoints of operations, and without vectors."""
    endpoints = {description.id: _endpoint(description) for description in described}
    return SimpleNamespace(
        endpoint_of=lambda operation: endpoints[operation.id],
        vectors=SimpleNamespace(first_requests={}, requests=[], operations={}),
    )


def _endpoint(description: Description) -> Endpoint:
    unused: Any = object
    responses = tuple(
        EndpointResponse(
            str(key),
            unused,
            tuple(Content(body.media_type, f"#/{key}") for body in declared.bodies),
        )
        for key, declared in {**description.responses, **description.errors}.items()
    )
    return Endpoint(description, "", "", unused, responses=responses)


def described(method: str, path: str, **responses: Any) -> Description:
    return Description(f"{method} {path}", method, path, **responses)


def vector_of(method: str, path: str, requested: str) -> RequestVector:
    request = Wire(method, requested)
    return RequestVector("1", operation(method, path), "", {}, None, request)


@pytest.fixture(autouse=True)
def _decodable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each response be that of a call which can be decoded."""
    call = SimpleNamespace(response=lambda raw, strict: None)
    monkeypatch.setattr(subjects, "any_call", lambda *_: call)


def test_head_of_a_stream_counts_no_items() -> None:
    responses = {200: ResponseSpec(EventStream(str))}
    suite = suite_of(described("HEAD", "/jobs", responses=responses))
    events = RawResponse(200, Headers([("content-type", "text/event-stream")]))
    verdict = check_valid(suite, vector_of("HEAD", "/jobs", "/jobs"), events)
    assert (verdict.outcome, verdict.items) == ("success", None)


def test_default_that_is_an_error_declares_no_success() -> None:
    class DefaultError(ApiError):
        bodies = (Json(dict),)

    errors = {"default": DefaultError}
    suite = suite_of(described("GET", "/jobs", errors=errors))
    json = Headers([("content-type", "application/json")])
    get = operation("GET", "/jobs")
    assert schema_of_body(suite, get, RawResponse(200, json)) is None
    assert schema_of_body(suite, get, RawResponse(400, json)) == "#/default"


def test_404_is_right_for_a_resource_that_was_deleted() -> None:
    suite = suite_of(
        described("GET", JOB, responses={200: ResponseSpec(), 404: ResponseSpec()}),
        described("DELETE", JOB, responses={204: ResponseSpec()}),
    )

    def send(_: object, request: Wire, credentials: str) -> Exchange:
        response = RawResponse(204 if request.method == "DELETE" else 404)
        return Exchange(request.method, request.path, {}, b"", response)

    target: Any = SimpleNamespace(
        send=send,
        note=lambda *_: None,
        skip_reason=lambda _: None,
        missing_credentials=lambda _: None,
    )
    resources = Resources(suite.vectors, {}, lambda *_: None)
    resources.known.note(JOB, Resource({"id": 1}, "id", 201))
    checker, item = (
        Checker(suite, target, resources),
        SimpleNamespace(user_properties=[]),
    )
    checker.check_valid(item, vector_of("DELETE", JOB, "/jobs/1"))  # type: ignore[arg-type]  # the item is a record here
    checker.check_valid(item, vector_of("GET", JOB, "/jobs/1"))  # type: ignore[arg-type]  # the item is a record here
    assert [row["success"] for _, row in item.user_properties] == [True, False]
