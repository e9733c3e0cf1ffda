"""The package that this suite tests, and the checksum of `vectors.json`."""

from __future__ import annotations

from pathlib import Path

from trueup_runtime.conformance.suite import Suite

from .. import AsyncClient, Client
from ..server.routes import ENDPOINTS

SUITE = Suite(
    package=__name__.rpartition(".conformance.")[0],
    folder=Path(__file__).parent,
    sha256="59856591eed033d3f5895069a31e1118ca1236e1ff228ff7c5a57ce260bbd1ef",
    client=Client,
    async_client=AsyncClient,
    endpoints=ENDPOINTS,
)
