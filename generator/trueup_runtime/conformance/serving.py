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

from ..client import Body, Bytes, Text, codec
from ..client.bodies import choose
from ..server import (
    AnyHandlerResponse,
    Application,
    Endpoint,
    EndpointResponse,
    Principal,
    RangeStatusResponse,
    Request,
)
from .suite import Suite
from .vectors import Operation, ResponseVector, Vectors
from .wire import is_json


class Recorder:
    """What all handlers share: `asked` is what reached them, `reply` what they say."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.reply: AnyHandlerResponse | None = None


class Recording:
    """Handlers of any group. No operation is called like a member of this class."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def __getattr__(
        self, name: str
    ) -> Callable[[Request], Awaitable[AnyHandlerResponse]]:
        if name.startswith("__"):
            raise AttributeError(name)
        recorder = self._recorder

        async def handler(request: Request) -> AnyHandlerResponse:
            recorder.asked.append(request)
            assert recorder.reply is not None, "nothing to answer with"
            return recorder.reply

        return handler


class Doorkeeper:
    """Lets in who knows a secret, with every scope there is; `unscoped`: with none."""

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
            secret_text = _shown(credential)
            if secret_text == "unscoped:secret":
                return Principal("conformance")
            known = secret_text in self._secrets
            return Principal("conformance", self._scopes) if known else None

        return check


def _shown(credential: object) -> str:
    """The secret that a credential holds."""
    username = getattr(credential, "username", None)
    if username is not None:
        return f"{username}:{getattr(credential, 'password', '')}"
    return str(getattr(credential, "key", getattr(credential, "token", "")))


def recording_app(
    suite: Suite, recorder: Recorder, secrets: Mapping[str, str]
) -> Application:
    """The generated server, answered by `recorder`; its responses are judged too."""
    handlers = Recording(recorder)
    groups: dict[str, Any] = {endpoint.group: handlers for endpoint in suite.endpoints}
    security = Doorkeeper(suite.vectors, secrets)
    return suite.create_app(
        suite.handlers(**groups), security=security, validate_responses="enforce"
    )


def unimplemented_app(suite: Suite, secrets: Mapping[str, str]) -> Application:
    """The generated server as it is emitted, with nothing implemented."""
    return suite.create_app(security=Doorkeeper(suite.vectors, secrets))


@contextmanager
def listening(app: Application) -> Iterator[str]:
    """The address of a real server that runs `app` in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(600)


# ---------------------------------------------------------------------- responses


def endpoint_of(suite: Suite, operation: Operation) -> Endpoint:
    """The operation as the server describes it."""
    return next(one for one in suite.endpoints if one.operation.id == operation.id)


def reply_for(suite: Suite, vector: ResponseVector) -> AnyHandlerResponse:
    """The vector's answer as a handler gives it."""
    assert vector.declared is not None
    endpoint = endpoint_of(suite, vector.operation)
    answer = endpoint.answer(vector.declared)
    assert answer is not None, f"the server does not know {vector.declared}"
    hints = typing.get_type_hints(answer.reply)
    given: dict[str, Any] = {}
    for output in answer.headers:
        header = vector.documented_headers.get(output.header.name.lower())
        if header is not None:
            given[output.field] = codec.convert(hints[output.field], header.value)
    if answer.contents and vector.media_type:
        given["body"] = _body(vector, endpoint.bodies_of(answer))
        if "media_type" in hints:
            declared = _declared(answer, vector.media_type)
            given["media_type"] = vector.media_type if "*" in declared else declared
    if issubclass(answer.reply, RangeStatusResponse):
        given["status"] = vector.status
    return answer.reply(**given)


def _body(vector: ResponseVector, bodies: tuple[Body, ...]) -> Any:
    """The body as the type that the answer's media type has."""
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


def _declared(answer: EndpointResponse, media_type: str) -> str:
    """The declared media type that a concrete one is of."""
    kind = media_type.partition("/")[0]
    for wanted in (media_type, f"{kind}/*", "*/*"):
        if wanted in answer.media_types:
            return wanted
    return answer.media_types[0]
