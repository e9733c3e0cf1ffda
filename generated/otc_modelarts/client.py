"""Clients of OTC ModelArts."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trueup_runtime.client import ApiKeyScheme, Service, SyncClient, expand_server
from trueup_runtime.client import AsyncClient as _AsyncClient

if TYPE_CHECKING:
    from .resources.visualization_jobs import AsyncVisualizationJobs, VisualizationJobs


def server_url(*, endpoint: str = "endpoint") -> str:
    """The URL of the first server: ModelArts in one region.

    Args:
        endpoint: Host name of the service in a region, of the form
            `modelarts.{region_id}.{external_domain_name}`. The default is the
            placeholder that the page prints; no service answers there. Default:
            "endpoint".
    """
    return expand_server("https://{endpoint}", {"endpoint": endpoint})


_SERVICE = Service(
    "otc_modelarts",
    base_url=server_url(),
    schemes={"token": ApiKeyScheme("header", "X-Auth-Token")},
    schemas=str(Path(__file__).with_name("schemas.json")),
    version="v1",
)


class Client(SyncClient):
    """One operation of the older training management of ModelArts: deleting a
    visualization job. Its body carries `is_success`, which a client reads even when
    the HTTP status says success.
    """

    service = _SERVICE

    @cached_property
    def visualization_jobs(self) -> VisualizationJobs:
        """Visualization jobs of the older training management."""
        from .resources.visualization_jobs import VisualizationJobs

        return VisualizationJobs(self)


class AsyncClient(_AsyncClient):
    """One operation of the older training management of ModelArts: deleting a
    visualization job. Its body carries `is_success`, which a client reads even when
    the HTTP status says success.
    """

    service = _SERVICE

    @cached_property
    def visualization_jobs(self) -> AsyncVisualizationJobs:
        """Visualization jobs of the older training management."""
        from .resources.visualization_jobs import AsyncVisualizationJobs

        return AsyncVisualizationJobs(self)
