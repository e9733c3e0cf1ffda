"""Resources of a client, and sans-I/O functions as their raw and streaming methods.

A view is a descriptor over `Callable[P, Call[T, H]]`, so that the parameters stand once
for it and type checkers see them. The plain methods are generated as functions.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    LiteralString,
    ParamSpec,
    Self,
    TypeVar,
    overload,
)

from .calls import Call, StreamCall
from .deprecation import deprecated
from .headers import Headers
from .operation import Response

if TYPE_CHECKING:
    from .async_client import AsyncClient
    from .client import SyncClient
    from .streaming import AsyncStream, Stream

P = ParamSpec("P")
T = TypeVar("T")
I = TypeVar("I")
H = TypeVar("H", bound=Headers)


class Resource:
    """Operations that belong together, of a synchronous client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._client!r})"


class AsyncResource:
    """Operations that belong together, of an asynchronous client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._client!r})"


class _View(Generic[P, T, H]):
    """The base of all views: the function, and its signature for `help`.

    `deprecated` is the text of a warning for each call.
    """

    def __init__(
        self, build: Callable[P, Call[T, H]], deprecated: LiteralString | None = None
    ) -> None:
        self.build = build
        self.deprecated: LiteralString | None = deprecated
        self.__doc__ = build.__doc__
        self.__wrapped__ = build
        self._signature: inspect.Signature | None = None

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = f"{owner.__qualname__}.{name}"
        self._attribute = name

    def _dressed(self, instance: object, bound: Any, result: str) -> Any:
        """`bound` with the signature and the documentation of the function.

        The instance keeps it, so that it is made once and found at once.
        """
        if self.deprecated is not None:
            bound = deprecated(self.deprecated)(bound)
        functools.update_wrapper(bound, self.build)
        bound.__qualname__ = self._name
        bound.__annotations__ = {**self.build.__annotations__, "return": result}
        if self._signature is None:
            signature = inspect.signature(self.build)
            self._signature = signature.replace(return_annotation=result)
        bound.__signature__ = self._signature
        vars(instance)[self._attribute] = bound
        return bound

    def _result(self) -> tuple[str, str]:
        """The `T` and the `T, H` of the function's annotation, as they are written."""
        written = str(self.build.__annotations__.get("return", "Call[Any, Headers]"))
        inner = written.partition("[")[2].rpartition("]")[0]
        if written.startswith("StreamCall["):
            head = inner.removesuffix(", " + _last(inner, 2))
            return head, f"{head}, {_last(inner, 1)}"
        return inner.removesuffix(", " + _last(inner, 1)), inner


class _StreamView(_View[P, Any, H], Generic[P, I, H]):
    """The base of both streaming views; `I` is one piece."""

    def __init__(
        self,
        build: Callable[P, StreamCall[Any, I, H]],
        deprecated: LiteralString | None = None,
    ) -> None:
        super().__init__(build, deprecated)
        self.build_stream = build

    def _stream(self) -> str:
        """The `I, H` of the function's annotation."""
        inner = self._result()[1]
        return _last(inner, 2)


class RawMethod(_View[P, T, H]):
    """Sends the call and returns the full response: status, headers and data."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: Resource, owner: type[Any]
    ) -> Callable[P, Response[T, H]]: ...
    def __get__(self, instance: Resource | None, owner: type[Any]) -> Any:
        if instance is None:
            return self

        def method(*args: P.args, **kwargs: P.kwargs) -> Response[T, H]:
            return instance._client.send(self.build(*args, **kwargs))

        return self._dressed(instance, method, f"Response[{self._result()[1]}]")


class AsyncRawMethod(_View[P, T, H]):
    """Sends the call and, awaited, returns the full response: status, headers, data."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: AsyncResource, owner: type[Any]
    ) -> Callable[P, Coroutine[Any, Any, Response[T, H]]]: ...
    def __get__(self, instance: AsyncResource | None, owner: type[Any]) -> Any:
        if instance is None:
            return self

        async def method(*args: P.args, **kwargs: P.kwargs) -> Response[T, H]:
            return await instance._client.send(self.build(*args, **kwargs))

        return self._dressed(instance, method, f"Response[{self._result()[1]}]")


class StreamMethod(_StreamView[P, I, H]):
    """Sends the call and streams the response, in a `with` block."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: Resource, owner: type[Any]
    ) -> Callable[P, AbstractContextManager[Stream[I, H]]]: ...
    def __get__(self, instance: Resource | None, owner: type[Any]) -> Any:
        if instance is None:
            return self

        def method(
            *args: P.args, **kwargs: P.kwargs
        ) -> AbstractContextManager[Stream[I, H]]:
            return instance._client.stream(self.build_stream(*args, **kwargs))

        return self._dressed(
            instance, method, f"AbstractContextManager[Stream[{self._stream()}]]"
        )


class AsyncStreamMethod(_StreamView[P, I, H]):
    """Sends the call and streams the response, in an `async with` block."""

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(
        self, instance: AsyncResource, owner: type[Any]
    ) -> Callable[P, AbstractAsyncContextManager[AsyncStream[I, H]]]: ...
    def __get__(self, instance: AsyncResource | None, owner: type[Any]) -> Any:
        if instance is None:
            return self

        def method(
            *args: P.args, **kwargs: P.kwargs
        ) -> AbstractAsyncContextManager[AsyncStream[I, H]]:
            return instance._client.stream(self.build_stream(*args, **kwargs))

        result = f"AbstractAsyncContextManager[AsyncStream[{self._stream()}]]"
        return self._dressed(instance, method, result)


def _last(arguments: str, count: int) -> str:
    """The last ones of comma-separated type arguments."""
    depth, commas = 0, 0
    for index in range(len(arguments) - 1, -1, -1):
        depth += (arguments[index] == "]") - (arguments[index] == "[")
        if arguments[index] == "," and depth == 0:
            commas += 1
            if commas == count:
                return arguments[index + 1 :].strip()
    return arguments
