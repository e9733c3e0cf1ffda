"""What several stages or targets ask of one value is made once. Knows no stage."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Keeps the last result for as long as the very same arguments come.

    They are compared by identity: what goes from stage to stage is too large to be
    hashed or compared.
    """
    last: list[tuple[tuple[object, ...], T]] = []

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        asked = (*args, *kwargs, *kwargs.values())
        if last and _are_same(last[0][0], asked):
            return last[0][1]
        last[:] = [(asked, function(*args, **kwargs))]
        return last[0][1]

    return kept


def _are_same(first: tuple[object, ...], second: tuple[object, ...]) -> bool:
    return len(first) == len(second) and all(map(_is, first, second))


def _is(first: object, second: object) -> bool:
    return first is second


class Memory(Generic[T]):
    """What was made of things by name, for as long as these stay the same."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[object, T]] = {}

    def of(self, name: str, thing: object, make: Callable[[], T]) -> T:
        """What `make` made last under this name, if that was of an equal thing."""
        known = self._made.get(name)
        if known is None or not (known[0] is thing or known[0] == thing):
            known = self._made[name] = thing, make()
        return known[1]
