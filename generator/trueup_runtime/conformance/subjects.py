"""The generated client under test: calls from vectors, values from expectations."""

from __future__ import annotations

import importlib
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..client import (
    ApiError,
    ApiKey,
    AsyncClient,
    Auth,
    Basic,
    Bearer,
    Call,
    Credential,
    DecodeError,
    Error,
    Headers,
    JsonLines,
    RawResponse,
    Response,
    SyncClient,
    Timeout,
    codec,
)
from ..client import Operation as Description
from ..client.bodies import Bytes
from .equality import is_same
from .part_heads import with_part_heads
from .vectors import NOTHING, Operation, RequestVector, ResponseVector, Scheme
from .vectors_file import Vectors
from .wire import is_json

AnyCall = Call[Any, Headers]
Outcome = Response[Any, Headers] | Error
TIMEOUT = Timeout(total=600.0, connect=600.0)
"""A guard against hanging only: nothing here is about how fast a server is."""


def function(operation: Operation) -> Callable[..., AnyCall]:
    """The sans-I/O function of an operation."""
    function: Callable[..., AnyCall] = getattr(_module(operation), operation.function)
    return function


def description(operation: Operation) -> Description:
    """The client's description of an operation."""
    constant: Description = getattr(_module(operation), operation.constant)
    return constant


def _module(operation: Operation) -> types.ModuleType:
    return importlib.import_module(f"{operation.package}.operations.{operation.module}")


@cache
def _hints(operation: Operation) -> Mapping[str, Any]:
    """Types of the function's arguments and, as `return`, of a call's result."""
    hints = typing.get_type_hints(function(operation))
    hints["return"] = typing.get_args(hints["return"])[0]
    return hints


def arguments(vector: RequestVector, *, with_heads: bool = True) -> dict[str, Any]:
    """The vector's arguments as the types of the function's parameters; `with_heads`, the
    parts of a form have their file names and header fields."""
    hints = _hints(vector.operation)
    converted = {
        name: codec.convert(hints[name], value)
        for name, value in vector.arguments.items()
    }
    if vector.body is not None:
        media_type, value = vector.body
        body = body_of(vector.operation, media_type, value)
        if with_heads:
            body = with_part_heads(body, vector.request)
        converted["body"] = body
        if "content_type" in hints:
            is_range = "*" in media_type
            sent = vector.request.headers["content-type"]
            converted["content_type"] = sent if is_range else media_type
    return converted


def body_of(operation: Operation, media_type: str, value: Any) -> Any:
    """A request's body as the client's type of its media type."""
    bodies = description(operation).bodies
    body = next(body for body in bodies if body.media_type == media_type)
    if isinstance(body, Bytes):
        return value.encode()
    if isinstance(body, JsonLines):
        return [codec.convert(body.type, item) for item in value]
    return value if body.type is str else codec.convert(body.type, value)


def call_of(vector: RequestVector, *, with_heads: bool = True) -> AnyCall:
    """The call with the vector's arguments."""
    values = arguments(vector, with_heads=with_heads)
    return function(vector.operation)(**values)


def any_call(vectors: Vectors, operation: Operation) -> AnyCall:
    """A call of the operation with any arguments."""
    vector = vectors.first_requests.get(operation.name)
    return Call(description(operation)) if vector is None else call_of(vector)


def call_sync(client: SyncClient, vector: RequestVector) -> Outcome:
    """Result or exception of the operation's method on the synchronous client."""
    try:
        response: Response[Any, Headers] = _method(client, vector)(**arguments(vector))
        return read(response)
    except Error as error:
        return error


async def call_async(client: AsyncClient, vector: RequestVector) -> Outcome:
    """Result or exception of the operation's method on the asynchronous client."""
    try:
        method = _method(client, vector)
        response: Response[Any, Headers] = await method(**arguments(vector))
        return read(response)
    except Error as error:
        return error


def _method(
    client: SyncClient | AsyncClient, vector: RequestVector
) -> Callable[..., Any]:
    """The method of the resource's `raw` view."""
    resource = getattr(client, vector.operation.module)
    method: Callable[..., Any] = getattr(resource.raw, vector.operation.function)
    return method


def stream_method(
    client: SyncClient | AsyncClient, operation: Operation
) -> Callable[..., Any]:
    """The method of the resource's `stream` view."""
    resource = getattr(client, operation.module)
    method: Callable[..., Any] = getattr(resource.stream, operation.function)
    return method


def read(response: Response[Any, Headers]) -> Response[Any, Headers]:
    """The response; its data as a list if it is an iterator of items."""
    if not isinstance(response.data, Iterator):
        return response
    return Response([*response.data], response.status, response.headers, response.raw)


def raw_of(vector: ResponseVector) -> RawResponse:
    """The vector as a response from the network."""
    return RawResponse(vector.status, Headers(vector.headers.items()), vector.content)


# ------------------------------------------------------------------ expectations


def check(vector: ResponseVector, outcome: Outcome) -> None:
    """Check that a call returned or raised what the vector expects."""
    if vector.error is None:
        assert isinstance(outcome, Response), f"raised {outcome!r}"
        if vector.items is not None:
            check_items(vector, outcome.data)
        else:
            hint = _hints(vector.operation)["return"]
            _check_value(hint, outcome.data, vector.result, vector.media_type)
        assert outcome.status == vector.status
        _check_headers(vector, outcome.headers)
        return
    module = importlib.import_module(f"{vector.operation.package}.errors")
    expected = getattr(module, vector.error)
    assert type(outcome) is expected, f"{vector.error} expected, not {outcome!r}"
    if not isinstance(outcome, ApiError):
        return
    assert outcome.status == vector.status
    assert outcome.operation_id == vector.operation.id
    if vector.body is not NOTHING:
        assert outcome.decode_error is None, outcome.decode_error
        hint = inspect.get_annotations(expected, eval_str=True).get("body", Any)
        _check_value(hint, outcome.body, vector.body, vector.media_type)
    _check_headers(vector, outcome.headers)


def check_items(vector: ResponseVector, items: Sequence[Any]) -> None:
    """Check that items are the expected ones, each of the documented type."""
    assert vector.items is not None
    hint = _hints(vector.operation)["return"]
    kinds = [
        typing.get_args(kind)[0]
        for kind in _alternatives(hint)
        if typing.get_origin(kind) is Iterator
    ]
    assert len(items) == len(vector.items), f"{items!r} is not {vector.items!r}"
    for item, expected in zip(items, vector.items, strict=True):
        is_typed = any(_is_typed(kind, item, expected) for kind in kinds)
        assert is_typed, f"{item!r} is not {expected!r} as {hint}"
        again = codec.to_builtins(item)
        assert is_same(again, expected), f"{again!r} is not {expected!r}"


def _check_headers(vector: ResponseVector, headers: Headers) -> None:
    for name, expected in vector.documented_headers.items():
        # An instant may have another spelling than the documented one.
        is_kept = is_same(headers.get(name), vector.headers[name])
        assert is_kept, f"the header {name} is missing or differs"
        if expected.property is not None:
            value = codec.to_builtins(getattr(headers, expected.property))
            message = (
                f"headers.{expected.property} is {value!r}, not {expected.value!r}"
            )
            assert is_same(value, expected.value), message


def _check_value(hint: Any, value: Any, expected: Any, media_type: str) -> None:
    """Check that a value has the annotated type, and encodes to what is expected."""
    if isinstance(value, bytes) and value == str(expected).encode():
        if not is_json(media_type):
            return  # raw bytes; those of JSON are compared as values
    assert _is_typed(hint, value, expected), f"{value!r} is not {expected!r} as {hint}"
    again = codec.to_builtins(value)
    assert is_same(again, expected), f"{again!r} is not {expected!r}"


def _is_typed(hint: Any, value: Any, expected: Any) -> bool:
    """Whether a value is `expected`, converted to one of the annotated types."""
    for candidate in _alternatives(hint):
        try:
            if codec.convert(candidate, expected) == value:
                return True
        except (DecodeError, TypeError, NotImplementedError):
            continue  # for example, JSON cannot be an iterator
    return False


def _alternatives(hint: Any) -> tuple[Any, ...]:
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if is_union else (hint,)


# ------------------------------------------------------------------- credentials


def auth(vectors: Vectors, secrets: Mapping[str, str]) -> Auth:
    """Credentials for the client, by name of scheme."""
    credentials: dict[str, Credential] = {}
    for name, secret in secrets.items():
        credential = _credential(vectors.schemes[name], secret)
        if credential is not None:
            credentials[name] = credential
    return credentials


def _credential(scheme: Scheme, secret: str) -> Credential | None:
    match scheme.kind:
        case "key":
            return ApiKey(secret)
        case "basic":
            user, _, password = secret.partition(":")
            return Basic(user, password)
        case "bearer":
            return Bearer(secret)
        case "http":
            return secret
        case _:
            return None
