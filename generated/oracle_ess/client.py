"""Clients of Oracle ESS."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trueup_runtime.client import AsyncClient as _AsyncClient
from trueup_runtime.client import HttpScheme, Service, SyncClient, expand_server

if TYPE_CHECKING:
    from .resources.requests import AsyncRequests, Requests


def server_url(*, hostname: str = "servername") -> str:
    """The URL of the first server: One Oracle Fusion Applications instance.

    Args:
        hostname: Host name of the instance. There is no common one, so the default is a
            placeholder. Default: "servername".
    """
    return expand_server("https://{hostname}", {"hostname": hostname})


_SERVICE = Service(
    "oracle_ess",
    base_url=server_url(),
    schemes={"basicAuth": HttpScheme("basic"), "bearerAuth": HttpScheme("bearer")},
    schemas=str(Path(__file__).with_name("schemas.json")),
    version="25b",
)


class Client(SyncClient):
    """One operation of the scheduler, cancelling a job request."""

    service = _SERVICE

    @cached_property
    def requests(self) -> Requests:
        """Job requests, which the scheduler runs."""
        from .resources.requests import Requests

        return Requests(self)


class AsyncClient(_AsyncClient):
    """One operation of the scheduler, cancelling a job request."""

    service = _SERVICE

    @cached_property
    def requests(self) -> AsyncRequests:
        """Job requests, which the scheduler runs."""
        from .resources.requests import AsyncRequests

        return AsyncRequests(self)
