"""Convert a description of any version to the shape of 3.1.

| module | contents |
|---|---|
| `dialect` | conversion of a Schema Object of 2.0 or 3.0 to JSON Schema 2020-12 |
| `schemas` | conversion of all schemas |
| `dynamic_scopes` | copies of generic schemas where their `$dynamicRef`s are bound |
| `swagger` | conversion of other objects of 2.0 |
| `servers` | conversion of hosts and security definitions of 2.0 |
| `bodies` | conversion of parameters, headers and responses of 2.0 |
| `rewriting` | documents with replaced parts, and their links |

Unchanged parts are shared, and source locations refer to the original text.
"""

from __future__ import annotations

from ..diagnostics import Report
from ..openapi import V20
from ..resolve import Spec
from .dynamic_scopes import bind_dynamic_references
from .schemas import upgrade_schemas
from .swagger import upgrade_swagger


def normalize(spec: Spec, report: Report) -> Spec:
    """Convert a description to the shape of 3.1.

    A description of 3.1 or 3.2 is unchanged, unless its schemas use keywords of 3.0 or bind
    a `$dynamicRef`.
    """
    upgraded = upgrade_schemas(spec)
    if spec.version == V20:
        return upgrade_swagger(upgraded, report)
    return bind_dynamic_references(upgraded)
