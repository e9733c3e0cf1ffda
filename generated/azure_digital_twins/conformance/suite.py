"""The package that this suite tests, and the checksum of `vectors.json`."""

from __future__ import annotations

from pathlib import Path

from .. import AsyncClient, Client
from .._runtime.conformance.suite import Suite
from ..server import Handlers, create_app
from ..server.routes import ENDPOINTS

SUITE = Suite(
    package=__name__.rpartition(".conformance.")[0],
    folder=Path(__file__).parent,
    sha256="681c85eaf4096c6110661dc0249c367f820869fcb071fe02a1d636418b1b99a1",
    client=Client,
    async_client=AsyncClient,
    create_app=create_app,
    handlers=Handlers,
    endpoints=ENDPOINTS,
)
