"""Vectors of responses: an answer, and what a call makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ... import ir
from ...emit.error_classes import HeadersClass, success_responses
from ...media_types import essence
from . import sequences, styles, typed, values
from .subject import (
    Identifiers,
    Row,
    Skipped,
    Subject,
    concrete,
    is_framing,
    media_kind,
)

_BODILESS = (204, 205, 304)
_OF_RANGE = {
    1: (103,),
    2: (200, 202, 203),
    3: (300, 399),
    4: (400, 404, 418, 499),
    5: (500, 502, 599),
}
_OF_DEFAULT = (500, 418, 599, 499)
_UNDOCUMENTED = (418, 599, 499, 299)


class Answer(Struct, frozen=True):
    """A response that is to be sent: in a status, with a body in a media type."""

    response: ir.Response
    status: int
    content: ir.Content | None = None
    value: ir.Json = None
    what: str = ""
    origin: str = "synthetic"


def response_rows(
    subject: Subject, ids: Identifiers, seen: set[object], skipped: Skipped
) -> Iterator[Row]:
    """Each response × example, then what no description allows.

    `seen` are the schemas of which a full sample was answered already: an error that
    every operation shares is sent in full once.
    """
    answers: list[Answer] = []
    for response in subject.operation.responses:
        status = _status(subject, response)
        if status is None:
            reason = "no status is left for it"
            skipped.add(subject.name, f"response {response.status}", reason)
            continue
        missing = _unwritten(subject, response)
        if missing is not None:
            reason = f"no value to send for the header {missing}"
            skipped.add(subject.name, f"response {response.status}", reason)
            continue
        answers += _answers(subject, response, status, seen, skipped)
    rows = [(answer, _row(subject, ids, answer)) for answer in answers]
    yield from (row for _, row in rows)
    for answer, _ in rows:
        yield from _unsuccessful(subject, ids, answer)
    returned = [pair for pair in rows if _returns(subject, pair[0])]
    if returned:
        yield from _spoilt(subject, ids, *_shortest(subject.api, returned))
    yield from _undocumented(subject, ids)


def _status(subject: Subject, response: ir.Response) -> int | None:
    """The status itself; one of a range or of `default` that nothing else documents."""
    code = response.status.code
    if code is not None:
        return code
    others = subject.operation.responses
    codes = {other.status.code for other in others}
    if response.status.range is not None:
        candidates = _OF_RANGE.get(response.status.range, ())
        return next((status for status in candidates if status not in codes), None)
    if response in success_responses(subject.operation):
        return 200
    ranges = {other.status.range for other in others}
    free = (s for s in _OF_DEFAULT if s not in codes and s // 100 not in ranges)
    return next(free, None)


def _answers(
    subject: Subject,
    response: ir.Response,
    status: int,
    seen: set[object],
    skipped: Skipped,
) -> Iterator[Answer]:
    if not response.contents or _has_no_body(subject, status):
        if response.contents:
            skipped.add(subject.name, f"body of {status}", "such an answer has none")
        else:
            yield Answer(response, status, what="no-body")
        return
    for content in response.contents:
        if _is_another(content, response.contents):
            reason = "what stands for the range here is another media type of them"
            skipped.add(subject.name, f"{content.media_type} of {status}", reason)
            continue
        found = False
        for answer in _of_content(subject, response, status, content, seen, skipped):
            found = True
            yield answer
        if not found:
            what = f"{content.media_type} of {status}"
            skipped.add(subject.name, what, "not written here")


def _is_another(content: ir.Content, contents: tuple[ir.Content, ...]) -> bool:
    """Whether the media type in which a range is tried is declared besides, and holds
    something else."""
    if "*" not in content.media_type:
        return False
    tried = essence(concrete(content))
    return any(
        essence(each.media_type) == tried and each.type != content.type
        for each in contents
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
) -> Iterator[Answer]:
    api = subject.api
    kind = media_kind(content)
    several = len(response.contents) > 1
    if kind == "json":
        for example in content.examples:
            if values.fits_body(api, content, example.value):
                what = "documented" if example.name == "example" else example.name
                yield Answer(
                    response, status, content, example.value, what, "documented"
                )
            else:
                reason = "the example does not fit its schema"
                skipped.add(subject.name, f"{status} {example.name}", reason)
        what = f"sample {content.media_type}" if several else "sample"
        value = values.of_body(api, content, "response")
        if value is ir.ABSENT:
            return
        if content.schema not in seen:
            seen.add(content.schema)
            yield Answer(response, status, content, value, what)
        least = values.of_body(api, content, "response", full=False)
        if least is not ir.ABSENT:
            yield Answer(response, status, content, least, f"{what} least")
    elif kind in ("text", "bytes"):
        text = values.text_of(api, content, "response")
        what = f"sample {content.media_type}" if several else "sample"
        if text is not None:
            yield Answer(response, status, content, text, what)
    elif sequences.is_sequence(content):
        answer = Answer(response, status, content)
        items = sequences.items_of(api, content, "response")
        if items and _returns(subject, answer):
            what = f"items {content.media_type}" if several else "items"
            yield replace(answer, value=items, what=what)


def _row(subject: Subject, ids: Identifiers, answer: Answer) -> Row:
    expect = _expectation(subject, answer)
    headers, expected = _headers(subject, answer)
    if expected:
        expect["headers"] = expected
    if answer.content is not None:
        headers["content-type"] = concrete(answer.content)
    row: Row = {
        "id": ids.claim(subject.name, str(answer.status), answer.what),
        "operation": subject.name,
        "declared": str(answer.response.status),
        "origin": answer.origin,
        "response": {
            "status": answer.status,
            "headers": headers,
            "body": _text(subject.api, answer),
        },
        "expect": expect,
    }
    return row


def _text(api: ir.Api, answer: Answer) -> str:
    """The body as it is sent; "" where there is none."""
    if answer.content is None:
        return ""
    if isinstance(answer.value, list) and sequences.is_sequence(answer.content):
        return sequences.text_of(api, answer.content, answer.value)
    if media_kind(answer.content) == "json":
        return json.dumps(answer.value, ensure_ascii=False, separators=(", ", ": "))
    assert isinstance(answer.value, str)
    return answer.value


def _expectation(subject: Subject, answer: Answer) -> Row:
    """What the call gives, or the error that it raises, with the body's value."""
    content, value = answer.content, answer.value
    if content is not None and sequences.is_sequence(content):
        assert isinstance(value, list)
        return {"items": sequences.kept(subject.api, content, value)}
    if content is not None:
        value = typed.kept(subject.api, content.type, value)
    if _returns(subject, answer):
        return {"result": value}
    error = subject.names.errors[str(answer.response.status)]
    return {"error": str(error.name), "body": value}


def _returns(subject: Subject, answer: Answer) -> bool:
    """Whether a call returns rather than raises."""
    if answer.response not in success_responses(subject.operation):
        return False
    return answer.response.status.code is not None or 200 <= answer.status < 300


def _headers(
    subject: Subject, answer: Answer
) -> tuple[dict[str, ir.Json], dict[str, ir.Json]]:
    """Documented headers by lower-case name: as text, and as what the text says."""
    found: dict[str, ir.Json] = {}
    expected: dict[str, ir.Json] = {}
    known = subject.symbols.headers_of(answer.response)
    for index, header in enumerate(answer.response.headers):
        if header.name.lower() == "content-type" or is_framing(header):
            continue
        text = _header_text(subject, header)
        if text is None:
            continue
        found[header.name.lower()] = text[0]
        row: Row = {"value": text[1]}
        if known is not None and _has_property(subject, answer, known):
            row["property"] = str(known.properties[index])
        expected[header.name.lower()] = row
    return found, expected


def _has_property(subject: Subject, answer: Answer, known: HeadersClass) -> bool:
    """Whether what carries the headers is of the response's own class of headers."""
    if _returns(subject, answer):
        return subject.names.headers == known
    return subject.names.errors[str(answer.response.status)].headers == known


def _unwritten(subject: Subject, response: ir.Response) -> str | None:
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
        written = styles.write(as_parameter, value)
    except styles.Undefined:
        return None
    return None if written.header is None else (written.header[1], value)


def _unsuccessful(subject: Subject, ids: Identifiers, answer: Answer) -> Iterator[Row]:
    """A success whose body says that it is none."""
    pointer = answer.response.success_flag
    value = answer.value
    if pointer is None or not isinstance(value, dict) or pointer.count("/") != 1:
        return
    name = pointer[1:].replace("~1", "/").replace("~0", "~")
    refused = Answer(
        answer.response,
        answer.status,
        answer.content,
        {**value, name: False},
        f"{answer.what} unsuccessful",
    )
    row = _row(subject, ids, refused)
    row["expect"] = {"error": "UnsuccessfulError"}
    yield row


def _shortest(api: ir.Api, rows: list[tuple[Answer, Row]]) -> tuple[Answer, Row]:
    """Of the answers that are like the first, the one with the least to write."""
    first, _ = rows[0]
    alike = [
        pair
        for pair in rows
        if pair[0].response == first.response and pair[0].content == first.content
    ]
    texts = [_text(api, answer) for answer, _ in alike]
    # Two characters, `{}`, cannot be cut short.
    return alike[
        min(range(len(alike)), key=lambda i: (len(texts[i]) < 3, len(texts[i])))
    ]


def _spoilt(
    subject: Subject, ids: Identifiers, answer: Answer, row: Row
) -> Iterator[Row]:
    """Answers that are not what the description says: never a value, never None."""
    content = answer.content
    if content is None or media_kind(content) != "json":
        return
    response = row["response"]
    assert isinstance(response, dict)
    text = _text(subject.api, answer)
    spoilt = [("empty", {**response, "body": ""})]
    if text[:1] in ("{", "[", '"') and len(text) > 2:
        spoilt.append(("truncated", {**response, "body": text[: len(text) // 2 + 1]}))
    if _takes_only_json(subject):
        page: Row = {**response, "headers": {"content-type": "text/html"}}
        spoilt.append(("wrong-media-type", page))
    for what, changed in spoilt:
        yield {
            "id": ids.claim(subject.name, str(answer.status), what),
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


def _undocumented(subject: Subject, ids: Identifiers) -> Iterator[Row]:
    """A status that the description does not list, where there is one."""
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
