"""The package that this suite tests, and the checksum of `vectors.json`."""

from __future__ import annotations

from pathlib import Path

from .. import AsyncClient, Client
from .._runtime.conformance.suite import Suite
from ..server.routes import ENDPOINTS

SUITE = Suite(
    package=__name__.rpartition(".conformance.")[0],
    folder=Path(__file__).parent,
    sha256="84faee561230da6008a76e1f21dae999034e82f4460f5ca17f0221ebd3877b87",
    client=Client,
    async_client=AsyncClient,
    endpoints=ENDPOINTS,
)
