"""Vectors of responses: the samples of each documented response, then invalid ones."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ... import ir
from ...emit.error_classes import success_responses
from ...media_types import essence
from . import sequences, values, variants
from .invalid_responses import (
    shortest_row,
    undecodable_rows,
    undocumented_rows,
    unsuccessful_rows,
)
from .response_row import SampleResponse, is_returned, response_row, unsendable_header
from .subject import Identifiers, Row, Skipped, Subject, concrete, media_kind

_BODILESS = (204, 205, 304)
_OF_RANGE = {
    1: (103,),
    2: (200, 202, 203),
    3: (300, 399),
    4: (400, 404, 418, 499),
    5: (500, 502, 599),
}
_OF_DEFAULT = (500, 418, 599, 499)


def response_rows(
    subject: Subject, ids: Identifiers, seen: set[object], skipped: Skipped
) -> Iterator[Row]:
    """Each response with each example, then invalid responses.

    `seen` has the schemas of the full samples so far: an error response that every
    operation shares is sent in full once.
    """
    samples: list[SampleResponse] = []
    for response in subject.operation.responses:
        status = _status(subject, response)
        if status is None:
            reason = "all statuses that it covers are documented"
            skipped.add(subject.name, f"response {response.status}", reason)
            continue
        missing = unsendable_header(subject, response)
        if missing is not None:
            reason = f"no value to send for the header {missing}"
            skipped.add(subject.name, f"response {response.status}", reason)
            continue
        samples += _samples(subject, response, status, seen, skipped)
    rows = [(sample, response_row(subject, ids, sample)) for sample in samples]
    yield from (row for _, row in rows)
    for sample, _ in rows:
        yield from unsuccessful_rows(subject, ids, sample)
    returned = [pair for pair in rows if is_returned(subject, pair[0])]
    if returned:
        yield from undecodable_rows(subject, ids, *shortest_row(subject.api, returned))
    yield from undocumented_rows(subject, ids)


def _status(subject: Subject, response: ir.Response) -> int | None:
    """The documented status, or a free one of its range or of `default`."""
    code = response.status.code
    if code is not None:
        return code
    statuses = [documented.status for documented in subject.operation.responses]
    codes = {documented.code for documented in statuses}
    if response.status.range is not None:
        candidates = _OF_RANGE.get(response.status.range, ())
        return next((status for status in candidates if status not in codes), None)
    if response in success_responses(subject.operation):
        return 200
    ranges = {documented.range for documented in statuses}
    free = (s for s in _OF_DEFAULT if s not in codes and s // 100 not in ranges)
    return next(free, None)


def _samples(
    subject: Subject,
    response: ir.Response,
    status: int,
    seen: set[object],
    skipped: Skipped,
) -> Iterator[SampleResponse]:
    if not response.contents:
        yield SampleResponse(response, status, label="no-body")
        return
    if _has_no_body(subject, status):
        skipped.add(subject.name, f"body of {status}", "this status has no body")
        return
    for content in response.contents:
        reason = "no value can be sent in this media type"
        samples: list[SampleResponse] = []
        if _is_duplicate(content, response.contents):
            reason = "the media type that is sent for the range is declared with another type"
        else:
            samples += _of_content(subject, response, status, content, seen, skipped)
        if not samples:
            skipped.add(subject.name, f"{content.media_type} of {status}", reason)
        yield from samples


def _is_duplicate(content: ir.Content, contents: tuple[ir.Content, ...]) -> bool:
    """Whether the media type that is sent for a range is also declared, with another type."""
    if "*" not in content.media_type:
        return False
    sent = essence(concrete(content))
    return any(
        essence(declared.media_type) == sent and declared.type != content.type
        for declared in contents
    )


def _has_no_body(subject: Subject, status: int) -> bool:
    return (
        subject.operation.method == "HEAD" or status in _BODILESS or status // 100 == 1
    )


def _of_content(
    subject: Subject,
    response: ir.Response,
    status: int,
    content: ir.Content,
    seen: set[object],
    skipped: Skipped,
) -> Iterator[SampleResponse]:
    api = subject.api
    kind = media_kind(content)
    plain = SampleResponse(response, status, content)
    suffix = f" {content.media_type}" if len(response.contents) > 1 else ""
    if kind == "json":
        for example in content.examples:
            if values.fits_body(api, content, example.value):
                label = "documented" if example.name == "example" else example.name
                yield replace(
                    plain, value=example.value, label=label, origin="documented"
                )
            else:
                reason = "the example does not fit its schema"
                skipped.add(subject.name, f"{status} {example.name}", reason)
        value = values.of_body(api, content, "response")
        if value is ir.ABSENT:
            return
        if content.schema not in seen:
            seen.add(content.schema)
            yield replace(plain, value=value, label=f"sample{suffix}")
            for label, variant in variants.of_variants(api, content, "response", seen):
                if variant != value:
                    yield replace(plain, value=variant, label=f"{label}{suffix}")
        least = values.of_body(api, content, "response", full=False)
        if least is not ir.ABSENT:
            yield replace(plain, value=least, label=f"sample{suffix} least")
    elif kind in ("text", "bytes"):
        text = values.text_of(api, content, "response")
        if text is not None:
            yield replace(plain, value=text, label=f"sample{suffix}")
    elif sequences.is_sequence(content) and is_returned(subject, plain):
        items = sequences.items_of(api, content, "response")
        if items:
            yield replace(plain, value=items, label=f"items{suffix}")
