"""Calls without a network: arguments to a request, a response to a value.

Clients, servers and tests share these classes.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec

from . import media
from .api_errors import ApiError, UndocumentedStatusError, UnsuccessfulError, detail_of
from .bodies import Body, Chunks, choose, choose_for, concrete
from .call_options import CallOptions, check_names, extra_headers, extra_query
from .codec import parse_json
from .errors import ConfigurationError, DecodeError
from .header_texts import header_text
from .headers import Headers
from .model import UNSET
from .operation import Operation, RawResponse, Response, ResponseSpec
from .parameters import Cookie, Header, Parameter, Path, QueryString
from .path_templates import expand
from .reading import choose_readable, is_streamed, lenient, read_body, value_at
from .request import Request
from .sent_values import checked_body, serialized_argument
from .streams import Streamed

T = TypeVar("T")
I = TypeVar("I")
H = TypeVar("H", bound=Headers)

_WITH_LENGTH = ("POST", "PUT", "PATCH")
_WITHOUT_BODY = (204, 205, 304)
_OPEN = ("*", "application", "text")  # ranges that are sent with a default media type


class Call(msgspec.Struct, Generic[T, H], frozen=True):
    """An operation with its arguments: data, until a client sends it.

    `values` are those of the parameters that are not constant, None or `UNSET` if absent.
    `content_type` selects one of several bodies; the default is the first whose type the
    body has. `options` are those of this call alone.
    """

    operation: Operation
    values: tuple[Any, ...] = ()
    body: Any = None
    accept: str | None = None
    content_type: str | None = None
    options: CallOptions = {}

    def __post_init__(self) -> None:
        if self.options:
            check_names(self.options)

    def request(self, accept: str | None = None) -> Request:
        """The request to be sent. Raises `ConfigurationError`."""
        try:
            return self._request(accept)
        except UnicodeEncodeError as error:
            reason = f"{error.reason}: U+{ord(error.object[error.start]):04X}"
            raise ConfigurationError(
                f"an argument cannot be encoded, {reason}"
            ) from None

    def _request(self, accept: str | None) -> Request:
        operation = self.operation
        path: dict[str, str] = {}
        query: list[str] = []
        headers: list[tuple[str, str]] = []
        cookies: list[str] = []
        for parameter, value in self._arguments():
            pieces = serialized_argument(parameter, value)
            match parameter:
                case Path():
                    path.update(pieces)
                case Header():
                    headers += pieces
                case Cookie():
                    cookies += [f"{name}={text}" for name, text in pieces]
                case QueryString():
                    query += [text for _, text in pieces]
                case _:
                    query += [f"{name}={text}" for name, text in pieces]
        if cookies:
            headers.append(("Cookie", "; ".join(cookies)))
        if self.options:
            headers += extra_headers(self.options, headers)
            query += extra_query(self.options, query)
        if not headers or all(name.lower() != "accept" for name, _ in headers):
            wanted = accept or self.accept or operation.accepted
            headers.append(("Accept", header_text("Accept", wanted)))
        content = self._content(headers)
        return Request(
            operation.method,
            expand(operation.path, path),
            "&".join(query),
            Headers(headers),
            content,
            operation.path,
        )

    def _arguments(self) -> list[tuple[Parameter, Any]]:
        """Every parameter that is sent, with its value."""
        values = iter(self.values)
        arguments: list[tuple[Parameter, Any]] = []
        for parameter in self.operation.parameters:
            value = parameter.constant if parameter.is_constant else next(values, None)
            if value is not None and value is not UNSET:
                arguments.append((parameter, value))
            elif parameter.required or isinstance(parameter, Path):
                raise ConfigurationError(
                    f"{parameter.location} parameter `{parameter.name}` is missing"
                )
        return arguments

    def _content(self, headers: list[tuple[str, str]]) -> bytes | Chunks | None:
        bodies = self.operation.bodies
        if not bodies or (self.body is None and not self.operation.body_required):
            has_length = any(name.lower() == "content-length" for name, _ in headers)
            if self.operation.method in _WITH_LENGTH and not has_length:
                headers.append(("Content-Length", "0"))
            return None
        if self.content_type is None:
            body = choose_for(bodies, self.body)
            if body.media_type.split("/")[0] not in _OPEN and "*" in body.media_type:
                raise ConfigurationError(
                    f"`content_type` must name the media type of {body.media_type}"
                )
        else:
            chosen = choose(bodies, self.content_type)
            if chosen is None:
                raise ConfigurationError(f"no body has the type {self.content_type}")
            body = chosen
        value = checked_body(body, self.body)
        try:
            content = body.write(value)
        except TypeError as error:
            raise ConfigurationError(f"the body cannot be encoded: {error}") from None
        content_type, data = content.content_type, content.data
        if self.content_type is not None and "*" in body.media_type:
            content_type = concrete(self.content_type, content_type)
        headers.append(("Content-Type", header_text("Content-Type", content_type)))
        length = getattr(data, "length", None)
        if length is not None:
            headers.append(("Content-Length", str(length)))
        return data

    def parse(self, raw: RawResponse, *, strict: bool = False) -> T:
        """The data of a response; raises the error that it is, or `DecodeError`.

        Unless `strict`, values that do not fit their types are kept as they came, media
        types need only be readable as a documented one, and an undocumented status 2xx
        is a success: its data is that of the closest documented status, or None.
        """
        return self.response(raw, strict=strict).data

    def response(self, raw: RawResponse, *, strict: bool = False) -> Response[T, H]:
        """As `parse`, together with status and headers."""
        reply = self.operation.documented(raw.status)
        if not isinstance(reply, ResponseSpec):
            if 200 <= raw.status < 300 and not strict:
                return self._undocumented_success(raw)
            kind = reply or UndocumentedStatusError
            raise self._error(kind, kind.bodies, raw, strict)
        if raw.status >= 300 and reply is self.operation.responses.get("default"):
            # A description of nothing but the default means successes and errors.
            raise self._error(ApiError, reply.bodies, raw, strict)
        try:
            data = self._read(reply.bodies, raw, strict)
        except DecodeError as error:
            error.operation_id, error.status = self.operation.id, raw.status
            error.raw = raw.content
            raise
        if (
            reply.success_flag is not None
            and value_at(data, reply.success_flag) is False
        ):
            raise self._failure(UnsuccessfulError, raw, data, None)
        headers: Any = reply.headers(raw.headers.raw)
        return Response(data, raw.status, headers, raw)

    def _undocumented_success(self, raw: RawResponse) -> Response[T, H]:
        """A response whose status is 2xx, but not one that the description lists."""
        data: Any = None
        reply = self.operation.closest_success(raw.status)
        if reply is not None:
            try:
                data = self._read(reply.bodies, raw, strict=False)
            except DecodeError:
                pass  # a body of another kind, such as the address of a job
            if reply.success_flag and value_at(data, reply.success_flag) is False:
                raise self._failure(UnsuccessfulError, raw, data, None)
        # Of a redirect that was followed, the properties of documented headers are None.
        documented = reply or next(iter(self.operation.responses.values()), None)
        kind: Any = Headers if documented is None else documented.headers
        return Response(data, raw.status, kind(raw.headers.raw), raw)

    def _read(self, bodies: tuple[Body, ...], raw: RawResponse, strict: bool) -> Any:
        if not bodies or _bodiless(self.operation.method, raw.status):
            return None
        content_type = raw.headers.get("Content-Type", "")
        return read_body(bodies, content_type, raw.content, strict=strict)

    def _error(
        self,
        kind: type[ApiError],
        bodies: tuple[Body, ...],
        raw: RawResponse,
        strict: bool,
    ) -> ApiError:
        body, fault = None, None
        try:
            body = self._read(bodies, raw, strict)
        except DecodeError as error:
            fault = error
        return self._failure(kind, raw, body, fault)

    def _failure(
        self,
        kind: type[ApiError],
        raw: RawResponse,
        body: Any,
        fault: DecodeError | None,
    ) -> ApiError:
        try:
            request = self.request()
        except ConfigurationError:  # a test reads a response without valid arguments
            request = None
        return kind(
            raw.status,
            kind.headers_type(raw.headers.raw),
            body,
            raw.content,
            request=request,
            operation_id=self.operation.id,
            detail=_detail(raw),
            decode_error=fault,
        )


class StreamCall(Call[T, H], Generic[T, I, H], frozen=True):
    """A call whose response can also be read piece by piece, each piece an `I`."""

    @property
    def streamed(self) -> str:
        """The Accept field for what can be read piece by piece.

        Raises `ConfigurationError` if `accept` is a media type that cannot be streamed.
        """
        groups = [reply.bodies for reply in self.operation.responses.values()]
        streamed = [body for bodies in groups for body in bodies if is_streamed(body)]
        media_types = dict.fromkeys(body.media_type for body in streamed)
        if self.accept is None:
            return media.accept(media_types)
        if not any(is_streamed(choose(bodies, self.accept)) for bodies in groups):
            allowed = " or ".join(media_types)
            raise ConfigurationError(
                f"{self.accept} cannot be streamed; accept can be {allowed}"
            )
        return self.accept

    def stream_of(
        self, status: int, headers: Headers, *, strict: bool = False
    ) -> tuple[Streamed, Headers] | None:
        """The body that reads the response piece by piece, and the typed headers.

        None if the response is not a stream. `strict` is that of `parse`.
        """
        reply = self.operation.documented(status)
        if not 200 <= status < 300:
            return None
        if not isinstance(reply, ResponseSpec):
            reply = None if strict else self.operation.closest_success(status)
        if reply is None:
            return None
        chosen = choose if strict else choose_readable
        body = chosen(reply.bodies, headers.get("Content-Type", ""))
        if not is_streamed(body):
            return None
        return body if strict else lenient(body), reply.headers(headers.raw)


def _bodiless(method: str, status: int) -> bool:
    """Whether the response has no body, regardless of its headers (RFC 9110, section 6.4.1)."""
    return method == "HEAD" or status in _WITHOUT_BODY


def _detail(raw: RawResponse) -> str | None:
    content_type = raw.headers.get("Content-Type", "")
    if not raw.content or (content_type and not media.is_json(content_type)):
        return None
    try:
        return detail_of(parse_json(raw.content))
    except DecodeError:
        return None
