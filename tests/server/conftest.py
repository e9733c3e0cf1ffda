"""A server that was generated from `spec.yaml`, and ways to ask it."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from trueup import formatting, ir, lower, normalize, render, resolve, source
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.targets import without_duplicates
from trueup.targets.server import plan

SPEC = Path(__file__).parent / "spec.yaml"

Ask = Callable[..., httpx2.Response]


def lowered(path: Path, report: Report) -> ir.Api:
    """The API that a description describes."""
    document = source.load(path, report)
    assert document is not None
    spec = resolve.resolve(document, report, resolve.Access())
    assert spec is not None
    return lower.lower(normalize.normalize(spec, report), report)


def emit(spec: Path, root: Path, name: str) -> Path:
    """Writes the server of a description under `root`."""
    report = Report()
    api = lowered(spec, report)
    package = Package(name, root, spec, targets=("server",))
    for file in formatting.format(
        render.render(without_duplicates(plan(api, package, report)))
    ):
        path = root / name / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    (root / name / "__init__.py").touch()
    return root / name


@pytest.fixture(scope="session")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("served")
    sys.path.insert(0, str(root))
    yield emit(SPEC, root, "served_jobs")
    sys.path.remove(str(root))


@pytest.fixture(scope="session")
def server(emitted: Path) -> ModuleType:
    return importlib.import_module("served_jobs.server")


@pytest.fixture(scope="session")
def jobs(server: ModuleType) -> ModuleType:
    return importlib.import_module("served_jobs.server.handlers.jobs")


@pytest.fixture(scope="session")
def files(server: ModuleType) -> ModuleType:
    return importlib.import_module("served_jobs.server.handlers.files")


@pytest.fixture(scope="session")
def models(server: ModuleType) -> ModuleType:
    return importlib.import_module("served_jobs.models")


def ask(app: Any, method: str, url: str, **how: Any) -> httpx2.Response:
    """One request to an application, in process."""

    async def once() -> httpx2.Response:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://test"
        ) as client:
            return await client.request(method, url, **how)

    return asyncio.run(once())


@pytest.fixture(scope="session")
def security(server: ModuleType) -> Any:
    """Accepts the token `good` (may write) and `reader`, the key `k` and the user `ann`."""

    async def token(self: object, credential: Any, /) -> Any:
        granted = {"good": frozenset(("jobs.write",)), "reader": frozenset[str]()}
        if credential.token == "banned":
            raise server.Forbidden("you are banned")
        if credential.token not in granted:
            return None
        return server.Principal(credential.token, granted[credential.token])

    async def key(self: object, credential: Any, /) -> Any:
        return server.Principal("key") if credential.key == "k" else None

    async def user(self: object, credential: Any, /) -> Any:
        is_ann = (credential.username, credential.password) == ("ann", "p:w")
        return server.Principal("ann") if is_ann else None

    checks = {"token": token, "key": key, "user": user}
    return type("Guard", (server.Security,), checks)()


GOOD = {"Authorization": "Bearer good"}
