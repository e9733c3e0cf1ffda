"""The exact request of a call: path, query, header fields and body."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ... import ir
from ...emit.error_classes import success_responses
from ...media_types import is_json
from . import decode_oracle, forms, paths, sequences, styles
from .subject import (
    Row,
    Subject,
    concrete,
    media_kind,
)

_WITH_LENGTH = ("POST", "PUT", "PATCH")


class Sent(Struct, frozen=True):
    """What is sent: values by parameter's position, and a body in a media type."""

    values: Mapping[int, ir.Json]
    body: tuple[ir.Content, ir.Json] | None = None


def wire(subject: Subject, sent: Sent) -> Row:
    """The request on the expressions. Header names are in lower case."""
    operation = subject.operation
    path = paths.encode_template(operation.path)
    query: list[tuple[str, str]] = []
    headers: dict[str, ir.Json] = {}
    cookies: list[str] = []
    for index, value in sent.values.items():
        written = styles.serialize(operation.parameters[index], value)
        if written.path is not None:
            name = operation.parameters[index].name
            path = path.replace("{" + name + "}", written.path)
        query += written.query
        cookies += [f"{name}={text}" for name, text in written.cookies]
        if written.header is not None:
            headers[written.header[0].lower()] = written.header[1]
    if cookies:
        headers["cookie"] = "; ".join(cookies)
    headers.setdefault("accept", accepted(subject))
    row: Row = {"method": operation.method, "path": path}
    if query:
        row["query"] = [[name, text] for name, text in query]
    if sent.body is not None:
        content, value = sent.body
        headers["content-type"] = concrete(content)
        row["body"] = _sent_body(subject.api, content, value)
    elif operation.method in _WITH_LENGTH:
        headers["content-length"] = "0"
    row["headers"] = headers
    return row


def _sent_body(api: ir.Api, content: ir.Content, value: ir.Json) -> Row:
    """A body as vectors have it, by how it travels."""
    kind = media_kind(content)
    if kind == "lines" and isinstance(value, list):
        return {kind: sequences.kept(api, content, value)}
    if kind == "json" or forms.is_form(content):
        value = decode_oracle.kept(api, content.type, value)
    if forms.is_form(content) and isinstance(value, dict):
        return forms.written(api, content, value)
    return {"json" if kind == "json" else "text": value}


def accepted(subject: Subject) -> str:
    """The Accept field: what the author pinned, else every documented media type.

    Where successes come in several media types the caller chooses; the first is what
    one gets who does not.
    """
    operation = subject.operation
    successes = success_responses(operation)
    mine = list(dict.fromkeys(c.media_type for r in successes for c in r.contents))
    if len(mine) > 1:
        return mine[0]
    if operation.accept is not None:
        return operation.accept
    others = [c.media_type for r in operation.responses for c in r.contents]
    found = list(dict.fromkeys((*mine, *others)))
    found.sort(key=lambda each: (not is_json(each), "*" in each))
    return ", ".join(found) or "*/*"
