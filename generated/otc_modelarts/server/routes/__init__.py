"""All endpoints, one module per group."""

from __future__ import annotations

from trueup_runtime.server import Endpoint

from . import visualization_jobs

ENDPOINTS: tuple[Endpoint, ...] = (*visualization_jobs.ENDPOINTS,)
