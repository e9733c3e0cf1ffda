"""Clients of Azure Digital Twins."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ._runtime.client import AsyncClient as _AsyncClient
from ._runtime.client import OAuth2Scheme, Service, SyncClient, expand_server

if TYPE_CHECKING:
    from .resources.import_jobs import AsyncImportJobs, ImportJobs


def server_url(*, hostname: str = "digitaltwins-hostname") -> str:
    """The URL of the first server: One Azure Digital Twins instance.

    Args:
        hostname: Host name of the instance, usually
            `<instance>.api.<region>.digitaltwins.azure.net`. The default is the
            placeholder that the page prints; no instance answers there. Default:
            "digitaltwins-hostname".
    """
    return expand_server("https://{hostname}", {"hostname": hostname})


_SERVICE = Service(
    "azure_digital_twins",
    base_url=server_url(),
    schemes={"oauth2": OAuth2Scheme()},
    schemas=str(Path(__file__).with_name("schemas.json")),
    version="2023-10-31",
)


class Client(SyncClient):
    """Two operations on bulk import jobs: deleting a job, which only forgets its id,
    and cancelling a job, which stops the import and rolls nothing back.
    """

    service = _SERVICE

    @cached_property
    def import_jobs(self) -> ImportJobs:
        """Jobs that import models, twins and relationships in bulk."""
        from .resources.import_jobs import ImportJobs

        return ImportJobs(self)


class AsyncClient(_AsyncClient):
    """Two operations on bulk import jobs: deleting a job, which only forgets its id,
    and cancelling a job, which stops the import and rolls nothing back.
    """

    service = _SERVICE

    @cached_property
    def import_jobs(self) -> AsyncImportJobs:
        """Jobs that import models, twins and relationships in bulk."""
        from .resources.import_jobs import AsyncImportJobs

        return AsyncImportJobs(self)
