"""Call handlers, and check what they return."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeAlias

from anyio import to_thread
from starlette.responses import Response

from . import encoding
from .endpoints import Endpoint, EndpointResponse
from .errors import headers_of
from .problems import Problem
from .responses import (
    AnyHandlerResponse,
    FixedStatusResponse,
    HandlerError,
    RangeStatusResponse,
    Request,
)

Handler: TypeAlias = Callable[[Any], object]
"""A method of the user's; its result is checked."""


async def call_handler(
    handler: Handler, request: Request, is_async: bool
) -> AnyHandlerResponse:
    """The response that the handler returns or raises. A plain function runs in a thread."""
    result: object
    try:
        if is_async:
            result = handler(request)
        else:
            result = await to_thread.run_sync(handler, request)
        if inspect.isawaitable(result):
            result = await result
    except HandlerError as error:
        return error.response
    if not isinstance(result, FixedStatusResponse | RangeStatusResponse):
        raise TypeError(
            f"the handler returned {type(result).__name__}, which is not a response"
        )
    return result


def declared_of(result: AnyHandlerResponse, endpoint: Endpoint) -> EndpointResponse:
    """The declared response of a result. Raises TypeError for one of another operation."""
    declared = endpoint.find_response_of(result)
    if declared is None:
        name = type(result).__name__
        raise TypeError(f"{name} is not a response of this operation")
    return declared


def encode_hook_result(
    result: AnyHandlerResponse, problem: Problem, endpoint: Endpoint, accept: str | None
) -> Response:
    response = encoding.encode(result, declared_of(result, endpoint), accept, endpoint)
    for name, value in headers_of(problem).items():
        response.headers.setdefault(name, value)
    return response
