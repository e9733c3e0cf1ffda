"""The items of the shop as JSON-shaped values, and the order that is sent to it."""

from __future__ import annotations

from typing import Any

ITEMS: list[dict[str, Any]] = [
    {
        "id": number,
        "name": f"An item with the number {number}",
        "price": number * 1.37 + 0.5,
        "weight": number / 7 + 0.1,
        "inStock": number % 3 == 0,
        "kind": ("book", "game", "tool")[number % 3],
        "created": f"2026-01-02T03:04:{number % 60:02}Z",
        "tags": ["one", "two", "three"],
        "note": None if number == 50 else "Handle with care",
    }
    for number in range(1, 101)
]
ORDER: dict[str, Any] = {
    "id": "7b0b6ca5-2a40-4b0e-9d5e-0b7cf6d3f001",
    "customer": "Ada Lovelace",
    "email": "ada@example.com",
    "placed": "2026-01-02T03:04:05Z",
    "express": True,
    "quantity": 12,
    "price": 99.5,
    "weight": 2.25,
    "discount": 10,
    "kind": "book",
    "country": "GB",
    "city": "London",
    "street": "12 St James's Square",
    "tags": ["one", "two"],
    "note": "Ring twice",
}
THREE_ERRORS: dict[str, Any] = {**ORDER, "email": "?", "quantity": 0, "country": "gb"}
