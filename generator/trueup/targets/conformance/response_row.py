"""One response as a vector: what is sent, and what the call returns or raises."""

from __future__ import annotations

import json

from msgspec import Struct

from ... import ir
from ...emit.error_classes import HeadersClass, success_responses
from . import decode_oracle, sequences, styles, values
from .subject import Identifiers, Row, Subject, concrete, is_framing, media_kind


class SampleResponse(Struct, frozen=True):
    """A response to send, with a status and a body in a media type."""

    response: ir.Response
    status: int
    content: ir.Content | None = None
    value: ir.Json = None
    label: str = ""
    origin: str = "synthetic"


def response_row(subject: Subject, ids: Identifiers, sample: SampleResponse) -> Row:
    expect = _expectation(subject, sample)
    headers, expected = _headers(subject, sample)
    if expected:
        expect["headers"] = expected
    if sample.content is not None:
        headers["content-type"] = concrete(sample.content)
    return {
        "id": ids.claim(subject.name, str(sample.status), sample.label),
        "operation": subject.name,
        "declared": str(sample.response.status),
        "origin": sample.origin,
        "response": {
            "status": sample.status,
            "headers": headers,
            "body": body_text(subject.api, sample),
        },
        "expect": expect,
    }


def body_text(api: ir.Api, sample: SampleResponse) -> str:
    """The body as it is sent; "" if there is none."""
    if sample.content is None:
        return ""
    if isinstance(sample.value, list) and sequences.is_sequence(sample.content):
        return sequences.text_of(api, sample.content, sample.value)
    if media_kind(sample.content) == "json":
        return json.dumps(sample.value, ensure_ascii=False, separators=(", ", ": "))
    assert isinstance(sample.value, str)
    return sample.value


def _expectation(subject: Subject, sample: SampleResponse) -> Row:
    """The result of the call, or the error that it raises, with the value of the body."""
    content, value = sample.content, sample.value
    if content is not None and sequences.is_sequence(content):
        assert isinstance(value, list)
        return {"items": sequences.preserved_items(subject.api, content, value)}
    if content is not None:
        value = decode_oracle.preserved(subject.api, content.type, value)
    if is_returned(subject, sample):
        return {"result": value}
    error = subject.names.errors[str(sample.response.status)]
    return {"error": str(error.name), "body": value}


def is_returned(subject: Subject, sample: SampleResponse) -> bool:
    """Whether a call returns rather than raises."""
    if sample.response not in success_responses(subject.operation):
        return False
    is_default = str(sample.response.status) == "default"
    return not is_default or 200 <= sample.status < 300


def _headers(
    subject: Subject, sample: SampleResponse
) -> tuple[dict[str, ir.Json], dict[str, ir.Json]]:
    """Documented headers by lower-case name: as text, and as values."""
    sent: dict[str, ir.Json] = {}
    expected: dict[str, ir.Json] = {}
    documented = subject.symbols.headers_of(sample.response)
    is_typed = documented == _headers_class(subject, sample)
    for index, header in enumerate(sample.response.headers):
        if header.name.lower() == "content-type" or is_framing(header):
            continue
        text = _header_text(subject, header)
        if text is None:
            continue
        sent[header.name.lower()] = text[0]
        row: Row = {"value": text[1]}
        if documented is not None and is_typed:
            row["property"] = str(documented.properties[index])
        expected[header.name.lower()] = row
    return sent, expected


def _headers_class(subject: Subject, sample: SampleResponse) -> HeadersClass | None:
    """The class of the headers of the result, or of the error."""
    if is_returned(subject, sample):
        return subject.names.headers
    return subject.names.errors[str(sample.response.status)].headers


def unsendable_header(subject: Subject, response: ir.Response) -> str | None:
    """The name of a required header that cannot be sent."""
    unsendable = (
        header.name
        for header in response.headers
        if header.required
        and not is_framing(header)
        and _header_text(subject, header) is None
    )
    return next(unsendable, None)


def _header_text(subject: Subject, header: ir.Header) -> tuple[str, ir.Json] | None:
    """A header's text and value; None if it cannot be sent."""
    value = values.of_header(subject.api, header)
    if value is ir.ABSENT:
        return None
    as_parameter = ir.Parameter(
        header.name,
        ir.Location.HEADER,
        header.type,
        header.required,
        ir.Style.SIMPLE,
        header.explode,
        media_type=header.media_type,
    )
    try:
        header_field = styles.serialize(as_parameter, value).header
    except styles.Unspecified:
        return None
    return None if header_field is None else (header_field[1], value)
