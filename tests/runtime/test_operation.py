"""Operations without a network: the request of a call, and what its answer becomes."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from trueup_runtime.client import (
    ApiError,
    Body,
    Bytes,
    Call,
    ConfigurationError,
    Cookie,
    DecodeError,
    Header,
    Headers,
    Json,
    JsonLines,
    Model,
    Operation,
    Path,
    Query,
    QueryString,
    RawResponse,
    ResponseSpec,
    StreamCall,
    Text,
    UndocumentedStatusError,
    UnsuccessfulError,
    encode,
    invalid_values,
)


class Job(Model, rename="camel"):
    job_id: str
    is_success: bool | None = None


class Problem(Model):
    title: str


class JobHeaders(Headers):
    @property
    def left(self) -> int | None:
        return self.read("X-Left", int)


class NotFoundError(ApiError):
    bodies = (Json(Problem, "application/problem+json"), Json(Problem))
    headers_type = JobHeaders
    body: Problem | None
    headers: JobHeaders


class ClientError(ApiError):
    pass


class DefaultError(ApiError):
    bodies = (Json(Problem),)


JOB = Job(job_id="1")

GET = Operation(
    "getJob",
    "GET",
    "/jobs/{id}.{format}",
    parameters=(
        Path("id"),
        Path("format"),
        Query("api-version", constant="2023-10-31"),
        Query("q"),
        Header("X-A"),
        Cookie("c"),
        Cookie("d"),
    ),
    responses={
        200: ResponseSpec(Json(Job), Text("text/csv"), headers=JobHeaders),
        "2XX": ResponseSpec(success_flag=None),
    },
    errors={404: NotFoundError, "4XX": ClientError, "default": DefaultError},
)


def answer(
    status: int,
    content: bytes = b"",
    content_type: str = "application/json",
    **headers: str,
) -> RawResponse:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    if content_type:
        fields["Content-Type"] = content_type
    return RawResponse(status, Headers(fields), content)


def call(*values: Any, **rest: Any) -> Call[Any, Any]:
    return Call(GET, values or ("a", "json"), **rest)


def test_a_request_has_every_parameter_in_its_place() -> None:
    request = call("a/b", "json", [1, 2], "x", "1", "2").request()
    assert request.method == "GET"
    assert request.target == "/jobs/a%2Fb.json?api-version=2023-10-31&q=1&q=2"
    assert request.headers["X-A"] == "x"
    assert request.headers["Cookie"] == "c=1; d=2"
    assert request.content is None
    assert "Content-Length" not in request.headers


def test_absent_arguments_are_not_sent() -> None:
    request = call("a", "json", None, None).request()
    assert request.query == "api-version=2023-10-31"
    assert dict(request.headers) == {
        "accept": "application/json, application/problem+json, text/csv"
    }


@pytest.mark.parametrize(
    "value", [".", "..", "%2e", "%2E.", ".%2e", "%2e%2E", "%252e", "a/.."]
)
def test_a_path_value_cannot_be_a_dot_segment(value: str) -> None:
    parameter = Path("a", allow_reserved=value.startswith("%"))
    operation = Operation("o", "GET", "/x/{a}", parameters=(parameter,))
    request = Call[Any, Any](operation, (value,)).request
    if "/" in value:  # which is encoded, and divides nothing
        assert request().path == "/x/a%2F.."
    else:
        with pytest.raises(ConfigurationError, match="would name another resource"):
            request()


@pytest.mark.parametrize("value", ["...", "a.b", ".a", "..a", "%2ea"])
def test_a_path_value_may_hold_dots(value: str) -> None:
    operation = Operation("o", "GET", "/x/{a}", parameters=(Path("a"),))
    path = Call[Any, Any](operation, (value,)).request().path
    assert path == "/x/" + value.replace("%", "%25")


def test_braces_in_values_are_no_places() -> None:
    operation = Operation(
        "o", "GET", "/{a}/{b}", parameters=(Path("a", allow_reserved=True), Path("b"))
    )
    assert Call[Any, Any](operation, ("{b}", "x")).request().path == "/%7Bb%7D/x"


def test_missing_arguments_are_named() -> None:
    with pytest.raises(ConfigurationError, match="`format`"):
        call("a", None).request()
    operation = Operation("o", "GET", "/", parameters=(Query("q", required=True),))
    with pytest.raises(ConfigurationError, match="`q`"):
        Call[Any, Any](operation, (None,)).request()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_methods_with_a_body_say_that_there_is_none(method: str) -> None:
    operation = Operation("o", method, "/", bodies=(Json(Job),))
    request = Call[Any, Any](operation).request()
    assert (request.content, request.headers["Content-Length"]) == (None, "0")
    assert "Content-Type" not in request.headers


def test_the_body_is_picked_by_media_type() -> None:
    operation = Operation(
        "o", "POST", "/", bodies=(Json(Job), Text("text/csv"), Bytes("image/*"))
    )
    job = Job(job_id="1")
    sent = Call[Any, Any](operation, body=job).request()
    assert (sent.content, sent.headers["Content-Type"]) == (
        b'{"jobId":"1"}',
        "application/json",
    )
    sent = Call[Any, Any](operation, body="a", content_type="text/csv").request()
    assert (sent.content, sent.headers["Content-Type"]) == (b"a", "text/csv")
    sent = Call[Any, Any](operation, body=b"a", content_type="image/png").request()
    assert sent.headers["Content-Type"] == "image/png"
    with pytest.raises(ConfigurationError, match="text/html"):
        Call[Any, Any](operation, body="a", content_type="text/html").request()


def test_a_required_body_may_be_null() -> None:
    operation = Operation("o", "POST", "/", bodies=(Json(Any),), body_required=True)
    assert Call[Any, Any](operation).request().content == b"null"


def test_accept() -> None:
    assert call(accept="text/csv").request().headers["Accept"] == "text/csv"
    pinned = Operation("o", "GET", "/", accept="application/vnd.v2+json")
    assert (
        Call[Any, Any](pinned).request().headers["Accept"] == "application/vnd.v2+json"
    )
    assert (
        Call[Any, Any](Operation("o", "GET", "/")).request().headers["Accept"] == "*/*"
    )
    given = Operation("o", "GET", "/", parameters=(Header("accept", constant="a/b"),))
    assert Call[Any, Any](given).request().headers.get_list("Accept") == ("a/b",)


def test_the_whole_query_is_one_value() -> None:
    operation = Operation("o", "GET", "/", parameters=(QueryString("q"),))
    assert (
        Call[Any, Any](operation, ({"a": 1, "b": "c d"},)).request().query
        == "a=1&b=c%20d"
    )


def test_a_success_is_its_data() -> None:
    response = call().response(
        answer(200, b'{"jobId":"1"}', X_Left="3", X_Request_Id="r")
    )
    assert response.data == Job(job_id="1")
    assert (response.status, response.headers.left, response.request_id) == (
        200,
        3,
        "r",
    )


@pytest.mark.parametrize(
    "content_type",
    ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json;q=1"],
)
def test_media_types_have_parameters(content_type: str) -> None:
    assert call().parse(answer(200, b'{"jobId":"1"}', content_type)) == Job(job_id="1")


def test_other_bodies_of_a_success() -> None:
    assert call().parse(answer(200, b"a,b", "text/csv")) == "a,b"
    assert call().parse(answer(204)) is None
    assert call().parse(answer(202, b"ignored", "text/html")) is None


def test_a_head_has_no_body() -> None:
    head = Operation("o", "HEAD", "/", responses={200: ResponseSpec(Json(Job))})
    assert Call[Any, Any](head).parse(answer(200)) is None


def test_a_wrong_media_type_names_both() -> None:
    with pytest.raises(DecodeError, match=r"(?s)application/json.*text/html") as caught:
        call().parse(answer(200, b"<html>", "text/html"), strict=True)
    assert (caught.value.operation_id, caught.value.status, caught.value.raw) == (
        "getJob",
        200,
        b"<html>",
    )


def test_no_media_type_is_taken_for_the_only_one() -> None:
    with pytest.raises(DecodeError, match="no media type"):
        call().parse(answer(200, b'{"jobId":"1"}', ""))
    only = Operation("o", "GET", "/", responses={200: ResponseSpec(Json(Job))})
    assert Call[Any, Any](only).parse(answer(200, b'{"jobId":"1"}', "")) == Job(
        job_id="1"
    )


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("content", [b"", b'{"jobId":', b"[]", b"null"])
def test_body_without_anything_of_its_type_is_an_error(
    content: bytes, strict: bool
) -> None:
    with pytest.raises(DecodeError) as caught:
        call().parse(answer(200, content), strict=strict)
    assert str(caught.value).startswith("getJob 200: ")


def test_one_invalid_value_is_kept_unless_strict() -> None:
    content = b'{"jobId":1}'
    job = call().parse(answer(200, content))
    assert (job.job_id, invalid_values(job), encode(job)) == (1, {"/jobId": 1}, content)
    with pytest.raises(DecodeError) as caught:
        call().parse(answer(200, content), strict=True)
    assert (caught.value.pointer, caught.value.parsed) == ("/jobId", {"jobId": 1})


@pytest.mark.parametrize(
    ("body", "content_type", "content", "value"),
    [
        (Bytes("application/pdf"), "image/png", b"\x89", b"\x89"),
        (Text("text/csv"), "text/plain; charset=utf-8", b"a,b", "a,b"),
        (Json(Job, "application/hal+json"), "application/json", b'{"jobId":"1"}', JOB),
        (Json(Job), "text/json", b'{"jobId":"1"}', JOB),
        (Json(Job), "application/problem+json; a=b", b'{"jobId":"1"}', JOB),
    ],
)
def test_media_type_needs_only_be_readable_unless_strict(
    body: Body, content_type: str, content: bytes, value: object
) -> None:
    operation = Operation("o", "GET", "/", responses={200: ResponseSpec(body)})
    response = answer(200, content, content_type)
    assert Call[Any, Any](operation).parse(response) == value
    with pytest.raises(DecodeError, match="expected"):
        Call[Any, Any](operation).parse(response, strict=True)


@pytest.mark.parametrize(
    "content_type", ["application/x-ndjson", "application/json-seq"]
)
def test_json_lines_of_another_media_type_are_read(content_type: str) -> None:
    body = JsonLines(Job)
    operation = Operation("o", "GET", "/", responses={200: ResponseSpec(body)})
    items = Call[Any, Any](operation).parse(answer(200, b'{"jobId":"1"}', content_type))
    assert list(items) == [JOB]


@pytest.mark.parametrize(
    ("content_type", "content"),
    [("text/html", b"{}"), ("image/png", b"{}"), ("application/jsonl", b"{}")],
)
def test_json_of_another_media_type_is_not_read(
    content_type: str, content: bytes
) -> None:
    operation = Operation("o", "GET", "/", responses={200: ResponseSpec(Json(Job))})
    with pytest.raises(DecodeError, match="expected"):
        Call[Any, Any](operation).parse(answer(200, content, content_type))


@pytest.mark.parametrize(
    ("status", "content", "content_type", "value"),
    [
        (201, b'{"jobId":"1"}', "application/json", JOB),
        (206, b'{"jobId":"1"}', "application/json", JOB),
        (203, b"<html>", "text/html", None),
        (204, b"", "", None),
        (207, b"[]", "application/json", None),
        (203, b"", "", None),
    ],
)
@pytest.mark.parametrize("errors", [{}, {"default": DefaultError}])
def test_undocumented_2xx_is_a_success_unless_strict(
    status: int, content: bytes, content_type: str, value: object, errors: Any
) -> None:
    replies = {200: ResponseSpec(Json(Job)), 299: ResponseSpec()}
    operation = Operation("o", "POST", "/", responses=replies, errors=errors)
    response = answer(status, content, content_type)
    read = Call[Any, Any](operation).response(response)
    assert (read.data, read.status) == (value, status)
    with pytest.raises(ApiError):
        Call[Any, Any](operation).response(response, strict=True)


def test_undocumented_2xx_with_a_false_success_flag_is_an_error() -> None:
    reply = ResponseSpec(Json(Job), success_flag="/isSuccess")
    operation = Operation("o", "GET", "/", responses={200: reply})
    with pytest.raises(UnsuccessfulError):
        Call[Any, Any](operation).parse(answer(202, b'{"jobId":"1","isSuccess":false}'))


@pytest.mark.parametrize("status", [302, 304, 400])
def test_default_is_a_success_for_2xx_only(status: int) -> None:
    operation = Operation("o", "GET", "/", responses={"default": ResponseSpec()})
    with pytest.raises(ApiError):
        Call[Any, Any](operation).parse(answer(status))
    assert Call[Any, Any](operation).parse(answer(299)) is None


def test_streams_are_read_as_whole_responses_are() -> None:
    operation = Operation(
        "o", "GET", "/", responses={200: ResponseSpec(Bytes("image/png"))}
    )
    streamed = StreamCall[Any, Any, Any](operation)
    for status, content_type, strict, reads in (
        (200, "image/png", True, True),
        (200, "text/html", True, False),
        (200, "text/html", False, True),
        (201, "image/png", True, False),
        (201, "image/png", False, True),
        (302, "image/png", False, False),
    ):
        headers = Headers({"Content-Type": content_type})
        found = streamed.stream_of(status, headers, strict=strict)
        assert (found is not None) is reads


def test_json_of_a_text_type_is_read_as_json() -> None:
    replies = {200: ResponseSpec(Json(Job), Text())}
    operation = Operation("o", "GET", "/", responses=replies)
    response = answer(200, b'{"jobId":"1"}', "text/json")
    assert Call[Any, Any](operation).parse(response) == JOB


def test_undocumented_2xx_without_a_documented_success_has_no_data() -> None:
    operation = Operation("o", "GET", "/", errors={404: NotFoundError})
    assert Call[Any, Any](operation).parse(answer(200, b"{}")) is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, NotFoundError),
        (409, ClientError),
        (500, DefaultError),
        (302, DefaultError),
    ],
)
def test_errors_are_chosen_by_status_then_range_then_default(
    status: int, kind: type[ApiError]
) -> None:
    with pytest.raises(ApiError) as caught:
        call().parse(answer(status, b'{"title":"t"}'))
    assert type(caught.value) is kind


@pytest.mark.parametrize("status", [404, 302, 500])
def test_an_undocumented_status_is_an_error(status: int) -> None:
    operation = Operation("o", "GET", "/", responses={200: ResponseSpec()})
    with pytest.raises(UndocumentedStatusError) as caught:
        Call[Any, Any](operation).parse(answer(status, b'{"message":"m"}'))
    assert caught.value.raw == b'{"message":"m"}'


def test_a_default_reply_takes_successes_and_raises_for_the_rest() -> None:
    operation = Operation(
        "o", "GET", "/", responses={"default": ResponseSpec(Json(Job))}
    )
    assert Call[Any, Any](operation).parse(answer(200, b'{"jobId":"1"}')) == Job(
        job_id="1"
    )
    with pytest.raises(ApiError) as caught:
        Call[Any, Any](operation).parse(answer(500, b'{"jobId":"1"}'))
    assert caught.value.body == Job(job_id="1")


def test_an_error_is_typed() -> None:
    with pytest.raises(NotFoundError) as caught:
        call("secret-id", "json").parse(
            answer(
                404,
                b'{"title":"no such job"}',
                "application/problem+json",
                X_Left="2",
                X_MS_Request_Id="r1",
                Retry_After="7",
            )
        )
    error = caught.value
    assert error.body == Problem(title="no such job")
    assert (error.status, error.headers.left, error.request_id, error.retry_after) == (
        404,
        2,
        "r1",
        7.0,
    )
    assert error.operation_id == "getJob"
    assert error.request is not None and error.request.path == "/jobs/secret-id.json"
    assert str(error) == "GET /jobs/{id}.{format}: 404 no such job (request id r1)"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"<html>", "text/html"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"", ""),
    ],
)
def test_an_error_whose_body_cannot_be_read_is_that_error_all_the_same(
    content: bytes, content_type: str
) -> None:
    with pytest.raises(NotFoundError) as caught:
        call().parse(answer(404, content, content_type))
    assert caught.value.body is None
    assert caught.value.raw == content
    assert isinstance(caught.value.decode_error, DecodeError)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b'{"detail":"d","title":"t"}', "d"),
        (b'{"error":{"code":"c","message":"m"}}', "m"),
        (b'{"errors":[{"message":"m"}]}', "m"),
        (b'{"error":"e"}', "e"),
        (b'{"Message":"m"}', "m"),
        (b'{"is_success":false,"error_msg":"m"}', "m"),
        (b'{"title":"t"}', "t"),
        (b"[1]", None),
        (b'{"a":1}', None),
    ],
)
def test_the_message_quotes_the_error(content: bytes, detail: str | None) -> None:
    with pytest.raises(ApiError) as caught:
        call().parse(answer(500, content))
    assert caught.value.detail == detail


def test_errors_survive_pickle() -> None:
    for content in (b'{"title":"t"}', b"{"):
        with pytest.raises(NotFoundError) as caught:
            call().parse(answer(404, content))
        copy = pickle.loads(pickle.dumps(caught.value))
        assert (copy.body, str(copy), copy.raw) == (
            caught.value.body,
            str(caught.value),
            content,
        )
    with pytest.raises(DecodeError) as fault:
        call().parse(answer(200, b"{}"), strict=True)
    assert pickle.loads(pickle.dumps(fault.value)).status == 200


@pytest.mark.parametrize(
    ("content", "succeeds"),
    [
        (b'{"jobId":"1","isSuccess":false}', False),
        (b'{"jobId":"1","isSuccess":true}', True),
        (b'{"jobId":"1"}', True),
    ],
)
def test_a_success_flag_that_is_false_is_an_error(
    content: bytes, succeeds: bool
) -> None:
    operation = Operation(
        "o",
        "GET",
        "/",
        responses={200: ResponseSpec(Json(Job), success_flag="/isSuccess")},
    )
    if succeeds:
        assert Call[Any, Any](operation).parse(answer(200, content)).job_id == "1"
        return
    with pytest.raises(UnsuccessfulError) as caught:
        Call[Any, Any](operation).parse(answer(200, content))
    assert caught.value.body == Job(job_id="1", is_success=False)


def test_a_call_is_data() -> None:
    assert call("a", "b") == call("a", "b")
    assert call("a", "b") != call("a", "c")
