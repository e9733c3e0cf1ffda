"""The exact request of a call: path, query, header fields and body."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ... import ir
from ...emit.error_classes import success_responses
from ...media_types import is_json
from . import decode_oracle, forms, paths, sequences, styles
from .subject import Row, Subject, concrete, media_kind

_WITH_LENGTH = ("POST", "PUT", "PATCH")


class RequestArguments(Struct, frozen=True):
    """Values by index of the parameter, and the value of a body in a media type; `filename`
    is that of each file in a form."""

    values: Mapping[int, ir.Json]
    body: tuple[ir.Content, ir.Json] | None = None
    filename: str | None = None


def build_request(subject: Subject, arguments: RequestArguments) -> Row:
    """Build the exact request. Names of header fields are in lower case."""
    operation = subject.operation
    path = paths.encode_template(operation.path)
    query: list[tuple[str, str]] = []
    headers: dict[str, ir.Json] = {}
    cookies: list[str] = []
    for index, value in arguments.values.items():
        serialized = styles.serialize(operation.parameters[index], value)
        if serialized.path is not None:
            name = operation.parameters[index].name
            path = path.replace("{" + name + "}", serialized.path)
        query += serialized.query
        cookies += [f"{name}={text}" for name, text in serialized.cookies]
        if serialized.header is not None:
            headers[serialized.header[0].lower()] = serialized.header[1]
    if cookies:
        headers["cookie"] = "; ".join(cookies)
    headers.setdefault("accept", _accept(subject))
    row: Row = {"method": operation.method, "path": path}
    if query:
        row["query"] = [[name, text] for name, text in query]
    if arguments.body is not None:
        content, value = arguments.body
        headers["content-type"] = concrete(content)
        row["body"] = _body(subject.api, content, value, arguments.filename)
    elif operation.method in _WITH_LENGTH:
        headers["content-length"] = "0"
    row["headers"] = headers
    return row


def _body(
    api: ir.Api, content: ir.Content, value: ir.Json, filename: str | None
) -> Row:
    """A body as in vectors, by its encoding."""
    kind = media_kind(content)
    if kind == "lines" and isinstance(value, list):
        return {kind: sequences.preserved_items(api, content, value)}
    if kind == "json" or forms.is_form(content):
        value = decode_oracle.preserved(api, content.type, value)
    if forms.is_form(content) and isinstance(value, dict):
        return forms.serialize_form(api, content, value, filename)
    return {"json" if kind == "json" else "text": value}


def _accept(subject: Subject) -> str:
    """The `Accept` field: the documented constant, else all documented media types.

    If successful responses have several media types, the caller selects one; the first is
    the default.
    """
    operation = subject.operation
    successes = success_responses(operation)
    accepted = list(dict.fromkeys(c.media_type for r in successes for c in r.contents))
    if len(accepted) > 1:
        return accepted[0]
    if operation.accept is not None:
        return operation.accept
    documented = [c.media_type for r in operation.responses for c in r.contents]
    names = dict.fromkeys((*accepted, *documented))
    listed = sorted(names, key=lambda name: (not is_json(name), "*" in name))
    return ", ".join(listed) or "*/*"
