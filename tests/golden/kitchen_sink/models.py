"""Models of Kitchen Sink."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Union

from trueup_runtime.client import (
    UNSET,
    FileContent,
    Model,
    OpenModel,
    OpenStrEnum,
    UnknownVariant,
    UnsetType,
    constant,
    field,
    union,
)

__all__ = [
    "Problem",
    "Conflict",
    "OrderStatus",
    "CancelReason",
    "Money",
    "OrderPage",
    "Order",
    "OrderPatch",
    "Line",
    "DishLine",
    "DrinkLine",
    "OrderEvent",
    "Recipe",
    "Range",
    "Reading",
    "Job",
    "JobBase",
    "OrderEventStatusChanged",
    "OrderEventMessageSent",
    "RecipeIngredientsItem",
    "PostOrdersByOrderIdCancelResponse202",
    "RecipesListSort",
    "RecipesCreateBody",
    "RecipesSearchBody",
    "GetStylesTheme",
]


class Problem(Model):
    __formats__ = {"type": "uri-reference"}

    type: str | None = None
    """Default: "about:blank"."""
    title: str | None = None
    status: int | None = None
    detail: str | None = None


class Conflict(Model):
    open_order: uuid.UUID


class OrderStatus(OpenStrEnum):
    """What an order is doing."""

    PLACED = "placed"
    COOKING = "cooking"
    SERVED = "served"
    CANCELLED = "cancelled"


class Money(Model):
    amount: str
    currency: str


class OrderPage(Model):
    items: list[Order]
    next_cursor: str | None | UnsetType = UNSET


class Order(Model):
    __formats__ = {"due": "duration"}

    id: uuid.UUID | None = None
    """Read-only."""
    secret: str | None = None
    """A word that the waiter knows.

    Write-only.
    """
    table: int
    status: OrderStatus | str | None = None
    lines: list[Line]
    placed_at: datetime.datetime | None = None
    due: str | None = None
    day: datetime.date | None = None
    comment: str | None | UnsetType = UNSET
    """Null where the guest has nothing to say."""
    labels: dict[str, str] | None = None
    total: Money | None = None
    foo_bar: str | None = None
    foo_bar_2: str | None = field(name="foo-bar", default=None)


class OrderPatch(Model):
    table: int | None | UnsetType = UNSET
    comment: str | None | UnsetType = UNSET


class DishLine(Model):
    kind: Literal["dish"] = constant("dish", tag=True)
    dish: str
    count: int | None = None
    """Default: 1."""


class DrinkLine(Model):
    kind: Literal["drink"] = constant("drink", tag=True)
    litres: float


class Recipe(OpenModel[int]):
    name: str
    base: Recipe | None | UnsetType = UNSET
    """The recipe that this one varies."""
    ingredients: list[RecipeIngredientsItem] | None = None
    notes: list[str | int] | None = None


class Range(Model):
    min: int | None = None
    max: int | None = None


class Job(Model):
    id: int | None = None
    """Read-only."""
    starts: datetime.time | None = None
    program: str
    payload: bytes | None = None
    anything: Any | None | UnsetType = UNSET


class JobBase(Model):
    id: int | None = None
    """Read-only."""
    starts: datetime.time | None = None


class OrderEventStatusChanged(Model):
    status: OrderStatus


class OrderEventMessageSent(Model):
    message: str


class RecipeIngredientsItem(Model):
    name: str
    grams: float | None = None


class PostOrdersByOrderIdCancelResponse202(Model):
    accepted: Literal[True] = constant(True)
    refund: Money | None = None


class RecipesListSort(OpenStrEnum):
    NAME = "name"
    MINUS_NAME = "-name"
    CREATED_AT = "created_at"
    MINUS_CREATED_AT = "-created_at"


class RecipesCreateBody(Model):
    recipe: Recipe
    photo: FileContent
    steps: list[FileContent] | None = None
    note: str | None = None


class RecipesSearchBody(Model):
    q: str
    tags: list[str] | None = None
    within: Range | None = None


class GetStylesTheme(OpenStrEnum):
    LIGHT = "light"
    DARK = "dark"


if TYPE_CHECKING:
    Line: TypeAlias = "DishLine | DrinkLine | UnknownVariant"
    """A line of an order, told apart by `kind`."""
    OrderEvent: TypeAlias = Union[
        "OrderEventStatusChanged", "OrderEventMessageSent", "UnknownVariant"
    ]
    """Told apart by the properties that each has."""
else:
    Line = union(
        "Line",
        lambda: (DishLine, DrinkLine),
        tag="kind",
        mapping=lambda: {"dish": DishLine, "drink": DrinkLine},
    )
    OrderEvent = union(
        "OrderEvent", lambda: (OrderEventStatusChanged, OrderEventMessageSent)
    )


CancelReason: TypeAlias = Literal["too-late", "changed mind", 404]


Reading: TypeAlias = float | str | list[float]
