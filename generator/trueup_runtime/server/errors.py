"""Choose the declared response for an error, and build it (RFC 9110, RFC 9457).

An invalid request gets the first of 422, 400, `4XX` and `default`. Every other problem
keeps its status, because HTTP gives it a meaning, in the response for the status itself,
its range or `default`. If no declared response fits, problem details are sent.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct
from starlette.responses import Response

from ..client import DecodeError
from ..client.bodies import Body, Json, Text
from .encoding import buffered
from .endpoints import Content, Endpoint, EndpointResponse
from .error_bodies import ErrorBodies
from .negotiation import MediaType, choose, media_type
from .problems import Problem
from .responses import AnyHandlerResponse
from .schemas import Schemas

PROBLEM_JSON = "application/problem+json"

OnProblem: TypeAlias = Callable[[Problem, str], AnyHandlerResponse | None]
"""Takes a problem and the operation's id; None leaves it to the declared responses."""

_log = logging.getLogger(__name__)


NO_SNIFFING: Final = ("x-content-type-options", "nosniff")
"""A header for responses that may quote the request: browsers must not guess that they
are pages."""

_RAW_NO_SNIFFING: Final = (NO_SNIFFING[0].encode(), NO_SNIFFING[1].encode())


def problem_response(problem: Problem, status: int | None = None) -> Response:
    """Problem details."""
    sent = problem.status if status is None else status
    body = msgspec.json.encode(problem.as_json(sent))
    return _response(body, sent, problem, PROBLEM_JSON)


def _response(
    body: bytes, status: int, problem: Problem, media_type: str | None
) -> Response:
    response = buffered(body, status, dict(problem.headers), media_type)
    response.raw_headers.append(_RAW_NO_SNIFFING)
    return response


class _Form(Struct, frozen=True):
    """A declared body, and the media type that it is sent in."""

    content: Content
    codec: Body
    kind: MediaType | None
    sent: str


class _Candidate(Struct, frozen=True):
    """A declared response that can describe a problem, with the status to send."""

    status: int
    media_types: tuple[str, ...]
    forms: tuple[_Form, ...]


class ErrorResponses:
    """The declared responses of operations to problems."""

    def __init__(self, schemas: Schemas) -> None:
        self._bodies = ErrorBodies(schemas)
        self._candidates: dict[tuple[str, int], tuple[_Candidate, ...]] = {}

    def response(
        self, problem: Problem, endpoint: Endpoint, accept: str | None
    ) -> Response:
        """The problem in a response that the operation declares, or as problem details."""
        key = endpoint.operation.id, problem.status
        candidates = self._candidates.get(key)
        if candidates is None:
            candidates = tuple(_candidates(problem.status, endpoint))
            self._candidates[key] = candidates
        for candidate in candidates:
            response = self._described(problem, candidate, accept)
            if response is not None:
                return response
        status = candidates[0].status if candidates else problem.status
        if endpoint.find_response(str(status)) is not None:
            _log.warning(
                "%s: no declared error schema can describe the problem; supply `on_problem`",
                endpoint.operation.id,
            )
        return problem_response(problem, status)

    def _described(
        self, problem: Problem, candidate: _Candidate, accept: str | None
    ) -> Response | None:
        """The problem in a media type of the response; None if it fits in none."""
        forms: Sequence[_Form] = candidate.forms
        if not forms:
            return _response(b"", candidate.status, problem, None)
        if len(forms) > 1:
            preferred = choose(accept, candidate.media_types)
            forms = sorted(forms, key=lambda form: form.content.media_type != preferred)
        for form in forms:
            body = self._body(problem, candidate.status, form)
            if body is not None:
                return _response(body, candidate.status, problem, form.sent)
        return None

    def _body(self, problem: Problem, status: int, form: _Form) -> bytes | None:
        kind, codec, schema = form.kind, form.codec, form.content.schema
        if kind is not None and kind.type == "text":
            # The detail may quote the request, and is not markup.
            is_plain = kind.is_range or kind.subtype == "plain"
            detail = problem.detail if is_plain else html.escape(problem.detail)
            text = detail.encode()
            return text if _reads(codec, text) else None
        is_json = isinstance(codec, Json) or (kind is not None and kind.is_json)
        if kind is None or not (is_json or kind.is_range):
            return None
        if schema is None:
            return msgspec.json.encode(problem.as_json(status))
        value = self._bodies.fill(schema, problem, status)
        return None if value is None else msgspec.json.encode(value)


def _candidates(status: int, endpoint: Endpoint) -> Iterator[_Candidate]:
    """Declared responses that can describe a problem, the best first."""
    if status == 400:  # the request breaks the description
        unprocessable = endpoint.find_response("422")
        if unprocessable is not None:
            yield _candidate(422, unprocessable, endpoint)
    for key in (str(status), f"{status // 100}XX", "default"):
        declared = endpoint.find_response(key)
        if declared is not None:  # those that follow are for other statuses
            yield _candidate(status, declared, endpoint)
            return


def _candidate(
    status: int, declared: EndpointResponse, endpoint: Endpoint
) -> _Candidate:
    bodies = endpoint.bodies_of(declared)
    forms = map(_form, declared.contents, bodies)
    return _Candidate(status, declared.media_types, tuple(forms))


def _form(content: Content, codec: Body) -> _Form:
    kind = media_type(content.media_type)
    sent = content.media_type
    if kind is None or kind.is_range:
        is_text = kind is not None and kind.type == "text"
        sent = "text/plain; charset=utf-8" if is_text else "application/json"
    return _Form(content, codec, kind, sent)


def _reads(codec: Body, text: bytes) -> bool:
    """Whether a client can read the text: a number may be declared."""
    if not isinstance(codec, Text) or codec.type is str:
        return True
    try:
        codec.read(text)
    except DecodeError:
        return False
    return True
