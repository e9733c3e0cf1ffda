"""Errors of a request, before a declared response is chosen for them.

The default is a problem details object (RFC 9457).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from .json_schema import Json
from .limits import MAX_MESSAGE, MAX_POINTER, shortened

_TITLES: Final = {413: "Content Too Large", 422: "Unprocessable Content"}
"""Phrases that differ between versions of Python."""

Place: TypeAlias = Literal["path", "query", "header", "cookie", "body"]


class Violation(Struct, frozen=True):
    """One error of a request: its location and a message.

    `name` is the parameter's; `pointer` (RFC 6901) leads into its value or the body.
    """

    place: Place
    name: str
    pointer: str
    message: str

    def in_words(self) -> str:
        """The location and the message."""
        where: str = self.place
        if where != "body":
            where = f"{where} parameter {self.name!r}"
        if self.pointer:
            where = f"{where} at {self.pointer}"
        return f"{where}: {self.message}"

    def shortened(self) -> Violation:
        """The violation without the middle of a long pointer or message."""
        if len(self.pointer) <= MAX_POINTER and len(self.message) <= MAX_MESSAGE:
            return self
        pointer = shortened(self.pointer, MAX_POINTER)
        return Violation(self.place, self.name, pointer, shortened(self.message))

    def as_json(self) -> dict[str, Json]:
        """As an entry of `errors`, the property of the example in RFC 9457."""
        pointer, detail = f"#{self.pointer}", self.message
        if not self.name:
            return {"in": self.place, "pointer": pointer, "detail": detail}
        named: dict[str, Json] = {"in": self.place, "name": self.name}
        return {**named, "pointer": pointer, "detail": detail}


class Problem(Struct, frozen=True):
    """The reason for a response that is not the handler's.

    `status` is the one of HTTP; the declared responses decide which one is sent.
    """

    status: int
    detail: str
    violations: tuple[Violation, ...] = ()
    headers: Mapping[str, str] = {}

    @property
    def title(self) -> str:
        """The reason phrase, such as `Bad Request`."""
        return title_of(self.status)

    def as_json(self, status: int) -> dict[str, Json]:
        """RFC 9457 problem details."""
        fields: dict[str, Json] = {
            "title": title_of(status),
            "status": status,
            "detail": self.detail,
        }
        if self.violations:
            fields["errors"] = [violation.as_json() for violation in self.violations]
        return fields


@cache
def title_of(status: int) -> str:
    """The reason phrase of a status, such as `Bad Request` (RFC 9110, section 15)."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def slug_of(status: int) -> str:
    """The title as a code: `BadRequest`."""
    words = title_of(status).replace("-", " ").split()
    return "".join(word.capitalize() for word in words)


class RequestRejected(Exception):
    """End the processing of a request before its handler is called."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def invalid(violations: Sequence[Violation], limit: int) -> Problem:
    """A request that breaks the description, with at most `limit` of its errors."""
    listed = tuple([violation.shortened() for violation in violations[:limit]])
    if len(violations) == 1:
        detail = f"The request is not valid: {listed[0].in_words()}."
        return Problem(400, detail, listed)
    count = f"more than {limit}" if len(violations) > limit else str(len(listed))
    words = [violation.in_words() for violation in listed[:3]]
    detail = "; ".join(words) + ("; …" if len(listed) > 3 else "")
    return Problem(
        400, f"The request is not valid in {count} places: {detail}.", listed
    )
