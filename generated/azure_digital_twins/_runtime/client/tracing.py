"""Trace context (W3C Trace Context, section 3) and spans. Never needs OpenTelemetry.

Without `opentelemetry.trace` in the process a span cannot exist, so it is looked
up and not imported.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from typing import Any

from .api_errors import ApiError


def fields(
    present: Collection[str], declared: Collection[str]
) -> list[tuple[str, str]]:
    """Header fields that carry the current span on, none where one is present.

    An operation that declares `traceparent` gets one even without a span. Names are
    in lower case.
    """
    if "traceparent" in present:
        return []
    if (context := _current()) is not None:
        state = context.trace_state.to_header()
        extra = [("tracestate", state)] if state and "tracestate" not in present else []
        flags = int(context.trace_flags)
        return [
            ("traceparent", traceparent(context.trace_id, context.span_id, flags)),
            *extra,
        ]
    if "traceparent" in declared:
        trace, span = (int.from_bytes(os.urandom(size)) or 1 for size in (16, 8))
        return [("traceparent", traceparent(trace, span, 0))]
    return []


def traceparent(trace: int, span: int, flags: int) -> str:
    return f"00-{trace:032x}-{span:016x}-{flags:02x}"


def span(service: str, method: str, template: str) -> AbstractContextManager[Any]:
    """A client span around a call, by the semantic conventions for HTTP."""
    trace = sys.modules.get("opentelemetry.trace")
    return (
        contextlib.nullcontext()
        if trace is None
        else _span(trace, service, method, template)
    )


@contextlib.contextmanager
def _span(trace: Any, service: str, method: str, template: str) -> Iterator[Any]:
    attributes = {"http.request.method": method, "url.template": template}
    with trace.get_tracer(service).start_as_current_span(
        f"{method} {template}",
        kind=trace.SpanKind.CLIENT,
        attributes=attributes,
    ) as current:
        try:
            yield current
        except ApiError as error:
            current.set_attribute("http.response.status_code", error.status)
            current.set_attribute("error.type", str(error.status))
            raise


def _current() -> Any:
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return None
    context = trace.get_current_span().get_span_context()
    return context if context.is_valid else None


def succeeded(span: Any, status: int) -> None:
    """Notes the status of an answer on a span, where there is one."""
    if span is not None:
        span.set_attribute("http.response.status_code", status)
