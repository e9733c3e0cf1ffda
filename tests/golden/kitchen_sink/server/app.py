"""The server of Kitchen Sink 1.4.0."""

from __future__ import annotations

from pathlib import Path

from trueup_runtime.server import (
    DEFAULT_BODY_TIMEOUT,
    DEFAULT_MAX_BODY,
    DEFAULT_MAX_JSON_BODY,
    DEFAULT_TOTAL_BODY_TIMEOUT,
    Application,
    BodyLimits,
    Lifespan,
    Limits,
    OnProblem,
    Options,
    Schemas,
    Validation,
)

from .handlers import Handlers
from .routes import ENDPOINTS
from .security import Security, schemes

BASE_PATHS: tuple[str, ...] = ("/v1",)
"""The paths of the description's servers."""


def create_app(
    handlers: Handlers | None = None,
    *,
    security: Security | None = None,
    validate_responses: Validation = "off",
    max_body: int = DEFAULT_MAX_BODY,
    max_json_body: int = DEFAULT_MAX_JSON_BODY,
    body_timeout: float | None = DEFAULT_BODY_TIMEOUT,
    total_body_timeout: float | None = DEFAULT_TOTAL_BODY_TIMEOUT,
    limits: Limits | None = None,
    on_problem: OnProblem | None = None,
    lifespan: Lifespan | None = None,
    base_paths: tuple[str, ...] = BASE_PATHS,
) -> Application:
    """An ASGI application that answers the operations of the description.

    It runs under any ASGI server and can be mounted into another application, where
    paths are understood with and without a base path.

    Args:
        handlers: who answers. Without, every operation that is asked for rightly
            answers 501.
        security: who may call. Without, every credential is denied.
        validate_responses: `log` what a handler answers against the description, or
            `enforce` that it does not (500), which tests want.
        max_body: bytes of a body that are read at most; more are answered with 413.
        max_json_body: the same for JSON and URL-encoded forms, which take many times
            their size in memory.
        body_timeout: seconds without any part of a body after which the request is
            answered with 408; None waits forever.
        total_body_timeout: the same for the time until the whole body has arrived.
        limits: how deeply values are nested, how many fields and parts are read, how
            many errors are listed.
        on_problem: words a problem (400, 401, 403, 406, 408, 413, 415, 500, 501) where the
            declared responses cannot, or not well enough.
        lifespan: makes a context that is entered when the server starts.
        base_paths: what stands before every path.
    """
    return Application(
        ENDPOINTS,
        handlers or Handlers(),
        Schemas.read(Path(__file__).parent.parent / "schemas.json"),
        schemes(security or Security()),
        base_paths,
        Options(
            validate_responses,
            BodyLimits(max_body, max_json_body, body_timeout, total_body_timeout),
            limits or Limits(),
            on_problem,
            lifespan,
        ),
    )
