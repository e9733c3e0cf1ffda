"""Validate: what the specification itself says about a `Spec`. Changes nothing.

| module | holds |
|---|---|
| `checking` | the order of the checks, duplicates, the limit |
| `metaschemas` | the published schemas of OpenAPI, one validator a kind |
| `grammar` | a document against them; the branch of an `anyOf` that was meant |
| `wording` | one violated keyword to one sentence |
| `severity` | which faults stop a run, and what becomes of the others |
| `schemas` | required members and defaults, over our own walk |

What else openapi-spec-validator checks, beyond schemas, are rules of `lint`, where each
has a name: `path-params`, `operation-operation-id-unique` and the like.
"""

from __future__ import annotations

from ..diagnostics import Report
from ..resolve import Spec


def validate(spec: Spec, report: Report) -> None:
    """Adds an `invalid-description` for each breach of the specification.

    An error where code depends on it, a warning where it does not: see `severity`.
    """
    from .checking import check  # its imports take longer than most commands

    check(spec, report)
