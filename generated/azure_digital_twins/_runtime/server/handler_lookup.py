"""Find the handlers of operations, and report missing ones when a server starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .endpoints import Endpoint


def handler_of(handlers: object, endpoint: Endpoint) -> Callable[[Any], object]:
    """The method that handles an operation."""
    handler: Callable[[Any], object] = getattr(
        getattr(handlers, endpoint.group), endpoint.handler
    )
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
