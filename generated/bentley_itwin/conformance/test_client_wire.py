"""Client against description: the exact request, and what becomes of every answer."""

from __future__ import annotations

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
    assert sent.path == expected.path
    assert _says_the_same(_by_name(sent.query), _by_name(expected.query))
    assert sent.headers == expected.headers
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


def _by_name(pairs: Pairs) -> Pairs:
    """Pairs whose order means something, those of one name, keep it."""
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def _says_the_same(sent: Pairs, expected: Pairs) -> bool:
    """Whether the pairs are equal. What stands for one instant may be spelled in several
    ways, and each way is encoded in one."""
    if len(sent) != len(expected):
        return False
    return all(
        one[0] == other[0] and (one[1] == other[1] or _respelled(one[1], other[1]))
        for one, other in zip(sent, expected, strict=True)
    )


def _respelled(sent: str, expected: str) -> bool:
    plain, wanted = unquote(sent), unquote(expected)
    return plain != wanted and same(plain, wanted)


def _listed(body: tuple[str, object] | None) -> list[object] | None:
    return None if body is None else list(body)
