"""State that a child process must not share with its parent: connections and locks.

A child that went on with its parent's connections would read the parent's responses,
and a lock that another thread held at the fork would never be released.
"""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Renewable(Protocol):
    def renew(self) -> None:
        """Replace connections and locks, without using the old ones."""


_renewables: WeakSet[Renewable] = WeakSet()


def renew_in_child(renewable: Renewable) -> None:
    """Have `renewable.renew()` called in every child process that `os.fork` makes."""
    _renewables.add(renewable)


def _renew() -> None:
    for renewable in list(_renewables):
        renewable.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
