"""Endpoint table of Styles."""

from __future__ import annotations

from trueup_runtime.server import Answer, Endpoint, Input

from ...operations import styles as operations
from ..handlers import styles as handlers

ENDPOINTS = (
    Endpoint(
        operations.GET,
        "styles",
        "get",
        handlers.GetRequest,
        inputs=(
            Input("simple", "#/$defs/getStyles.simple", required=True),
            Input("label", "#/$defs/getStyles.label", required=True),
            Input("matrix", "#/$defs/Range", required=True),
            Input("form", "#/$defs/getStyles.form"),
            Input("joined", "#/$defs/getStyles.joined"),
            Input("space", "#/$defs/getStyles.space"),
            Input("pipe", "#/$defs/getStyles.pipe"),
            Input("deep", "#/$defs/Range"),
            Input("reserved", "#/$defs/getStyles.reserved"),
            Input("filter", "#/$defs/Range"),
            Input("x_trace", "#/$defs/getStyles.X-Trace"),
            Input("x_labels", "#/$defs/getStyles.X-Labels"),
            Input("theme", "#/$defs/getStyles.theme"),
            Input(None, "#/$defs/getStyles.api-version", required=True),
        ),
        answers=(Answer("204", handlers.Get204),),
    ),
)
