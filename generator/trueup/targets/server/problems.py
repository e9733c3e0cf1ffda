"""Findings about what a server cannot say in the description's own words, and about
what no server can read."""

from __future__ import annotations

from ... import ir
from ...diagnostics import Report
from ...emit.object_types import takes_any_name
from ..validation_cost import expensive, request_schemas

_TELLING = ("422", "400", "4XX", "default")


def report_untellable(api: ir.Api, report: Report) -> None:
    """A note on every operation that declares no response for an invalid request."""
    for operation in api.operations:
        declared = {str(response.status) for response in operation.responses}
        takes = bool(operation.parameters or operation.body)
        if takes and not declared.intersection(_TELLING):
            report.note(
                "no-validation-response",
                f"`{operation.id}` declares no response for an invalid request; "
                "the server answers with 400 and problem details (RFC 9457)",
                operation.source_location,
                help="declare 422, 400, `4XX` or `default`",
            )


def report_ambiguous_queries(api: ir.Api, report: Report) -> None:
    """A warning on every operation with two objects whose members stand in the query by
    their own names, whatever these are: nothing tells whose a pair is."""
    for operation in api.operations:
        names = [
            each.name for each in operation.parameters if takes_any_name(api, each)
        ]
        if len(names) > 1:
            listed = ", ".join(f"`{name}`" for name in names)
            report.warning(
                "ambiguous-query",
                f"{listed} take members of any name from one query; the server gives "
                "each of them what no other parameter names",
                operation.source_location,
                help="`style: deepObject` puts the parameter's own name before a member's",
            )


def report_expensive_schemas(api: ir.Api, report: Report) -> None:
    """A warning on every operation whose requests may take exponential time to validate."""
    costly = set(expensive(api))
    for operation in api.operations:
        if costly.intersection(request_schemas(operation)):
            report.warning(
                "exponential-validation",
                f"validating a request of `{operation.id}` can take exponential time; "
                "values that are nested too deeply for that are refused",
                operation.source_location,
                help="refer to a shared schema from one alternative of `anyOf` or `oneOf` only",
            )
