"""All endpoints, one module per group."""

from __future__ import annotations

from trueup_runtime.server import Endpoint

from . import pn_id_to_i_twin

ENDPOINTS: tuple[Endpoint, ...] = (*pn_id_to_i_twin.ENDPOINTS,)
