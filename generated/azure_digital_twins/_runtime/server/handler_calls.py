"""Find the handlers of operations, call them, and check what they return."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from anyio import to_thread
from starlette.responses import Response

from . import encoding
from .endpoints import Endpoint, EndpointResponse
from .errors import NO_SNIFFING
from .problems import Problem
from .responses import AnyHandlerResponse, Request

Handler: TypeAlias = Callable[[Any], Any]
"""A method of the user's; its result is checked."""


def handler_of(handlers: object, endpoint: Endpoint) -> Handler:
    """The method that handles an operation."""
    handler: Handler = getattr(getattr(handlers, endpoint.group), endpoint.handler)
    return handler


def check_handlers(handlers: object, endpoints: Iterable[Endpoint]) -> None:
    """Raises TypeError if a group of handlers is not an object with all its methods."""
    missing: dict[str, list[str]] = {}
    for endpoint in endpoints:
        if not hasattr(handlers, endpoint.group):
            raise TypeError(
                f"create_app needs a `Handlers` object, which has a field "
                f"`{endpoint.group}`, got {type(handlers).__name__}"
            )
        group = getattr(handlers, endpoint.group)
        if isinstance(group, type):
            raise TypeError(
                f"`Handlers.{endpoint.group}` must be an object, got the class "
                f"{group.__name__}: write `{endpoint.group}={group.__name__}()`"
            )
        if not callable(getattr(group, endpoint.handler, None)):
            missing.setdefault(endpoint.group, []).append(endpoint.handler)
    if missing:
        listed = "; ".join(
            f"{type(getattr(handlers, group)).__name__} (`Handlers.{group}`) lacks "
            + ", ".join(f"`{name}`" for name in names)
            for group, names in missing.items()
        )
        raise TypeError(
            f"{listed}: derive handlers from the `Unimplemented…` class of their group"
        )


async def call_in_thread(handler: Handler, request: Request) -> Any:
    """The result of a handler that is a plain function, or of its awaitable."""
    result = await to_thread.run_sync(handler, request)
    return await result if inspect.isawaitable(result) else result


def declared_of(result: object, endpoint: Endpoint) -> EndpointResponse:
    """The declared response that the result of a handler is. Raises TypeError."""
    declared = endpoint.by_class.get(type(result))
    if declared is None:
        raise TypeError(
            f"the handler returned {type(result).__name__}, which is not a response of "
            "this operation"
        )
    return declared


def encode_hook_result(
    result: AnyHandlerResponse, problem: Problem, endpoint: Endpoint, accept: str | None
) -> Response:
    response = encoding.encode(result, declared_of(result, endpoint), accept, endpoint)
    for name, value in (*problem.headers.items(), NO_SNIFFING):
        response.headers.setdefault(name, value)
    return response
