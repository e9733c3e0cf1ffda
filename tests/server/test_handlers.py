"""What handlers are given, and what becomes of what they answer."""

from __future__ import annotations

import asyncio
import datetime
import logging
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from .conftest import GOOD, ask


@pytest.fixture
def serve(
    server: ModuleType, jobs: ModuleType, files: ModuleType, security: Any
) -> Callable[..., Any]:
    """An application whose handlers are the given functions: `serve(get=…)`."""

    def made(validate: str = "enforce", **methods: Any) -> Any:
        own = {name: _method(function) for name, function in methods.items()}
        group = jobs if hasattr(jobs.UnimplementedJobs, next(iter(methods))) else files
        base = jobs.UnimplementedJobs if group is jobs else files.UnimplementedFiles
        handler = type("Mine", (base,), own)()
        named = {"jobs" if group is jobs else "files": handler}
        handlers = server.Handlers(**named)
        return server.create_app(
            handlers, security=security, validate_responses=validate
        )

    return made


def _method(function: Any) -> Any:
    def method(self: object, request: Any, /) -> Any:
        return function(request)

    return method


def test_201_is_201_with_its_headers(serve: Any, jobs: ModuleType) -> None:
    async def create(request: Any) -> Any:
        return jobs.Create201(body=request.body, location="/v1/jobs/ab")

    answer = ask(
        serve(create=create), "POST", "/v1/jobs", json={"name": "ab"}, headers=GOOD
    )
    assert answer.status_code == 201
    assert answer.headers["location"] == "/v1/jobs/ab"
    assert answer.json() == {"name": "ab"}


def test_204_has_no_body_and_no_media_type(serve: Any, jobs: ModuleType) -> None:
    answer = ask(serve(delete=lambda _: jobs.Delete204()), "DELETE", "/v1/jobs/a")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers
    assert "content-length" not in answer.headers


def test_202_without_content_has_no_media_type(serve: Any, jobs: ModuleType) -> None:
    app = serve(cancel=lambda _: jobs.Cancel202())
    answer = ask(app, "POST", "/v1/jobs/a:cancel?version=2")
    assert (answer.status_code, answer.content) == (202, b"")
    assert "content-type" not in answer.headers


def test_what_a_handler_is_given(serve: Any, jobs: ModuleType) -> None:
    seen: list[Any] = []

    def list_(request: Any) -> Any:
        seen.append(request)
        return jobs.List200(body=[], x_total=0)

    url = "/v1/jobs?limit=5&state=new&state=done&ids=1,2&filter[since]=2023-10-31&filter[deep]=true"
    headers = {**GOOD, "X-Trace": "t", "Cookie": "session=7; other=1"}
    assert ask(serve(list=list_), "GET", url, headers=headers).status_code == 200
    (request,) = seen
    assert (request.limit, request.ids, request.x_trace, request.session) == (
        5,
        [1, 2],
        "t",
        7,
    )
    assert [str(getattr(s, "value", s)) for s in request.state] == ["new", "done"]
    assert request.filter.since == datetime.date(2023, 10, 31)
    assert request.filter.deep is True
    assert request.principal.subject == "good"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("a%2Fb", "a/b"),
        ("a%252Fb", "a%2Fb"),
        ("%C3%A9", "é"),
        ("a+b", "a+b"),
        ("x:y", "x:y"),
        ("..a", "..a"),
    ],
)
def test_path_values_are_decoded_once(
    serve: Any, jobs: ModuleType, models: ModuleType, raw: str, value: str
) -> None:
    app = serve(
        get=lambda request: jobs.Get200(body=models.Job(name=f"<{request.id}>"))
    )
    assert ask(app, "GET", f"/v1/jobs/{raw}").json()["name"] == f"<{value}>"


def test_literal_before_templated_and_mixed_segments(
    serve: Any, jobs: ModuleType, files: ModuleType
) -> None:
    app = serve(mine=lambda request: jobs.Mine200(body=str(request.principal)))
    assert ask(app, "GET", "/v1/jobs/mine").text == "None"
    app = serve(
        cancel=lambda request: jobs.Cancel202(extra_headers=[("X-Id", request.id)])
    )
    assert ask(app, "POST", "/v1/jobs/a:b:cancel?version=2").headers["x-id"] == "a:b"
    assert ask(app, "POST", "/v1/jobs/a%3Acancel?version=2").headers["x-id"] == "a"


def test_head_is_get_without_its_body(
    serve: Any, jobs: ModuleType, models: ModuleType
) -> None:
    app = serve(get=lambda _: jobs.Get200(body=models.Job(name="ab")))
    answer = ask(app, "HEAD", "/v1/jobs/a")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(b'{"name":"ab"}'))


def test_head_sends_nothing_after_the_headers(
    serve: Any, jobs: ModuleType, models: ModuleType
) -> None:
    app = serve(get=lambda _: jobs.Get200(body=models.Job(name="ab")))
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "HEAD",
        "path": "/v1/jobs/a",
        "query_string": b"",
        "headers": [],
    }
    asyncio.run(app(scope, receive, send))
    assert [message.get("body", b"") for message in sent] == [b"", b""]


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, "application/json"),
        ("text/csv", "text/csv"),
        ("text/*;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/csv;q=0, */*", "application/json"),
    ],
)
def test_the_client_chooses_the_media_type(
    serve: Any, jobs: ModuleType, accept: str | None, sent: str
) -> None:
    app = serve(list=lambda _: jobs.List200(body="a,b", x_total=1), validate="off")
    headers = {**GOOD, "Accept": accept} if accept else GOOD
    answer = ask(app, "GET", "/v1/jobs", headers=headers)
    assert answer.headers["content-type"] == sent


def test_headers_are_sent_only_where_they_are_given(
    serve: Any, jobs: ModuleType
) -> None:
    app = serve(list=lambda _: jobs.List200(body=[], x_total=3, x_next="n"))
    answer = ask(app, "GET", "/v1/jobs", headers=GOOD)
    assert (answer.headers["x-total"], answer.headers["x-next"]) == ("3", "n")
    app = serve(list=lambda _: jobs.List200(body=[], x_total=3))
    assert "x-next" not in ask(app, "GET", "/v1/jobs", headers=GOOD).headers


def test_a_header_cannot_break_the_line(serve: Any, jobs: ModuleType) -> None:
    app = serve(
        list=lambda _: jobs.List200(body=[], x_total=3, x_next="a\r\nX-Evil: 1")
    )
    answer = ask(app, "GET", "/v1/jobs", headers=GOOD)
    assert answer.status_code == 500
    assert "x-evil" not in answer.headers


def test_an_undocumented_header_cannot_either(serve: Any, jobs: ModuleType) -> None:
    evil = jobs.Delete204(extra_headers=[("X-A", "a\r\nX-Evil: 1")])
    answer = ask(serve(delete=lambda _: evil), "DELETE", "/v1/jobs/a")
    assert answer.status_code == 500
    assert "x-evil" not in answer.headers


def test_a_reply_may_be_raised(
    serve: Any, server: ModuleType, jobs: ModuleType, models: ModuleType
) -> None:
    def delete(request: Any) -> Any:
        raise server.HandlerError(
            jobs.Delete404(body=models.Problem(title="No", status=404))
        )

    answer = ask(serve(delete=delete), "DELETE", "/v1/jobs/a")
    assert (answer.status_code, answer.json()["title"]) == (404, "No")


def test_a_ranged_reply_checks_its_status(jobs: ModuleType, models: ModuleType) -> None:
    body = models.Problem(title="No", status=409)
    assert jobs.DeleteDefault(status=409, body=body).status == 409
    for status in (204, 404, 42):
        with pytest.raises(ValueError, match="is for statuses"):
            jobs.DeleteDefault(status=status, body=body)
    with pytest.raises(ValueError, match="400-499"):
        jobs.Mine4XX(status=500, body=body)


def test_a_failure_is_logged_and_says_nothing(
    serve: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def delete(request: Any) -> Any:
        raise RuntimeError("the password is hunter2")

    answer = ask(serve(delete=delete), "DELETE", "/v1/jobs/a")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert answer.json()["status"] == 500
    assert "Jobs_Delete failed" in caplog.text


@pytest.mark.parametrize("wrong", [None, {"name": "ab"}, 200])
def test_what_is_no_reply_is_a_failure(serve: Any, wrong: object) -> None:
    assert ask(serve(delete=lambda _: wrong), "DELETE", "/v1/jobs/a").status_code == 500


def test_a_reply_of_another_operation_is_a_failure(
    serve: Any, jobs: ModuleType
) -> None:
    assert (
        ask(
            serve(delete=lambda _: jobs.Cancel202()), "DELETE", "/v1/jobs/a"
        ).status_code
        == 500
    )


def test_responses_are_held_against_the_description(
    serve: Any, jobs: ModuleType, models: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    def get(request: Any) -> Any:
        return jobs.Get200(body=models.Job(name="a", priority=10))

    off = ask(serve(get=get, validate="off"), "GET", "/v1/jobs/a")
    assert (off.status_code, caplog.text) == (200, "")
    caplog.set_level(logging.WARNING)
    assert ask(serve(get=get, validate="log"), "GET", "/v1/jobs/a").status_code == 200
    assert "at /name" in caplog.text
    assert "at /priority" in caplog.text
    assert (
        ask(serve(get=get, validate="enforce"), "GET", "/v1/jobs/a").status_code == 500
    )


def test_a_plain_function_runs_in_a_thread(serve: Any, jobs: ModuleType) -> None:
    where: list[bool] = []

    def delete(request: Any) -> Any:
        where.append(threading.current_thread() is threading.main_thread())
        return jobs.Delete204()

    assert ask(serve(delete=delete), "DELETE", "/v1/jobs/a").status_code == 204
    assert where == [False]


def test_the_request_as_it_came_is_at_hand(
    serve: Any, server: ModuleType, jobs: ModuleType
) -> None:
    def delete(request: Any) -> Any:
        sent = server.http_request().headers["x-odd"]
        return jobs.Delete204(extra_headers=[("X-Odd", sent)])

    answer = ask(serve(delete=delete), "DELETE", "/v1/jobs/a", headers={"X-Odd": "7"})
    assert answer.headers["x-odd"] == "7"


def _told(request: Any) -> dict[str, Any]:
    body = request.body
    if isinstance(body, bytes | str):
        return {
            "kind": type(body).__name__,
            "size": len(body),
            "as": request.media_type,
        }
    file = getattr(body, "file", None)
    return {
        "count": body.count,
        "tags": getattr(body, "tags", None),
        "file": file and file.decode("latin-1"),
    }


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (
            {
                "content": b"\0\xff",
                "headers": {"Content-Type": "application/octet-stream"},
            },
            {"kind": "bytes", "size": 2, "as": "application/octet-stream"},
        ),
        (
            {
                "content": "é".encode("latin-1"),
                "headers": {"Content-Type": "text/plain; charset=latin-1"},
            },
            {"kind": "str", "size": 1, "as": "text/plain"},
        ),
        (
            {"data": {"count": "3", "tags": ["a", "b"]}},
            {"count": 3, "tags": ["a", "b"], "file": None},
        ),
        (
            {"files": {"file": ("f", b"\0\xfe")}, "data": {"count": "1"}},
            {"count": 1, "tags": None, "file": "\0\xfe"},
        ),
    ],
)
def test_bodies_of_every_kind(
    serve: Any, files: ModuleType, how: dict[str, Any], told: dict[str, Any]
) -> None:
    app = serve(put=lambda request: files.Put200(body=_told(request)))
    answer = ask(app, "PUT", "/v1/files/a.b.bin", **how)
    assert (answer.status_code, answer.json()) == (200, told)


@pytest.mark.parametrize(
    "how",
    [
        {"data": {"count": "x"}},
        {"data": {"tags": "a"}},
        {"files": {"other": ("f", b"1")}},
        {
            "content": b"nonsense",
            "headers": {"Content-Type": "multipart/form-data; boundary=b"},
        },
        {"content": b"nonsense", "headers": {"Content-Type": "multipart/form-data"}},
        {"content": b"\xff", "headers": {"Content-Type": "text/plain"}},
    ],
)
def test_forms_are_judged(serve: Any, files: ModuleType, how: dict[str, Any]) -> None:
    app = serve(put=lambda request: files.Put200(body={}))
    assert ask(app, "PUT", "/v1/files/a.bin", **how).status_code == 400
