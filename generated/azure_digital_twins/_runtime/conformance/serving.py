"""The generated server with recording handlers.

All operations are handled by one `Recorder`, which keeps the request and holds the
response.
"""

from __future__ import annotations

import socket
import threading
import typing
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn
from msgspec import Struct

from ..client import Body, Bytes, Text, codec
from ..client.bodies import choose
from ..server import (
    AnyHandlerResponse,
    Application,
    Defaults,
    EndpointResponse,
    Principal,
    RangeStatusResponse,
    Request,
)
from .event_loop import AsgiApp
from .suite import Suite
from .targets import Target
from .vectors import ResponseVector
from .vectors_file import Vectors
from .wire import is_json

_SHUTDOWN_SECONDS = 10
"""Time for responses that may never end, after the last request."""


class Recorder:
    """State shared by all handlers: the requests that they received, and their response."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.response: AnyHandlerResponse | None = None


class Recording:
    """Handlers of any group. No operation has the name of an attribute of this class."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def __getattr__(
        self, name: str
    ) -> Callable[[Request], Awaitable[AnyHandlerResponse]]:
        if name.startswith("__"):
            raise AttributeError(name)
        recorder = self._recorder

        async def handler(request: Request) -> AnyHandlerResponse:
            recorder.requests.append(request)
            assert recorder.response is not None, "no response is set"
            return recorder.response

        return handler


class SecretCheck:
    """Accepts known secrets, with all scopes; `unscoped:secret` without any."""

    def __init__(self, vectors: Vectors, secrets: Mapping[str, str]) -> None:
        self._secrets = frozenset(secrets.values())
        self._scopes = frozenset(
            scope
            for operation in vectors.operations.values()
            for alternative in operation.security
            for _, scopes in alternative
            for scope in scopes
        )

    def __getattr__(self, name: str) -> Callable[[object], Awaitable[Principal | None]]:
        if name.startswith("__"):
            raise AttributeError(name)

        async def check(credential: object) -> Principal | None:
            secret_text = _secret_of(credential)
            if secret_text == "unscoped:secret":
                return Principal("conformance")
            known = secret_text in self._secrets
            return Principal("conformance", self._scopes) if known else None

        return check


def _secret_of(credential: object) -> str:
    """The secret of a credential."""
    username = getattr(credential, "username", None)
    if username is not None:
        return f"{username}:{getattr(credential, 'password', '')}"
    return str(getattr(credential, "key", getattr(credential, "token", "")))


class Loop(Struct, frozen=True):
    """The generated server and the recorder behind its handlers."""

    suite: Suite
    recorder: Recorder
    target: Target
    defaults: Defaults

    def expect(self, vector: ResponseVector) -> AnyHandlerResponse:
        """Respond with the vector from now on, and forget recorded requests."""
        self.recorder.requests.clear()
        self.recorder.response = handler_response(self.suite, vector)
        return self.recorder.response


def recording_app(
    suite: Suite, recorder: Recorder, secrets: Mapping[str, str]
) -> Application:
    """The generated server with `recorder` as its handlers; responses are validated."""
    handlers = Recording(recorder)
    groups: dict[str, Any] = {endpoint.group: handlers for endpoint in suite.endpoints}
    security = SecretCheck(suite.vectors, secrets)
    app: Application = suite.server.create_app(
        suite.server.Handlers(**groups),
        security=security,
        validate_responses="enforce",
    )
    return app


def unimplemented_app(suite: Suite, secrets: Mapping[str, str]) -> Application:
    """The generated server without handlers."""
    app: Application = suite.server.create_app(
        security=SecretCheck(suite.vectors, secrets)
    )
    return app


@contextmanager
def listening(app: AsgiApp) -> Iterator[str]:
    """Run `app` in a server in a thread, and yield its base URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            app, log_level="critical", timeout_graceful_shutdown=_SHUTDOWN_SECONDS
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(600)


# ---------------------------------------------------------------------- responses


def handler_response(suite: Suite, vector: ResponseVector) -> AnyHandlerResponse:
    """The vector as a handler returns it."""
    assert vector.declared is not None
    endpoint = suite.endpoint_of(vector.operation)
    spec = endpoint.find_response(vector.declared)
    assert spec is not None, f"the server does not declare {vector.declared}"
    hints = typing.get_type_hints(spec.response)
    fields: dict[str, Any] = {}
    for output in spec.headers:
        header = vector.documented_headers.get(output.header.name.lower())
        if header is not None:
            fields[output.field] = codec.convert(hints[output.field], header.value)
    if spec.contents and vector.media_type:
        fields["body"] = _body(vector, endpoint.bodies_of(spec))
        if "media_type" in hints:
            declared = _declared(spec, vector.media_type)
            fields["media_type"] = vector.media_type if "*" in declared else declared
    if issubclass(spec.response, RangeStatusResponse):
        fields["status"] = vector.status
    return spec.response(**fields)


def _body(vector: ResponseVector, bodies: tuple[Body, ...]) -> Any:
    """The body as the type of its media type."""
    body = choose(bodies, vector.media_type)
    if vector.items is not None and body is not None:
        return [codec.convert(body.type, item) for item in vector.items]
    if not is_json(vector.media_type):
        if isinstance(body, Text):
            return body.read(vector.content, vector.media_type)
        return vector.content
    if body is None or isinstance(body, Bytes):
        return vector.content
    return codec.convert(body.type, codec.parse_json(vector.content))


def _declared(spec: EndpointResponse, media_type: str) -> str:
    """The declared media type, possibly a range, of a concrete one."""
    kind = media_type.partition("/")[0]
    for candidate in (media_type, f"{kind}/*", "*/*"):
        if candidate in spec.media_types:
            return candidate
    return spec.media_types[0]
