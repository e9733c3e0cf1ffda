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
from .equality import same
from .vectors import (
    NOTHING,
    Operation,
    RequestVector,
    ResponseVector,
    Scheme,
    Vectors,
)
from .wire import is_json

AnyCall = Call[Any, Headers]
Outcome = Response[Any, Headers] | Error
TIMEOUT = Timeout(total=600.0, connect=600.0)
"""A guard against hanging only: nothing here is about how fast a server is."""


def function(operation: Operation) -> Callable[..., AnyCall]:
    """The sans-I/O function of an operation."""
    found: Callable[..., AnyCall] = getattr(_module(operation), operation.function)
    return found


def description(operation: Operation) -> Description:
    """The operation as the client describes it."""
    found: Description = getattr(_module(operation), operation.constant)
    return found


def _module(operation: Operation) -> types.ModuleType:
    return importlib.import_module(f"{operation.package}.operations.{operation.module}")


@cache
def _hints(operation: Operation) -> Mapping[str, Any]:
    """Types of the function's arguments, and of what a call gives (`return`)."""
    hints = typing.get_type_hints(function(operation))
    hints["return"] = typing.get_args(hints["return"])[0]
    return hints


def arguments(vector: RequestVector) -> dict[str, Any]:
    """The vector's arguments as the types that the function asks for."""
    hints = _hints(vector.operation)
    found = {
        name: codec.convert(hints[name], value)
        for name, value in vector.arguments.items()
    }
    if vector.body is not None:
        media_type, value = vector.body
        found["body"] = body_of(vector.operation, media_type, value)
        if "content_type" in hints:
            is_range = "*" in media_type
            sent = vector.request.headers["content-type"]
            found["content_type"] = sent if is_range else media_type
    return found


def body_of(operation: Operation, media_type: str, value: Any) -> Any:
    """A request's body as the type that the client sends in a media type."""
    bodies = description(operation).bodies
    body = next(body for body in bodies if body.media_type == media_type)
    if isinstance(body, Bytes):
        return value.encode()
    if isinstance(body, JsonLines):
        return [codec.convert(body.type, item) for item in value]
    return value if body.type is str else codec.convert(body.type, value)


def call_of(vector: RequestVector) -> AnyCall:
    """The call that the vector's arguments make."""
    return function(vector.operation)(**arguments(vector))


def some_call(vectors: Vectors, operation: Operation) -> AnyCall:
    """A call of the operation, whatever its arguments."""
    vector = vectors.first_requests.get(operation.name)
    return Call(description(operation)) if vector is None else call_of(vector)


def waited(client: SyncClient, vector: RequestVector) -> Outcome:
    """Result or exception of the operation's method on the synchronous client."""
    try:
        answer: Response[Any, Headers] = _method(client, vector)(**arguments(vector))
        return read(answer)
    except Error as error:
        return error


async def awaited(client: AsyncClient, vector: RequestVector) -> Outcome:
    """Result or exception of the operation's method on the asynchronous client."""
    try:
        method = _method(client, vector)
        answer: Response[Any, Headers] = await method(**arguments(vector))
        return read(answer)
    except Error as error:
        return error


def _method(
    client: SyncClient | AsyncClient, vector: RequestVector
) -> Callable[..., Any]:
    """The method of a resource that answers with status and headers too."""
    resource = getattr(client, vector.operation.module)
    method: Callable[..., Any] = getattr(resource.raw, vector.operation.function)
    return method


def stream_method(
    client: SyncClient | AsyncClient, operation: Operation
) -> Callable[..., Any]:
    """The method of a resource that answers piece by piece."""
    resource = getattr(client, operation.module)
    method: Callable[..., Any] = getattr(resource.stream, operation.function)
    return method


def read(answer: Response[Any, Headers]) -> Response[Any, Headers]:
    """The answer with a list of its items, where it is a sequence of them."""
    if not isinstance(answer.data, Iterator):
        return answer
    return Response([*answer.data], answer.status, answer.headers, answer.raw)


def raw_of(vector: ResponseVector) -> RawResponse:
    """The vector's answer as it comes from the network."""
    return RawResponse(vector.status, Headers(vector.headers.items()), vector.content)


# ------------------------------------------------------------------ expectations


def check(vector: ResponseVector, outcome: Outcome) -> None:
    """That a call's outcome, an answer or what it raised, is the expected one."""
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


def check_items(vector: ResponseVector, found: Sequence[Any]) -> None:
    """That the items of a sequence are the expected ones, each of the documented type."""
    assert vector.items is not None
    hint = _hints(vector.operation)["return"]
    kinds = [
        typing.get_args(kind)[0]
        for kind in _alternatives(hint)
        if typing.get_origin(kind) is Iterator
    ]
    assert len(found) == len(vector.items), f"{found!r} is not {vector.items!r}"
    for item, expected in zip(found, vector.items, strict=True):
        is_typed = any(_is_typed(kind, item, expected) for kind in kinds)
        assert is_typed, f"{item!r} is not {expected!r} as {hint}"
        again = codec.to_builtins(item)
        assert same(again, expected), f"{again!r} is not {expected!r}"


def _check_headers(vector: ResponseVector, headers: Headers) -> None:
    for name, expected in vector.documented_headers.items():
        # An instant may be written in another way than it was documented.
        is_same = same(headers.get(name), vector.headers[name])
        assert is_same, f"the header {name} was lost"
        if expected.property is not None:
            found = codec.to_builtins(getattr(headers, expected.property))
            message = (
                f"headers.{expected.property} is {found!r}, not {expected.value!r}"
            )
            assert same(found, expected.value), message


def _check_value(hint: Any, found: Any, expected: Any, media_type: str) -> None:
    """`found` is of the annotated type, equals `expected`, and says it again."""
    if isinstance(found, bytes) and found == str(expected).encode():
        if not is_json(media_type):
            return  # as they came; else they are what the text says
    assert _is_typed(hint, found, expected), f"{found!r} is not {expected!r} as {hint}"
    again = codec.to_builtins(found)
    assert same(again, expected), f"{again!r} is not {expected!r}"


def _is_typed(hint: Any, found: Any, expected: Any) -> bool:
    """Whether `found` is what `expected` becomes in one of the annotated types."""
    for candidate in _alternatives(hint):
        try:
            if codec.convert(candidate, expected) == found:
                return True
        except (DecodeError, TypeError, NotImplementedError):
            continue  # of an iterator, say, which no JSON is
    return False


def _alternatives(hint: Any) -> tuple[Any, ...]:
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if is_union else (hint,)


# ------------------------------------------------------------------- credentials


def auth(vectors: Vectors, secrets: Mapping[str, str]) -> Auth:
    """Credentials of the client, by name of scheme."""
    found: dict[str, Credential] = {}
    for name, secret in secrets.items():
        credential = _credential(vectors.schemes[name], secret)
        if credential is not None:
            found[name] = credential
    return found


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
