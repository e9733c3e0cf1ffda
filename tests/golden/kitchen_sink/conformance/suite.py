"""The package that this suite tests, and the checksum of `vectors.json`."""

from __future__ import annotations

from pathlib import Path

from trueup_runtime.conformance.suite import Suite

from .. import AsyncClient, Client
from ..server import Handlers, create_app
from ..server.routes import ENDPOINTS

SUITE = Suite(
    package=__name__.rpartition(".conformance.")[0],
    folder=Path(__file__).parent,
    sha256="e931e217ab827ff8e4f23e3d374cd61398c33f338e9eced46081a93897baf64d",
    client=Client,
    async_client=AsyncClient,
    create_app=create_app,
    handlers=Handlers,
    endpoints=ENDPOINTS,
)
