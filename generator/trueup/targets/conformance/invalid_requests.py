"""Vectors of invalid requests: no handler may see them; the server responds itself.

The status is the one that HTTP asks for, unless the description declares no such
response and declares one that says the same (422 or 400): then it may be that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ... import ir
from ...emit.error_classes import success_responses
from ...emit.object_types import plain_type
from ..server_urls import base_path, default_url
from . import styles, values, variations
from .paths import Templates
from .request_wire import Sent, wire
from .requests import Unsendable, least_sent
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
    """Where a server answers. `out` are names of operations that no request reaches
    for certain."""

    def __init__(self, every: Sequence[Subject], out: Set[str]) -> None:
        self.out = out
        self.templates = Templates(subject.operation.path for subject in every)
        self.methods: dict[str, set[str]] = {}
        for subject in every:
            for route in _routes(subject):
                self.methods.setdefault(route, set()).add(subject.operation.method)


def unknown_path(ids: Identifiers) -> Row:
    """A path that the description does not have."""
    path = "/trueup-unknown-path/of/no/operation/at/all/in/this/description"
    return {
        "id": ids.claim("refused", "unknown-path"),
        "operation": None,
        "request": {"method": "GET", "path": path, "headers": {"accept": "*/*"}},
        "statuses": [404],
    }


def refusal_rows(
    subject: Subject,
    routes: Routes,
    ids: Identifiers,
    seen: set[object],
    skipped: Skipped,
) -> Iterator[Row]:
    """One method that the path does not have, then what the operation refuses.

    `seen` holds paths of which a method was refused.
    """
    try:
        least = least_sent(subject)
    except Unsendable:
        return  # was counted with its requests
    if subject.operation.path not in seen:
        seen.add(subject.operation.path)
        yield from _methods(routes, subject, least, ids, skipped)
    if requires_client_certificate(subject):
        return  # whatever is wrong, the certificate is missed first
    yield from _credentials(subject, least, ids)
    yield from _accept(subject, least, ids)
    yield from _parameters(subject, least, ids, skipped)
    yield from _body(subject, least, ids)


def _routes(subject: Subject) -> list[str]:
    """The paths at which a server answers, that of the first server first."""
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
    routes: Routes, subject: Subject, least: Sent, ids: Identifiers, skipped: Skipped
) -> Iterator[Row]:
    """A method that the path does not have: 405 and what it has in `Allow`."""
    has = routes.methods[_routes(subject)[0]]
    request = wire(subject, least)
    templates = routes.templates.matching(str(request["path"]))
    if templates is None or len(templates) != 1:
        reason = "another path of the description matches too"
        if templates is None:
            reason = "too many paths of the description may match too"
        skipped.add(subject.name, "405", reason)
        return
    for method in _METHODS:
        if method not in has:
            changed = _without_body({**request, "method": method})
            row = _row(subject, ids, f"method {method}", changed, (405,))
            yield {**row, "allow": [*sorted(has)]}
            return


def _credentials(subject: Subject, least: Sent, ids: Identifiers) -> Iterator[Row]:
    needed = subject.operation.security
    schemes = {one.name: one.scheme for one in subject.api.security_schemes}
    if not needed or not all(needed):
        return
    names = [need.scheme for alternative in needed for need in alternative]
    if any(isinstance(schemes.get(name), ir.MutualTls) for name in names):
        return
    request = wire(subject, least)
    row = _row(subject, ids, "no credentials", request, (401,))
    yield {**row, "credentials": "none"}
    row = _row(subject, ids, "credentials rejected", request, (401,))
    yield {**row, "credentials": "rejected"}
    if all(any(need.scopes for need in alternative) for alternative in needed):
        row = _row(subject, ids, "scopes", request, (403,))
        yield {**row, "credentials": "unscoped"}


def _accept(subject: Subject, least: Sent, ids: Identifiers) -> Iterator[Row]:
    """A media type that no success comes in."""
    successes = success_responses(subject.operation)
    if not successes or not all(r.contents for r in successes):
        return
    offered = [c.media_type for r in successes for c in r.contents]
    if any("*" in each or "/" not in each for each in offered):
        return
    if any(p.name.lower() == "accept" for p in subject.operation.parameters):
        return
    request = _with_header(wire(subject, least), "accept", "application/x-trueup-none")
    yield _row(subject, ids, "accept", request, _standing_for(subject, 406))


MOST_PARAMETERS = 100
"""Parameters of one operation that are left out or ill-typed, in a request with all others."""


def _parameters(
    subject: Subject, least: Sent, ids: Identifiers, skipped: Skipped
) -> Iterator[Row]:
    parameters = subject.operation.parameters[:MOST_PARAMETERS]
    if len(parameters) < len(subject.operation.parameters):
        reason = f"only {MOST_PARAMETERS} parameters are tried"
        skipped.add(subject.name, "parameters", reason)
    invalid = _standing_for(subject, 400)
    for index in least.values:
        if index >= len(parameters):
            break
        parameter = parameters[index]
        if parameter.location is ir.Location.PATH:
            continue
        if parameter.name.lower() == "accept" or not parameter.required:
            continue
        if is_framing(parameter):
            continue
        others = {i: each for i, each in least.values.items() if i != index}
        request = wire(subject, Sent(others, least.body))
        yield _row(subject, ids, f"without {parameter.name}", request, invalid)
    for index, parameter in enumerate(parameters):
        if parameter.location in (ir.Location.QUERYSTRING, ir.Location.COOKIE):
            continue
        if parameter.name.lower() == "accept" or is_framing(parameter):
            continue
        for what, value in _wrong(subject, parameter):
            changed = Sent({**least.values, index: value}, least.body)
            try:
                request = wire(subject, changed)
            except styles.Unspecified:
                continue
            yield _row(subject, ids, f"{what} {parameter.name}", request, invalid)


def _wrong(subject: Subject, parameter: ir.Parameter) -> Iterator[tuple[str, ir.Json]]:
    """Values that are of no right type, or of the right type and out of bounds."""
    plain = values.of_parameter(subject.api, parameter)
    if parameter.style is ir.Style.DEEP or _may_be_object(subject.api, parameter.type):
        return  # a text in an object's place may read as no value at all
    text = variations.ill_typed(subject.api, parameter)
    if text is not None:
        yield "ill-typed", text
    if parameter.constant is ir.ABSENT and plain is not ir.ABSENT:
        other = variations.out_of_bounds(subject.api, parameter.schema, plain)
        if other is not ir.ABSENT and not _fits_as_text(subject, parameter, other):
            yield "out of bounds", other


def _fits_as_text(subject: Subject, parameter: ir.Parameter, value: ir.Json) -> bool:
    """Whether a number that is out of bounds is a text that is not, as in `0`."""
    if isinstance(value, str | list | dict):
        return False
    text = styles.scalar(value)
    return values.fits(subject.api, parameter.schema, text)


def _may_be_object(api: ir.Api, type_: ir.Type) -> bool:
    match plain_type(api, type_):
        case ir.Object() | ir.Map():
            return True
        case ir.Union(variants):
            return any(_may_be_object(api, variant) for variant in variants)
        case _:
            return False


def _body(subject: Subject, least: Sent, ids: Identifiers) -> Iterator[Row]:
    body = subject.operation.body
    if body is None:
        return
    request = wire(subject, least)
    invalid = _standing_for(subject, 400)
    if body.required:
        missing = _without_body(request)
        yield _row(subject, ids, "without body", missing, invalid)
    json = next((c for c in body.contents if media_kind(c) == "json"), None)
    if json is not None:
        typed = _with_header(request, "content-type", concrete(json))
        malformed: Row = {**typed, "body": {"text": '{"'}}
        yield _row(subject, ids, "malformed body", malformed, invalid)
        value = variations.ill_formed(subject.api, json)
        if value is not ir.ABSENT:
            wrong: Row = {**typed, "body": {"json": value}}
            yield _row(subject, ids, "ill-typed body", wrong, invalid)
        value = _beyond(subject, json)
        if value is not ir.ABSENT:
            beyond: Row = {**typed, "body": {"json": value}}
            yield _row(subject, ids, "body out of bounds", beyond, invalid)
    if not any("*" in content.media_type for content in body.contents):
        other = _with_header(request, "content-type", "application/x-trueup-none")
        other = {**other, "body": {"text": "not a body of this operation"}}
        statuses = _standing_for(subject, 415)
        yield _row(subject, ids, "content type", other, statuses)


def _beyond(subject: Subject, content: ir.Content) -> ir.Maybe:
    plain = values.of_body(subject.api, content, "request")
    if plain is ir.ABSENT:
        return plain
    return variations.out_of_bounds(subject.api, content.schema, plain)


def _standing_for(subject: Subject, status: int) -> tuple[int, ...]:
    """The statuses with which a refusal may be answered, the best first."""
    declared = {str(response.status) for response in subject.operation.responses}
    if status == 400:
        order = [(422, "422"), (400, "400"), (400, "4XX"), (400, "default")]
    else:
        order = [(status, str(status)), (status, "4XX"), (status, "default")]
        order += [(422, "422"), (400, "400")]
    found = [sent for sent, name in order if name in declared]
    return tuple(dict.fromkeys(found)) or (status,)


def _with_header(request: Row, name: str, value: str) -> Row:
    headers = request["headers"]
    assert isinstance(headers, dict)
    return {**request, "headers": {**headers, name: value}}


def _without_body(request: Row) -> Row:
    headers = request["headers"]
    assert isinstance(headers, dict)
    kept = {
        name: value
        for name, value in headers.items()
        if name not in ("content-type", "content-length")
    }
    changed: Row = {**request, "headers": kept}
    changed.pop("body", None)
    return changed
