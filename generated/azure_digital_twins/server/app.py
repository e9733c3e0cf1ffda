"""The server of Azure Digital Twins 2023-10-31."""

from __future__ import annotations

from pathlib import Path

from .._runtime.server import (
    DEFAULT_BODY_TIMEOUT,
    DEFAULT_MAX_BODY,
    DEFAULT_MAX_JSON_BODY,
    DEFAULT_TOTAL_BODY_TIMEOUT,
    Application,
    BodyLimits,
    Formats,
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

BASE_PATHS: tuple[str, ...] = ("",)
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
    formats: Formats = "lenient",
    enforce_accept: bool = True,
    allow_trailing_slash: bool = False,
    description_path: str | None = "/openapi.json",
    base_paths: tuple[str, ...] = BASE_PATHS,
    eager: bool = False,
) -> Application:
    """Create the ASGI application of the description.

    It runs under any ASGI server and can be mounted into another application, where
    paths are understood with and without a base path.

    Args:
        handlers: the handlers of each group. Operations without one respond with 501.
        security: authenticates callers. By default, every credential is rejected.
        validate_responses: `log` responses that do not match the description, or respond
            with 500 instead (`enforce`), which is for tests.
        max_body: maximum size of a body in bytes; a larger one is rejected (413).
        max_json_body: the same for JSON and URL-encoded forms, which take many times
            their size in memory.
        body_timeout: seconds without any part of a body after which the request is
            rejected (408); None waits forever.
        total_body_timeout: the same for the time until the whole body has arrived.
        limits: nesting of values, numbers of fields and parts, number of listed errors.
        on_problem: makes the response to a problem (400, 401, 403, 406, 408, 413, 415,
            500, 501), or returns None for the declared one.
        lifespan: returns a context manager that is entered while the server runs.
        formats: `lenient` accepts a `duration` with a fraction and a `time` without an
            offset, which `strict` rejects.
        enforce_accept: reject a request whose `Accept` cannot be met (406); if False, it
            gets the first media type of the response.
        allow_trailing_slash: a path also matches with a slash added or removed at its
            end.
        description_path: where the description is served, below the base paths, unless
            an operation has this path; None to not serve it.
        base_paths: prefixes of every path.
        eager: compile all validators now, instead of each one for the first request that
            needs it.
    """
    return Application(
        ENDPOINTS,
        handlers or Handlers(),
        Schemas.read(Path(__file__).parent.parent / "schemas.json", formats),
        schemes(security or Security()),
        base_paths,
        Options(
            validate_responses,
            BodyLimits(max_body, max_json_body, body_timeout, total_body_timeout),
            limits or Limits(),
            on_problem,
            lifespan,
            enforce_accept,
            allow_trailing_slash,
            description_path,
            eager,
        ),
        Path(__file__).with_name("openapi.json"),
    )
