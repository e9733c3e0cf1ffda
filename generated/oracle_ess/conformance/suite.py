"""The package that this suite tests, and the checksum of `vectors.json`."""

from __future__ import annotations

from pathlib import Path

from trueup_runtime.conformance.suite import Suite

from .. import AsyncClient, Client
from ..server.routes import ENDPOINTS

SUITE = Suite(
    package=__name__.rpartition(".conformance.")[0],
    folder=Path(__file__).parent,
    sha256="7007924b17a43af4c3f49d0897d07df0580856f8481200ed920f5ae961e09a5e",
    client=Client,
    async_client=AsyncClient,
    endpoints=ENDPOINTS,
)
