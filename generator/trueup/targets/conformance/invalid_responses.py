"""Responses that are errors whatever their body is, or that the description does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from ... import ir
from ...emit.error_classes import success_responses
from .response_row import SampleResponse, body_text, response_row
from .subject import (
    Identifiers,
    Row,
    Subject,
    media_kind,
)

_UNDOCUMENTED = (418, 599, 399)


def unsuccessful_rows(
    subject: Subject, ids: Identifiers, sample: SampleResponse
) -> Iterator[Row]:
    """A success whose body has the success flag false."""
    pointer = sample.response.success_flag
    value = sample.value
    if pointer is None or not isinstance(value, dict) or pointer.count("/") != 1:
        return
    name = pointer[1:].replace("~1", "/").replace("~0", "~")
    refused = SampleResponse(
        sample.response,
        sample.status,
        sample.content,
        {**value, name: False},
        f"{sample.what} unsuccessful",
    )
    row = response_row(subject, ids, refused)
    row["expect"] = {"error": "UnsuccessfulError"}
    yield row


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
    # Two characters, `{}`, cannot be cut short.
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
    for what, changed in invalid:
        yield {
            "id": ids.claim(subject.name, str(sample.status), what),
            "operation": subject.name,
            "origin": "synthetic",
            "response": changed,
            "expect": {"error": "DecodeError"},
        }


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
            yield {
                "id": ids.claim(subject.name, str(status), "undocumented"),
                "operation": subject.name,
                "origin": "synthetic",
                "response": {
                    "status": status,
                    "headers": {"content-type": "text/plain"},
                    "body": "not documented",
                },
                "expect": {"error": "UndocumentedStatusError"},
            }
