"""Choose the declared response for an error, and build it (RFC 9110, RFC 9457).

An invalid request gets the first of 422, 400, `4XX` and `default`. Every other problem
keeps its status, because HTTP gives it a meaning, in the response for the status itself,
its range or `default`. If no declared response fits, problem details are sent.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable, Iterator
from typing import TypeAlias

import msgspec
from starlette.responses import Response

from ..client import DecodeError
from ..client.bodies import Body, Json, Text
from .endpoints import Content, Endpoint, EndpointResponse
from .error_bodies import ErrorBodies
from .negotiation import MediaType, choose, media_type
from .problems import Problem
from .responses import AnyHandlerResponse

PROBLEM_JSON = "application/problem+json"

OnProblem: TypeAlias = Callable[[Problem, str], AnyHandlerResponse | None]
"""Takes a problem and the operation's id; None leaves it to the declared responses."""

_log = logging.getLogger(__name__)


def headers_of(problem: Problem) -> dict[str, str]:
    """Headers of a response that may quote the request: browsers must not guess
    that it is a page."""
    return {**problem.headers, "X-Content-Type-Options": "nosniff"}


def problem_response(problem: Problem, status: int | None = None) -> Response:
    """Problem details."""
    sent = problem.status if status is None else status
    body = msgspec.json.encode(problem.as_json(sent))
    return Response(body, sent, headers_of(problem), media_type=PROBLEM_JSON)


def declared_response(
    problem: Problem, endpoint: Endpoint, error_bodies: ErrorBodies, accept: str | None
) -> Response:
    """The problem in a response that the operation declares."""
    for status, declared in candidates(problem, endpoint):
        bodies = endpoint.bodies_of(declared)
        response = _in_declared_media_type(
            problem, status, declared, bodies, error_bodies, accept
        )
        if response is not None:
            return response
    status = next(
        (status for status, _ in candidates(problem, endpoint)), problem.status
    )
    if (endpoint.responses and status != problem.status) or _has(endpoint, status):
        _log.warning(
            "%s: no declared error schema can describe the problem; supply `on_problem`",
            endpoint.operation.id,
        )
    return problem_response(problem, status)


def candidates(
    problem: Problem, endpoint: Endpoint
) -> Iterator[tuple[int, EndpointResponse]]:
    """Declared responses that can describe a problem, the best first, with the status to send."""
    status = problem.status
    if status == 400:  # the request breaks the description
        unprocessable = endpoint.find_response("422")
        if unprocessable is not None:
            yield 422, unprocessable
    for key in (str(status), f"{status // 100}XX", "default"):
        declared = endpoint.find_response(key)
        if declared is not None:  # those that follow are for other statuses
            yield status, declared
            return


def _has(endpoint: Endpoint, status: int) -> bool:
    return endpoint.find_response(str(status)) is not None


def _in_declared_media_type(
    problem: Problem,
    status: int,
    declared: EndpointResponse,
    bodies: tuple[Body, ...],
    error_bodies: ErrorBodies,
    accept: str | None,
) -> Response | None:
    """The problem in a media type of the response; None if it fits in none."""
    headers = headers_of(problem)
    if not declared.contents:
        return Response(None, status, headers)
    ordered = list(zip(declared.contents, bodies, strict=True))
    if len(ordered) > 1:
        preferred = choose(accept, declared.media_types)
        ordered.sort(key=lambda both: both[0].media_type != preferred)
    for content, codec in ordered:
        kind = media_type(content.media_type)
        body = _body(problem, status, content, codec, kind, error_bodies)
        if body is not None:
            sent = content.media_type
            if kind is None or kind.is_range:
                sent = (
                    "text/plain; charset=utf-8"
                    if kind and kind.type == "text"
                    else "application/json"
                )
            headers["content-type"] = sent
            return Response(body, status, headers)
    return None


def _body(
    problem: Problem,
    status: int,
    content: Content,
    codec: Body,
    kind: MediaType | None,
    error_bodies: ErrorBodies,
) -> bytes | None:
    if kind is not None and kind.type == "text":
        # The detail may quote the request, and is not markup.
        is_plain = kind.is_range or kind.subtype == "plain"
        detail = problem.detail if is_plain else html.escape(problem.detail)
        text = detail.encode()
        return text if _reads(codec, text) else None
    is_json = isinstance(codec, Json) or (kind is not None and kind.is_json)
    if kind is None or not (is_json or kind.is_range):
        return None
    if content.schema is None:
        return msgspec.json.encode(problem.as_json(status))
    value = error_bodies.fill(content.schema, problem, status)
    return None if value is None else msgspec.json.encode(value)


def _reads(codec: Body, text: bytes) -> bool:
    """Whether a client can read the text: a number may be declared."""
    if not isinstance(codec, Text) or codec.type is str:
        return True
    try:
        codec.read(text)
    except DecodeError:
        return False
    return True
