"""The grammar of OpenAPI: which member of which object holds what kind of object.

| module | holds |
|---|---|
| `kinds` | `Kind`: the headings of the specification; versions |
| `table` | the members of each kind, by version |
| `walking` | `reference`, `walk`: the table applied |
"""

from .kinds import V20, V30, V31, V32, VERSIONS, Kind, Version
from .table import METHODS, REFERABLE, Held, Shape, component_kind, members
from .walking import (
    OTHERS,
    Linked,
    Walked,
    is_displaced,
    reference,
    refers,
    traverse,
    walk,
)

__all__ = [
    "METHODS",
    "OTHERS",
    "REFERABLE",
    "V20",
    "V30",
    "V31",
    "V32",
    "VERSIONS",
    "Held",
    "Kind",
    "Linked",
    "Shape",
    "Version",
    "Walked",
    "component_kind",
    "is_displaced",
    "members",
    "reference",
    "refers",
    "traverse",
    "walk",
]
