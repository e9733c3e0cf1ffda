"""Diagnostics about what generated code cannot do as described.

Lint reports them without planning files.
"""

from __future__ import annotations

from .. import ir
from ..config import Package
from ..diagnostics import Report
from ..emit.object_types import takes_any_name
from .api_names import name_api
from .distribution_metadata import distribution_version, license_expression
from .validation_cost import expensive_schemas, request_schemas

_ERROR_STATUSES = ("422", "400", "4XX", "default")


NEED_SERVER = frozenset({"server", "conformance"})
"""The targets that need the server's files; `Target.needs` would import all targets."""


def report_problems(api: ir.Api, package: Package, report: Report) -> None:
    """Report the diagnostics of planning: of names, and of what the server cannot do."""
    name_api(api, package, report)
    if NEED_SERVER.intersection(package.targets):
        report_server_problems(api, report)
    if package.distribution is not None:
        distribution_version(api, package, report)
        license_expression(api, package, report)


def report_server_problems(api: ir.Api, report: Report) -> None:
    """Report what a generated server cannot do as described."""
    report_missing_responses(api, report)
    report_ambiguous_queries(api, report)
    report_expensive_schemas(api, report)


def report_missing_responses(api: ir.Api, report: Report) -> None:
    """Note each operation without a documented response to an invalid request."""
    for operation in api.operations:
        documented = {str(response.status) for response in operation.responses}
        has_input = bool(operation.parameters or operation.body)
        if has_input and not documented.intersection(_ERROR_STATUSES):
            report.note(
                "no-validation-response",
                f"`{operation.id}` declares no response for an invalid request; "
                "the server responds with 400 and problem details (RFC 9457)",
                operation.source_location,
                help="declare 422, 400, `4XX` or `default`",
            )


def report_ambiguous_queries(api: ir.Api, report: Report) -> None:
    """Warn of each operation where several objects accept any key of the query."""
    for operation in api.operations:
        names = [
            f"`{parameter.name}`"
            for parameter in operation.parameters
            if takes_any_name(api, parameter)
        ]
        if len(names) > 1:
            report.warning(
                "ambiguous-query",
                f"{', '.join(names)} accept any key of the query; the server gives "
                "each of them the keys that belong to no other parameter",
                operation.source_location,
                help="use `style: deepObject`, which puts the parameter's name in each key",
            )


def report_expensive_schemas(api: ir.Api, report: Report) -> None:
    """Warn of each operation whose requests can take exponential time to validate."""
    expensive = set(expensive_schemas(api))
    for operation in api.operations:
        if expensive.intersection(request_schemas(operation)):
            report.warning(
                "exponential-validation",
                f"validating a request of `{operation.id}` can take exponential time; "
                "values that are nested too deeply are rejected",
                operation.source_location,
                help="refer to a shared schema from one alternative of `anyOf` or `oneOf` only",
            )
