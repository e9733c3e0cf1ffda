"""One response as a vector: what is sent, and what the call returns or raises."""

from __future__ import annotations

import json

from msgspec import Struct

from ... import ir
from ...emit.error_classes import HeadersClass, success_responses
from . import decode_oracle, sequences, styles, values
from .subject import (
    Identifiers,
    Row,
    Subject,
    concrete,
    is_framing,
    media_kind,
)


class SampleResponse(Struct, frozen=True):
    """A response that is to be sent: in a status, with a body in a media type."""

    response: ir.Response
    status: int
    content: ir.Content | None = None
    value: ir.Json = None
    what: str = ""
    origin: str = "synthetic"


def response_row(subject: Subject, ids: Identifiers, sample: SampleResponse) -> Row:
    expect = _expectation(subject, sample)
    headers, expected = _headers(subject, sample)
    if expected:
        expect["headers"] = expected
    if sample.content is not None:
        headers["content-type"] = concrete(sample.content)
    row: Row = {
        "id": ids.claim(subject.name, str(sample.status), sample.what),
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
    return row


def body_text(api: ir.Api, sample: SampleResponse) -> str:
    """The body as it is sent; "" where there is none."""
    if sample.content is None:
        return ""
    if isinstance(sample.value, list) and sequences.is_sequence(sample.content):
        return sequences.text_of(api, sample.content, sample.value)
    if media_kind(sample.content) == "json":
        return json.dumps(sample.value, ensure_ascii=False, separators=(", ", ": "))
    assert isinstance(sample.value, str)
    return sample.value


def _expectation(subject: Subject, sample: SampleResponse) -> Row:
    """What the call gives, or the error that it raises, with the body's value."""
    content, value = sample.content, sample.value
    if content is not None and sequences.is_sequence(content):
        assert isinstance(value, list)
        return {"items": sequences.kept(subject.api, content, value)}
    if content is not None:
        value = decode_oracle.kept(subject.api, content.type, value)
    if is_returned(subject, sample):
        return {"result": value}
    error = subject.names.errors[str(sample.response.status)]
    return {"error": str(error.name), "body": value}


def is_returned(subject: Subject, sample: SampleResponse) -> bool:
    """Whether a call returns rather than raises."""
    if sample.response not in success_responses(subject.operation):
        return False
    return sample.response.status.code is not None or 200 <= sample.status < 300


def _headers(
    subject: Subject, sample: SampleResponse
) -> tuple[dict[str, ir.Json], dict[str, ir.Json]]:
    """Documented headers by lower-case name: as text, and as what the text says."""
    found: dict[str, ir.Json] = {}
    expected: dict[str, ir.Json] = {}
    known = subject.symbols.headers_of(sample.response)
    for index, header in enumerate(sample.response.headers):
        if header.name.lower() == "content-type" or is_framing(header):
            continue
        text = _header_text(subject, header)
        if text is None:
            continue
        found[header.name.lower()] = text[0]
        row: Row = {"value": text[1]}
        if known is not None and _has_property(subject, sample, known):
            row["property"] = str(known.properties[index])
        expected[header.name.lower()] = row
    return found, expected


def _has_property(
    subject: Subject, sample: SampleResponse, known: HeadersClass
) -> bool:
    """Whether what carries the headers is of the response's own class of headers."""
    if is_returned(subject, sample):
        return subject.names.headers == known
    return subject.names.errors[str(sample.response.status)].headers == known


def unsendable_header(subject: Subject, response: ir.Response) -> str | None:
    """A header that the response has to have, and that cannot be sent here."""
    for header in response.headers:
        if header.required and not is_framing(header):
            if _header_text(subject, header) is None:
                return header.name
    return None


def _header_text(subject: Subject, header: ir.Header) -> tuple[str, ir.Json] | None:
    """A header's text and value; None where there is none to send."""
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
        written = styles.serialize(as_parameter, value)
    except styles.Unspecified:
        return None
    return None if written.header is None else (written.header[1], value)
