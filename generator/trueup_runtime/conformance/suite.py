"""The package that a suite tests, and which vectors each test is for."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec import Struct

from ..client import AsyncClient, SyncClient
from ..server import Endpoint, Schemas
from .vectors import Operation, Refusal, RequestVector, ResponseVector
from .vectors_file import Vectors, read

F = TypeVar("F", bound=Callable[..., None])


class Suite(Struct, frozen=True, dict=True):
    """A generated package: its client, its server, and the vectors for both.

    `folder` holds the suite and its `vectors.json`, whose checksum is `sha256`.
    """

    package: str
    folder: Path
    sha256: str
    client: Callable[..., SyncClient]
    async_client: Callable[..., AsyncClient]
    endpoints: tuple[Endpoint, ...]

    @property
    def vectors(self) -> Vectors:
        """The vectors of the description."""
        return self._file[0]

    @property
    def problem(self) -> str | None:
        """Why the file of vectors cannot be used."""
        return self._file[1]

    @cached_property
    def _file(self) -> tuple[Vectors, str | None]:
        return read(self.package, self.folder / "vectors.json", self.sha256)

    @property
    def server(self) -> Any:
        """The module of the package's server."""
        return importlib.import_module(f"{self.package}.server")

    @cached_property
    def schemas(self) -> Schemas:
        """The schemas of the description."""
        return Schemas.read(self.folder.parent / "schemas.json")

    def endpoint_of(self, operation: Operation) -> Endpoint:
        """The server's endpoint of an operation."""
        return next(e for e in self.endpoints if e.operation.id == operation.id)


def vectors(
    select: Callable[[Vectors], Sequence[RequestVector | ResponseVector]],
) -> Callable[[F], F]:
    """Run a test for each vector that `select` returns."""
    return pytest.mark.vectors(argument="vector", select=select)


def refusals(test: F) -> F:
    """Run a test for each refusal."""
    mark = pytest.mark.vectors(argument="refusal", select=_refusals)
    marked: F = mark(test)
    return marked


def _refusals(of: Vectors) -> tuple[Refusal, ...]:
    return of.refusals


def parametrize(metafunc: pytest.Metafunc, suite: Suite) -> None:
    """Give a test the vectors that it is for."""
    mark = metafunc.definition.get_closest_marker("vectors")
    if mark is None:
        return
    argument, selected = mark.kwargs["argument"], mark.kwargs["select"](suite.vectors)
    ids = [vector.id for vector in selected]
    if ids:
        metafunc.parametrize(argument, selected, ids=ids)
    else:
        reason = "the description has nothing that this test is for"
        absent = pytest.param(None, marks=pytest.mark.skip(reason=reason))
        metafunc.parametrize(argument, [absent], ids=["none"])
