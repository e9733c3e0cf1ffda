"""What generated code looks like to type checkers. Checked by mypy and pyright, not run."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Unpack, assert_type

from trueup_runtime.client import (
    UNSET,
    ApiError,
    AsyncClient,
    AsyncRawMethod,
    AsyncResource,
    AsyncStreamMethod,
    Bearer,
    Call,
    ClientArguments,
    Header,
    Headers,
    Json,
    Model,
    OpenModel,
    OpenStrEnum,
    Operation,
    Path,
    RawMethod,
    RawResponse,
    Resource,
    Response,
    ResponseSpec,
    Service,
    Stream,
    StreamCall,
    StreamMethod,
    SyncClient,
    UnknownVariant,
    UnsetType,
    constant,
    field,
    union,
)


class Status(OpenStrEnum):
    DONE = "done"


class Job(Model, rename="camel"):
    kind: Literal["job"] = constant("job")
    job_id: str
    status: Status | None = None
    note: str | UnsetType | None = UNSET
    odd: str | None = field(name="x-odd", default=None)


class Labels(OpenModel["Job"], rename="camel"):
    first: str


class Problem(Model):
    title: str


if TYPE_CHECKING:
    Either: TypeAlias = "Job | Problem | UnknownVariant"
else:
    Either = union(
        "Either", lambda: (Job, Problem), tag="kind", mapping=lambda: {"job": Job}
    )


class JobHeaders(Headers):
    @property
    def left(self) -> int | None:
        return self.read("X-Left", int)

    @property
    def marks(self) -> list[str] | None:
        return self.read("X-Marks", list[str])


class NotFoundError(ApiError):
    body: Problem | Job | None


class NotFoundErrorProblem(NotFoundError):
    bodies = (Json(Problem),)
    body: Problem | None


class DefaultError(ApiError):
    bodies = (Json(Problem),)
    headers_type = JobHeaders
    body: Problem | None
    headers: JobHeaders


_CANCEL = Operation(
    "cancel",
    "POST",
    "/jobs/{id}",
    parameters=(Path("id"), Header("traceparent")),
    bodies=(Json(Either),),
    responses={200: ResponseSpec(Json(Job), headers=JobHeaders)},
    errors={"default": DefaultError},
    security=((("oauth2", ()),),),
)


def cancel(
    id: str, *, traceparent: str | None = None, body: Either | None = None
) -> Call[Job, JobHeaders]:
    return Call(_CANCEL, (id, traceparent), body=body)


class Jobs(Resource):
    def cancel(
        self,
        id: str,
        *,
        traceparent: str | None = None,
        body: Either | None = None,
    ) -> Job:
        return self._client.send(cancel(id, traceparent=traceparent, body=body)).data

    @cached_property
    def raw(self) -> RawJobs:
        return RawJobs(self._client)


class RawJobs(Resource):
    cancel = RawMethod(cancel)


class AsyncJobs(AsyncResource):
    async def cancel(
        self,
        id: str,
        *,
        traceparent: str | None = None,
        body: Either | None = None,
    ) -> Job:
        call = cancel(id, traceparent=traceparent, body=body)
        return (await self._client.send(call)).data


class AsyncRawJobs(AsyncResource):
    cancel = AsyncRawMethod(cancel)


def watch(
    id: str, *, accept: str = "application/json"
) -> StreamCall[Job | Iterator[Status], Status, JobHeaders]:
    return StreamCall(_CANCEL, (id,), accept=accept)


class StreamJobs(Resource):
    watch = StreamMethod(watch)


class AsyncStreamJobs(AsyncResource):
    watch = AsyncStreamMethod(watch)


class Watched(Resource):
    def watch(
        self, id: str, *, accept: str = "application/json"
    ) -> Job | Iterator[Status]:
        return self._client.send(watch(id, accept=accept)).data


class Client(SyncClient):
    service = Service("acme", base_url="https://api.test")

    def __init__(
        self, base_url: str | None = None, **arguments: Unpack[ClientArguments]
    ) -> None:
        super().__init__(base_url=base_url, **arguments)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self)


class Awaited(AsyncClient):
    service = Service("acme")


def waits(client: Client) -> None:
    assert_type(client.jobs.cancel("a", traceparent="b", body=Job(job_id="1")), Job)
    assert_type(client.jobs.raw.cancel("a"), Response[Job, JobHeaders])
    assert_type(client.jobs.raw.cancel("a").headers.left, int | None)
    assert_type(client.with_options(timeout=5, retries=0, auth=Bearer("t")), Client)
    assert_type(cancel("a").parse(RawResponse(200)), Job)
    accepted: Callable[[str], Job] = client.jobs.cancel
    accepted("a")
    with client as same:
        assert_type(same, Client)


def streams(client: Client) -> None:
    assert_type(Watched(client).watch("a"), Job | Iterator[Status])
    with StreamJobs(client).watch("a", accept="text/event-stream") as stream:
        assert_type(stream, Stream[Status, JobHeaders])
        assert_type(stream.headers.left, int | None)
        assert_type(list(stream), list[Status])


async def awaits(client: Awaited) -> None:
    async with AsyncStreamJobs(client).watch("a") as stream:
        assert_type(stream.headers, JobHeaders)
        assert_type([status async for status in stream], list[Status])
    assert_type(await AsyncJobs(client).cancel("a"), Job)
    assert_type(await AsyncRawJobs(client).cancel("a"), Response[Job, JobHeaders])
    pending: Coroutine[Any, Any, Job] = AsyncJobs(client).cancel("a")
    await pending


def members(job: Job, labels: Labels, error: DefaultError) -> None:
    assert_type(job.kind, Literal["job"])
    assert_type(job.note, str | None | UnsetType)
    assert_type(labels.additional_properties, dict[str, Job])
    assert_type(error.body, Problem | None)
    assert_type(error.headers.left, int | None)
    assert_type(error.retry_after, float | None)
