"""Client against description: the exact request, and the result of each response."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from ..client import ApiError, Error
from . import subjects, wire
from .equality import same
from .suite import Suite, vectors
from .vectors import Pairs, RequestVector, ResponseVector, Vectors


def _requests(of: Vectors) -> tuple[RequestVector, ...]:
    return of.requests


def _responses(of: Vectors) -> tuple[ResponseVector, ...]:
    return of.responses


@vectors(_requests)
def test_request(vector: RequestVector) -> None:
    """Arguments become exactly the request that the description asks for."""
    made = subjects.call_of(vector).request()
    assert made.content is None or isinstance(made.content, bytes)
    sent = wire.taken_apart(
        made.method, made.path, made.query, made.headers.raw, made.content
    )
    expected = vector.request
    assert sent.method == expected.method
    path, wanted_path = _segments(sent.path), _segments(expected.path)
    assert _as_worded(path, wanted_path) == wanted_path
    query, wanted = _by_name(sent.query), _by_name(expected.query)
    assert _as_worded(query, wanted) == wanted
    headers, fields = _by_name(sent.headers.items()), expected.headers.items()
    assert _as_worded(headers, _by_name(fields)) == _by_name(fields)
    _check_body(sent.body, expected.body)


@vectors(_responses)
def test_response(vector: ResponseVector, suite: Suite) -> None:
    """An answer becomes the documented type or the documented error."""
    call = subjects.some_call(suite.vectors, vector.operation)
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


def _as_worded(sent: Pairs, expected: Pairs) -> Pairs:
    """What was sent, in the words of what was expected where it says the same in others:
    an instant with as many digits of a second as there are."""
    if len(sent) != len(expected):
        return sent
    return tuple(
        (name, other if _says(text, other) else text)
        for (name, text), (_, other) in zip(sent, expected, strict=False)
    )


def _says(text: str, other: str) -> bool:
    plain, wanted = unquote(text), unquote(other)
    return plain != wanted and same(_read(plain), _read(wanted))


def _read(text: str) -> Any:
    """A document as its value: the order of its members says nothing."""
    try:
        return json.loads(text) if text[:1] in ("{", "[") else text
    except ValueError:
        return text


def _by_name(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Pairs whose order means something, those of one name, keep it."""
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def _check_body(sent: tuple[str, Any] | None, expected: tuple[str, Any] | None) -> None:
    if sent is None or expected is None:
        assert sent is expected
        return
    (kind, body), (wanted_kind, wanted) = sent, expected
    assert kind == ("text" if wanted_kind == "lines" else wanted_kind)
    match wanted_kind:
        case "lines":
            assert same(wire.lines(body), wanted)
        case "form":
            pairs = _by_name((name, text) for name, text in wanted)
            assert _as_worded(_by_name(body), pairs) == pairs
        case "multipart":
            rows = sorted(wanted, key=lambda row: str(row["name"]))
            found = sorted(body, key=lambda part: str(part.name))
            assert [part.name for part in found] == [row["name"] for row in rows]
            for part, row in zip(found, rows, strict=True):
                _check_part(part, row)
        case _:
            assert same(body, wanted)


def _check_part(part: wire.Part, row: Mapping[str, Any]) -> None:
    """A part says what it is, unless it is text, and holds the exact content."""
    told = part.media_type or "text/plain"
    if "type" in row or not told.startswith("text/plain"):
        assert told == row.get("type", "text/plain"), part.name
    content = wire.content_of(row)
    if "json" in row:
        assert same(json.loads(part.content), row["json"])
    elif "text" in row:
        assert same(part.content.decode(), row["text"])
    else:
        assert part.content == content
