"""Check that a handler received what the client sent."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from ..client import DecodeError, Form, Multipart, codec
from ..client.bodies import Json
from ..server import RequestBody
from ..server.defaults import insert
from . import subjects
from .equality import is_same
from .part_heads import check_part_heads
from .serving import Loop
from .vectors import RequestVector

_SET_BY_TRANSPORT = frozenset(
    (
        "traceparent",
        "tracestate",
        "user-agent",
        "accept-encoding",
        "connection",
        "host",
        "content-length",
        "te",
        "transfer-encoding",
        "expect",
        "upgrade",
    )
)
"""Headers that a client or its transport sets if the caller does not (W3C Trace Context;
RFC 9110, sections 7 and 10.1)."""


def check_received(vector: RequestVector, loop: Loop) -> None:
    """Typed equality of every argument and of the body; exactly one request."""
    call = subjects.call_of(vector, with_heads=False)
    assert len(loop.recorder.requests) == 1, "the handler is called once"
    (request,) = loop.recorder.requests
    endpoint = loop.suite.endpoint_of(vector.operation)
    inputs = zip(endpoint.inputs, endpoint.operation.parameters, strict=True)
    parameters = [
        (binding, parameter) for binding, parameter in inputs if binding.field
    ]
    for (binding, parameter), sent in zip(parameters, call.values, strict=True):
        if sent is None and parameter.name.lower() in _SET_BY_TRANSPORT:
            continue
        field = str(binding.field)
        got = getattr(request, field)
        if sent is None and binding.schema is not None:
            default = loop.defaults.of(binding.schema)
            if default is not UNSET:
                assert is_same(codec.to_builtins(got), default), field
                continue
        if _is_with_defaults(got, sent):
            continue
        # The text `a` may be a string or a list of one string.
        assert got == sent or parameter.write(got) == parameter.write(sent), field
    if endpoint.body is not None:
        got = getattr(request, "body", None)
        assert _is_with_defaults(got, call.body) or _are_equal_forms(
            vector, got, call.body
        )
        _check_defaults(vector, got, call.body, endpoint.body, loop)
        check_part_heads(vector.request, request)


def _is_with_defaults(got: Any, sent: Any) -> bool:
    """Whether two values are equal, but for properties that the server adds."""
    if got == sent:
        return True
    if got is None or sent is None:
        return False
    return _contains(codec.to_builtins(got), codec.to_builtins(sent))


def _contains(got: Any, sent: Any) -> bool:
    match got, sent:
        case dict(), dict():
            return all(
                name in got and _contains(got[name], value)
                for name, value in sent.items()
            )
        case list() | tuple(), list() | tuple():
            return len(got) == len(sent) and all(map(_contains, got, sent))
        case _:
            return is_same(got, sent)


def _check_defaults(
    vector: RequestVector, got: Any, sent: Any, body: RequestBody, loop: Loop
) -> None:
    """Check that a JSON body has the defaults of the properties that it omits, and no
    others; in a merge patch, absence means no change."""
    if vector.body is None:
        return
    bodies = subjects.description(vector.operation).bodies
    index = next(i for i, b in enumerate(bodies) if b.media_type == vector.body[0])
    typed, schema = bodies[index], body.contents[index].schema
    if schema is None or not isinstance(typed, Json):
        return
    value = _with_lists(codec.to_builtins(sent))
    if not typed.media_type.endswith("merge-patch+json"):
        insert(value, loop.defaults.missing(schema, value))
    try:
        converted = codec.convert(typed.type, value)
    except DecodeError:
        return  # a default that does not fit its type is not used
    expected = _with_lists(codec.to_builtins(converted))
    plain = _with_lists(codec.to_builtins(got))
    assert is_same(plain, expected), f"{plain!r} is not {expected!r}, with defaults"


def _with_lists(value: Any) -> Any:
    """A value of builtins, with lists in place of tuples, as JSON has them."""
    match value:
        case dict():
            return {name: _with_lists(member) for name, member in value.items()}
        case list() | tuple():
            return [_with_lists(member) for member in value]
        case _:
            return value


def _are_equal_forms(vector: RequestVector, got: Any, sent: Any) -> bool:
    """Whether two forms are encoded alike; parts do not show whether they are a list."""
    if vector.body is None or got is None:
        return False
    bodies = subjects.description(vector.operation).bodies
    body = next(body for body in bodies if body.media_type == vector.body[0])
    is_form = isinstance(body, Form | Multipart)
    return is_form and body.write(got) == body.write(sent)
