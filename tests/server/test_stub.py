"""An application that implements nothing: everything but the work itself is done."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from .conftest import GOOD, ask


@pytest.fixture(scope="module")
def stub(server: ModuleType, security: Any) -> Any:
    return server.create_app(security=security, max_body=1000)


def test_unimplemented_is_501_in_the_declared_shape(stub: Any) -> None:
    answer = ask(stub, "GET", "/v1/jobs", headers=GOOD)
    assert answer.status_code == 501
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 501


def test_an_invalid_request_is_not_a_501(stub: Any) -> None:
    answer = ask(stub, "GET", "/v1/jobs?limit=0", headers=GOOD)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"]["code"] == "UnprocessableContent"


def test_response_lists_all_validation_errors_at_once(stub: Any) -> None:
    url = "/v1/jobs?limit=x&state=new&state=odd&ids=1,b&filter[since]=2023"
    answer = ask(
        stub, "GET", url, headers={**GOOD, "X-Trace": "123456", "Cookie": "session=a"}
    )
    told = {each["target"] for each in answer.json()["error"]["details"]}
    assert told == {"limit", "/1", "/since", "X-Trace", "session"}
    assert len(answer.json()["error"]["details"]) == 6


def test_the_base_path_of_the_server_counts(stub: Any) -> None:
    assert ask(stub, "GET", "/jobs/x").status_code == 404
    assert ask(stub, "GET", "/v1/jobs/x").status_code == 501


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v1/jobs/", "/v1//jobs", "/v1/jobs/a/b"]
)
def test_an_unknown_route_is_404(stub: Any, path: str) -> None:
    answer = ask(stub, "GET", path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/v1/jobs", "GET, HEAD, OPTIONS, POST"),
        ("/v1/jobs/mine", "DELETE, GET, HEAD, OPTIONS"),
        ("/v1/jobs/x", "DELETE, GET, HEAD, OPTIONS"),
        ("/v1/jobs/x:cancel", "DELETE, GET, HEAD, OPTIONS, POST"),
    ],
)
def test_allow_lists_what_the_path_has(stub: Any, path: str, allow: str) -> None:
    refused = ask(stub, "PATCH", path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allow)
    asked = ask(stub, "OPTIONS", path)
    assert (asked.status_code, asked.headers["allow"]) == (204, allow)
    assert "content-type" not in asked.headers


@pytest.mark.parametrize(
    ("headers", "status", "error"),
    [
        ({}, 401, None),
        ({"Authorization": "Bearer "}, 401, None),
        ({"Authorization": "Bearer wrong"}, 401, "invalid_token"),
        ({"Authorization": "Basic good"}, 401, None),
        ({"Authorization": "Bearer banned"}, 403, None),
        ({"Authorization": "bearer good"}, 501, None),
    ],
)
def test_no_token_passes_unseen(
    stub: Any, headers: dict[str, str], status: int, error: str | None
) -> None:
    answer = ask(stub, "GET", "/v1/jobs", headers=headers)
    assert answer.status_code == status
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer ")
        assert ("invalid_token" in answer.headers["www-authenticate"]) is (
            error is not None
        )


def test_security_denies_unless_it_is_written(server: ModuleType) -> None:
    assert ask(server.create_app(), "GET", "/v1/jobs", headers=GOOD).status_code == 401


BASIC = "Basic YW5uOnA6dw=="  # ann:p:w


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": "Bearer reader"}, 403),
        ({"X-Key": "k"}, 401),
        ({"Authorization": BASIC}, 401),
        ({"Authorization": BASIC, "X-Key": "wrong"}, 401),
        ({"Authorization": "Basic !", "X-Key": "k"}, 401),
        ({"Authorization": BASIC, "X-Key": "k"}, 501),
        ({"Authorization": "Bearer good"}, 501),
    ],
)
def test_alternatives_scopes_and_pairs(
    stub: Any, headers: dict[str, str], status: int
) -> None:
    answer = ask(stub, "POST", "/v1/jobs", headers=headers, json={"name": "ab"})
    assert answer.status_code == status
    if status == 403:
        assert 'scope="jobs.write"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    "sent", ["Bearer wrong", "Bearer", "Bearer ", "Basic good", "", "good"]
)
def test_wrong_credential_is_not_anonymous_where_security_is_optional(
    stub: Any, sent: str
) -> None:
    assert ask(stub, "GET", "/v1/jobs/mine").status_code == 501
    answer = ask(stub, "GET", "/v1/jobs/mine", headers={"Authorization": sent})
    assert answer.status_code == 401


def test_order_of_work(stub: Any) -> None:
    """Each fault hides the ones that are looked for after it."""
    wrong = {"Accept": "image/png", "Content-Type": "text/csv"}

    def post(headers: dict[str, str]) -> int:
        body = b"x" * 2000
        return ask(stub, "POST", "/v1/jobs", headers=headers, content=body).status_code

    assert post(wrong) == 401
    assert post({**wrong, **GOOD}) == 406
    assert post({"Content-Type": "text/csv", **GOOD}) == 415
    assert post({"Content-Type": "application/json", **GOOD}) == 413


def test_statuses_that_a_default_or_range_stands_for_are_kept(stub: Any) -> None:
    assert (
        ask(stub, "GET", "/v1/jobs/mine", headers={"Accept": "image/png"}).status_code
        == 406
    )
    assert (
        ask(
            stub, "GET", "/v1/jobs", headers={**GOOD, "Accept": "image/png"}
        ).status_code
        == 406
    )


def test_a_415_says_what_is_accepted(stub: Any) -> None:
    answer = ask(
        stub,
        "PUT",
        "/v1/files/a.bin",
        content=b"x",
        headers={"Content-Type": "image/png"},
    )
    assert "application/octet-stream" in answer.headers["accept"]
    assert answer.status_code == 415  # although the description declares 400 only
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Unsupported Media Type"


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Encoding": "gzip", "Content-Type": "application/json"},
        {"Content-Type": "application/json; charset=utf-16"},
    ],
)
def test_codings_that_nobody_decodes(stub: Any, headers: dict[str, str]) -> None:
    answer = ask(
        stub, "POST", "/v1/jobs", content=b'{"name": "ab"}', headers={**GOOD, **headers}
    )
    assert (answer.status_code, answer.json()["title"]) == (
        415,
        "Unsupported Media Type",
    )


def test_a_body_that_is_too_large_is_not_read_to_its_end(stub: Any) -> None:
    read = 0

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 600
        return {"type": "http.request", "body": b" " * 600, "more_body": read < 60_000}

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    import asyncio

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/jobs",
        "raw_path": b"/v1/jobs",
        "query_string": b"",
        "root_path": "",
        "headers": [
            (b"authorization", b"Bearer good"),
            (b"content-type", b"application/json"),
        ],
    }
    asyncio.run(stub(scope, receive, send))
    assert sent[0]["status"] == 413
    assert b"Content Too Large" in sent[1]["body"]
    assert read == 1200


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is required"),
        (b"{", "not JSON"),
        (b'{"name": NaN}', "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 5000, "nested too deeply"),
        (b'{"name": "a"}', "at /name"),
        (b'{"name": "ab", "more": 1}', "more"),
        (b'{"name": "ab", "due": "2023-02-30T00:00:00Z"}', "at /due"),
        (b'{"name": "ab", "contact": "nobody"}', "at /contact"),
        (b"null", "null"),
    ],
)
def test_bodies_that_are_not_valid(stub: Any, body: bytes, said: str) -> None:
    headers = {**GOOD, "Content-Type": "application/json"}
    big = {"max_body": 10_000}
    answer = ask(
        stub, "POST", "/v1/jobs", content=body[: big["max_body"]][:999], headers=headers
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"] or len(body) > 999


def test_a_constant_parameter_is_checked(stub: Any) -> None:
    assert ask(stub, "POST", "/v1/jobs/a:cancel?version=2").status_code == 501
    assert ask(stub, "POST", "/v1/jobs/a:cancel?version=3").status_code == 400
    assert ask(stub, "POST", "/v1/jobs/a:cancel").status_code == 400
    assert ask(stub, "POST", "/v1/jobs/a:cancel?version=2&version=2").status_code == 400


def test_nothing_declared_is_problem_details(stub: Any) -> None:
    answer = ask(stub, "GET", "/v1/jobs/x", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_shape_that_cannot_be_guessed_is_the_hooks(
    server: ModuleType, files: ModuleType
) -> None:
    plain = ask(server.create_app(), "PUT", "/v1/files/a.bin")
    assert plain.headers["content-type"] == "application/problem+json"

    def on_problem(problem: Any, operation: str) -> Any:
        assert operation == "Files_Put"
        return files.Put400(body={"shape": "1234"})

    app = server.create_app(on_problem=on_problem)
    assert ask(app, "PUT", "/v1/files/a.bin").json() == {"shape": "1234"}
