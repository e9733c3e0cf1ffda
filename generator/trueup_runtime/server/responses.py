"""Typed requests and responses of handlers: the base classes of emitted classes."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Any, ClassVar, TypeAlias, TypeVar, dataclass_transform

import msgspec


class _RecordType(msgspec.StructMeta):
    """Frozen records with keyword-only arguments.

    A dataclass would do, but costs a hundred times as much to define, and large
    descriptions have thousands of them.
    """

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> Any:
        return super().__new__(mcls, name, bases, namespace, frozen=True, kw_only=True)


@dataclass_transform(kw_only_default=True)
class Request(msgspec.Struct, metaclass=_RecordType):
    """A valid request of one operation. Emitted classes add its parameters and body."""


class Statuses(msgspec.Struct, frozen=True):
    """The statuses that a response of `4XX` or `default` may take."""

    first: int = 100
    last: int = 599
    others: tuple[int, ...] = ()  # have responses of their own
    ranges: tuple[int, ...] = ()  # first digits that have

    def __contains__(self, status: object) -> bool:
        return (
            isinstance(status, int)
            and self.first <= status <= self.last
            and status not in self.others
            and status // 100 not in self.ranges
        )

    def __str__(self) -> str:
        others = [*map(str, self.others), *(f"{digit}XX" for digit in self.ranges)]
        others_text = f" other than {', '.join(others)}" if others else ""
        return f"{self.first}-{self.last}{others_text}"


@dataclass_transform(kw_only_default=True)
class HandlerResponse(msgspec.Struct, metaclass=_RecordType):
    """A declared response. Emitted classes add headers and body."""

    extra_headers: Sequence[tuple[str, str]] = ()
    """Headers that the description does not mention."""


class FixedStatusResponse(HandlerResponse):
    """A response with one status."""

    status: ClassVar[int]


class RangeStatusResponse(HandlerResponse):
    """A response with one of several statuses: a range such as `4XX`, or `default`.

    Raises ValueError for any other status.
    """

    statuses: ClassVar[Statuses]
    status: int

    def __post_init__(self) -> None:
        if self.status not in self.statuses:
            raise ValueError(
                f"{type(self).__name__} is for statuses {self.statuses}, not {self.status}"
            )


AnyHandlerResponse: TypeAlias = FixedStatusResponse | RangeStatusResponse

R = TypeVar("R")
MaybeAwaitable: TypeAlias = R | Awaitable[R]
"""The result of a handler's method, an `async def` or a plain `def`."""


class HandlerError(Exception):
    """End a handler with an error response: `raise HandlerError(Cancel404(body=…))`."""

    def __init__(self, response: AnyHandlerResponse) -> None:
        super().__init__(f"{type(response).__name__} ({response.status})")
        self.response = response


class Unimplemented(Exception):
    """Raised by a method that is not implemented; the response is 501."""

    def __init__(self, operation: str) -> None:
        super().__init__(f"{operation} is not implemented")
        self.operation = operation
