"""Every endpoint, one module a group. Plain data."""

from __future__ import annotations

from trueup_runtime.server import Endpoint

from . import pn_id_to_i_twin

ENDPOINTS: tuple[Endpoint, ...] = (*pn_id_to_i_twin.ENDPOINTS,)
