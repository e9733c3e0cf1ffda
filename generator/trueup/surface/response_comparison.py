"""Compare the responses of an operation, and the contents of bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from .caller_changes import (
    BecameOptional,
    BecameRequired,
    CallerChange,
    ErrorBodyChanged,
    ErrorNewlyRaised,
    ErrorNoLongerRaised,
    ErrorReplaced,
    Impact,
    MediaTypeGained,
    MediaTypeLost,
    ResultChanged,
    StatusGained,
    StatusLost,
    StreamingChanged,
    SymbolAdded,
    SymbolRemoved,
    TypeChanged,
)
from .public_symbols import PublicContent, PublicOperation, PublicResponse
from .public_types import NONE, AnyOfType, PublicType
from .type_impact import RECEIVED, Direction, compare_limits, compare_types
from .type_relations import TypeComparison


def compare_responses(
    old: PublicOperation,
    new: PublicOperation,
    types: TypeComparison,
    renamed_errors: Mapping[str, str],
) -> Iterator[CallerChange]:
    """Compare what a call returns and raises."""
    before, after = _returned(old), _returned(new)
    common = _media_types(before) & _media_types(after)
    results = _result(before, common), _result(after, common)
    differing = compare_types(*results, types, RECEIVED)
    if differing is not None:
        impact, relation, *texts = differing
        yield ResultChanged(impact, new.symbol, relation, *texts)
    for status in sorted(before.keys() - after.keys()):
        yield StatusLost(Impact.BREAKING, new.symbol, status)
    for status in sorted(after.keys() - before.keys()):
        yield StatusGained(Impact.POSSIBLY_BREAKING, new.symbol, status)
    contents = _contents(before), _contents(after)
    yield from compare_contents(new.symbol, "response", *contents, RECEIVED)
    streams = [any(c.streams for c in listed) for listed in contents]
    if streams[0] is not streams[1]:
        impact = Impact.COMPATIBLE if streams[1] else Impact.BREAKING
        yield StreamingChanged(impact, new.symbol, streams[1])
    responses = {response.status: response for response in new.responses}
    for response in old.responses:
        if response.status in responses:
            same = responses[response.status]
            yield from _headers(new.symbol, response, same, types)
    yield from _errors(old, new, types, renamed_errors)


def _returned(operation: PublicOperation) -> dict[str, PublicResponse]:
    """The responses that a call returns, by status."""
    return {r.status: r for r in operation.responses if not r.error}


def _raised(operation: PublicOperation) -> dict[str, PublicResponse]:
    return {r.status: r for r in operation.responses if r.error}


def _media_types(responses: Mapping[str, PublicResponse]) -> set[str]:
    return {content.media_type for content in _contents(responses)}


def _result(
    responses: Mapping[str, PublicResponse], media_types: Set[str]
) -> PublicType:
    """The type of a result in some media types, since a caller accepts one of them; in
    all, without any."""
    types: dict[PublicType, None] = {}
    for response in responses.values():
        if not response.contents:
            types[NONE] = None
        for content in response.contents:
            if not media_types or content.media_type in media_types:
                types[content.type] = None
    return AnyOfType(tuple(types)) if types else NONE


def _contents(responses: Mapping[str, PublicResponse]) -> tuple[PublicContent, ...]:
    return tuple(content for r in responses.values() for content in r.contents)


def compare_contents(
    symbol: str,
    what: str,
    old: Sequence[PublicContent],
    new: Sequence[PublicContent],
    direction: Direction,
) -> Iterator[CallerChange]:
    """The media types of a body, and the limits of each."""
    before = {content.media_type: content for content in old}
    after = {content.media_type: content for content in new}
    for media_type in before:
        if media_type not in after:
            yield MediaTypeLost(Impact.BREAKING, symbol, what, media_type)
        else:
            limits = before[media_type].limits, after[media_type].limits
            body = f"{symbol}(body=)" if direction.sent else symbol
            yield from compare_limits(body, direction, *limits)
    for media_type in after:
        # A body where there was none is a change of its type.
        if media_type not in before and before:
            yield MediaTypeGained(Impact.COMPATIBLE, symbol, what, media_type)


def _headers(
    symbol: str, old: PublicResponse, new: PublicResponse, types: TypeComparison
) -> Iterator[CallerChange]:
    before = {header.name.lower(): header for header in old.headers}
    after = {header.name.lower(): header for header in new.headers}
    for name, header in before.items():
        header_symbol = f"{symbol}: {header.name}"
        if name not in after:
            impact = Impact.BREAKING if header.required else Impact.POSSIBLY_BREAKING
            yield SymbolRemoved(impact, header_symbol, "response header")
            continue
        if header.required and not after[name].required:
            yield BecameOptional(Impact.POSSIBLY_BREAKING, header_symbol)
        elif after[name].required and not header.required:
            yield BecameRequired(Impact.COMPATIBLE, header_symbol)
        differing = compare_types(header.type, after[name].type, types, RECEIVED)
        if differing is not None:
            impact, relation, *texts = differing
            yield TypeChanged(impact, header_symbol, relation, *texts)
    for name, header in after.items():
        if name not in before:
            header_symbol = f"{symbol}: {header.name}"
            yield SymbolAdded(Impact.COMPATIBLE, header_symbol, "response header")


def _errors(
    old: PublicOperation,
    new: PublicOperation,
    types: TypeComparison,
    renamed: Mapping[str, str],
) -> Iterator[CallerChange]:
    before, after = _raised(old), _raised(new)
    for status, response in before.items():
        name = renamed.get(response.error, response.error)
        symbol = f"errors.{name}"
        if status not in after:
            impact = Impact.POSSIBLY_BREAKING
            yield ErrorNoLongerRaised(impact, symbol, new.symbol, status)
            continue
        if name != after[status].error:
            error = f"errors.{after[status].error}"
            impact = Impact.POSSIBLY_BREAKING
            yield ErrorReplaced(impact, symbol, new.symbol, error)
        contents = response.contents, after[status].contents
        yield from compare_contents(
            f"{new.symbol}: {status}", "response", *contents, RECEIVED
        )
        bodies = [_result({status: r}, frozenset()) for r in (response, after[status])]
        differing = compare_types(bodies[0], bodies[1], types, RECEIVED)
        if differing is not None:
            impact, relation, *texts = differing
            error = f"errors.{after[status].error}"
            yield ErrorBodyChanged(impact, error, new.symbol, relation, *texts)
    for status, response in after.items():
        if status not in before:
            symbol, impact = f"errors.{response.error}", Impact.COMPATIBLE
            yield ErrorNewlyRaised(impact, symbol, new.symbol, status)
