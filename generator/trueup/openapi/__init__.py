"""The object model of OpenAPI: kinds of objects, and the fields that contain objects.

| module | contents |
|---|---|
| `kinds` | versions, `ObjectKind` |
| `fields` | the fields of each kind, by version |
| `traversal` | references, and the traversal of a description |
"""

from .kinds import V20, V30, V31, V32, VERSIONS, ObjectKind, Version
from .fields import (
    METHODS,
    REFERABLE,
    FieldType,
    Cardinality,
    component_kind,
    fields_of,
)
from .traversal import (
    DYNAMIC_KEYWORDS,
    ReferenceResolver,
    has_ref,
    reference,
    refers,
    traverse,
)

__all__ = [
    "METHODS",
    "DYNAMIC_KEYWORDS",
    "REFERABLE",
    "V20",
    "V30",
    "V31",
    "V32",
    "VERSIONS",
    "FieldType",
    "ObjectKind",
    "ReferenceResolver",
    "Cardinality",
    "Version",
    "component_kind",
    "has_ref",
    "fields_of",
    "reference",
    "refers",
    "traverse",
]
