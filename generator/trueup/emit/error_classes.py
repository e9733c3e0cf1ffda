"""One class per documented error status, and one per set of documented headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from .. import ir
from .identifiers import BUILTINS, Scope, class_name, member_name, pascal, words
from .quoting import Code

HeadersKey: TypeAlias = "tuple[tuple[str, ir.Type, bool, bool, str | None], ...]"

RUNTIME_ERRORS = (
    "ApiError",
    "ConfigurationError",
    "DecodeError",
    "Error",
    "ResponseTooLargeError",
    "TimeoutError",
    "TransportError",
    "UndocumentedStatusError",
    "UnsuccessfulError",
)
"""Classes of the runtime that `errors` exports."""

_RESERVED = frozenset((*RUNTIME_ERRORS, "Headers"))
_HEADERS_ATTRIBUTES = frozenset(
    ("get", "get_list", "items", "keys", "values", "read", "parse", "raw")
)
_RANGES = {1: "Informational", 2: "Success", 3: "Redirect", 4: "Client", 5: "Server"}


class HeadersClass(Struct, frozen=True):
    """A set of documented headers with a property name for each."""

    name: Code
    headers: tuple[ir.Header, ...]
    properties: tuple[Code, ...]


class ErrorClass(Struct, frozen=True):
    """A class of `errors`. If bodies of a status differ, each has a class, whose `base` is
    the class of the status. That class is `narrowed`, and its body is their union."""

    name: Code
    status: ir.Status
    doc: str
    contents: tuple[ir.Content, ...]
    headers: HeadersClass | None
    base: Code | None = None
    narrowed: bool = False


class ErrorClasses(Struct, frozen=True):
    classes: tuple[ErrorClass, ...]
    by_body: Mapping[tuple[str, object], ErrorClass]

    def of(self, operation: ir.Operation) -> dict[str, ErrorClass]:
        """The operation's error classes by status, in document order."""
        responses = ((str(r.status), r) for r in error_responses(operation))
        return {
            status: self.by_body[status, _body_key(response)]
            for status, response in responses
        }


_REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})


def is_returned(status: ir.Status) -> bool:
    """Whether a call returns a response of this status; the others are raised.

    These are 2xx and redirects: what a description documents is the outcome of the
    call. 304 is raised, because only callers that send a condition get it.
    """
    if status.code is None:
        return status.range in (2, 3)
    return 200 <= status.code < 300 or status.code in _REDIRECTS


def success_responses(operation: ir.Operation) -> tuple[ir.Response, ...]:
    """Responses that a call returns; `default` is one if no other is documented."""
    documented = tuple(r for r in operation.responses if is_returned(r.status))
    return documented or tuple(
        r for r in operation.responses if str(r.status) == "default"
    )


def error_responses(operation: ir.Operation) -> tuple[ir.Response, ...]:
    """Responses that a call raises, including `default`."""
    return tuple(r for r in operation.responses if not is_returned(r.status))


def headers_key(headers: Iterable[ir.Header]) -> HeadersKey:
    return tuple(
        (h.name.lower(), h.type, h.required, h.explode, h.media_type) for h in headers
    )


def headers_classes(api: ir.Api) -> dict[HeadersKey, HeadersClass]:
    """A class for each distinct set of headers, named after the headers."""
    scope = Scope(BUILTINS | _RESERVED)
    classes: dict[HeadersKey, HeadersClass] = {}
    for operation in api.operations:
        for response in operation.responses:
            key = headers_key(response.headers)
            if key and key not in classes:
                classes[key] = _headers_class(response.headers, scope)
    return classes


def _headers_class(headers: tuple[ir.Header, ...], scope: Scope) -> HeadersClass:
    named = [class_name(pascal(words(header.name)), "Header") for header in headers]
    stem = "".join(named) if len(named) <= 2 else f"{named[0]}AndMore"
    properties = Scope(_HEADERS_ATTRIBUTES)
    return HeadersClass(
        scope.claim(f"{stem}Headers"),
        headers,
        tuple(properties.claim(member_name(h.name, "header")) for h in headers),
    )


def _body_key(response: ir.Response) -> object:
    contents = tuple(
        (content.media_type, content.type) for content in response.contents
    )
    return contents, headers_key(response.headers)


def error_classes(
    api: ir.Api, classes: Mapping[str, Code], headers: Mapping[HeadersKey, HeadersClass]
) -> ErrorClasses:
    """The error classes of the API, ordered by status."""
    statuses: dict[str, dict[object, ir.Response]] = {}
    for operation in api.operations:
        for response in error_responses(operation):
            variants = statuses.setdefault(str(response.status), {})
            key = _body_key(response)
            first = variants.setdefault(key, response)
            if first.doc != response.doc:
                variants[key] = replace(first, doc="")
    scope = Scope(_RESERVED | BUILTINS)
    all_classes: list[ErrorClass] = []
    by_body: dict[tuple[str, object], ErrorClass] = {}
    for status in sorted(statuses):
        for key, error in _status_classes(statuses[status], classes, headers, scope):
            all_classes.append(error)
            if key is not None:
                by_body[status, key] = error
    return ErrorClasses(tuple(all_classes), by_body)


def _status_classes(
    variants: Mapping[object, ir.Response],
    classes: Mapping[str, Code],
    headers: Mapping[HeadersKey, HeadersClass],
    scope: Scope,
) -> Iterable[tuple[object | None, ErrorClass]]:
    first_key, first = next(iter(variants.items()))
    status_stem = _status_stem(first.status)
    name = scope.claim(f"{status_stem}Error", f"{status_stem}StatusError")
    own = headers.get(headers_key(first.headers))
    if len(variants) == 1:
        yield first_key, ErrorClass(name, first.status, first.doc, first.contents, own)
        return
    contents = {
        (c.media_type, c.type): c
        for response in variants.values()
        for c in response.contents
    }
    yield (
        None,
        ErrorClass(
            name, first.status, "", tuple(contents.values()), None, narrowed=True
        ),
    )
    for key, response in variants.items():
        body = "".join(
            _body_stem(content.type, classes) for content in response.contents[:2]
        )
        typed = headers.get(headers_key(response.headers))
        stem = typed.name.removesuffix("Headers") if typed is not None else ""
        yield (
            key,
            ErrorClass(
                scope.claim(f"{body or stem or 'Plain'}{name}", f"{body}{stem}{name}"),
                response.status,
                response.doc,
                response.contents,
                typed,
                base=name,
            ),
        )


def _status_stem(status: ir.Status) -> str:
    if status.range is not None:
        return _RANGES.get(status.range, f"Status{status.range}xx")
    if status.code is None:
        return "Default"
    try:
        phrase = HTTPStatus(status.code).phrase
    except ValueError:
        return f"Status{status.code}"
    stem = pascal(words(phrase))
    return stem.removesuffix("Error") if stem != "Error" else stem


def _body_stem(type_: ir.Type, classes: Mapping[str, Code]) -> str:
    match type_:
        case ir.Ref(key):
            return classes[key].removesuffix("Error") or classes[key]
        case ir.Array(item):
            return _body_stem(item, classes) + "List"
        case ir.Nullable(inner):
            return _body_stem(inner, classes)
        case ir.Map():
            return "Mapping"
        case ir.Primitive(scalar):
            return pascal(words(scalar.value))
        case _:
            return "Other"
