"""The package that this suite tests, and the checksum of `vectors.json`."""

from __future__ import annotations

from pathlib import Path

from trueup_runtime.conformance.suite import Suite

from .. import AsyncClient, Client
from ..server.routes import ENDPOINTS

SUITE = Suite(
    package=__name__.rpartition(".conformance.")[0],
    folder=Path(__file__).parent,
    sha256="f8e53f83d1cc8f9135da0ed2eb55718d6642be190a4de15dc5f95bbf2604b302",
    client=Client,
    async_client=AsyncClient,
    endpoints=ENDPOINTS,
)
