"""Endpoint table of Styles."""

from __future__ import annotations

from trueup_runtime.server import Endpoint, EndpointResponse, ParameterBinding

from ...operations import styles as operations
from ..handlers import styles as handlers

ENDPOINTS = (
    Endpoint(
        operations.GET,
        "styles",
        "get",
        handlers.GetRequest,
        inputs=(
            ParameterBinding("simple", "#/$defs/getStyles.simple", required=True),
            ParameterBinding("label", "#/$defs/getStyles.label", required=True),
            ParameterBinding("matrix", "#/$defs/Range", required=True),
            ParameterBinding("form", "#/$defs/getStyles.form"),
            ParameterBinding("joined", "#/$defs/getStyles.joined"),
            ParameterBinding("space", "#/$defs/getStyles.space"),
            ParameterBinding("pipe", "#/$defs/getStyles.pipe"),
            ParameterBinding("deep", "#/$defs/Range"),
            ParameterBinding("reserved", "#/$defs/getStyles.reserved"),
            ParameterBinding("filter", "#/$defs/Range"),
            ParameterBinding("x_trace", "#/$defs/getStyles.X-Trace"),
            ParameterBinding("x_labels", "#/$defs/getStyles.X-Labels"),
            ParameterBinding("theme", "#/$defs/getStyles.theme"),
            ParameterBinding(None, "#/$defs/getStyles.api-version", required=True),
        ),
        responses=(EndpointResponse("204", handlers.Get204),),
    ),
)
