"""Webhooks: decode the bodies of the requests that the service sends."""

from __future__ import annotations

from trueup_runtime.client import Json, decode_webhook

from . import models

__all__ = ["order_served"]


_ORDER_SERVED = (Json(models.OrderEvent),)


def order_served(
    data: bytes | str, content_type: str = "application/json", *, strict: bool = False
) -> models.OrderEvent:
    """Decode the body of `orderServed`.

    Raises:
        errors.DecodeError: the body cannot be decoded.
    """
    body: models.OrderEvent = decode_webhook(
        _ORDER_SERVED, data, content_type, strict=strict
    )
    return body
