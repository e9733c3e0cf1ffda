"""Requests, responses and handlers of the operations, one module per group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .orders import Orders, UnimplementedOrders
from .ovens import Ovens, UnimplementedOvens
from .recipes import Recipes, UnimplementedRecipes
from .styles import Styles, UnimplementedStyles


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The handlers of each group. Those that are not given return 501."""

    orders: Orders = field(default_factory=UnimplementedOrders)
    recipes: Recipes = field(default_factory=UnimplementedRecipes)
    ovens: Ovens = field(default_factory=UnimplementedOvens)
    styles: Styles = field(default_factory=UnimplementedStyles)
