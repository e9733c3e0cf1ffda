"""Fixtures: the servers under test, values and credentials for them.

What needs Starlette or asyncio, which a run with a base URL does not, is imported when it
is first used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import httpx2
import pytest

from ..client import RawResponse
from ..server import Defaults
from . import credentials, targets
from .checker import Checker
from .hooks import application, option
from .preflight import preflight
from .resources import Resources
from .suite import Suite
from .targets import Target
from .vectors import Operation, Wire

if TYPE_CHECKING:
    from .serving import Loop


@pytest.fixture(scope="session")
def loop(suite: Suite, request: pytest.FixtureRequest) -> Iterator[Loop]:
    """The generated server with handlers that record."""
    from . import serving

    recorder = serving.Recorder()
    secrets = credentials.generated(suite.vectors)
    app = serving.recording_app(suite, recorder, secrets)
    with _served(suite, app, "generated", secrets, request.config) as target:
        yield serving.Loop(suite, recorder, target, Defaults(app.schemas))


@pytest.fixture(scope="session")
def stub(suite: Suite, request: pytest.FixtureRequest) -> Iterator[Target]:
    """The generated server as it is emitted."""
    from . import serving

    secrets = credentials.generated(suite.vectors)
    app = serving.unimplemented_app(suite, secrets)
    with _served(suite, app, "generated", secrets, request.config) as target:
        yield target


@pytest.fixture(scope="session")
def live_url(loop: Loop) -> Iterator[str]:
    """The URL of the recording server behind a socket."""
    from . import serving

    app = serving.recording_app(loop.suite, loop.recorder, loop.target.secrets)
    with serving.listening(app) as url:
        yield url


@pytest.fixture(scope="session")
def parameter_values() -> Mapping[str, Any]:
    """Values of parameters that exist on the server under test, by name of the parameter,
    or by `operationId` and name. Yours are in `conformance_local.py`."""
    return {}


@pytest.fixture(scope="session")
def secrets(suite: Suite) -> Mapping[str, str]:
    """Credentials for the server under test, by name of the security scheme."""
    return credentials.from_environment(suite.vectors, os.environ)


@pytest.fixture(scope="session")
def target(
    request: pytest.FixtureRequest, suite: Suite, secrets: Mapping[str, str]
) -> Iterator[Target]:
    """The server under test, that of `--app` or of `--base-url`."""
    config = request.config
    url = option(config, "--base-url")
    if url is not None:
        allow_writes = bool(config.getoption("--allow-writes", default=False))
        target = targets.address(suite.vectors, url, secrets, allow_writes=allow_writes)
        preflight(suite, target)
        yield target
        return
    app = application(config)
    if app is None:
        pytest.skip("no server of yours: set --app or --base-url")
    with _served(suite, app, "application", secrets, config) as target:
        preflight(suite, target)
        yield target


@pytest.fixture(scope="session")
def checker(
    suite: Suite, target: Target, parameter_values: Mapping[str, Any]
) -> Iterator[Checker]:
    """Checks of the server under test, with resources that are created for them."""

    def send(operation: Operation, request: Wire) -> RawResponse | None:
        if target.skip_reason(operation) or target.missing_credentials(operation):
            return None
        try:
            return target.send(operation, request).response
        except httpx2.TransportError:
            return None

    resources = Resources(suite.vectors, parameter_values, send)
    yield Checker(suite, target, resources)
    resources.delete_created()


@contextmanager
def _served(
    suite: Suite,
    app: Any,
    kind: Literal["generated", "application"],
    secrets: Mapping[str, str],
    config: pytest.Config,
) -> Iterator[Target]:
    """An application in process or, with `--socket`, behind a socket."""
    if config.getoption("--socket", default=False):
        from . import serving

        with serving.listening(app) as url:
            yield targets.behind_socket(suite.vectors, url, kind, secrets)
        return
    from .in_process import InProcessServer

    server = InProcessServer(app)
    reason = server.start()
    if reason is not None:
        pytest.exit(f"the application does not start: {reason}", returncode=2)
    try:
        yield targets.in_process(suite.vectors, server, kind, secrets)
    finally:
        server.stop()
