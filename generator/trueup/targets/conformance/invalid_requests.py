"""Vectors of invalid requests: the server responds, without calling a handler.

The status is the one that HTTP defines. If the description does not document it, but
documents 422 or 400, the server may use these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ... import ir
from ...emit.error_classes import success_responses
from ...emit.object_types import plain_variants
from ..server_urls import base_path, default_url
from . import styles, values, variations
from .paths import Templates
from .query_names import has_key_of
from .request_wire import RequestArguments, build_request
from .subject import (
    Identifiers,
    Row,
    Skipped,
    Subject,
    concrete,
    is_framing,
    media_kind,
    requires_client_certificate,
)

_METHODS = ("PUT", "PATCH", "DELETE", "POST", "GET")


class Routes:
    """The paths and methods of a server. `unreachable` are names of operations that no
    request certainly reaches."""

    def __init__(self, subjects: Sequence[Subject], unreachable: Set[str]) -> None:
        self.unreachable = unreachable
        self.templates = Templates(subject.operation.path for subject in subjects)
        self.methods: dict[str, set[str]] = {}
        for subject in subjects:
            for route in _full_paths(subject):
                self.methods.setdefault(route, set()).add(subject.operation.method)


def unknown_path(ids: Identifiers) -> Row:
    """A request to a path that the description does not document."""
    path = "/trueup-unknown-path/of/no/operation/at/all/in/this/description"
    return {
        "id": ids.claim("refused", "unknown-path"),
        "operation": None,
        "request": {"method": "GET", "path": path, "headers": {"accept": "*/*"}},
        "statuses": [404],
    }


def invalid_request_rows(
    subject: Subject,
    minimal: RequestArguments,
    routes: Routes,
    ids: Identifiers,
    seen: set[object],
    skipped: Skipped,
) -> Iterator[Row]:
    """A request with an undocumented method, then invalid requests of the operation.

    `seen` has the paths with a vector for an undocumented method.
    """
    request = build_request(subject, minimal)
    if subject.operation.path not in seen:
        seen.add(subject.operation.path)
        yield from _methods(routes, subject, request, ids, skipped)
    if requires_client_certificate(subject):
        return  # the missing certificate is rejected before anything else
    yield from _credentials(subject, request, ids)
    yield from _accept(subject, request, ids)
    yield from _parameters(subject, minimal, ids, skipped)
    yield from _body(subject, request, ids)


def _full_paths(subject: Subject) -> list[str]:
    """The paths of an operation with those of its servers, in order."""
    servers = subject.operation.servers or subject.api.servers
    bases = [base_path(default_url(server)) for server in servers] or [""]
    return [base + subject.operation.path for base in bases]


def _row(
    subject: Subject,
    ids: Identifiers,
    what: str,
    request: Row,
    statuses: Sequence[int],
) -> Row:
    return {
        "id": ids.claim(subject.name, "refused", what),
        "operation": subject.name,
        "request": request,
        "statuses": list(statuses),
    }


def _methods(
    routes: Routes, subject: Subject, request: Row, ids: Identifiers, skipped: Skipped
) -> Iterator[Row]:
    """An undocumented method: 405 with the documented ones in `Allow`."""
    documented = routes.methods[_full_paths(subject)[0]]
    templates = routes.templates.matching(str(request["path"]))
    if templates is None or len(templates) != 1:
        reason = "another path of the description matches, too"
        if templates is None:
            reason = "too many paths of the description may match, too"
        skipped.add(subject.name, "405", reason)
        return
    for method in _METHODS:
        if method not in documented:
            changed = _without_body({**request, "method": method})
            row = _row(subject, ids, f"method {method}", changed, (405,))
            yield {**row, "allow": [*sorted(documented)]}
            return


def _credentials(subject: Subject, request: Row, ids: Identifiers) -> Iterator[Row]:
    alternatives = subject.operation.security
    schemes = {named.name: named.scheme for named in subject.api.security_schemes}
    if not alternatives or not all(alternatives):
        return
    names = [need.scheme for alternative in alternatives for need in alternative]
    if any(isinstance(schemes.get(name), ir.MutualTls) for name in names):
        return
    row = _row(subject, ids, "no credentials", request, (401,))
    yield {**row, "credentials": "none"}
    row = _row(subject, ids, "credentials rejected", request, (401,))
    yield {**row, "credentials": "rejected"}
    if all(any(need.scopes for need in alternative) for alternative in alternatives):
        row = _row(subject, ids, "scopes", request, (403,))
        yield {**row, "credentials": "unscoped"}


def _accept(subject: Subject, request: Row, ids: Identifiers) -> Iterator[Row]:
    """An `Accept` field that excludes all successful responses."""
    successes = success_responses(subject.operation)
    if not successes or not all(r.contents for r in successes):
        return
    offered = [c.media_type for r in successes for c in r.contents]
    if any("*" in name or "/" not in name for name in offered):
        return
    if any(p.name.lower() == "accept" for p in subject.operation.parameters):
        return
    changed = _with_header(request, "accept", "application/x-trueup-none")
    yield _row(subject, ids, "accept", changed, _statuses(subject, 406))


MAX_PARAMETERS = 100
"""Parameters of one operation that are omitted or invalid, each in its own request."""


def _parameters(
    subject: Subject, minimal: RequestArguments, ids: Identifiers, skipped: Skipped
) -> Iterator[Row]:
    parameters = subject.operation.parameters[:MAX_PARAMETERS]
    if len(parameters) < len(subject.operation.parameters):
        reason = f"only {MAX_PARAMETERS} parameters are tested"
        skipped.add(subject.name, "parameters", reason)
    statuses = _statuses(subject, 400)
    for index, parameter in enumerate(parameters):
        if index not in minimal.values or not parameter.required:
            continue
        if parameter.location is ir.Location.PATH or _is_reserved(parameter):
            continue
        others = {i: value for i, value in minimal.values.items() if i != index}
        request = build_request(subject, RequestArguments(others, minimal.body))
        if has_key_of(request, parameter, minimal.values[index]):
            reason = f"other parameters have the keys of `{parameter.name}`"
            skipped.add(subject.name, "parameters", reason)
            continue
        yield _row(subject, ids, f"without {parameter.name}", request, statuses)
    for index, parameter in enumerate(parameters):
        if parameter.location in (ir.Location.QUERYSTRING, ir.Location.COOKIE):
            continue
        if _is_reserved(parameter):
            continue
        for label, value in _invalid_values(subject, parameter):
            changed = RequestArguments({**minimal.values, index: value}, minimal.body)
            try:
                request = build_request(subject, changed)
            except styles.Unspecified:
                continue
            yield _row(subject, ids, f"{label} {parameter.name}", request, statuses)


def _is_reserved(parameter: ir.Parameter) -> bool:
    """Whether the client or HTTP sets the value."""
    return parameter.name.lower() == "accept" or is_framing(parameter)


def _invalid_values(
    subject: Subject, parameter: ir.Parameter
) -> Iterator[tuple[str, ir.Json]]:
    """(label, value) for values of a wrong type, or out of bounds."""
    types = plain_variants(subject.api, parameter.type)
    may_be_object = any(isinstance(type_, ir.Object | ir.Map) for type_ in types)
    if parameter.style is ir.Style.DEEP or may_be_object:
        return  # a string may be parsed as an absent object
    text = variations.ill_typed(subject.api, parameter)
    if text is not None:
        yield "ill-typed", text
    plain = values.of_parameter(subject.api, parameter)
    if parameter.constant is ir.ABSENT and plain is not ir.ABSENT:
        value = variations.out_of_bounds(subject.api, parameter.schema, plain)
        if value is not ir.ABSENT and not _fits_as_text(subject, parameter, value):
            yield "out of bounds", value


def _fits_as_text(subject: Subject, parameter: ir.Parameter, value: ir.Json) -> bool:
    """Whether the text of an invalid number is a valid string."""
    if isinstance(value, str | list | dict):
        return False
    text = styles.scalar(value)
    return values.fits(subject.api, parameter.schema, text)


def _body(subject: Subject, request: Row, ids: Identifiers) -> Iterator[Row]:
    body = subject.operation.body
    if body is None:
        return
    statuses = _statuses(subject, 400)
    if body.required:
        yield _row(subject, ids, "without body", _without_body(request), statuses)
    json = next((c for c in body.contents if media_kind(c) == "json"), None)
    if json is not None:
        typed = _with_header(request, "content-type", concrete(json))
        malformed = _with_body(typed, {"text": '{"'})
        yield _row(subject, ids, "malformed body", malformed, statuses)
        valid = values.of_body(subject.api, json, "request")
        for label, value in (
            ("ill-typed body", variations.ill_formed(subject.api, json)),
            (
                "body out of bounds",
                variations.out_of_bounds(subject.api, json.schema, valid),
            ),
            (
                "body without property",
                variations.incomplete(subject.api, json.schema, valid),
            ),
            (
                "undeclared property",
                variations.undeclared(subject.api, json.schema, valid),
            ),
        ):
            if value is not ir.ABSENT:
                invalid = _with_body(typed, {"json": value})
                yield _row(subject, ids, label, invalid, statuses)
    if not any("*" in content.media_type for content in body.contents):
        changed = _with_header(request, "content-type", "application/x-trueup-none")
        other_type = _with_body(changed, {"text": "not a body of this operation"})
        yield _row(subject, ids, "content type", other_type, _statuses(subject, 415))


def _statuses(subject: Subject, status: int) -> tuple[int, ...]:
    """The acceptable statuses of the response, the best first."""
    documented = {str(response.status) for response in subject.operation.responses}
    if status == 400:
        order = [(422, "422"), (400, "400"), (400, "4XX"), (400, "default")]
    else:
        order = [(status, str(status)), (status, "4XX"), (status, "default")]
        order += [(422, "422"), (400, "400")]
    statuses = [sent for sent, name in order if name in documented]
    if (
        status != 400
    ):  # a status with a meaning of its own is right without a declaration
        statuses.insert(0, status)
    return tuple(dict.fromkeys(statuses)) or (status,)


def _with_header(request: Row, name: str, value: str) -> Row:
    headers = request["headers"]
    assert isinstance(headers, dict)
    return {**request, "headers": {**headers, name: value}}


def _with_body(request: Row, body: Row) -> Row:
    """The request with a body; its `Content-Length` is that of the body."""
    return {**_without_headers(request, "content-length"), "body": body}


def _without_body(request: Row) -> Row:
    changed = _without_headers(request, "content-type", "content-length")
    changed.pop("body", None)
    return changed


def _without_headers(request: Row, *names: str) -> Row:
    headers = request["headers"]
    assert isinstance(headers, dict)
    others = {name: value for name, value in headers.items() if name not in names}
    return {**request, "headers": others}
