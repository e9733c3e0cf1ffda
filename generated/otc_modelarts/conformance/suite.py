"""The package that this suite tests, and the checksum of `vectors.json`."""

from __future__ import annotations

from pathlib import Path

from trueup_runtime.conformance.suite import Suite

from .. import AsyncClient, Client
from ..server.routes import ENDPOINTS

SUITE = Suite(
    package=__name__.rpartition(".conformance.")[0],
    folder=Path(__file__).parent,
    sha256="4049beaaa4e56eb1881420c417c394bf091b373761a203d911e8f12d3c102f9c",
    client=Client,
    async_client=AsyncClient,
    endpoints=ENDPOINTS,
)
