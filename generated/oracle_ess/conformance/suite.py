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
    sha256="3fa2c5182f2b3a3d285788d60329289ae93811ec30b7595c44dda152938159d2",
    client=Client,
    async_client=AsyncClient,
    create_app=create_app,
    handlers=Handlers,
    endpoints=ENDPOINTS,
)
