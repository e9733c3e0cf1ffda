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
    sha256="198c9f511a0df06c393bc3fec5775d218196085673cd1c5f0a53734e662e4eaf",
    client=Client,
    async_client=AsyncClient,
    create_app=create_app,
    handlers=Handlers,
    endpoints=ENDPOINTS,
)
