"""Vectors of responses that are errors: unsuccessful, invalid or undocumented."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ... import ir
from ...emit.error_classes import success_responses
from ...pointers import unescape
from .response_row import SampleResponse, body_text, response_row
from .subject import Identifiers, Row, Subject, media_kind

_UNDOCUMENTED = (418, 599, 399)


def unsuccessful_rows(
    subject: Subject, ids: Identifiers, sample: SampleResponse
) -> Iterator[Row]:
    """A successful response with a success flag that is false."""
    pointer = sample.response.success_flag
    value = sample.value
    if pointer is None or not isinstance(value, dict) or pointer.count("/") != 1:
        return
    name = unescape(pointer[1:])
    unsuccessful = replace(
        sample,
        value={**value, name: False},
        label=f"{sample.label} unsuccessful",
        origin="synthetic",
    )
    row = response_row(subject, ids, unsuccessful)
    yield {**row, "expect": {"error": "UnsuccessfulError"}}


def shortest_row(
    api: ir.Api, rows: list[tuple[SampleResponse, Row]]
) -> tuple[SampleResponse, Row]:
    """The shortest of the samples with the response and media type of the first."""
    first, _ = rows[0]
    alike = [
        pair
        for pair in rows
        if pair[0].response == first.response and pair[0].content == first.content
    ]
    texts = [body_text(api, sample) for sample, _ in alike]
    # `{}` cannot be truncated.
    return alike[
        min(range(len(alike)), key=lambda i: (len(texts[i]) < 3, len(texts[i])))
    ]


def undecodable_rows(
    subject: Subject, ids: Identifiers, sample: SampleResponse, row: Row
) -> Iterator[Row]:
    """Responses that raise `DecodeError`: neither a value nor None is returned."""
    content = sample.content
    if content is None or media_kind(content) != "json":
        return
    response = row["response"]
    assert isinstance(response, dict)
    text = body_text(subject.api, sample)
    invalid = [("empty", {**response, "body": ""})]
    if text[:1] in ("{", "[", '"') and len(text) > 2:
        invalid.append(("truncated", {**response, "body": text[: len(text) // 2 + 1]}))
    if _takes_only_json(subject):
        page: Row = {**response, "headers": {"content-type": "text/html"}}
        invalid.append(("wrong-media-type", page))
    for label, changed in invalid:
        yield _row(subject, ids, sample.status, label, changed, "DecodeError")


def _takes_only_json(subject: Subject) -> bool:
    return all(
        media_kind(content) == "json" and not content.media_type.startswith("*/*")
        for response in success_responses(subject.operation)
        for content in response.contents
    )


def undocumented_rows(subject: Subject, ids: Identifiers) -> Iterator[Row]:
    """A status that is not documented, if one is left."""
    responses = subject.operation.responses
    if any(str(response.status) == "default" for response in responses):
        return
    codes = {response.status.code for response in responses}
    ranges = {response.status.range for response in responses}
    for status in _UNDOCUMENTED:
        if status not in codes and status // 100 not in ranges:
            headers: Row = {"content-type": "text/plain"}
            response: Row = {"status": status, "headers": headers}
            response["body"] = "not documented"
            error = "UndocumentedStatusError"
            yield _row(subject, ids, status, "undocumented", response, error)


def _row(
    subject: Subject,
    ids: Identifiers,
    status: int,
    label: str,
    response: Row,
    error: str,
) -> Row:
    return {
        "id": ids.claim(subject.name, str(status), label),
        "operation": subject.name,
        "origin": "synthetic",
        "response": response,
        "expect": {"error": error},
    }
