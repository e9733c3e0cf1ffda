"""The package that a suite tests, and which vectors each test is for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest

from ..client import AsyncClient, SyncClient
from ..server import Application, Endpoint
from .vectors import Refusal, RequestVector, ResponseVector
from .vectors_file import Vectors, read

F = TypeVar("F", bound=Callable[..., None])


@dataclass(frozen=True)
class Suite:
    """A generated package: its client, its server, and the vectors for both.

    `folder` holds the suite and its `vectors.json`, whose checksum is `sha256`.
    """

    package: str
    folder: Path
    sha256: str
    client: Callable[..., SyncClient]
    async_client: Callable[..., AsyncClient]
    create_app: Callable[..., Application]
    handlers: Callable[..., Any]
    endpoints: tuple[Endpoint, ...]
    vectors: Vectors = field(init=False)
    problem: str | None = field(init=False)
    """Why the file of vectors cannot be used."""

    def __post_init__(self) -> None:
        path = self.folder / "vectors.json"
        vectors, problem = read(self.package, path, self.sha256)
        object.__setattr__(self, "vectors", vectors)
        object.__setattr__(self, "problem", problem)


def vectors(
    select: Callable[[Vectors], Iterable[RequestVector | ResponseVector]],
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
    if mark is not None:
        selected = tuple(mark.kwargs["select"](suite.vectors))
        ids = [vector.id for vector in selected]
        metafunc.parametrize(mark.kwargs["argument"], selected, ids=ids)
