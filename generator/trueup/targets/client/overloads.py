"""Overloads of methods: `accept` and `content_type` decide the types."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import asdict

from ... import ir
from ...emit.annotated_names import splits_parameters
from ...emit.annotation_expressions import subscript, union
from ...emit.bodies import body_type
from ...emit.error_classes import success_responses
from ...emit.identifiers import dotted_name
from ...emit.imports import Imports
from ...emit.naming import OperationSymbols
from ...emit.quoting import Code
from .expressions import ResultTypes
from .signatures import Choice, Parameters, body_annotation, parameters_of

_MAX_OVERLOADS = 16
"""Overloads of one method; more combinations are not distinguished."""

_NONE = Code("None")


class OverloadView(Struct, frozen=True):
    """The parameters and the result of one overload."""

    parameters: Parameters
    result: Code
    splits_result: bool


class StreamOverloadView(Struct, frozen=True):
    """The parameters and the results of one overload of a streaming method."""

    parameters: Parameters
    result: Code
    splits_result: bool
    async_result: Code
    splits_async: bool


class StreamView(StreamOverloadView, frozen=True):
    """A streaming method whose `accept` has only the media types that can be streamed."""

    overloads: tuple[StreamOverloadView, ...]


def overloads_of(
    names: OperationSymbols, result: ResultTypes, imports: Imports
) -> tuple[OverloadView, ...]:
    """The overloads of a method; none if all its media types have the same types."""
    accepts = _accepts(names.operation, result, imports)
    contents = _contents(names, imports)
    if len(accepts) * len(contents) > _MAX_OVERLOADS:
        contents = [None]
    if len(accepts) == len(contents) == 1:
        return ()
    imports.add("typing", "overload")
    has_choice = len(contents) > 1
    return tuple(
        _view(
            names,
            result,
            Choice(accept, content, by_body=has_choice and content is None),
            annotation,
            imports,
        )
        for content in contents
        for accept, annotation in accepts
    )


def raw_overloads_of(
    names: OperationSymbols, result: ResultTypes, imports: Imports
) -> tuple[OverloadView, ...]:
    """The overloads of a method of the raw view, where `accept` decides the result; the
    media type of the request does not."""
    accepts = _accepts(names.operation, result, imports)
    if len(accepts) == 1:
        return ()
    imports.add("typing", "overload")
    imports.runtime("Response")
    headers = _headers(names, imports)
    return tuple(
        _view(
            names,
            result,
            Choice(accept),
            subscript("Response", annotation, headers),
            imports,
        )
        for accept, annotation in accepts
    )


def stream_of(
    names: OperationSymbols, result: ResultTypes, imports: Imports
) -> StreamView | None:
    """The streaming method of an operation whose `accept` has several media types."""
    items = streamed_items(names.operation, imports)
    if not items or len(result.media_types) < 2:
        return None
    imports.runtime("AsyncStream", "Stream")
    imports.add("contextlib", "AbstractAsyncContextManager", "AbstractContextManager")
    overloads: dict[str, Code] = {}
    if len(set(items.values())) > 1 and len(items) <= _MAX_OVERLOADS:
        imports.add("typing", "overload")
        overloads = items
    media_types = tuple(items)
    only = Choice(media_types[0]) if len(media_types) == 1 else None
    method = _stream_view(names, media_types, only, union(items.values()), imports)
    views = tuple(
        _stream_view(names, media_types, Choice(media_type), item, imports)
        for media_type, item in overloads.items()
    )
    return StreamView(**asdict(method), overloads=views)


def _stream_view(
    names: OperationSymbols,
    media_types: tuple[str, ...],
    choice: Choice | None,
    item: Code,
    imports: Imports,
) -> StreamOverloadView:
    streamed = (item, _headers(names, imports))
    result = subscript("AbstractContextManager", subscript("Stream", *streamed))
    async_result = subscript(
        "AbstractAsyncContextManager", subscript("AsyncStream", *streamed)
    )
    return StreamOverloadView(
        parameters_of(names, media_types, imports, column=8, choice=choice),
        result,
        splits_parameters(result, 4),
        async_result,
        splits_parameters(async_result, 4),
    )


def streamed_items(operation: ir.Operation, imports: Imports) -> dict[str, Code]:
    """The media types of responses that can be streamed, with the types of their items.

    A response that is not documented in a media type may come in any of its own.
    """
    responses: list[dict[str, Code]] = []
    for response in success_responses(operation):
        items: dict[str, Code] = {}
        for content in response.contents:
            item = body_type(content, imports).item
            if item is not None:
                items[content.media_type] = item
        responses.append(items)
    return {
        media_type: union(
            item
            for items in responses
            for item in (
                (items[media_type],) if media_type in items else items.values()
            )
        )
        for media_type in dict.fromkeys(name for items in responses for name in items)
    }


def max_overloads(operation: ir.Operation) -> int:
    """An upper bound of the number of overloads, without the annotations of bodies."""
    contents = operation.body.contents if operation.body is not None else ()
    media_types = {
        content.media_type
        for response in success_responses(operation)
        for content in response.contents
    }
    count = max(1, len(media_types)) * (1 + len(contents) if len(contents) > 1 else 1)
    return min(count, _MAX_OVERLOADS) if count > 1 else 0


def raw_result(names: OperationSymbols, imports: Imports) -> Code:
    """The result of a method of the raw view with overloads. The results of these have
    different types, and `Response` is invariant."""
    return subscript("Response", imports.writer.typing("Any"), _headers(names, imports))


def default_result(
    operation: ir.Operation, result: ResultTypes, imports: Imports
) -> Code:
    """The annotation of a method's result without `accept`."""
    return _accepts(operation, result, imports)[0][1]


def _accepts(
    operation: ir.Operation, result: ResultTypes, imports: Imports
) -> list[tuple[str | None, Code]]:
    """The media types of responses with their annotations, the default first; one
    without a media type if they do not decide the type."""
    whole: list[tuple[str | None, Code]] = [(None, result.annotation)]
    if len(result.media_types) < 2:
        return whole
    accepts: list[tuple[str | None, Code]] = [
        (media_type, _annotation(operation, media_type, imports))
        for media_type in result.media_types
    ]
    is_decided = len({annotation for _, annotation in accepts}) > 1
    return accepts if is_decided and len(accepts) <= _MAX_OVERLOADS else whole


def _annotation(operation: ir.Operation, media_type: str, imports: Imports) -> Code:
    """The annotation of the responses to a request for a media type."""
    annotations: list[Code] = []
    for response in success_responses(operation):
        accepted = [c for c in response.contents if c.media_type == media_type]
        bodies = [body_type(c, imports) for c in accepted or response.contents]
        annotations += [body.annotation for body in bodies] or [_NONE]
    return union(annotations)


def _contents(names: OperationSymbols, imports: Imports) -> list[ir.Content | None]:
    """The contents of the request, after None for the choice by the body's type."""
    body = names.operation.body
    contents = body.contents if body is not None else ()
    has_range = any("*" in content.media_type for content in contents)
    types = {body_annotation((content,), imports) for content in contents}
    if has_range or len(types) < 2:
        return [None]
    return [None, *contents]


def _headers(names: OperationSymbols, imports: Imports) -> Code:
    if names.headers is None:
        imports.runtime("Headers")
        return Code("Headers")
    return dotted_name(f"{imports.sibling('headers')}.{names.headers.name}")


def _view(
    names: OperationSymbols,
    result: ResultTypes,
    choice: Choice,
    annotation: Code,
    imports: Imports,
) -> OverloadView:
    parameters = parameters_of(
        names, result.media_types, imports, column=8, choice=choice
    )
    return OverloadView(parameters, annotation, splits_parameters(annotation, 4))
