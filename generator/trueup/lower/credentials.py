"""Credentials that operations send: one per header, and not as parameters as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from .. import ir
from ..diagnostics import Report
from .declarations import Draft
from .security import SecuritySchemes


def restrict_credentials(
    draft: Draft, schemes: SecuritySchemes, report: Report
) -> Draft:
    """Let each operation send a credential once, in the location of its security scheme."""
    operations: list[ir.Operation] = []
    for operation in draft.operations:
        operation = _with_one_per_header(operation, schemes, report)
        operations.append(_without_parameters(operation, schemes, report))
    return replace(draft, operations=tuple(operations))


def _with_one_per_header(
    operation: ir.Operation, schemes: SecuritySchemes, report: Report
) -> ir.Operation:
    """Split requirements of several credentials in one `Authorization` header.

    It holds one credential (RFC 9110, section 11.6.2), so any of them is enough.
    """
    prefixes = {scheme.name: _prefix(scheme.scheme) for scheme in schemes.schemes}
    security = tuple(
        dict.fromkeys(
            split
            for alternative in operation.security
            for split in _split(alternative, prefixes)
        )
    )
    if security == operation.security:
        return operation
    message = (
        "an `Authorization` header holds one credential, so any one of those "
        "required together is enough"
    )
    report.note_once("credentials-in-one-header", message, operation.source_location)
    return replace(operation, security=security)


def _split(
    alternative: tuple[ir.Requirement, ...], prefixes: Mapping[str, str | None]
) -> Iterator[tuple[ir.Requirement, ...]]:
    """An alternative for each prefix that the header would need."""
    used = dict.fromkeys(
        prefixes.get(requirement.scheme) for requirement in alternative
    )
    needed: list[str | None] = [prefix for prefix in used if prefix is not None]
    for prefix in needed or [None]:
        yield tuple(
            requirement
            for requirement in alternative
            if prefixes.get(requirement.scheme) in (None, prefix)
        )


def _prefix(scheme: ir.Scheme) -> str | None:
    """The scheme in an `Authorization` header; "" for a bare key, None without one."""
    match scheme:
        case ir.ApiKey(ir.Location.HEADER, name) if name.lower() == "authorization":
            return ""
        case ir.HttpAuth(word):
            return word
        case ir.OAuth2() | ir.OpenIdConnect():
            return "bearer"
        case _:
            return None


def _without_parameters(
    operation: ir.Operation, schemes: SecuritySchemes, report: Report
) -> ir.Operation:
    """Drop the parameters that are API keys of the operation's security schemes."""
    required = {
        requirement.scheme
        for alternative in operation.security
        for requirement in alternative
    }
    keys = {
        _location(scheme.scheme): scheme.name
        for scheme in schemes.schemes
        if isinstance(scheme.scheme, ir.ApiKey) and scheme.name in required
    }
    parameters: list[ir.Parameter] = []
    for parameter in operation.parameters:
        name = keys.get(_location(parameter))
        if name is None:
            parameters.append(parameter)
            continue
        message = (
            f"parameter `{parameter.name}` is the key of security scheme `{name}`; "
            "not generated as an argument"
        )
        report.note("credential-parameter", message, parameter.source_location)
    if len(parameters) == len(operation.parameters):
        return operation
    return replace(operation, parameters=tuple(parameters))


def _location(key: ir.ApiKey | ir.Parameter) -> tuple[ir.Location, str]:
    is_header = key.location is ir.Location.HEADER
    return key.location, key.name.lower() if is_header else key.name
