"""Client against description: the exact request, and the result of each response."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from ..client import ApiError, Error
from . import subjects, wire
from .equality import is_same
from .suite import Suite, vectors
from .vectors import Pairs, RequestVector, ResponseVector
from .vectors_file import Vectors


def _requests(of: Vectors) -> tuple[RequestVector, ...]:
    return of.requests


def _responses(of: Vectors) -> tuple[ResponseVector, ...]:
    return of.responses


@vectors(_requests)
def test_client_sends_exact_request(vector: RequestVector) -> None:
    """Arguments become exactly the documented request."""
    call = subjects.call_of(vector).request()
    assert call.content is None or isinstance(call.content, bytes)
    sent = wire.decode_request(
        call.method, call.path, call.query, call.headers.raw, call.content
    )
    expected = vector.request
    assert sent.method == expected.method
    path, expected_path = _segments(sent.path), _segments(expected.path)
    assert _with_spelling_of(path, expected_path) == expected_path
    query, expected_query = _sorted_by_name(sent.query), _sorted_by_name(expected.query)
    assert _with_spelling_of(query, expected_query) == expected_query
    headers, fields = _sorted_by_name(sent.headers.items()), expected.headers.items()
    assert _with_spelling_of(headers, _sorted_by_name(fields)) == _sorted_by_name(
        fields
    )
    _check_body(sent.body, expected.body)


@vectors(_responses)
def test_response_is_decoded(vector: ResponseVector, suite: Suite) -> None:
    """A response becomes the documented type or the documented error."""
    call = subjects.any_call(suite.vectors, vector.operation)
    raw = subjects.raw_of(vector)
    outcome: subjects.Outcome
    try:
        outcome = subjects.read(call.response(raw))
    except Error as error:
        outcome = error
    subjects.check(vector, outcome)
    if isinstance(outcome, ApiError):
        assert outcome.raw == vector.content


def _segments(path: str) -> Pairs:
    return tuple(("", segment) for segment in path.split("/"))


def _with_spelling_of(sent: Pairs, expected: Pairs) -> Pairs:
    """Sent pairs with the expected spelling of each equal value, such as an instant with
    other digits of a second."""
    if len(sent) != len(expected):
        return sent
    return tuple(
        (name, expected_text if _has_same_value(text, expected_text) else text)
        for (name, text), (_, expected_text) in zip(sent, expected, strict=False)
    )


def _has_same_value(text: str, expected_text: str) -> bool:
    plain, expected = unquote(text), unquote(expected_text)
    return plain != expected and is_same(_parse(plain), _parse(expected))


def _parse(text: str) -> Any:
    """Parse a JSON array or object, in which the order of properties has no meaning."""
    try:
        return json.loads(text) if text[:1] in ("{", "[") else text
    except ValueError:
        return text


def _sorted_by_name(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Sort by name; pairs of the same name stay in order."""
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def _check_body(sent: tuple[str, Any] | None, expected: tuple[str, Any] | None) -> None:
    if sent is None or expected is None:
        assert sent is expected
        return
    (kind, body), (expected_kind, expected_body) = sent, expected
    assert kind == ("text" if expected_kind == "lines" else expected_kind)
    match expected_kind:
        case "lines":
            assert is_same(wire.lines(body), expected_body)
        case "form":
            pairs = _sorted_by_name((name, text) for name, text in expected_body)
            assert _with_spelling_of(_sorted_by_name(body), pairs) == pairs
        case "multipart":
            rows = sorted(expected_body, key=lambda row: str(row["name"]))
            parts = sorted(body, key=lambda part: str(part.name))
            assert [part.name for part in parts] == [row["name"] for row in rows]
            for part, row in zip(parts, rows, strict=True):
                _check_part(part, row)
        case _:
            assert is_same(body, expected_body)


def _check_part(part: wire.Part, row: Mapping[str, Any]) -> None:
    """A part has its media type, unless it is text, and the exact content."""
    media_type = part.media_type or "text/plain"
    if "type" in row or not media_type.startswith("text/plain"):
        assert media_type == row.get("type", "text/plain"), part.name
    if "filename" in row:
        assert part.filename == row["filename"]
    for name, text in wire.headers_of(row).items():
        assert part.headers.get(name.lower()) == text, f"the header {name} of a part"
    content = wire.content_of(row)
    if "json" in row:
        assert is_same(json.loads(part.content), row["json"])
    elif "text" in row:
        assert is_same(part.content.decode(), row["text"])
    else:
        assert part.content == content
