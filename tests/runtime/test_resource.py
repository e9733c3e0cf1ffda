"""Views of sans-I/O functions: what they do, and how they look to people and checkers."""

from __future__ import annotations

import asyncio
import inspect
import os
import pydoc
import subprocess
import sys
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    AsyncRawMethod,
    AsyncResource,
    Call,
    Headers,
    Json,
    Operation,
    Path,
    Query,
    RawMethod,
    Resource,
    Response,
    ResponseSpec,
    Service,
    SyncClient,
)

_CANCEL = Operation(
    "cancel",
    "POST",
    "/jobs/{id}",
    parameters=(Path("id"), Query("q")),
    responses={200: ResponseSpec(Json(dict[str, str]))},
)


def cancel(id: str, *, q: int | None = None) -> Call[dict[str, str], Headers]:
    """Cancel a job."""
    return Call(_CANCEL, (id, q))


class Jobs(Resource):
    """Jobs."""

    def cancel(self, id: str, *, q: int | None = None) -> dict[str, str]:
        """Cancel a job."""
        return self._client.send(cancel(id, q=q)).data

    @cached_property
    def raw(self) -> RawJobs:
        return RawJobs(self._client)


class RawJobs(Resource):
    cancel = RawMethod(cancel)


class AsyncJobs(AsyncResource):
    async def cancel(self, id: str, *, q: int | None = None) -> dict[str, str]:
        """Cancel a job."""
        return (await self._client.send(cancel(id, q=q))).data


class AsyncRawJobs(AsyncResource):
    cancel = AsyncRawMethod(cancel)


SERVICE = Service("acme", base_url="https://api.test")


def answer(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json={"url": str(request.url)})


class Client(SyncClient):
    service = SERVICE

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self)


class Awaited(AsyncClient):
    service = SERVICE


def test_methods_and_raw_methods_send_the_same_request() -> None:
    url = {"url": "https://api.test/jobs/a?q=1"}
    client = Client(transport=httpx2.MockTransport(answer))
    assert client.jobs.cancel("a", q=1) == url
    raw = client.jobs.raw.cancel("a", q=1)
    assert isinstance(raw, Response)
    assert (raw.data, raw.status) == (url, 200)

    async def run() -> tuple[Any, Any]:
        async with Awaited(transport=httpx2.MockTransport(answer)) as awaited:
            plain = await AsyncJobs(awaited).cancel("a", q=1)
            return plain, await AsyncRawJobs(awaited).cancel("a", q=1)

    plain, response = asyncio.run(run())
    assert (plain, response.data) == (url, url)


def test_resources_of_a_view_use_its_options() -> None:
    client = Client(transport=httpx2.MockTransport(answer))
    assert client.jobs is client.jobs
    view = client.with_options(retries=0)
    assert view.jobs is not client.jobs
    assert view.jobs._client is view


def test_raw_methods_have_a_signature_and_a_docstring() -> None:
    client = Client(transport=httpx2.MockTransport(answer))
    assert str(inspect.signature(client.jobs.raw.cancel)) == (
        "(id: 'str', *, q: 'int | None' = None) -> 'Response[dict[str, str], Headers]'"
    )
    assert client.jobs.raw.cancel.__qualname__ == "RawJobs.cancel"
    assert "Cancel a job." in pydoc.render_doc(client.jobs.raw.cancel)
    assert inspect.iscoroutinefunction(AsyncRawJobs(Awaited()).cancel)
    assert RawJobs.cancel.__doc__ == "Cancel a job."


class DeprecatedJobs(Resource):
    cancel = RawMethod(cancel, deprecated="`POST /jobs/{id}` is deprecated")


class AsyncDeprecatedJobs(AsyncResource):
    cancel = AsyncRawMethod(cancel, deprecated="`POST /jobs/{id}` is deprecated")


def test_each_call_of_a_deprecated_view_emits_a_warning() -> None:
    client = Client(transport=httpx2.MockTransport(answer))
    cancel = DeprecatedJobs(client).cancel
    assert str(inspect.signature(cancel)).startswith("(id: 'str', *, q: 'int | None'")
    assert "Cancel a job." in pydoc.render_doc(cancel)
    for _ in range(2):
        with pytest.warns(DeprecationWarning, match="POST /jobs/") as caught:
            assert cancel("a").status == 200
        assert [warning.filename for warning in caught] == [__file__]

    async def run() -> None:
        async with Awaited(transport=httpx2.MockTransport(answer)) as awaited:
            with pytest.warns(DeprecationWarning, match="POST /jobs/"):
                response = await AsyncDeprecatedJobs(awaited).cancel("a")
            assert response.status == 200

    asyncio.run(run())


def test_wrong_arguments_are_told_where_they_are_given() -> None:
    client = Client(transport=httpx2.MockTransport(answer))
    with pytest.raises(TypeError, match="cancel"):
        client.jobs.cancel()  # type: ignore[call-arg]  # the mistake that is tested


TYPED = FilePath(__file__).with_name("typed.py")
GENERATOR = FilePath(__file__).parents[2] / "generator"


def test_mypy_sees_exact_types(tmp_path: FilePath) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(TYPED)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "MYPYPATH": str(GENERATOR)},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_pyright_sees_exact_types(tmp_path: FilePath) -> None:
    settings = tmp_path / "pyrightconfig.json"
    (tmp_path / "typed.py").write_text(TYPED.read_text())
    settings.write_text(
        f'{{"typeCheckingMode": "strict", "extraPaths": ["{GENERATOR}"]}}'
    )
    command = [
        sys.executable,
        "-m",
        "pyright",
        "--pythonpath",
        sys.executable,
        "-p",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
