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
    sha256="081eda40ca23524603f9629517df5357e8af99246f1282801e58bf288e6aca0c",
    client=Client,
    async_client=AsyncClient,
    create_app=create_app,
    handlers=Handlers,
    endpoints=ENDPOINTS,
)
