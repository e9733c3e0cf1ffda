"""Fixtures: the servers under test."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from ..server import AnyHandlerResponse, Defaults
from . import serving, subjects, targets
from .hooks import option
from .suite import Suite
from .targets import Target
from .vectors import RequestVector, ResponseVector

_PROBES = 10


@dataclass(frozen=True)
class Loop:
    """The generated server and the recorder behind its handlers."""

    suite: Suite
    recorder: serving.Recorder
    target: Target
    defaults: Defaults

    def expect(self, vector: ResponseVector) -> AnyHandlerResponse:
        """Respond with the vector from now on, and forget recorded requests."""
        self.recorder.requests.clear()
        self.recorder.response = serving.handler_response(self.suite, vector)
        return self.recorder.response


@pytest.fixture(scope="session")
def loop(suite: Suite) -> Loop:
    """The generated server with handlers that record, in process."""
    recorder = serving.Recorder()
    secrets = targets.generated_secrets(suite.vectors)
    app = serving.recording_app(suite, recorder, secrets)
    target = targets.in_process(suite.vectors, app, "generated", secrets)
    return Loop(suite, recorder, target, Defaults(app.schemas))


@pytest.fixture(scope="session")
def stub(suite: Suite) -> Target:
    """The generated server as it is emitted, in process."""
    secrets = targets.generated_secrets(suite.vectors)
    app = serving.unimplemented_app(suite, secrets)
    return targets.in_process(suite.vectors, app, "generated", secrets)


@pytest.fixture(scope="session")
def live_url(loop: Loop) -> Iterator[str]:
    """The recording server behind a real socket."""
    app = serving.recording_app(loop.suite, loop.recorder, loop.target.secrets)
    with serving.listening(app) as url:
        yield url


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest, suite: Suite, loop: Loop) -> Target:
    """The server under test: yours if an option names it, else the generated one."""
    app = option(request.config, "--app")
    url = option(request.config, "--base-url")
    secrets = targets.secrets(suite.vectors, os.environ)
    if app is not None:
        yours = targets.application(suite.vectors, app, secrets)
    elif url is not None:
        allow_writes = bool(request.config.getoption("--allow-writes", default=False))
        yours = targets.address(suite.vectors, url, secrets, allow_writes=allow_writes)
    else:
        return loop.target
    _preflight(suite, yours)
    return yours


def _preflight(suite: Suite, target: Target) -> None:
    """Exit early if every response is 401, or every response is 404."""
    requests = [
        vector
        for vector in suite.vectors.first_requests.values()
        if target.skip_reason(vector.operation) is None
    ][:_PROBES]
    statuses = set(asyncio.run(_statuses(suite, target, requests)))
    server = target.origin if target.kind == "address" else "the application"
    if statuses == {401}:
        names = ", ".join(suite.vectors.schemes)
        pytest.exit(
            f"{server} answers 401 to everything: set CONFORMANCE_<SCHEME> for"
            f" {names}, and see that the server takes it",
            returncode=2,
        )
    if statuses == {404}:
        pytest.exit(
            f"{server} answers 404 to everything: is the base path right?",
            returncode=2,
        )


async def _statuses(
    suite: Suite, target: Target, requests: Sequence[RequestVector]
) -> list[int]:
    statuses: list[int] = []
    for vector in requests:
        async with suite.async_client(
            base_url=target.base_url(vector.operation),
            auth=target.auth or None,
            timeout=subjects.TIMEOUT,
            retries=0,
            transport=target.transport(),
        ) as client:
            outcome = await subjects.call_async(client, vector)
            statuses.append(getattr(outcome, "status", None) or 0)
    return statuses
