"""Errors that the service answers with.

ApiError                   a documented status, or a base of those below
  UndocumentedStatusError    a status that the description does not list
  UnsuccessfulError          a success whose flag says otherwise
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, dataclass_transform
from urllib.parse import urlsplit

from .bodies import Body
from .errors import DecodeError, Error, rebuild
from .headers import Headers
from .redaction import HIDDEN, redacted_url, shortened
from .request import Request
from .retries import retry_after

_REQUEST_IDS = (
    "x-request-id",
    "x-ms-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-correlation-id",
    "opc-request-id",
)


# Derived classes narrow `body` and `headers`, which checkers allow where nothing is
# assigned afterwards: so they are told that instances are frozen.
@dataclass_transform(frozen_default=True)
class ApiError(Error):
    """The service answered with an error.

    `body` is what the description says that the error carries, None where the answer
    carries something else: then `decode_error` says why. `raw` is the answer's body
    as it came. `retry_after` is in seconds. `request` carries no credentials.
    """

    bodies: ClassVar[tuple[Body, ...]] = ()
    headers_type: ClassVar[type[Headers]] = Headers

    def __init__(
        self,
        status: int,
        headers: Headers,
        body: Any,
        raw: bytes,
        *,
        request: Request | None = None,
        operation_id: str = "",
        detail: str | None = None,
        decode_error: DecodeError | None = None,
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.raw = raw
        self.request = request
        self.operation_id = operation_id
        self.detail = detail
        self.decode_error = decode_error
        super().__init__(self._message())

    def _message(self) -> str:
        parts = [f"{self.status}"]
        if self.request is not None:
            parts.insert(0, f"{self.request.method} {self.request.template}:")
        if self.detail:
            parts.append(self.detail)
        location = self.headers.get("Location")
        if location and 300 <= self.status < 400:
            parts.append(f"(redirects to {_shown(location)})")
        if self.request_id:
            parts.append(f"(request id {self.request_id})")
        return " ".join(parts)

    @property
    def request_id(self) -> str | None:
        """The id that the service gave this request; quote it to its operators."""
        return request_id(self.headers)

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before the next attempt, as the service asks."""
        return retry_after(self.headers)

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuild, (type(self), self.args, self.__dict__)


class UndocumentedStatusError(ApiError):
    """A status that the description of the operation does not list."""


class UnsuccessfulError(ApiError):
    """A status of success whose body says that the request failed."""


def _shown(location: str) -> str:
    """An address without its query; its path only if it cannot hide a secret."""
    shown = redacted_url(location)
    if len(shown) <= 500 and "%" not in shown and "+" not in shown:
        return shown
    try:
        origin = urlsplit(shown)._replace(path="", fragment="").geturl()
    except ValueError:
        origin = ""
    return f"{origin}/{HIDDEN}"


def request_id(headers: Headers) -> str | None:
    """The value of the first usual header that names an exchange."""
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)


def detail_of(document: object, *, is_nested: bool = False) -> str | None:
    """The message of an error document.

    Looks for the properties of RFC 9457 and those that most services use, one level
    down as well.
    """
    if isinstance(document, str) and document:
        return shortened(document, 200)
    if not isinstance(document, Mapping):
        return None
    members = {str(name).lower(): value for name, value in document.items()}
    for name in _DETAILS:
        text = members.get(name)
        if isinstance(text, str) and text:
            return shortened(text, 500)
    if is_nested:
        return None
    nested = members.get("error") or members.get("errors") or members.get("fault")
    if isinstance(nested, list) and nested:
        nested = nested[0]
    return detail_of(nested, is_nested=True)


_DETAILS = (
    "detail",
    "message",
    "error_description",
    "error_msg",
    "error_message",
    "errormessage",
    "description",
    "title",
)
