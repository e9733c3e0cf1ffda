"""The ASGI application: one request from its route to its response.

The order of work is fixed: route (404, 405), security (401, 403), `Accept` (406),
`Content-Type` (415), size (413), decoding and validation (all errors at once, up to a bound), the
handler, the response. A handler is called for valid requests only, so an invalid
request is refused before "not implemented" (501).
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from anyio import to_thread
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from . import encoding
from .credentials import Schemes, keys_in_query
from .decoding import Decoder
from .encoding import without_body
from .endpoints import Endpoint
from .errors import OnProblem, declared_response, headers_of, problem_response
from .limits import BodyLimits, Limits
from .negotiation import choose
from .parameters import check_counts
from .problems import Problem, RequestRejected
from .responses import (
    AnyHandlerResponse,
    FixedStatusResponse,
    HandlerError,
    RangeStatusResponse,
    Request,
    Unimplemented,
)
from .routing import Router, distinct, joined, path_of
from .schemas import Schemas
from .security import Forbidden, authorize

Validation: TypeAlias = Literal["off", "log", "enforce"]
Lifespan: TypeAlias = Callable[[], AbstractAsyncContextManager[None]]
Handler: TypeAlias = Callable[[Any], object]
"""A method of the user's: what it gives is looked at before it is believed."""

_log = logging.getLogger(__name__)
_current: ContextVar[HttpRequest] = ContextVar("http_request")


def http_request() -> HttpRequest:
    """The request that is being answered, as it came: for what no description mentions.

    Raises LookupError outside a handler.
    """
    return _current.get()


@dataclass(frozen=True, slots=True)
class Options:
    """How an application behaves; see `create_app`."""

    validate_responses: Validation = "off"
    body_limits: BodyLimits = BodyLimits()
    limits: Limits = Limits()
    on_problem: OnProblem | None = None
    lifespan: Lifespan | None = None


@dataclass(frozen=True, slots=True)
class _Route:
    endpoint: Endpoint
    handler: Handler
    is_async: bool
    decoder: Decoder


@dataclass(frozen=True)
class Application:
    """Answers the operations of one description. Made by `create_app`.

    `base_paths` are the paths of the description's servers. Where the application is
    mounted (`root_path` is set), paths are also understood without them.
    """

    endpoints: Iterable[Endpoint]
    handlers: object
    schemas: Schemas
    schemes: Schemes
    base_paths: tuple[str, ...] = ("",)
    options: Options = field(default_factory=Options)
    _router: Router[_Route] = field(
        default_factory=Router[_Route], init=False, repr=False
    )
    _bare: Router[_Route] = field(
        default_factory=Router[_Route], init=False, repr=False
    )

    def __post_init__(self) -> None:
        for endpoint in self.endpoints:
            operation = endpoint.operation
            handler = getattr(getattr(self.handlers, endpoint.group), endpoint.handler)
            keys = keys_in_query(operation.security, self.schemes)
            route = _Route(
                endpoint,
                handler,
                inspect.iscoroutinefunction(handler),
                Decoder(
                    endpoint,
                    self.schemas,
                    self.options.limits,
                    self.options.body_limits,
                    keys,
                ),
            )
            choices = endpoint.choices(self.schemas)
            self._bare.add(operation.method, operation.path, route, choices)
            for base in distinct(endpoint.base_paths or self.base_paths):
                path = joined(base, operation.path)
                self._router.add(operation.method, path, route, choices)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self._http(scope, receive, send)
            case "lifespan":
                await self._lifespan(receive, send)
            case "websocket":
                await send({"type": "websocket.close", "code": 1000, "reason": None})
            case _:
                raise ValueError(f"not a kind of connection: {scope['type']!r}")

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        _current.set(request)
        try:
            response = await self._response(request)
            if scope["method"] == "HEAD":
                response = without_body(response)
            await response(scope, receive, send)
        except ClientDisconnect:  # while the body is received or the response sent
            return

    async def _response(self, request: HttpRequest) -> Response:
        path = path_of(request.scope)
        found = self._router.match(path, request.method)
        if found is None and request.scope.get("root_path"):
            found = self._bare.match(path, request.method)
        if found is None:
            return problem_response(Problem(404, "There is nothing at this path."))
        target = found.find(request.method)
        allow = {"Allow": ", ".join(found.allow)}
        if target is not None:
            return await self._operation(request, *target)
        if request.method == "OPTIONS":
            return Response(None, 204, allow)
        detail = f"The method {request.method[:20]} is not allowed here."
        return problem_response(Problem(405, detail, headers=allow))

    async def _operation(
        self, request: HttpRequest, route: _Route, path: Mapping[str, str]
    ) -> Response:
        try:
            return await self._answer(request, route, path)
        except RequestRejected as refused:
            problem = refused.problem
        except Forbidden as reason:
            problem = Problem(403, str(reason) or "The caller may not do this.")
        except Unimplemented:
            problem = Problem(501, "This operation is not implemented.")
        except ClientDisconnect:
            raise
        except Exception:
            _log.exception("%s failed", route.endpoint.operation.id)
            problem = Problem(500, "The server failed to answer this request.")
        return self._problem(problem, route.endpoint, request.headers.get("accept"))

    async def _answer(
        self, request: HttpRequest, route: _Route, path: Mapping[str, str]
    ) -> Response:
        """The work in its order. Raises RequestRejected, and whatever the handler raises."""
        endpoint, decoder = route.endpoint, route.decoder
        check_counts(request, self.options.limits)
        principals = await authorize(request, endpoint.operation.security, self.schemes)
        accept = ", ".join(request.headers.getlist("accept")) or None
        if endpoint.produces and choose(accept, endpoint.produces) is None:
            offered = ", ".join(endpoint.produces)
            raise RequestRejected(
                Problem(406, f"Only these media types are at hand: {offered}.")
            )
        content = decoder.content(request)
        asked = await decoder.decode(request, path, content, principals)
        reply = await _handled(route, asked)
        answer = endpoint.answer_of(reply)
        if answer is None:
            raise TypeError(f"{type(reply).__name__} is no reply of this operation")
        response = encoding.encode(reply, answer, accept, endpoint)
        if self.options.validate_responses != "off":
            self._judge(reply, response, endpoint)
        return response

    def _judge(
        self, reply: AnyHandlerResponse, response: Response, endpoint: Endpoint
    ) -> None:
        """Holds a response against the description; `enforce` makes a fault fail."""
        answer = endpoint.answer_of(reply)
        assert answer is not None
        found = tuple(encoding.faults(reply, answer, response, self.schemas))
        if not found:
            return
        message = f"{type(reply).__name__} is not what the description says: {'; '.join(found)}"
        if self.options.validate_responses == "enforce":
            raise ValueError(message)
        _log.warning("%s: %s", endpoint.operation.id, message)

    def _problem(
        self, problem: Problem, endpoint: Endpoint, accept: str | None
    ) -> Response:
        """The problem as the hook has it, else as the description has it."""
        if self.options.on_problem is not None:
            try:
                reply = self.options.on_problem(problem, endpoint.operation.id)
                if reply is not None:
                    return _hooked(reply, problem, endpoint, accept)
            except Exception:
                _log.exception("%s: on_problem failed", endpoint.operation.id)
        return declared_response(problem, endpoint, self.schemas, accept)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        """Runs `lifespan` around the life of the server (ASGI Lifespan 2.0)."""
        await receive()
        is_started = False
        try:
            if self.options.lifespan is None:
                await send({"type": "lifespan.startup.complete"})
                is_started = True
                await receive()
            else:
                async with self.options.lifespan():
                    await send({"type": "lifespan.startup.complete"})
                    is_started = True
                    await receive()
        except Exception as error:
            stage = "shutdown" if is_started else "startup"
            await send({"type": f"lifespan.{stage}.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})


async def _handled(route: _Route, asked: Request) -> AnyHandlerResponse:
    """What the handler answers, returned or raised. A plain function runs in a thread."""
    reply: object
    try:
        if route.is_async:
            reply = route.handler(asked)
        else:
            reply = await to_thread.run_sync(route.handler, asked)
        if inspect.isawaitable(reply):
            reply = await reply
    except HandlerError as raised:
        return raised.reply
    if not isinstance(reply, FixedStatusResponse | RangeStatusResponse):
        raise TypeError(
            f"the handler answered with {type(reply).__name__}, which is no reply"
        )
    return reply


def _hooked(
    reply: AnyHandlerResponse, problem: Problem, endpoint: Endpoint, accept: str | None
) -> Response:
    answer = endpoint.answer_of(reply)
    if answer is None:
        raise TypeError(f"{type(reply).__name__} is no reply of this operation")
    response = encoding.encode(reply, answer, accept, endpoint)
    for name, value in headers_of(problem).items():
        response.headers.setdefault(name, value)
    return response
