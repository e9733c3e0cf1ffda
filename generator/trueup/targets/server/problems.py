"""Findings about what a server cannot say in the description's own words."""

from __future__ import annotations

from ... import ir
from ...diagnostics import Report

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
                operation.place,
                help="declare 422, 400, `4XX` or `default`",
            )
