"""Every endpoint, one module a group. Plain data."""

from __future__ import annotations

from trueup_runtime.server import Endpoint

from . import requests

ENDPOINTS: tuple[Endpoint, ...] = (*requests.ENDPOINTS,)
