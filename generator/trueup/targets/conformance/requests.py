"""Vectors of requests: arguments of a call, and the exact request that they make."""

from __future__ import annotations

from collections.abc import Iterator

from ... import ir
from . import forms, paths, sequences, styles, values, variants, variations
from .query_names import is_distinct, query_names
from .request_wire import RequestArguments, build_request
from .self_contained import is_self_contained
from .subject import Identifiers, Row, Skipped, Subject, is_framing, media_kind

_SCALAR = (str, int, float)  # and bool, which is an int


class CannotSend(Exception):
    """The suite cannot send a request of the operation."""


def request_rows(
    subject: Subject,
    minimal: RequestArguments,
    ids: Identifiers,
    seen: set[object],
    skipped: Skipped,
) -> Iterator[Row]:
    """The vectors of an operation, the minimal request first.

    `seen` has the variations of parameters so far: those that several operations share
    are tested once.
    """
    yield _row(subject, ids, minimal, "required", _origin(subject, minimal))
    full = _full(subject, minimal)
    if full != minimal:
        yield _row(subject, ids, full, "full", _origin(subject, full))
    for label, origin, arguments in _bodies(subject, minimal, seen, skipped):
        yield _row(subject, ids, arguments, label, origin)
    for label, arguments in (
        *_variations(subject, minimal, seen),
        *_form_variations(subject, minimal, seen),
    ):
        yield _row(subject, ids, arguments, label, "synthetic")


def minimal_request(subject: Subject) -> RequestArguments:
    """The required parameters and a required body. Raises `CannotSend`."""
    arguments: dict[int, ir.Json] = {}
    for index, parameter in enumerate(subject.operation.parameters):
        name = parameter.name
        if parameter.constant is not ir.ABSENT:
            if not _is_sendable(parameter, parameter.constant):
                raise CannotSend(f"the only value of {name} cannot be serialized")
            arguments[index] = parameter.constant
        elif parameter.required or parameter.location is ir.Location.PATH:
            value = _value(subject, parameter)
            if value is ir.ABSENT:
                raise CannotSend(f"no value to send for the parameter {name}")
            arguments[index] = value
    body = subject.operation.body
    if body is None or not body.required:
        return RequestArguments(arguments)
    first = _first_body(subject)
    if first is None:
        media_types = ", ".join(content.media_type for content in body.contents)
        raise CannotSend(f"no body can be sent in {media_types}")
    return RequestArguments(arguments, first)


def _value(subject: Subject, parameter: ir.Parameter) -> ir.Maybe:
    """A value that can be serialized, if necessary without nested properties."""
    value = values.of_parameter(subject.api, parameter)
    if value is ir.ABSENT or _is_sendable(parameter, value):
        return value
    if not isinstance(value, dict):
        return ir.ABSENT
    flat: dict[str, ir.Json] = {
        name: child for name, child in value.items() if isinstance(child, _SCALAR)
    }
    is_valid = bool(flat) and values.fits(subject.api, parameter.schema, flat)
    return flat if is_valid and _is_sendable(parameter, flat) else ir.ABSENT


def _first_body(subject: Subject) -> tuple[ir.Content, ir.Json] | None:
    body = subject.operation.body
    for content in body.contents if body is not None else ():
        value = _body_value(subject, content)
        if value is not ir.ABSENT:
            return content, value
    return None


def _body_value(subject: Subject, content: ir.Content) -> ir.Maybe:
    kind = media_kind(content)
    if _is_structured(content):
        for example in content.examples:
            value = example.value
            if _is_body(subject, value) and _fits(subject, content, value):
                return value
        sample = _sample(subject, content)
        return sample if _is_body(subject, sample) else ir.ABSENT
    if kind in ("text", "bytes"):
        text = values.text_of(subject.api, content, "request")
        return ir.ABSENT if text is None else text
    if kind == "lines":
        return sequences.items_of(subject.api, content, "request") or ir.ABSENT
    return ir.ABSENT


def _is_structured(content: ir.Content) -> bool:
    return media_kind(content) == "json" or forms.is_form(content)


def _is_body(subject: Subject, value: ir.Maybe) -> bool:
    """Whether a call sends a value as a body; None omits an optional body."""
    body = subject.operation.body
    return value is not None or (body is not None and body.required)


def _fits(subject: Subject, content: ir.Content, value: ir.Json) -> bool:
    """Whether a documented value is valid for a body, and can be sent."""
    if forms.is_form(content):
        return forms.fits_form(subject.api, content, value)
    return values.fits_body(subject.api, content, value)


def _sample(subject: Subject, content: ir.Content, *, full: bool = True) -> ir.Maybe:
    """A sample of a JSON document or of a form."""
    if not forms.is_form(content):
        return values.of_body(subject.api, content, "request", full=full)
    form = forms.of_form(subject.api, content, full=full)
    return ir.ABSENT if form is None else form


def _full(subject: Subject, minimal: RequestArguments) -> RequestArguments:
    """All parameters that have values, and a body."""
    arguments = dict(minimal.values)
    names = query_names(subject)
    for index, parameter in enumerate(subject.operation.parameters):
        if index not in arguments and not is_framing(parameter):
            value = _value(subject, parameter)
            if value is not ir.ABSENT and is_distinct(names, parameter, value):
                arguments[index] = value
    body = minimal.body if minimal.body is not None else _first_body(subject)
    return RequestArguments(dict(sorted(arguments.items())), body)


def _bodies(
    subject: Subject, minimal: RequestArguments, seen: set[object], skipped: Skipped
) -> Iterator[tuple[str, str, RequestArguments]]:
    """(label, origin, arguments) for each media type and each documented example."""

    def with_body(value: ir.Json) -> RequestArguments:
        return RequestArguments(minimal.values, (content, value))

    contents = subject.operation.body.contents if subject.operation.body else ()
    for content in contents:
        value = _body_value(subject, content)
        if value is ir.ABSENT:
            skipped.add(
                subject.name,
                content.media_type,
                "no body can be sent in this media type",
            )
            continue
        if _is_structured(content):
            least = _sample(subject, content, full=False)
            if least not in (ir.ABSENT, value) and _is_body(subject, least):
                yield "least body", "synthetic", with_body(least)
        if media_kind(content) == "json":
            of_body = variants.of_variants(subject.api, content, "request", seen)
            for label, variant in of_body:
                if variant != value:
                    yield label, "synthetic", with_body(variant)
        if len(contents) > 1:
            yield f"body {content.media_type}", "synthetic", with_body(value)
        for example in content.examples if _is_structured(content) else ():
            if not _is_body(subject, example.value):
                reason = "null omits an optional body"
            elif not _fits(subject, content, example.value):
                reason = "the example does not fit its schema"
            else:
                yield example.name, "documented", with_body(example.value)
                continue
            skipped.add(subject.name, f"example {example.name}", reason)


def _variations(
    subject: Subject, minimal: RequestArguments, seen: set[object]
) -> Iterator[tuple[str, RequestArguments]]:
    """(label, arguments) for values of parameters in which encodings differ."""
    for index, parameter in enumerate(subject.operation.parameters):
        if parameter.constant is not ir.ABSENT or is_framing(parameter):
            continue
        plain = values.of_parameter(subject.api, parameter)
        if plain is ir.ABSENT:
            continue
        serialization = (
            parameter.location,
            parameter.style,
            parameter.explode,
            parameter.allow_reserved,
            parameter.media_type,
        )
        for label, value in variations.distinctive_values(
            subject.api, parameter, plain
        ):
            variation = (*serialization, label, repr(value))
            if variation in seen or not _is_sendable(parameter, value):
                continue
            changed = dict(sorted({**minimal.values, index: value}.items()))
            arguments = RequestArguments(changed, minimal.body)
            if has_unambiguous_path(subject, arguments):
                seen.add(variation)
                yield f"{parameter.name} {label}", arguments


def _form_variations(
    subject: Subject, minimal: RequestArguments, seen: set[object]
) -> Iterator[tuple[str, RequestArguments]]:
    """(label, arguments) for properties of forms in which encodings differ."""
    contents = subject.operation.body.contents if subject.operation.body else ()
    for content in filter(forms.is_form, contents):
        plain = forms.of_form(subject.api, content) or {}
        if plain and forms.has_files(subject.api, content, plain):
            body = content, plain
            named = RequestArguments(minimal.values, body, variations.FILE_NAME)
            yield "file name", named
        for label, variation, value in forms.distinctive_forms(
            subject.api, content, plain
        ):
            if variation not in seen and forms.fits_form(subject.api, content, value):
                seen.add(variation)
                yield label, RequestArguments(minimal.values, (content, value))


def has_unambiguous_path(subject: Subject, arguments: RequestArguments) -> bool:
    """Whether a server can determine where each value in the path begins and ends."""
    template = subject.operation.path
    if not paths.has_shared_segment(template):
        return True
    choices = {
        parameter.name: values.choices_of(subject.api, parameter.type)
        for parameter in subject.operation.parameters
        if parameter.location is ir.Location.PATH
    }
    path = str(build_request(subject, arguments)["path"])
    return paths.is_unambiguous(template, path, choices)


def _is_sendable(parameter: ir.Parameter, value: ir.Json) -> bool:
    try:
        styles.serialize(parameter, value)
    except styles.Unspecified:
        return False
    return True


def _origin(subject: Subject, arguments: RequestArguments) -> str:
    """`documented` if one of the values may be an example of the description."""
    parameters = subject.operation.parameters
    described = [parameters[index].examples for index in arguments.values]
    if arguments.body is not None:
        described.append(arguments.body[0].examples)
    return "documented" if any(described) else "synthetic"


def _row(
    subject: Subject,
    ids: Identifiers,
    arguments: RequestArguments,
    label: str,
    origin: str,
) -> Row:
    row: Row = {
        "id": ids.claim(subject.name, "request", label),
        "operation": subject.name,
        "origin": origin,
        "arguments": {
            str(name): arguments.values[index]
            for index, name in enumerate(subject.names.parameters)
            if name is not None and index in arguments.values
        },
    }
    if arguments.body is not None:
        content, value = arguments.body
        row["body"] = {"media_type": content.media_type, "value": value}
    row["request"] = build_request(subject, arguments)
    if is_self_contained(subject, arguments):
        row["self_contained"] = True
    return row
