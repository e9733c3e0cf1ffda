"""Vectors of requests: arguments of a call, and the exact request that they make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ... import ir
from . import forms, paths, sequences, styles, values, variations
from .query_names import is_distinct, query_names
from .request_wire import Sent, wire
from .subject import (
    Identifiers,
    Row,
    Skipped,
    Subject,
    is_framing,
    media_kind,
)

Arguments: TypeAlias = "dict[str, ir.Json]"

_SCALAR = (str, int, float)  # and bool, which is an int


class Unsendable(Exception):
    """The suite has no way to write the operation's request."""


def request_rows(
    subject: Subject, ids: Identifiers, seen: set[object], skipped: Skipped
) -> Iterator[Row]:
    """The operation's vectors, the one with the least first.

    `seen` holds what was told of parameters that are written alike, so that a
    parameter of every operation is varied once.
    """
    try:
        least = least_sent(subject)
    except Unsendable as reason:
        skipped.add(subject.name, "requests", str(reason))
        return
    yield _row(subject, ids, least, "required", _origin(subject, least))
    full = _full(subject, least)
    if full != least:
        yield _row(subject, ids, full, "full", _origin(subject, full))
    for what, sent in _bodies(subject, least, skipped):
        origin = "documented" if what.startswith("example ") else "synthetic"
        yield _row(subject, ids, sent, what.removeprefix("example "), origin)
    for what, sent in (
        *_variants(subject, least, seen),
        *_form_variants(subject, least, seen),
    ):
        yield _row(subject, ids, sent, what, "synthetic")


def least_sent(subject: Subject) -> Sent:
    """Required parameters and, where one is required, a body."""
    found: dict[int, ir.Json] = {}
    for index, parameter in enumerate(subject.operation.parameters):
        if parameter.constant is not ir.ABSENT:
            if not _is_written(parameter, parameter.constant):
                raise Unsendable(f"{parameter.name} can only be what has no text")
            found[index] = parameter.constant
        elif parameter.required or parameter.location is ir.Location.PATH:
            value = _value(subject, parameter)
            if value is ir.ABSENT:
                raise Unsendable(f"no value to send for the parameter {parameter.name}")
            found[index] = value
    body = subject.operation.body
    if body is None or not body.required:
        return Sent(found)
    for content in body.contents:
        value = _body_value(subject, content)
        if value is not ir.ABSENT:
            return Sent(found, (content, value))
    media_types = ", ".join(content.media_type for content in body.contents)
    raise Unsendable(f"bodies in {media_types} are not written here")


def _value(subject: Subject, parameter: ir.Parameter) -> ir.Maybe:
    """A value that can be written; of an object the members that can, where the others
    need not be there."""
    value = values.of_parameter(subject.api, parameter)
    if value is ir.ABSENT or _is_written(parameter, value):
        return value
    if not isinstance(value, dict):
        return ir.ABSENT
    flat: dict[str, ir.Json] = {
        name: one for name, one in value.items() if isinstance(one, _SCALAR)
    }
    is_value = bool(flat) and values.fits(subject.api, parameter.schema, flat)
    return flat if is_value and _is_written(parameter, flat) else ir.ABSENT


def _body_value(subject: Subject, content: ir.Content) -> ir.Maybe:
    kind = media_kind(content)
    if kind == "json" or forms.is_form(content):
        for example in content.examples:
            if _is_said(subject, example.value) and _fits(
                subject, content, example.value
            ):
                return example.value
        found = _structure(subject, content)
        return found if _is_said(subject, found) else ir.ABSENT
    if kind in ("text", "bytes"):
        text = values.text_of(subject.api, content, "request")
        return ir.ABSENT if text is None else text
    if kind == "lines":
        return sequences.items_of(subject.api, content, "request") or ir.ABSENT
    return ir.ABSENT


def _is_said(subject: Subject, value: ir.Maybe) -> bool:
    """Whether a call can tell a body from none: None leaves an optional one out."""
    body = subject.operation.body
    return value is not None or (body is not None and body.required)


def _fits(subject: Subject, content: ir.Content, value: ir.Json) -> bool:
    """Whether a documented value is one of the body, and can be sent here."""
    if forms.is_form(content):
        return forms.fits_form(subject.api, content, value)
    return values.fits_body(subject.api, content, value)


def _structure(subject: Subject, content: ir.Content, *, full: bool = True) -> ir.Maybe:
    """A sample of a document or of a form."""
    if not forms.is_form(content):
        return values.of_body(subject.api, content, "request", full=full)
    found = forms.of_form(subject.api, content, full=full)
    return ir.ABSENT if found is None else found


def _full(subject: Subject, least: Sent) -> Sent:
    """Every parameter and a body, as far as there are values."""
    found = dict(least.values)
    names = query_names(subject)
    for index, parameter in enumerate(subject.operation.parameters):
        if index not in found and not is_framing(parameter):
            value = _value(subject, parameter)
            if value is not ir.ABSENT and is_distinct(names, parameter, value):
                found[index] = value
    body = least.body
    if body is None and subject.operation.body is not None:
        for content in subject.operation.body.contents:
            value = _body_value(subject, content)
            if value is not ir.ABSENT:
                body = (content, value)
                break
    return Sent(dict(sorted(found.items())), body)


def _bodies(
    subject: Subject, least: Sent, skipped: Skipped
) -> Iterator[tuple[str, Sent]]:
    """Each media type, each documented example."""
    contents = subject.operation.body.contents if subject.operation.body else ()
    for content in contents:
        value = _body_value(subject, content)
        if value is ir.ABSENT:
            skipped.add(subject.name, content.media_type, "not written here")
            continue
        if media_kind(content) != "json" and not forms.is_form(content):
            if len(contents) > 1:
                yield f"body {content.media_type}", Sent(least.values, (content, value))
            continue
        least_body = _structure(subject, content, full=False)
        if least_body not in (ir.ABSENT, value) and _is_said(subject, least_body):
            yield "least body", Sent(least.values, (content, least_body))
        if len(contents) > 1:
            yield f"body {content.media_type}", Sent(least.values, (content, value))
        for example in content.examples:
            if not _is_said(subject, example.value):
                skipped.add(subject.name, f"example {example.name}", "it is no body")
            elif not _fits(subject, content, example.value):
                reason = "the example does not fit its schema"
                skipped.add(subject.name, f"example {example.name}", reason)
            else:
                sent = Sent(least.values, (content, example.value))
                yield f"example {example.name}", sent


def _variants(
    subject: Subject, least: Sent, seen: set[object]
) -> Iterator[tuple[str, Sent]]:
    for index, parameter in enumerate(subject.operation.parameters):
        if parameter.constant is not ir.ABSENT or is_framing(parameter):
            continue
        plain = values.of_parameter(subject.api, parameter)
        if plain is ir.ABSENT:
            continue
        for what, value in variations.distinctive_values(subject.api, parameter, plain):
            told = (*_manner(parameter), what, repr(value))
            if told in seen or not _is_written(parameter, value):
                continue
            changed = dict(sorted({**least.values, index: value}.items()))
            sent = Sent(changed, least.body)
            if is_told(subject, sent):
                seen.add(told)
                yield f"{parameter.name} {what}", sent


def _form_variants(
    subject: Subject, least: Sent, seen: set[object]
) -> Iterator[tuple[str, Sent]]:
    """Members of forms in which encodings differ; each manner of writing once."""
    contents = subject.operation.body.contents if subject.operation.body else ()
    for content in filter(forms.is_form, contents):
        plain = forms.of_form(subject.api, content) or {}
        for what, told, value in forms.telling(subject.api, content, plain):
            if told not in seen and forms.fits_form(subject.api, content, value):
                seen.add(told)
                yield what, Sent(least.values, (content, value))


def is_told(subject: Subject, sent: Sent) -> bool:
    """Whether a server can tell where each value in the path begins and ends."""
    template = subject.operation.path
    if not paths.has_shared_segment(template):
        return True
    texts = {
        parameter.name: values.all_texts(subject.api, parameter.type)
        for parameter in subject.operation.parameters
        if parameter.location is ir.Location.PATH
    }
    return paths.is_unambiguous(template, str(wire(subject, sent)["path"]), texts)


def _manner(parameter: ir.Parameter) -> tuple[object, ...]:
    """What decides how a value is written."""
    return (
        parameter.location,
        parameter.style,
        parameter.explode,
        parameter.allow_reserved,
        parameter.media_type,
    )


def _is_written(parameter: ir.Parameter, value: ir.Json) -> bool:
    try:
        styles.serialize(parameter, value)
    except styles.Unspecified:
        return False
    return True


def _origin(subject: Subject, sent: Sent) -> str:
    """Documented where one of the values is the author's."""
    parameters = subject.operation.parameters
    told = any(parameters[index].examples for index in sent.values)
    told = told or (sent.body is not None and bool(sent.body[0].examples))
    return "documented" if told else "synthetic"


def _row(subject: Subject, ids: Identifiers, sent: Sent, what: str, origin: str) -> Row:
    arguments: Arguments = {}
    for index, name in enumerate(subject.names.parameters):
        if name is not None and index in sent.values:
            arguments[str(name)] = sent.values[index]
    row: Row = {
        "id": ids.claim(subject.name, "request", what),
        "operation": subject.name,
        "origin": origin,
        "arguments": arguments,
    }
    if sent.body is not None:
        content, value = sent.body
        row["body"] = {"media_type": content.media_type, "value": value}
    row["request"] = wire(subject, sent)
    return row
