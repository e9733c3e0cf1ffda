"""Client against description: the exact request, and what becomes of every answer."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

import pytest

from .. import errors
from . import subjects, wire
from .equality import same
from .vectors import VECTORS, Pairs, RequestVector, ResponseVector


@pytest.mark.parametrize("vector", VECTORS.requests, ids=lambda vector: vector.id)
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
    assert same(_listed(sent.body), _listed(expected.body))


@pytest.mark.parametrize("vector", VECTORS.responses, ids=lambda vector: vector.id)
def test_response(vector: ResponseVector) -> None:
    """An answer becomes the documented type or the documented error."""
    call = subjects.some_call(vector.operation)
    raw = subjects.raw_of(vector)
    outcome: subjects.Outcome
    try:
        outcome = call.response(raw)
    except errors.Error as error:
        outcome = error
    subjects.check(vector, outcome)
    if isinstance(outcome, errors.ApiError):
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
        for (name, text), (_, other) in zip(sent, expected)
    )


def _says(text: str, other: str) -> bool:
    plain, wanted = unquote(text), unquote(other)
    return plain != wanted and same(plain, wanted)


def _by_name(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Pairs whose order means something, those of one name, keep it."""
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def _listed(body: tuple[str, object] | None) -> list[object] | None:
    return None if body is None else list(body)
