"""Every endpoint, one module a group. Plain data."""

from __future__ import annotations

from trueup_runtime.server import Endpoint

from . import visualization_jobs

ENDPOINTS: tuple[Endpoint, ...] = (*visualization_jobs.ENDPOINTS,)
