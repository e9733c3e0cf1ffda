"""All endpoints, one module per group."""

from __future__ import annotations

from ..._runtime.server import Endpoint
from . import import_jobs

ENDPOINTS: tuple[Endpoint, ...] = (*import_jobs.ENDPOINTS,)
