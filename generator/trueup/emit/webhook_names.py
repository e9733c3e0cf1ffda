"""Names of webhooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from .. import ir
from .identifiers import Scope, claim_names, member_claim, operation_constant
from .quoting import Code
from .reserved import METHODS


class WebhookSymbols(Struct, frozen=True):
    """A webhook's names: `order_paid`, `ORDER_PAID`."""

    webhook: ir.Webhook
    function: Code
    constant: Code


def webhook_symbols(webhooks: Sequence[ir.Webhook]) -> tuple[WebhookSymbols, ...]:
    """The names of webhooks; the method distinguishes those of one path item."""
    counts = Counter(webhook.name for webhook in webhooks)
    texts = [
        (
            webhook.name
            if counts[webhook.name] == 1
            else f"{webhook.name} {webhook.method.lower()}"
        )
        for webhook in webhooks
    ]
    scope, constants = Scope(METHODS | {"models", "decode_webhook"}), Scope()
    claims = [member_claim(text, "webhook") for text in texts]
    functions = claim_names(scope, claims)
    return tuple(
        WebhookSymbols(webhook, function, constants.claim(operation_constant(function)))
        for webhook, function in zip(webhooks, functions, strict=True)
    )
