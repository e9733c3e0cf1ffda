"""Clients of Kitchen Sink."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from trueup_runtime.client import (
    ApiKeyScheme,
    HttpScheme,
    OAuth2Scheme,
    Service,
    SyncClient,
    expand_server,
)
from trueup_runtime.client import AsyncClient as _AsyncClient

if TYPE_CHECKING:
    from .resources.orders import AsyncOrders, Orders
    from .resources.recipes import AsyncRecipes, Recipes
    from .resources.ovens import AsyncOvens, Ovens
    from .resources.styles import AsyncStyles, Styles


def server_url(*, region: Literal["eu", "us"] = "eu") -> str:
    """The URL of the first server: Production.

    Args:
        region: Where the kitchen stands. Default: "eu".
    """
    return expand_server(
        "https://{region}.kitchen.example/v1",
        {"region": region},
        {"region": ("eu", "us")},
    )


SERVERS = (server_url(), "https://staging.kitchen.example/v1")
"""The URLs of the servers, with the defaults of their variables.

- `SERVERS[0]`: Production
- `SERVERS[1]`: Staging
"""


_SERVICE = Service(
    "kitchen_sink",
    base_url=server_url(),
    schemes={
        "apiKey": ApiKeyScheme("header", "X-Api-Key"),
        "session": ApiKeyScheme("cookie", "session"),
        "basic": HttpScheme("basic"),
        "bearer": HttpScheme("bearer"),
        "oauth": OAuth2Scheme(
            token_url="https://login.kitchen.example/token",
            scopes=("orders.read", "orders.write"),
        ),
    },
    schemas=str(Path(__file__).with_name("schemas.json")),
    version="1.4.0",
)


class Client(SyncClient):
    """The service of a restaurant's kitchen.

    It takes *orders*, keeps **recipes** and drives ovens.
    """

    service = _SERVICE

    @cached_property
    def orders(self) -> Orders:
        """Orders of guests."""
        from .resources.orders import Orders

        return Orders(self)

    @cached_property
    def recipes(self) -> Recipes:
        """Recipes and their pictures."""
        from .resources.recipes import Recipes

        return Recipes(self)

    @cached_property
    def ovens(self) -> Ovens:
        """Ovens, which run jobs."""
        from .resources.ovens import Ovens

        return Ovens(self)

    @cached_property
    def styles(self) -> Styles:
        """Parameters in every style."""
        from .resources.styles import Styles

        return Styles(self)


class AsyncClient(_AsyncClient):
    """The service of a restaurant's kitchen.

    It takes *orders*, keeps **recipes** and drives ovens.
    """

    service = _SERVICE

    @cached_property
    def orders(self) -> AsyncOrders:
        """Orders of guests."""
        from .resources.orders import AsyncOrders

        return AsyncOrders(self)

    @cached_property
    def recipes(self) -> AsyncRecipes:
        """Recipes and their pictures."""
        from .resources.recipes import AsyncRecipes

        return AsyncRecipes(self)

    @cached_property
    def ovens(self) -> AsyncOvens:
        """Ovens, which run jobs."""
        from .resources.ovens import AsyncOvens

        return AsyncOvens(self)

    @cached_property
    def styles(self) -> AsyncStyles:
        """Parameters in every style."""
        from .resources.styles import AsyncStyles

        return AsyncStyles(self)
