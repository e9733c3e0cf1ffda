"""Enumerations whose unknown values are kept: a service may add values.

`codec` decodes these types natively.
"""

from __future__ import annotations

from enum import Enum, EnumMeta
from typing import TYPE_CHECKING, Any, TypeVar

E = TypeVar("E", bound="OpenStrEnum | OpenIntEnum")


class OpenEnumType(EnumMeta):
    """The type of open enumerations.

    In annotations, `Status | str` is a member or its plain value. At run time it is
    `Status`, which any string can become: msgspec decodes no unions of two string types.
    """

    if not TYPE_CHECKING:

        def __or__(cls, other: Any) -> Any:
            is_plain = other in (str, int) and issubclass(cls, other)
            return cls if is_plain else super().__or__(other)


class OpenStrEnum(str, Enum, metaclass=OpenEnumType):
    """A string out of a set that may grow.

    A value that the description does not list becomes a member of its own, outside
    of iteration; it is sent as it was read.

    >>> class Status(OpenStrEnum):
    ...     RUNNING = "running"
    >>> Status("paused").is_known, Status("paused") == "paused", list(Status)
    (False, True, [<Status.RUNNING: 'running'>])
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenStrEnum | None:
        if not isinstance(value, str):
            return None
        return _pseudo_member(str.__new__(cls, value), str(value), str(value))

    @property
    def is_known(self) -> bool:
        """Whether the description lists the value."""
        return type(self).__members__.get(self._name_) is self

    def __str__(self) -> str:
        return str(self._value_)

    def __format__(self, spec: str) -> str:
        return format(str(self._value_), spec)


class OpenIntEnum(int, Enum, metaclass=OpenEnumType):
    """An integer out of a set that may grow; see `OpenStrEnum`."""

    @classmethod
    def _missing_(cls, value: object) -> OpenIntEnum | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return _pseudo_member(int.__new__(cls, value), str(value), int(value))

    @property
    def is_known(self) -> bool:
        """Whether the description lists the value."""
        return type(self).__members__.get(self._name_) is self

    def __str__(self) -> str:
        return str(self._value_)

    def __format__(self, spec: str) -> str:
        return format(int(self._value_), spec)


def _pseudo_member(member: E, name: str, value: str | int) -> E:
    """`member` made to look like one of its class, without being listed in it."""
    member._name_ = name
    member._value_ = value
    return member
