"""All endpoints, one module per group."""

from __future__ import annotations

from trueup_runtime.server import Endpoint

from . import orders, ovens, recipes, styles

ENDPOINTS: tuple[Endpoint, ...] = (
    *orders.ENDPOINTS,
    *recipes.ENDPOINTS,
    *ovens.ENDPOINTS,
    *styles.ENDPOINTS,
)
