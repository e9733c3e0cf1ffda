"""Options, fixtures and the summary of the suite.

`conformance_local.py` beside this file, where you write one, is read last: fixtures and
hooks in it replace those of this module.
"""

from __future__ import annotations

import asyncio
import importlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from .. import AsyncClient
from .._runtime.server import AnyReply
from . import serving, subjects, targets
from .targets import Target
from .vectors import PROBLEM, VECTORS, RequestVector, ResponseVector

_HERE = Path(__file__).parent
_PACKAGE = __name__.rpartition(".")[0]
_NOT_IMPLEMENTED = "NOT IMPLEMENTED"
_PROBES = 10


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the server is. Several suites of one run share these options."""
    group = parser.getgroup("conformance")
    told = (
        ("--base-url", "URL of a live server, base path included"),
        ("--app", "module:attribute of an ASGI application"),
    )
    for name, help in told:
        with suppress(ValueError):  # another suite, or a plug-in, has it already
            group.addoption(name, default=None, help=help)
    with suppress(ValueError):
        group.addoption(
            "--allow-writes",
            action="store_true",
            default=False,
            help="try methods that may change things on a live server",
        )


def pytest_configure(config: pytest.Config) -> None:
    if PROBLEM is not None:
        raise pytest.UsageError(PROBLEM)
    config.addinivalue_line("markers", "generated: tries the generated server")
    config.addinivalue_line("markers", "yours: tries --app or --base-url")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leaves out what is about the other kind of server."""
    unwanted = "generated" if _option(config, "--app", "--base-url") else "yours"
    out = [
        item
        for item in items
        if item.path.parent == _HERE and item.get_closest_marker(unwanted)
    ]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def _option(config: pytest.Config, *names: str) -> str | None:
    """The first of the options that is set. They are unknown until a suite is read."""
    found = (config.getoption(name, default=None) for name in names)
    return next((str(value) for value in found if value), None)


# -------------------------------------------------------------------- fixtures


@dataclass(frozen=True)
class Loop:
    """The generated server, and the recorder that answers for it."""

    recorder: serving.Recorder
    target: Target

    def expect(self, vector: ResponseVector) -> AnyReply:
        """Answers with the vector from now on, and forgets what was asked before."""
        self.recorder.asked.clear()
        self.recorder.reply = serving.reply_for(vector)
        return self.recorder.reply


@pytest.fixture(scope="session")
def loop() -> Loop:
    """The generated server with handlers that record, in process."""
    recorder = serving.Recorder()
    secrets = targets.made_up_secrets()
    app = serving.recording_app(recorder, secrets)
    return Loop(recorder, targets.in_process(app, "generated", secrets))


@pytest.fixture(scope="session")
def stub() -> Target:
    """The generated server as it is emitted, in process."""
    secrets = targets.made_up_secrets()
    return targets.in_process(serving.unimplemented_app(secrets), "generated", secrets)


@pytest.fixture(scope="session")
def live_url(loop: Loop) -> Iterator[str]:
    """The recording server behind a real socket."""
    app = serving.recording_app(loop.recorder, loop.target.secrets)
    with serving.listening(app) as url:
        yield url


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest, loop: Loop) -> Target:
    """The server that is tried: yours, where an option names it."""
    app = _option(request.config, "--app")
    url = _option(request.config, "--base-url")
    secrets = targets.secrets(os.environ)
    if app is not None:
        yours = targets.application(app, secrets)
    elif url is not None:
        allow_writes = bool(request.config.getoption("--allow-writes", default=False))
        yours = targets.address(url, secrets, allow_writes=allow_writes)
    else:
        return loop.target
    _preflight(yours)
    return yours


def _preflight(target: Target) -> None:
    """Ends the run where nothing could be learned: all is 401, or all is 404."""
    requests = [
        vector
        for vector in VECTORS.first_requests.values()
        if target.reason_against(vector.operation) is None
    ][:_PROBES]
    statuses = set(asyncio.run(_statuses(target, requests)))
    told = target.origin if target.kind == "address" else "the application"
    if statuses == {401}:
        names = ", ".join(VECTORS.schemes)
        pytest.exit(
            f"{told} answers 401 to everything: set CONFORMANCE_<SCHEME> for"
            f" {names}, and see that the server takes it",
            returncode=2,
        )
    if statuses == {404}:
        pytest.exit(
            f"{told} answers 404 to everything: is the base path right?",
            returncode=2,
        )


async def _statuses(target: Target, requests: Sequence[RequestVector]) -> list[int]:
    found: list[int] = []
    for vector in requests:
        async with AsyncClient(
            base_url=target.base_url(vector.operation),
            auth=subjects.auth(target.secrets) or None,
            timeout=subjects.TIMEOUT,
            retries=0,
            transport=target.transport(),
        ) as client:
            outcome = await subjects.awaited(client, vector)
            found.append(getattr(outcome, "status", None) or 0)
    return found


# --------------------------------------------------------------------- summary


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What of this suite passed, is not implemented, and is not tried."""
    counts = {"passed": 0, "failed": 0, "not implemented": 0, "skipped": 0}
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, ()):
            if isinstance(report, pytest.TestReport) and _is_ours(
                terminalreporter.config, report
            ):
                missing = outcome == "skipped" and _NOT_IMPLEMENTED in str(
                    report.longrepr
                )
                counts["not implemented" if missing else outcome] += 1
    if not any(counts.values()):
        return
    told = [f"{count} {name}" for name, count in counts.items() if count]
    if VECTORS.skipped:
        told.append(f"{len(VECTORS.skipped)} not tried (`skipped` in vectors.json)")
    terminalreporter.write_line(f"{_PACKAGE}: {', '.join(told)}")


def _is_ours(config: pytest.Config, report: pytest.TestReport) -> bool:
    return (config.rootpath / report.location[0]).parent == _HERE


if _HERE.joinpath("conformance_local.py").exists():
    _local = importlib.import_module(f"{_PACKAGE}.conformance_local")
    globals().update(
        {name: value for name, value in vars(_local).items() if name[:1] != "_"}
    )
