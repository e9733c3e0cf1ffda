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
from contextlib import AbstractAsyncContextManager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, get_args

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from . import encoding
from .credentials import Principal, Requirements, Schemes, keys_in_query
from .decoding import Decoder
from .defaults import Defaults
from .description import ServedDescription
from .encoding import without_body
from .endpoints import Endpoint
from .errors import ErrorResponses, OnProblem, problem_response
from .handler_calls import (
    Handler,
    call_in_thread,
    check_handlers,
    declared_of,
    encode_hook_result,
    handler_of,
)
from .limits import BodyLimits, Limits
from .negotiation import choose
from .parameters import check_counts
from .problems import Problem, RequestRejected
from .requests import IncomingRequest
from .response_validation import ResponseValidator, Validation
from .responses import AnyHandlerResponse, HandlerError, Unimplemented
from .routing import Match, Router, distinct, joined, path_of
from .schemas import Schemas
from .security import Forbidden, authorize

Lifespan: TypeAlias = Callable[[], AbstractAsyncContextManager[None]]
_log = logging.getLogger(__name__)
_current: ContextVar[IncomingRequest] = ContextVar("http_request")


def http_request() -> HttpRequest:
    """The HTTP request that a handler is processing, for what the description does not mention.

    Raises LookupError outside a handler.
    """
    return _current.get().as_starlette()


@dataclass(frozen=True, slots=True)
class Options:
    """How an application behaves; see `create_app`."""

    validate_responses: Validation = "off"
    body_limits: BodyLimits = BodyLimits()
    limits: Limits = Limits()
    on_problem: OnProblem | None = None
    lifespan: Lifespan | None = None
    enforce_accept: bool = True
    allow_trailing_slash: bool = False
    description_path: str | None = "/openapi.json"
    eager: bool = False

    def __post_init__(self) -> None:
        if self.validate_responses not in get_args(Validation):
            raise ValueError(
                f"`validate_responses` must be one of {get_args(Validation)}"
            )


@dataclass(frozen=True, slots=True)
class _Route:
    endpoint: Endpoint
    handler: Handler
    is_async: bool
    decoder: Decoder
    security: Requirements
    media_types: tuple[str, ...]
    """Those that `Accept` has to take one of; () if any response is sent."""


@dataclass(frozen=True, repr=False)
class Application:
    """The ASGI application of one description; see `create_app`.

    `base_paths` are the paths of the description's servers. Where the application is
    mounted (`root_path` is set), paths are also understood without them.
    """

    endpoints: Iterable[Endpoint]
    handlers: object
    schemas: Schemas
    schemes: Schemes
    base_paths: tuple[str, ...] = ("",)
    options: Options = field(default_factory=Options)
    description: Path | None = None
    _router: Router[_Route] = field(
        default_factory=Router[_Route], init=False, repr=False
    )
    _bare: Router[_Route] = field(
        default_factory=Router[_Route], init=False, repr=False
    )

    def __post_init__(self) -> None:
        defaults = Defaults(self.schemas)
        check_handlers(self.handlers, self._endpoints)
        for endpoint in self._endpoints:
            operation = endpoint.operation
            handler = handler_of(self.handlers, endpoint)
            keys = keys_in_query(operation.security, self.schemes)
            limits = self.options.limits, self.options.body_limits
            decoder = Decoder(endpoint, self.schemas, defaults, *limits, keys)
            is_async = inspect.iscoroutinefunction(handler)
            media_types = endpoint.produces if self.options.enforce_accept else ()
            route = _Route(
                endpoint, handler, is_async, decoder, operation.security, media_types
            )
            if self.options.eager:
                has_validation = self.options.validate_responses != "off"
                for pointer in endpoint.pointers(responses=has_validation):
                    self.schemas.prepare(pointer)
            choices = endpoint.choices(self.schemas)
            self._bare.add(operation.method, operation.path, route, choices)
            for base in distinct(endpoint.base_paths or self.base_paths):
                path = joined(base, operation.path)
                self._router.add(operation.method, path, route, choices)

    def __repr__(self) -> str:
        return f"<Application with {len(self._endpoints)} operations>"

    @cached_property
    def _endpoints(self) -> tuple[Endpoint, ...]:
        return tuple(self.endpoints)

    @cached_property
    def _error_responses(self) -> ErrorResponses:
        return ErrorResponses(self.schemas)

    @cached_property
    def _served(self) -> ServedDescription | None:
        """The description and its paths; None if it is not served."""
        path, file = self.options.description_path, self.description
        if path is None or file is None or not file.is_file():
            return None
        paths = frozenset(joined(base, path) for base in distinct(self.base_paths))
        return ServedDescription.read(file, path, paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                pass
            case "lifespan":
                return await self._lifespan(receive, send)
            case "websocket":
                closing = {"type": "websocket.close", "code": 1000, "reason": None}
                return await send(closing)
            case _:
                raise ValueError(f"unknown type of connection: {scope['type']!r}")
        request = IncomingRequest(scope, receive)
        _current.set(request)
        match = self._match(scope)
        try:
            if match is None or match.target is None:
                response = self._unmatched(request, match)
            else:
                response = await self._operation(request, match.target, match.values)
            if scope["method"] == "HEAD":
                response = without_body(response)
            await response(scope, receive, send)
        except ClientDisconnect:  # while the body is received or the response sent
            return

    def _unmatched(
        self, request: IncomingRequest, match: Match[_Route] | None
    ) -> Response:
        """The response if the path, or the method, does not belong to an operation."""
        method: str = request.scope["method"]
        if match is None and self._served is not None:
            is_mounted = bool(request.scope.get("root_path"))
            described = self._served.response(
                request.as_starlette(), is_mounted=is_mounted
            )
            if described is not None:
                return described
        if match is None:
            return problem_response(Problem(404, "There is nothing at this path."))
        allow = {"Allow": match.allow}
        if method == "OPTIONS":
            return Response(None, 204, allow)
        detail = f"The method {method[:20]} is not allowed here."
        return problem_response(Problem(405, detail, headers=allow))

    def _match(self, scope: Scope) -> Match[_Route] | None:
        path, method = path_of(scope), scope["method"]
        match = self._router.match(path, method)
        if match is not None:
            return match
        paths = [path]
        if self.options.allow_trailing_slash and path != "/":
            paths.append(path[:-1] if path.endswith("/") else f"{path}/")
        is_mounted = bool(scope.get("root_path"))
        routers = (self._router, self._bare) if is_mounted else (self._router,)
        matches = (router.match(p, method) for router in routers for p in paths)
        return next((match for match in matches if match is not None), None)

    async def _operation(
        self, request: IncomingRequest, route: _Route, path: Mapping[str, str]
    ) -> Response:
        """Process a request in the order above."""
        endpoint = route.endpoint
        accept = ", ".join(request.fields(b"accept")) or None
        try:
            check_counts(request, self.options.limits)
            principals: Mapping[str, Principal] = {}
            if route.security:
                principals = await authorize(request, route.security, self.schemes)
            is_picky = accept is not None and accept != "*/*" and route.media_types
            if is_picky and choose(accept, route.media_types) is None:
                offered = ", ".join(route.media_types)
                problem = Problem(406, f"Available media types: {offered}.")
                raise RequestRejected(problem)
            typed_request = await route.decoder.decode(request, path, principals)
            try:
                if route.is_async:
                    result = await route.handler(typed_request)
                else:
                    result = await call_in_thread(route.handler, typed_request)
            except HandlerError as error:
                result = error.response
            return self._response(result, endpoint, accept)
        except RequestRejected as refused:
            problem = refused.problem
        except Forbidden as reason:
            problem = Problem(403, str(reason) or "The caller may not do this.")
        except Unimplemented:
            problem = Problem(501, "This operation is not implemented.")
        except ClientDisconnect:
            raise
        except Exception:
            _log.exception("%s failed", endpoint.operation.id)
            problem = Problem(500, "The server failed to process this request.")
        return self._problem(problem, endpoint, accept)

    def _response(
        self, result: AnyHandlerResponse, endpoint: Endpoint, accept: str | None
    ) -> Response:
        """The response to a result of a handler, validated where that is wanted."""
        declared = declared_of(result, endpoint)
        validation = self.options.validate_responses
        if validation == "off":
            return encoding.encode(result, declared, accept, endpoint)
        validator = ResponseValidator(self.schemas, endpoint, declared, validation)
        result = validator.with_checked_items(result, accept)
        response = encoding.encode(result, declared, accept, endpoint)
        validator.validate(result, response)
        return response

    def _problem(
        self, problem: Problem, endpoint: Endpoint, accept: str | None
    ) -> Response:
        """The response of `on_problem`, else the declared one."""
        if self.options.on_problem is not None:
            try:
                result = self.options.on_problem(problem, endpoint.operation.id)
                if result is not None:
                    return encode_hook_result(result, problem, endpoint, accept)
            except Exception:
                _log.exception("%s: on_problem failed", endpoint.operation.id)
        return self._error_responses.response(problem, endpoint, accept)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        """Run the lifespan protocol (ASGI Lifespan 2.0)."""
        await receive()
        is_started = False
        try:
            async with (self.options.lifespan or nullcontext)():
                await send({"type": "lifespan.startup.complete"})
                is_started = True
                await receive()
        except Exception as error:
            stage = "shutdown" if is_started else "startup"
            await send({"type": f"lifespan.{stage}.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})
