"""Normalize: a description of any version to the shape of 3.1. Knows no Python.

| module | holds |
|---|---|
| `dialect` | one Schema Object of 2.0 or 3.0 to JSON Schema 2020-12 |
| `schemas` | that, for all of them |
| `swagger` | the rest of a 2.0 description: components, bodies, servers |
| `servers` | 2.0 hosts and security definitions |
| `bodies` | 2.0 parameters and responses to bodies, styles and schemas |
| `rewriting` | documents with parts replaced, and links that follow |

What needs no change is shared, not copied, and places lead to the original text.
"""

from __future__ import annotations

from ..diagnostics import Report
from ..resolve import Spec
from ..openapi import V20
from .schemas import upgrade_schemas
from .swagger import upgrade_swagger


def normalize(spec: Spec, report: Report) -> Spec:
    """The same API in the shape of 3.1. Of 3.1 and 3.2, the very same `Spec`, unless
    its schemas use words that only 3.0 knows.

    What 3.1 cannot express is a diagnostic.
    """
    upgraded = upgrade_schemas(spec)
    return upgrade_swagger(upgraded, report) if spec.version == V20 else upgraded
