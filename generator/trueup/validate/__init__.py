"""Validate a description by the OpenAPI Specification.

| module | contents |
|---|---|
| `runner` | runs the checks, removes duplicates |
| `metaschemas` | validators for the published schemas of OpenAPI, by kind of object |
| `windows` | parts of a value that are validated one at a time |
| `grammar` | validation by these schemas; selection of the intended `anyOf` branch |
| `unknown_keys` | keys that resemble known fields |
| `messages` | messages for violated keywords |
| `severity` | the severity of a violation, and the effect on generated code |
| `schemas` | checks of `required` across composed schemas |

Further checks of openapi-spec-validator are rules of `lint`, such as `path-params`,
`operation-operationId-unique` and, for defaults, `valid-example`.
"""

from __future__ import annotations

from ..diagnostics import Report
from ..resolve import Spec


def validate(spec: Spec, report: Report) -> None:
    """Report an `invalid-description` for each violation of the specification."""
    from .runner import check  # slow to import

    check(spec, report)
